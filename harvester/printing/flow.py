"""Whether lessons end well: a few lines that spilt over to a page of their own are to be seen before they are bound.

Knows where lessons begin and end on set sheets; how a lesson is set closer or wider is left to the style.
"""

from __future__ import annotations

from collections.abc import Iterable

from harvester.model import Lesson
from harvester.printing.sheets import END, Sheets

BALANCED = 20
"""Lessons of a book that is looked through and set again; a longer one would take too long."""
LEAST = 0.33
"""How far down the last page of a lesson has to reach."""
SNUG, ROOMY = "is-snug", "is-roomy"
"""Set a little closer, so that the rest fits on the page before; or with more lines to write on, so that it fills one."""


def spilt(sheets: Sheets, lessons: Iterable[Lesson]) -> tuple[str, ...]:
    """The ids of the lessons whose last page is nearly empty."""
    return tuple(
        lesson.id
        for lesson in lessons
        if length(sheets, lesson.id) > 1 and sheets.ends.get(f"{END}{lesson.id}", 1.0) < LEAST
    )


def length(sheets: Sheets, name: str) -> int:
    """The pages of a lesson."""
    return sheets.anchors.get(f"{END}{name}", 0) - sheets.anchors.get(name, 0) + 1
