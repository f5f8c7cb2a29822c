"""Two lessons with one title."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def duplicate_title(library: Library) -> Iterator[Finding]:
    """มีบทเรียนสองเรื่องชื่อเหมือนกัน

    คนอ่านแยกไม่ออกว่าเรื่องไหนในหน้ารวมและผลค้นหา

    *ผิด / Bad:*

        # สองไฟล์ใช้ชื่อเดียวกัน
        title: การลงพื้นที่

    *ถูก / Good:*

        title: การลงพื้นที่ครั้งที่สอง นัดผู้นำก่อน
    """
    first: dict[str, Lesson] = {}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        if (
            "title" not in lesson.places
        ):  # it has none of its own, and what stands in for it may stand in twice
            continue
        other = first.setdefault(fold(lesson.title), lesson)
        if other is not lesson and other.id != lesson.id:
            message = f"ชื่อเรื่องเหมือนกับ {other.path}"
            yield Finding(
                lesson.place_of("title"), message, "เติมสิ่งที่ต่างกัน เช่น ที่ไหน หรือทำอย่างไร", width=len(lesson.title)
            )
