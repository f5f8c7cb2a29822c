"""What a list is by what it says and how it is introduced: steps, techniques, lessons, cautions, factors …

The words of the entries weigh more than the heading that a form has put over them.
"""

from __future__ import annotations

import re

from harvester.drafting.understanding.cautions import is_caution
from harvester.drafting.understanding.lists import Listing

STEPS, TECHNIQUES, LESSONS, CAUTIONS, TRAPS = "steps", "techniques", "lessons", "cautions", "traps"
ENABLING, HINDERING, OBJECTIVES, POINTS = "enabling", "hindering", "objectives", "points"
GATHERINGS = "gatherings"

_NOUNS = {
    "ขั้นตอน": STEPS, "ขั้น": STEPS, "step": STEPS, "ระยะ": STEPS, "กิจกรรม": STEPS,
    "เทคนิค": TECHNIQUES, "วิธี": TECHNIQUES, "เคล็ดลับ": TECHNIQUES,
    "บทเรียน": LESSONS, "เรื่อง": LESSONS, "กับดัก": TRAPS, "ปัจจัย": ENABLING,
    "ครั้ง": GATHERINGS, "เวที": GATHERINGS, "สัปดาห์": GATHERINGS,
}  # fmt: skip
_STEP_SAYS = re.compile(r"ขั้นตอนนี้|เป็นขั้นตอน|ในขั้นนี้|ขั้นต่อไป")
_FACTORS = re.compile(
    r"ปัจจัย(?:แห่ง|สู่|ของ|ที่(?:ทำให้|นำไปสู่))?(?:ความ)?สำเร็จ|เงื่อนไข(?:แห่ง|ของ)?ความสำเร็จ|ปัจจัย(?:หนุน|เอื้อ|เสริม)|key success"
)
_LEADS = (
    (TRAPS, re.compile(r"กับดัก|หลุมพราง")),
    (CAUTIONS, re.compile(r"(?:ควร|พึง|ต้อง)(?:พึง)?ระวัง|คำเตือน")),
    (ENABLING, _FACTORS),
    (HINDERING, re.compile(r"ปัจจัย(?:ฉุด|ที่เป็นอุปสรรค)|ปัญหา(?:และ|/|\s)?อุปสรรค|อุปสรรค(?:ที่พบ|สำคัญ)|ข้อจำกัด(?:ที่พบ)?")),
    (TECHNIQUES, re.compile(r"(?:[0-9๐-๙]+|สอง|สาม|สี่|ห้า|หก|เจ็ด)\s*(?:เทคนิค|เคล็ด(?:ลับ)?|วิธี(?!การ))|เทคนิค(?:สำคัญ"
        r"|ดังนี้|ที่(?:ใช้|สำคัญ|ได้ผล))|เคล็ด(?:ไม่)?ลับ")),
    (STEPS, re.compile(r"ขั้นตอน|วิธีการ(?:ดังนี้|ทำ|ดำเนิน)|วิธีทำ|กระบวนการ(?:ดังนี้|ทำงาน|ดำเนิน)?|ดำเนินการดังนี้|ดำเนินงานดังนี้|ทำดังนี้|มีลำดับ")),
    (LESSONS, re.compile(r"บทเรียน|ข้อค้นพบ|(?:เรื่อง|ประเด็น)(?:ที่)?(?:น่าสนใจ|สำคัญ)|น่าสนใจ(?:หลาย|ดังนี้)|ข้อสังเกต"
        r"|ได้เรียนรู้|เรียนรู้(?:ว่า|ดังนี้)|ข้อคิด|ข้อสรุป|พบว่า")),
)  # fmt: skip
_EXPLICIT = {
    "cautions": CAUTIONS, "traps": TRAPS, "enabling": ENABLING, "hindering": HINDERING, "questions": "questions",
    "outputs": "outputs", "outcomes": "outcomes", "results": "results", "findings": LESSONS,
}  # fmt: skip
_DOING = re.compile(
    r"^(?:การ)?(?:จัด)?(?:ทำสื่อ|กอง|โรย|พลิก|ปัก|วาด|คลุม|ผูก|มัด|เจาะ|เกลี่ย|หว่าน|ควร(?!ระวัง)|กวาด|นวด|ต่อ|สับ|บด|ห่อ|ทาน|เช็ด|ชวน|พูดคุย|สุ่ม|หัก|ทำแผน|เตรียม|นำ|ผสม|ตัก|เท|กวน|ต้ม|ล้าง|หั่น|ใส่|ตาก|คน|หมัก|บรรจุ|กรอง|ตัด|เย็บ|ตั้ง|แบ่ง|ศึกษา|ดำเนิน|ฝึก|อบรม|แลกเปลี่ยน|เยี่ยม|เวที|ประชุม|สำรวจ|เลือก|คัดเลือก|วาง"
    r"|แจก|จด|ซื้อ|ถาม|เอา|ถ่าย|เขียน|พา|ส่ง|โทร|รับ|จับ|ทำ|ปลูก|รด|ใช้|เก็บ|แยก|ปิด|พูด|เล่า|ฟัง|อ่าน|ดู|วัด|ชั่ง|นับ|รวม|รวบรวม|ซ่อม|ขุด|ขอ|ยืม|คุย|เริ่ม|หา|เรียก|ตาม|ติด|แปะ|แขวน|ทา|ล้อม|นั่ง|กลับ|หยุด|รอ|พัก|ตรวจ|เช็ค|เช็ก|ย้าย|เพิ่ม|ลด|ปรับ|เปลี่ยน|ลอง|สอน|จ้าง|นัด|จัด"
    r"|ติดตาม|ประสาน|ลงพื้นที่|ลงมือ|ชี้แจง|วิเคราะห์|ค้นหา|กำหนด|แต่งตั้ง|มอบหมาย|ทำความเข้าใจ|สร้างความเข้าใจ|สร้างทีม|เชิญ|ชวน|เปิด|ทดลอง|บันทึก|สรุป|ประเมิน|เดิน|ไป|ให้)"
)
_NAMES_WORK = re.compile(
    r"(?:^|\n)\W*(?:การ(?!ประชุม|เปลี่ยน|สรุป|ประเมิน)|วิธี|ทำ|พา|สร้าง|จัดการ|ปลูก|เลี้ยง)[^\n]{2,60}$"
)
"""The lead's last line names something that is done: การกองปุ๋ย, ทำปุ๋ยหมัก."""
_IN_ORDER_TO = re.compile(r"^(?:เพื่อ|ให้(?:เกิด|มี|ได้)|to\s)")
MOSTLY = 0.6
LONG_ENTRY = 150
"""Characters of an entry that tells something; shorter ones only name it."""
TOLD_ENTRY = 60
"""The same in forms whose writers put their steps under other headings."""
LESSON_LENGTH = 140
"""Mean characters of entries that can stand as lessons of their own."""


