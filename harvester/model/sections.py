"""The table of section headings: what a heading introduces, by every Thai name people give it."""

import re
from dataclasses import dataclass

from harvester.model import SectionKind
from harvester.model.names import of_heading
from harvester.thai.text import fold, near_names, normalise

K = SectionKind


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One kind of section: canonical Thai heading, aliases, and the hint a writer sees."""

    kind: SectionKind
    label: str
    aliases: tuple[str, ...]
    hint: str


def _row(kind: SectionKind, label: str, aliases: str, hint: str) -> SectionRow:
    return SectionRow(
        kind, label, tuple(alias.strip() for alias in aliases.split(",") if alias.strip()), hint
    )


SECTIONS: tuple[SectionRow, ...] = (
    _row(K.SUMMARY, "ใจความ", "สรุป, สาระสำคัญ, ใจความสำคัญ, บทสรุป, สรุปบทเรียน", "สรุปให้คนอ่านเอาไปทำได้ทันที"),
    _row(
        K.CONTEXT,
        "บริบท",
        "ความเป็นมา, แรงบันดาลใจ, เหตุผลที่ทำ, ความเป็นมา / แรงบันดาลใจ / เหตุผลที่ทำ, ที่มาที่ไป, เรื่องเล่า, สถานการณ์, "
        "สภาพปัญหา, ปัญหา, หลักการและเหตุผล, ที่มาและความสำคัญ, เรื่องเล่าและบริบท, พื้นที่และบริบท, บริบทพื้นที่",
        "เกิดที่ไหน กับใคร ก่อนหน้านั้นเป็นอย่างไร",
    ),
    _row(K.OBJECTIVES, "วัตถุประสงค์", "เป้าหมาย, จุดมุ่งหมาย, ทำเพื่ออะไร", "ทำเพื่ออะไร"),
    _row(
        K.MATERIALS,
        "สิ่งที่ต้องเตรียม",
        "วัตถุดิบ, วัตถุดิบ (ถ้ามี), อุปกรณ์, อุปกรณ์ (ถ้ามี), วัสดุอุปกรณ์, ของที่ต้องใช้",
        "ของ คน ข้อมูลที่ต้องมีก่อนเริ่ม",
    ),
    _row(
        K.TECHNIQUE,
        "เทคนิค",
        "เทคนิคที่, วิธีที่, เคล็ดลับ, เทคนิควิธี, เทคนิค/วิธีการ",
        "เขียน ## เทคนิค: ชื่อเทคนิค แล้วบอกเหตุที่ได้ผล ตามด้วยขั้นตอนเป็นข้อ 1. 2. 3.",
    ),
    _row(
        K.STEPS,
        "ขั้นตอน",
        "วิธีทำ, วิธีการ, ขั้นตอนการทำงาน, ขั้นตอนการดำเนินงาน, กระบวนการ, กระบวนการ/ขั้นตอน, วิธีดำเนินการ, วิธีการดำเนินงาน, "
        "กระบวนการขั้นตอน, ลงมือทำ",
        "เขียนเป็นข้อ 1. 2. 3. ประโยคแรกบอกว่าทำอะไร",
    ),
    _row(
        K.CAUTIONS,
        "ข้อควรระวัง",
        "ข้อพึงระวัง, สิ่งที่ต้องพึงระวัง, สิ่งที่ควรระวัง, สิ่งที่ต้องระวัง, คำเตือน, ข้อระวัง, ข้อควรคำนึง, ข้อจำกัด",
        "อะไรเคยพลาด เขียนเป็นข้อ ตามด้วย ทางแก้: ถ้ารู้",
    ),
    _row(
        K.TRAPS,
        "กับดัก",
        "หลุมพราง, กับดักที่พบบ่อย, กับดักพื้นฐาน, จุดที่มักพลาด",
        "ความคิดหรือวิธีที่ทำให้ทั้งงานพลาด ตามด้วย ทางแก้: ถ้ารู้",
    ),
    _row(
        K.RESULTS, "ผลที่เกิดขึ้น", "ผล, ผลการดำเนินงาน, ผลที่ได้รับ, ผลสำเร็จ, ความสำเร็จ, ผลลัพธ์ที่เกิดขึ้น", "เกิดอะไรขึ้นบ้าง"
    ),
    _row(K.OUTPUTS, "ผลผลิต", "สิ่งที่ได้, output, outputs", "นับได้ จับต้องได้"),
    _row(K.OUTCOMES, "ผลลัพธ์", "การเปลี่ยนแปลง, สิ่งที่เปลี่ยนไป, outcome, outcomes", "อะไรเปลี่ยนไปในคนหรือในพื้นที่"),
    _row(
        K.ENABLING,
        "ปัจจัยหนุน",
        "ปัจจัยความสำเร็จ, ปัจจัยแห่งความสำเร็จ, เงื่อนไขความสำเร็จ, อะไรหนุน, ปัจจัยเอื้อ, จุดแข็ง, ปัจจัยที่ทำให้สำเร็จ",
        "อะไรช่วยให้ทำได้",
    ),
    _row(
        K.HINDERING,
        "ปัจจัยอุปสรรค",
        "ปัจจัยฉุด, ปัญหาอุปสรรค, ปัญหาและอุปสรรค, อุปสรรค, อะไรฉุด, จุดอ่อน, ปัญหา/อุปสรรค, ปัจจัยที่เป็นอุปสรรค",
        "อะไรขวางไว้",
    ),
    _row(
        K.PERSONAL,
        "ผลระดับบุคคล",
        "ระดับบุคคล, ระดับปัจเจก, ผลลัพธ์ระดับบุคคล, การเปลี่ยนแปลงระดับบุคคล, ผลลัพธ์ระดับปัจเจก, เปลี่ยนที่ตัวคน",
        "อะไรเปลี่ยนไปในตัวคน",
    ),
    _row(
        K.NETWORK,
        "ผลระดับเครือข่าย",
        "ระดับเครือข่าย, ผลลัพธ์ระดับเครือข่าย, ระดับองค์กร, ผลลัพธ์ระดับองค์กร, การเปลี่ยนแปลงระดับเครือข่าย, ผลระดับกลุ่ม, ระดับกลุ่ม",
        "อะไรเปลี่ยนไปในกลุ่มหรือเครือข่าย",
    ),
    _row(
        K.LEGS,
        "สิ่งที่ต้องมีครบ",
        "ปัจจัยที่ต้องมีครบ, ขาที่ต้องมีครบ, ต้องมีครบทุกข้อ, แบบตรวจตัวเอง, ตรวจตัวเอง, กรอบตรวจตัวเอง",
        "ขาดข้อใดข้อหนึ่งไม่ได้ ข้อละขา เขียน ชื่อขา: คำถามตรวจตัวเอง แล้วอ้าง [[id]] ของบทเรียนที่ช่วยได้",
    ),
    _row(K.EXAMPLE, "ตัวอย่าง", "ตัวอย่างที่ใช่, ตัวอย่างที่ดี, ตัวอย่างที่ทำได้", "ครั้งที่ทำแล้วเห็นภาพว่าเทคนิคนี้เป็นอย่างไร"),
    _row(
        K.COUNTEREXAMPLE,
        "ตัวอย่างตรงข้าม",
        "ตัวอย่างที่ไม่ใช่, ตัวอย่างค้าน, ตัวอย่างที่พลาด, ตัวอย่างที่ไม่ได้ผล, ตัวอย่างแย้ง",
        "ครั้งที่ดูเหมือนใช้เทคนิคนี้ แต่ไม่ใช่หรือไม่ได้ผล",
    ),
    _row(
        K.LETTER,
        "แบบหนังสือ",
        "แบบหนังสือให้เติม, หนังสือตัวอย่าง, ตัวอย่างหนังสือ, ร่างหนังสือ, แบบฟอร์มหนังสือ, จดหมายตัวอย่าง",
        "ข้อความหนังสือที่คัดไปเติมได้ เว้นช่องด้วย ……",
    ),
    _row(
        K.QUESTIONS,
        "คำถามชวนคิด",
        "คำถามที่ยังค้าง, คำถามเปิด, คำถาม, ชวนคิด, คำถามต่อไป, โจทย์ต่อไป",
        "คำถามที่อยากให้คนอ่านเอาไปคุยต่อ",
    ),
)

ALONGSIDE = ("บทเรียนย่อย", "ลำดับกิจกรรม", "เนื้อหาที่ยังไม่ได้จัด", "ความเห็นท้ายบันทึก", "เรื่องอื่น")
"""Headings that drafts of old documents hold: no part of a lesson that the table names, and no mistake."""
PLACEHOLDERS = ("เขียนสรุปด้วยคำของเราเองตรงนี้", "_No response_")
"""What is in a draft or a form where someone is still to write; no words of a lesson."""
_BY_NAME = {fold(name): row for row in SECTIONS for name in (row.label, *row.aliases, row.kind.value)}
_ALONGSIDE = frozenset(map(fold, ALONGSIDE))
_NUMBER = re.compile(r"^\s*(?:(?:ที่|ข้อที่|ข้อ)?\s*[0-9๐-๙]+\s*[.):]?\s+|[0-9๐-๙]+\s*[.)]\s*)")
_MARKS = re.compile(r"\s{0,9}\{[#.][^{}]{0,200}\}\s*$|[*_`]|\s{0,9}(?:->|→)\s*$")
_CUT = re.compile(r"^(?P<name>[^:：–—]+?)\s*(?:[:：]|\s[–—-]\s)\s*(?P<rest>.*)$", re.DOTALL)
_TECHNIQUE = re.compile(r"^เทคนิค(?:ที่)?\s*(?:[0-9๐-๙]+\s*[.):]?\s*|[:：]\s*|\s+)(?P<rest>.*)$", re.DOTALL)
LONGEST = 500
"""Characters of a heading that are looked at."""


def plain_heading(heading: str) -> str:
    """The heading's words: no emphasis, attribute lists, arrows, trailing colon."""
    return _MARKS.sub("", normalise(heading[:LONGEST])).strip().rstrip(":：").strip()


