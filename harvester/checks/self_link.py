"""Lessons that link to themselves."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding


def self_link(library: Library) -> Iterator[Finding]:
    """บทเรียนโยงหาตัวเอง

    การโยงหาตัวเองไม่พาคนอ่านไปไหน มักเกิดจากคัดลอกส่วนหัวมาจากเรื่องอื่น

    *ผิด / Bad:*

        # ใน first-visit.md
        links: {uses_with: [first-visit]}

    *ถูก / Good:*

        # ใน first-visit.md
        links: {uses_with: [second-visit]}
    """
    for lesson in library.lessons:
        for link in lesson.links:
            if link.kind != "follows" and library.by_id.get(link.target) is lesson:
                yield Finding(
                    link.place, "บทเรียนนี้โยงหาตัวเอง", "ลบออก หรือใส่ id ของเรื่องอื่น", width=len(link.target)
                )
