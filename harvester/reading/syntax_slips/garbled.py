"""Signs that stand for others: text read with the wrong code page, glyphs of old fonts, hidden directions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model.diagnostics import Finding, Fix
from harvester.reading.syntax_slips.source import Source
from harvester.thai.repair.codepages import unmojibake
from harvester.thai.repair.normalise import PRIVATE_USE

_MISREAD = re.compile(r"[\u00a1-\u00ff]{3}|à[¸¹]")
_GLYPHS = re.compile("[\ue000-\uf8ff]+")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
MOST = 20


def garbled_text(source: Source) -> Iterator[Finding]:
    """ข้อความเพี้ยนเพราะเปิดไฟล์ด้วยรหัสภาษาผิด

    ข้อความไทยที่กลายเป็น ¡ÒÃ หรือ à¸à¸² เกิดจากโปรแกรมอ่านรหัสภาษาผิดแล้วบันทึกทับ ส่วนใหญ่แปลงกลับได้

    *ผิด / Bad:*

        à¸à¸²à¸£à¸à¸£à¸°à¸ªà¸²à¸à¸à¸²à¸

    *ถูก / Good:*

        การประสานงาน
    """
    if not _MISREAD.search(source.text):
        return
    read = unmojibake("\n".join(line.text for line in source.lines)).split("\n")
    told = 0
    for line, better in zip(source.lines, read, strict=True):
        if line.text != better and told < MOST:
            told += 1
            fix = Fix("แปลงกลับเป็นภาษาไทย", line.start, line.end, better)
            yield source.finding(
                line.start, line.end, "ข้อความบรรทัดนี้เพี้ยน", f"น่าจะเป็น “{better.strip()[:60]}”", fix
            )


def private_use_glyph(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรเฉพาะของฟอนต์เก่า ที่เครื่องอื่นมองไม่เห็น

    ไฟล์ PDF เก่าเก็บวรรณยุกต์เป็นรหัสเฉพาะของฟอนต์ คัดลอกมาแล้วเห็นเป็นช่องว่างหรือกล่องสี่เหลี่ยม และค้นไม่เจอ

    *ผิด / Bad:*

        ที\uf70a ร่วมใจ

    *ถูก / Good:*

        ที่ ร่วมใจ
    """
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
    """มีเครื่องหมายกลับทิศตัวอักษรซ่อนอยู่

    เครื่องหมายที่มองไม่เห็นนี้ทำให้ข้อความที่เห็นไม่ตรงกับข้อความจริง ใช้หลอกคนอ่านได้ ภาษาไทยไม่ต้องใช้

    *ผิด / Bad:*

        แบบฟอร์ม \u202efdp.exe

    *ถูก / Good:*

        แบบฟอร์ม exe.pdf
    """
    for line in source.lines if _DIRECTIONS.search(source.text) else ():
        for match in _DIRECTIONS.finditer(line.text):
            at = line.start + match.start()
            fix = Fix("ลบเครื่องหมายที่ซ่อนอยู่", at, at + 1, "")
            yield source.finding(at, at + 1, "มีเครื่องหมายกลับทิศตัวอักษรซ่อนอยู่", "ลบแล้วพิมพ์คำนี้ใหม่", fix)
