"""Who looks at lessons: CODEOWNERS from the programmes, and which lessons are to be looked at again, when, by whom."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from harvester.model import Artifact, Lesson, Library
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold

PATH = ".github/CODEOWNERS"
_ACCOUNT = re.compile(r"@?[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:/[A-Za-z0-9._-]{1,100})?")
HEAD = """# ใครตรวจทานบทเรียนใด สร้างจากช่อง stewards ใน vocabulary/programmes.yml
# อย่าแก้มือ สั่ง: harvester schema --for owners --out .
"""


def owners(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`.github/CODEOWNERS`: one line a lesson whose programme names stewards."""
    lines = [HEAD]
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        if accounts := stewards(library, lesson):
            # In this file a blank parts the path from the names, and * ? [ ] ! # have a meaning.
            path = re.sub(r"([\s\\#*?\[\]!])", r"\\\1", f"/{settings.lessons}/{lesson.path}")
            lines.append(f"{path} {' '.join(accounts)}\n")
    yield Artifact(PATH, "".join(lines).encode())


def stewards(library: Library, lesson: Lesson) -> tuple[str, ...]:
    """The accounts (`@name` or `@group/team`) that look after a lesson; names of people without one are left out."""
    name = fold(lesson.programme)
    for programme in library.vocabulary.programmes:
        if name and name in {fold(form) for form in (programme.id, programme.label, *programme.aliases)}:
            accounts = (steward.strip() for steward in programme.stewards)
            return tuple(f"@{a.lstrip('@')}" for a in accounts if _ACCOUNT.fullmatch(a))
    return ()


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