def section_named(heading: str) -> tuple[SectionRow | None, str]:
    """What a heading introduces, and the words left over (a technique's name); `(None, heading)` if unknown."""
    plain = of_heading(plain_heading(heading))[1]
    unnumbered = _NUMBER.sub("", plain)
    for text in (plain, unnumbered):
        if (row := _BY_NAME.get(fold(text))) is not None:
            return row, ""
    if (match := _TECHNIQUE.match(unnumbered)) is not None:
        return _BY_NAME[fold("เทคนิค")], match["rest"].strip().lstrip(":： ").strip()
    if (match := _CUT.match(unnumbered)) is not None and (
        row := _BY_NAME.get(fold(_bare(match["name"])))
    ) is not None:
        return row, match["rest"].strip()
    return None, plain


def _bare(name: str) -> str:
    return re.sub(r"\s*(?:ที่\s*)?[0-9๐-๙]+\s*$", "", name)


def is_alongside(heading: str) -> bool:
    """Whether a heading is one of `ALONGSIDE`."""
    return fold(plain_heading(heading)) in _ALONGSIDE


def nearest_section(heading: str) -> tuple[str, str]:
    """What of a heading is misspelt, and the known name that was most likely meant; empty when none is near.

    A name may be before a colon (`เทคนิด: นัดด้วยใจ`), and what follows the colon is not looked at.
    """
    plain = plain_heading(heading)
    for name in dict.fromkeys((plain, re.split(r"\s*[:：]", plain)[0])):
        for near in near_names(name, _BY_NAME, 1, slips=True):
            row = _BY_NAME[near]
            return name, next(one for one in (row.label, *row.aliases, row.kind.value) if fold(one) == near)
    return "", ""