def meaning_of(listing: Listing, target: str, lead: str, after: str, numbered: str) -> str:
    """`target` is the part's, `lead` its heading and the prose before the list, `after` the prose behind it;
    `numbered` is what the profile takes numbered paragraphs for."""
    items = listing.items
    mean = sum(item.size for item in items) / len(items)
    if (noun := items[0].sign.counted) and noun in _NOUNS:
        return _NOUNS[noun]
    if sum(bool(_STEP_SAYS.search(_whole(item))) for item in items) >= max(1, len(items) * 0.3):
        return STEPS
    if re.search(r"ทั้ง\s?(?:[2-9๒-๙]|สอง|สาม|สี่|ห้า|หก|เจ็ด)|ดังกล่าว|เหล่านี้", after[:120]) and _FACTORS.search(
        after[:80]
    ):
        return ENABLING
    if target not in _EXPLICIT and _warning(listing) >= (1 if target in ("steps", "technique") else MOSTLY):
        return CAUTIONS
    if target in _EXPLICIT:
        meaning = _EXPLICIT[target]
        return POINTS if meaning == LESSONS and mean < LESSON_LENGTH else meaning
    if target == "steps":
        return STEPS
    if target == "technique":
        told = sum(bool(item.rest) for item in items)
        return TECHNIQUES if told >= len(items) / 2 and mean >= LONG_ENTRY else STEPS
    if target == "objectives":
        if sum(bool(_IN_ORDER_TO.match(item.text)) for item in items) >= len(items) / 2:
            return OBJECTIVES
        told = mean >= (TOLD_ENTRY if numbered == STEPS else LONG_ENTRY)
        return STEPS if len(items) > 1 and (told or _done(listing) >= 0.5) else OBJECTIVES
    if target in ("materials", "participants", "comments"):
        return POINTS
    for meaning, pattern in _LEADS:
        if pattern.search(lead):
            if meaning == LESSONS and mean < LESSON_LENGTH:
                continue
            return meaning
    if items[0].sign.number and mean < LESSON_LENGTH:
        done = _done(listing)
        if (len(items) >= 3 and done >= MOSTLY) or (done >= 0.5 and _NAMES_WORK.search(lead)):
            return STEPS
    if items[0].sign.number and numbered and mean >= (LESSON_LENGTH if numbered == LESSONS else 40):
        return numbered
    return POINTS


def _done(listing: Listing) -> float:
    """Share of the entries that begin with something to do."""
    return sum(bool(_DOING.match(item.text)) for item in listing.items) / len(listing.items)


def _warning(listing: Listing) -> float:
    """Share of the entries that begin by warning."""
    return sum(is_caution(item.text) for item in listing.items) / len(listing.items)


def _whole(item: object) -> str:
    return "\n".join(block.text for block in (item.head, *item.rest))  # type: ignore[attr-defined]
