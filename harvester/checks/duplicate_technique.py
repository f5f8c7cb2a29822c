"""Techniques of one lesson that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def duplicate_technique(library: Library) -> Iterator[Finding]:
    """มีสองเทคนิคชื่อเดียวกันในบทเรียนเดียว

    บนการ์ดและในผลค้นหาเห็นแต่ชื่อ ถ้าชื่อซ้ำคนอ่านเลือกไม่ถูก เทคนิคที่ไม่ได้ตั้งชื่อจะใช้ชื่อเรื่อง

    *ผิด / Bad:*

        ## เทคนิค

        1. โทรหาผู้นำ

        ## เทคนิค

        1. ส่งหนังสือ

    *ถูก / Good:*

        ## เทคนิค: โทรก่อน

        1. โทรหาผู้นำ

        ## เทคนิค: ส่งหนังสือตาม

        1. ส่งหนังสือ
    """
    for lesson in library.lessons:
        first: dict[str, int] = {}
        for technique in lesson.techniques:
            line = first.setdefault(fold(technique.name), technique.place.line)
            if line != technique.place.line:
                message = f"เทคนิคนี้ชื่อ “{technique.name[:60]}” เหมือนเทคนิคที่บรรทัด {line}"
                yield Finding(technique.place, message, "ตั้งชื่อให้ต่างกัน เช่น ## เทคนิค: โทรก่อน")
