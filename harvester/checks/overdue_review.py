"""Lessons whose day of review has passed."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library, Status
from harvester.model.diagnostics import Finding
from harvester.thai.dates import ThaiDate


def overdue_review(library: Library) -> Iterator[Finding]:
    """เลยกำหนดทบทวนบทเรียนแล้ว

    ระเบียบและคนเปลี่ยนได้ ถามผู้ใช้ว่าเรื่องนี้ยังใช้ได้ไหม แล้วเลื่อน review_after หรือเปลี่ยนสถานะเป็น retired

    *ผิด / Bad:*

        review_after: พ.ย. 2560

    *ถูก / Good:*

        review_after: พ.ย. 2590
    """
    for lesson in library.lessons:
        due = lesson.review_after
        if due and library.today and lesson.status is not Status.RETIRED and is_over(due, library.today):
            message = f"ครบกำหนดทบทวน {due.thai_short()} แล้ว"
            hint = "ตรวจว่ายังใช้ได้ แล้วเลื่อน review_after หรือเปลี่ยน status เป็น retired"
            yield Finding(lesson.place_of("review_after"), message, hint)


def is_over(due: ThaiDate, today: ThaiDate) -> bool:
    """The whole of a day, month or year has passed."""
    end = due.end or due
    return (end.year, end.month or 12, end.day or 31) < (today.year, today.month or 1, today.day or 1)
