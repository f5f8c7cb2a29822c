"""Citations of lessons that are no longer to be followed."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library, Status
from harvester.model.diagnostics import Finding


def retired_lesson_cited(library: Library) -> Iterator[Finding]:
    """โยงไปบทเรียนที่เลิกใช้แล้ว

    บทเรียนสถานะ retired ยังเปิดอ่านได้ แต่ไม่ควรชวนคนไปทำตาม

    *ผิด / Bad:*

        links: {follows: [old-way]}     # old-way มี status: retired

    *ถูก / Good:*

        links: {follows: [new-way]}
    """
    for lesson in library.lessons:
        for link in lesson.links:
            target = library.by_id.get(link.target)
            if target and target.status is Status.RETIRED and link.kind in ("follows", "uses_with"):
                message = f"“{target.title[:60]}” เลิกใช้แล้ว"
                yield Finding(link.place, message, "โยงไปเรื่องที่ใช้แทน หรือลบออก", width=len(link.target))
