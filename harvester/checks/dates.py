"""Dates that lie in the future, and reviews that are overdue."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Lesson, Library, Trial
from harvester.model.diagnostics import Finding, Place
from harvester.model.schema import values_of
from harvester.thai.dates import ThaiDate


def overdue_review(library: Library) -> Iterator[Finding]:
    """เลยกำหนดทบทวนบทเรียนแล้ว"""
    for lesson in library.lessons:
        due = lesson.review_after
        if due and library.today and library.is_in_use(lesson) and has_passed(due, library.today):
            message = f"ครบกำหนดทบทวน {due.thai_short()} แล้ว"
            hint = "ตรวจว่ายังใช้ได้ แล้วเลื่อน review_after หรือเปลี่ยน status เป็น retired"
            yield Finding(lesson.place_of("review_after"), message, hint)


def has_passed(due: ThaiDate, today: ThaiDate) -> bool:
    """The whole of a day, month or year has passed."""
    end = due.end or due
    return (end.year, end.month or 12, end.day or 31) < (today.year, today.month or 1, today.day or 1)


def future_date(library: Library) -> Iterator[Finding]:
    """วันที่อยู่ในอนาคต"""
    if library.today is None:
        return
    for date, place in _dates(library):
        if (date.year, date.month or 1, date.day or 1) > (
            library.today.year,
            library.today.month or 12,
            library.today.day or 31,
        ):
            yield Finding(place, f"{date.thai_short()} ยังมาไม่ถึง", "ตรวจปี พ.ศ. ที่พิมพ์")


def _dates(library: Library) -> Iterator[tuple[ThaiDate, Place]]:
    told: tuple[Lesson | Trial, ...] = (*library.lessons, *library.trials)
    for one in told:
        for row, key, value in values_of(one):
            if row.kind == "date" and not row.ahead:
                yield value, one.place_of(key)
