"""Two files with one id."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding, Place


def duplicate_id(library: Library) -> Iterator[Finding]:
    """มีบทเรียนสองไฟล์ใช้ชื่อเดียวกัน

    ชื่อไฟล์คือ id ของบทเรียน เป็นที่อยู่เว็บและคิวอาร์โค้ด จึงซ้ำกันไม่ได้แม้อยู่คนละโฟลเดอร์

    *ผิด / Bad:*

        2549/first-visit.md
        2566/first-visit.md

    *ถูก / Good:*

        2549/first-visit.md
        2566/first-visit-again.md
    """
    first: dict[str, Lesson] = {}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        other = first.setdefault(lesson.id, lesson)
        if other is not lesson:
            hint = "เปลี่ยนชื่อไฟล์ของเรื่องที่ยังไม่เคยเผยแพร่ ชื่อที่เผยแพร่แล้วห้ามเปลี่ยน"
            yield Finding(Place(lesson.path), f"id “{lesson.id}” ซ้ำกับไฟล์ {other.path}", hint)
