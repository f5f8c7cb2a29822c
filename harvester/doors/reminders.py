"""Which lessons are to be looked at again, when, and by whom. Knows no page and no feed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from harvester.doors.owners import stewards
from harvester.model import Lesson, Library
from harvester.thai.dates import ThaiDate

AHEAD = timedelta(days=60)
"""How long before its day a lesson is brought up."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A lesson and the last day on which it may be trusted unseen; `over` when that day has passed."""

    lesson: Lesson
    due: date
    over: bool
    stewards: tuple[str, ...]


def reminders(library: Library) -> tuple[Reminder, ...]:
    """The lessons whose day has come or comes soon, the longest overdue first. Without a today there are none."""
    return tuple(sorted(_find_reminders(library), key=lambda one: (one.due, one.lesson.id)))


def _find_reminders(library: Library) -> Iterator[Reminder]:
    if library.today is None:
        return
    today = last_day(library.today)
    for lesson in library.lessons:
        if lesson.review_after is not None and library.is_in_use(lesson):
            due = last_day(lesson.review_after)
            if due - AHEAD <= today:
                yield Reminder(lesson, due, due < today, stewards(library, lesson))


def last_day(moment: ThaiDate) -> date:
    """The last day of a date that may lack its day or month, or be a range."""
    end = moment.end or moment
    month = end.month or 12
    return date(end.year, month, end.day or monthrange(end.year, month)[1])
