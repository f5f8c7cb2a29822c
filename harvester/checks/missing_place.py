"""Lessons that happened nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._fields import faults
from harvester.model import Library
from harvester.model.diagnostics import Finding


def missing_place(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่บอกสถานที่

    สถานที่ทำให้เรื่องไปอยู่ในหน้าจังหวัด คนในพื้นที่เดียวกันจะหาเจอ

    *ผิด / Bad:*

        title: นัดด้วยใจ ตามด้วยหนังสือ

    *ถูก / Good:*

        title: นัดด้วยใจ ตามด้วยหนังสือ
        place: {province: นครศรีธรรมราช}
    """
    wrong = faults(library)
    for lesson in library.lessons:
        if lesson.place is None and lesson.places.get("place") not in wrong:
            yield Finding(
                lesson.place_of("title"),
                "ยังไม่มีช่อง place (สถานที่)",
                "เขียนอย่างน้อยจังหวัด เช่น place: {province: พัทลุง}",
            )
