"""Finds lessons whose last page is nearly empty on typeset sheets; the style sheet then sets them tighter or wider."""

from __future__ import annotations

from collections.abc import Iterable

from harvester.model import Lesson
from harvester.printing.sheets import END, Sheets

BALANCED = 20
"""The most lessons of a book that is typeset again."""
LEAST = 0.33
"""The least share of its last page that a lesson must fill."""
SNUG, ROOMY = "is-snug", "is-roomy"
"""Classes: tighter, so that the rest fits the page before; or with more lines for notes, so that it fills its page."""


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
