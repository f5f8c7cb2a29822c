"""Lessons without a date."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._fields import faults
from harvester.model import Library
from harvester.model.diagnostics import Finding


def missing_date(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่มีวันที่

    วันที่บอกว่าเรื่องนี้เก่าแค่ไหน และใช้เรียงเรื่องใหม่ รู้แค่ปีก็เขียนแค่ปีได้

    *ผิด / Bad:*

        title: นัดด้วยใจ ตามด้วยหนังสือ

    *ถูก / Good:*

        title: นัดด้วยใจ ตามด้วยหนังสือ
        date: พ.ย. 2549
    """
    wrong = faults(library)
    for lesson in library.lessons:
        if lesson.date is None and lesson.places.get("date") not in wrong:
            yield Finding(
                lesson.place_of("title"),
                "ยังไม่มีช่อง date (วันที่)",
                "เขียนวันที่เกิดเรื่องหรือวันที่เล่า เช่น 2 พ.ย. 2549 หรือ 2549",
            )
