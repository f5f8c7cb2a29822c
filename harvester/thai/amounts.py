"""How long, how many people, how much money: numbers out of the words in which people say what a work takes."""

from __future__ import annotations

import re

from harvester.thai.text import arabic, normalise

# fmt: off
MINUTES = {
    "นาที": 1, "ชั่วโมง": 60, "ชม.": 60, "วัน": 480, "คืน": 0, "สัปดาห์": 2400, "อาทิตย์": 2400, "เดือน": 9600, "ปี": 115_200
}
"""Minutes of work in a unit of time: a day has eight hours, a week five days, a month four weeks."""
SPELT = {
    "ครึ่ง": 0.5, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10,
    "หลาย": 3, "ตลอด": 1, "ทั้ง": 1
}
"""Numbers in words; หลาย counts as three."""
EXPENSE = (
    ("ไม่มี", "ไม่ใช้", "ไม่เสีย", "ฟรี", "ศูนย์"),
    ("ต่ำ", "น้อย", "ถูก", "ไม่มาก", "ไม่สูง", "ไม่แพง"),
    ("กลาง", "พอควร"),
    ("สูง", "มาก", "แพง"),
)
# fmt: on
"""Words for no money, little, some and much."""
BAHT = (0, 1000, 10_000)
"""The most baht that count as none, little, some."""

_NUMBER = rf"\d[\d,]*(?:\.\d+)?|{'|'.join(SPELT)}"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|—|ถึง|หรือ)\s*(?P<high>{_NUMBER}))?"
_UNIT = "|".join(map(re.escape, MINUTES))
_TIME = re.compile(rf"(?:{_RANGE})?\s*(?P<unit>{_UNIT})(?P<half>ครึ่ง)?")
_PEOPLE = re.compile(rf"{_RANGE}\s*คน")
_BARE = re.compile(_RANGE)
_MOST, _LEAST = re.compile("ไม่เกิน|ไม่ถึง|สูงสุด"), re.compile("อย่างน้อย|กว่า|ขึ้นไป|เกิน|หลายคน")
MANY = 1_000_000


def minutes(text: str) -> tuple[int, int] | None:
    """The least and the most minutes of work that a text speaks of (2–3 ชั่วโมง, ครึ่งวัน), None where it names none."""
    text = arabic(normalise(text))
    found = [one for one in _TIME.finditer(text) if one["low"] or one["half"]]
    if not found:
        return None
    low, high, end = 0.0, 0.0, found[0].start()
    for one in found:
        if text[end : one.start()].strip():
            break  # what follows is another thing: ครึ่งวัน แล้วทวนทุกเดือน
        size, more = MINUTES[one["unit"]], 0.5 if one["half"] else 0.0
        low += size * (_value(one["low"] or "1") + more)
        high += size * (_value(one["high"] or one["low"] or "1") + more)
        end = one.end()
    return round(low), round(max(low, high))


def people(text: str) -> tuple[int, int] | None:
    """The least and the most people (3–8, ราว 40 คน, ไม่เกิน 30), None where it names no number."""
    text = arabic(normalise(text))
    found = _PEOPLE.search(text) or _BARE.search(text)
    if found is None or (not found["low"][0].isdigit() and "คน" not in text):
        return (1, 1) if "คนเดียว" in text else None
    low, high = int(_value(found["low"])), int(_value(found["high"] or found["low"]))
    if _MOST.search(text):
        return 1, max(1, high)
    return max(1, low), MANY if _LEAST.search(text) and not found["high"] else max(1, low, high)


def expense(text: str) -> int | None:
    """0 for no money, 1 for little, 2 for some, 3 for much; None where a text does not say."""
    text = arabic(normalise(text))
    if baht := re.search(rf"({_NUMBER})\s*บาท", text):
        return sum(_value(baht[1]) > most for most in BAHT)
    return next((at for at, words in enumerate(EXPENSE) if any(word in text for word in words)), None)


def _value(number: str) -> float:
    return SPELT[number] if number in SPELT else float(number.replace(",", ""))
