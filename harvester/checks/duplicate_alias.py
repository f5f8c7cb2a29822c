"""Old ids that another lesson already answers to."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding


def duplicate_alias(library: Library) -> Iterator[Finding]:
    """id เดิมในช่อง aliases ซ้ำกับบทเรียนอื่น

    aliases พาคนที่เปิดที่อยู่เก่ามาที่บทเรียนนี้ ที่อยู่หนึ่งพาไปได้เรื่องเดียว

    *ผิด / Bad:*

        # ใน new-visit.md ขณะที่มีไฟล์ first-visit.md อยู่แล้ว
        aliases: [first-visit]

    *ถูก / Good:*

        # ใน new-visit.md
        aliases: [old-visit]
    """
    taken: dict[str, Lesson] = {lesson.id: lesson for lesson in library.lessons}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        for index, alias in enumerate(lesson.aliases):
            other = taken.setdefault(alias, lesson)
            if other is not lesson:
                place = lesson.place_of(f"aliases.{index}")
                yield Finding(
                    place, f"“{alias}” เป็นที่อยู่ของ {other.path} อยู่แล้ว", "ลบออกจากเรื่องหนึ่ง", width=len(alias)
                )
