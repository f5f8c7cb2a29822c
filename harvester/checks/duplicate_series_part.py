"""Two lessons that claim the same part of a series."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def duplicate_series_part(library: Library) -> Iterator[Finding]:
    """เรื่องชุดมีสองบทเรียนเป็นตอนเดียวกัน

    ลำดับตอนใช้เรียงหน้าก่อนหน้าและหน้าถัดไป จึงต้องไม่ซ้ำกัน

    *ผิด / Bad:*

        # สองไฟล์
        series: {name: บทเรียน KM เมืองนคร, part: 8}

    *ถูก / Good:*

        # ไฟล์ที่สอง
        series: {name: บทเรียน KM เมืองนคร, part: 9}
    """
    first: dict[tuple[str, int], Lesson] = {}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        if lesson.series is None or lesson.series.part <= 0:
            continue
        other = first.setdefault((fold(lesson.series.name), lesson.series.part), lesson)
        if other is not lesson:
            message = f"ตอนที่ {lesson.series.part} ของชุดนี้คือ {other.path} อยู่แล้ว"
            yield Finding(lesson.place_of("series.part"), message, "แก้เลขตอนให้ไม่ซ้ำ")
