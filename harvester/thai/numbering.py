"""Numbers in running text: the signs in front of numbered paragraphs, and how long, how many people, how much money."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harvester.thai import patterns_of, rules_of
from harvester.thai.text import arabic, normalise

_WORDS = ("แรก", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ")
_RULES = rules_of("numbering")
_LETTERS = "กขคงจฉชซฌญ"
_CIRCLED = {
    chr(first + at): at + 1
    for first, count in ((0x2460, 20), (0x2474, 20), (0x2776, 10), (0x2780, 10))
    for at in range(count)
}
_PATTERNS = patterns_of(
    "numbering",
    COUNTED="|".join(_RULES["counted"]),
    WORDS="|".join(_WORDS),
    SPELT="|".join(_WORDS[1:]),
    LETTERS=_LETTERS,
)
_SIGN = re.compile(_PATTERNS["SIGN"])


@dataclass(frozen=True, slots=True)
class Sign:
    """`style` names the kind of sign (lists of one style belong together), `number` counts from 1 (0: a bullet),
    `counted` is the noun that is numbered (ขั้นตอน, เทคนิค …), `length` how much of the text the sign takes,
    `shown` that it is a sign for show, which may be before a heading as well."""

    style: str
    number: int
    length: int
    counted: str = ""
    shown: bool = False


def sign_of(text: str) -> Sign | None:
    """The sign at the head of a paragraph."""
    match = _SIGN.match(text)
    if match is None or match.end() >= len(text):
        return None
    length = match.end()
    if counted := match["counted"]:
        number = int(arabic(match["n"])) if match["n"] else max(1, _WORDS.index(match["word"]))
        noun = counted.removesuffix("ที่").casefold()
        if noun in ("ข้อ", "เทคนิค") and not match["tail"] and not counted.endswith("ที่") and not match["n"]:
            return None
        return Sign(f"counted-{noun}", number, length, noun)
    if deep := match["deep"]:
        levels = arabic(deep).split(".")
        return Sign(f"deep-{'.'.join(levels[:-1])}", int(levels[-1]), length)
    if plain := match["plain"]:
        return Sign("plain" + match["mark"], int(arabic(plain)), length)
    if match["round"]:
        return Sign("round", int(arabic(match["round"])), length)
    for style, order in (("latin", " abcdefgh"), ("letter", f" {_LETTERS}"), ("spelt", _WORDS)):
        if match[style]:
            return Sign(style, order.index(match[style].lower()), length)
    if sign := match["keycap"] or match["circled"]:
        return Sign("keycap" if match["keycap"] else "circled", _CIRCLED.get(sign) or int(sign), length)
    if match["shown"]:
        return Sign(f"bullet {match['shown']}", 0, length, shown=True)
    return Sign("bullet", 0, length)


def is_only_sign(text: str) -> bool:
    """ขั้นที่ 1 alone on its line: what is numbered follows on the next."""
    match = _SIGN.match(text)
    return bool(match and match.end() >= len(text) and not match["bullet"] and not match["shown"])


def bare(text: str) -> str:
    """The text without a bullet; numbers say something and stay."""
    sign = sign_of(text)
    return text[sign.length :] if sign and sign.number == 0 else text


MINUTES: Mapping[str, int] = _RULES["minutes"]
"""Minutes of work in a unit of time."""
SPELT: Mapping[str, float] = _RULES["spelt"]
"""Numbers in words."""
EXPENSE: Sequence[Sequence[str]] = _RULES["expense"]
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


DECORATED = 400
"""Characters of a line that may be decorated."""
_BEFORE, _AFTER = re.compile(_PATTERNS["BEFORE"]), re.compile(_PATTERNS["AFTER"])


def trim_decoration(text: str) -> tuple[int, int]:
    """Start and end of the words; all of the text when it has no others."""
    if len(text) > DECORATED:
        return 0, len(text)
    before = match.end() if (match := _BEFORE.match(text)) else 0
    after = match.start() if (match := _AFTER.search(text, before)) else len(text)
    return (before, after) if after > before else (0, len(text))
