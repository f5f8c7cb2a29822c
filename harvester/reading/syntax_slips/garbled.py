"""Signs that mean others: text read with the wrong code page, glyphs of old fonts, hidden directions."""

import re
from collections.abc import Iterator

from harvester.model.diagnostics import Finding, Fix
from harvester.reading.syntax_slips.source import Source
from harvester.thai.repair.normalise import PRIVATE_USE, unmojibake
from harvester.thai.text import HIDING

_MISREAD = re.compile(r"[\u00a1-\u00ff]{3}|à[¸¹]|(?:เ[ธน]\S){3}")
_LOST = re.compile(r"(?:เ[ธน]\S?){6}|(?:à[¸¹].?){4}")
"""Thai in UTF-8 that was read with another code page, though too much is gone to read it again."""
_GLYPHS = re.compile("[\ue000-\uf8ff]+")
MOST = 20


def garbled_text(source: Source) -> Iterator[Finding]:
    """ข้อความเพี้ยนเพราะเปิดไฟล์ด้วยรหัสภาษาผิด"""
    if not _MISREAD.search(source.text):
        return
    read = unmojibake("\n".join(line.text for line in source.lines)).split("\n")
    told = 0
    for line, better in zip(source.lines, read, strict=True):
        if told == MOST:
            return
        if line.text == better and _LOST.search(line.text):
            told += 1
            hint = "แปลงกลับไม่ได้ครบ เปิดต้นฉบับใหม่แล้วบันทึกเป็น UTF-8"
            yield source.finding(line.start, line.end, "ข้อความบรรทัดนี้เพี้ยน", hint)
        elif line.text != better:
            told += 1
            fix = Fix("แปลงกลับเป็นภาษาไทย", line.start, line.end, better)
            yield source.finding(
                line.start, line.end, "ข้อความบรรทัดนี้เพี้ยน", f"น่าจะเป็น “{better.strip()[:60]}”", fix
            )


def private_use_glyph(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรเฉพาะของฟอนต์เก่า ที่เครื่องอื่นมองไม่เห็น"""
    for line in source.lines if _GLYPHS.search(source.text) else ():
        for match in _GLYPHS.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            right = match[0].translate(PRIVATE_USE)
            known = not _GLYPHS.search(right)
            fix = Fix("เปลี่ยนเป็นอักษรไทยปกติ", start, end, right) if known else None
            yield source.finding(
                start, end, "มีตัวอักษรเฉพาะของฟอนต์เก่า", "พิมพ์คำนี้ใหม่ หรือนำเข้าเอกสารด้วย harvester import", fix
            )


def direction_sign(source: Source) -> Iterator[Finding]:
    """มีเครื่องหมายกลับทิศตัวอักษรซ่อนอยู่"""
    yield from _to_delete(source, "direction-sign", "มีเครื่องหมายกลับทิศตัวอักษรซ่อนอยู่")


def control_sign(source: Source) -> Iterator[Finding]:
    """มีรหัสควบคุมที่ไม่ใช่ตัวอักษรปนอยู่"""
    yield from _to_delete(source, "control-sign", "มีรหัสควบคุมที่ไม่ใช่ตัวอักษร")


def invisible_sign(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรที่มองไม่เห็นซ่อนข้อความอยู่"""
    yield from _to_delete(source, "invisible-sign", "มีตัวอักษรที่มองไม่เห็นซ่อนอยู่")


def lost_letter(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรที่หายไปแล้ว เห็นเป็น �"""
    for line in source.lines if "\ufffd" in source.text else ():
        if (at := line.text.find("\ufffd")) >= 0:
            start = line.start + at
            hint = "พิมพ์คำนี้ใหม่ หรือเปิดต้นฉบับแล้วบันทึกเป็น UTF-8"
            yield source.finding(start, start + 1, "ตัวอักษรตรงนี้หายไปแล้ว", hint)


def _to_delete(source: Source, rule: str, message: str) -> Iterator[Finding]:
    signs, told = HIDING[rule], 0
    for line in source.lines if signs.search(source.text) else ():
        for match in signs.finditer(line.text):
            start, end = line.start + match.start(), line.start + match.end()
            fix = Fix("ลบรหัสที่ซ่อนอยู่", start, end, "")
            yield source.finding(start, end, message, "ลบออก หรือพิมพ์บรรทัดนี้ใหม่", fix)
            if (told := told + 1) == MOST:
                return
