"""Series with a gap."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding


def missing_series_part(library: Library) -> Iterator[Finding]:
    """เรื่องชุดนี้ขาดบางตอน

    ไม่ใช่ความผิด แต่เป็นคำชวน: ถ้ามีใครรู้เรื่องตอนที่ขาด คนอ่านจะได้อ่านครบ

    *ผิด / Bad:*

        มีตอนที่ 1 ตอนที่ 2 และตอนที่ 4

    *ถูก / Good:*

        มีตอนที่ 1 ถึงตอนที่ 4 ครบ
    """
    for parts in library.series.values():
        before = 0
        for part, lesson in parts:
            if part > before + 1:
                gap = f"ตอนที่ {before + 1}" if part == before + 2 else f"ตอนที่ {before + 1}–{part - 1}"
                name = lesson.series.name if lesson.series else ""
                place = lesson.place_of("series.part")
                yield Finding(place, f"ชุด “{name}” ยังไม่มี{gap}", "ถ้ามีเรื่องของตอนนั้น ช่วยเขียนเพิ่ม")
            before = max(before, part)
