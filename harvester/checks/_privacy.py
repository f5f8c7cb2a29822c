"""Finds in a lesson what matches a pattern of personal data, in body and front matter alike.

Python's `\\d` and `int` read Thai and full-width digits as they stand, so no text is copied for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from harvester.checks._body import MOST, finding
from harvester.checks._fields import texts
from harvester.memo import remembered
from harvester.model import Lesson
from harvester.model.diagnostics import Finding

DIGITS = ("0", "๐", "０")
"""Phone numbers start with one of them, or with the country's 66."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data: what it is called in Thai, its pattern, and signs without which it cannot be there."""

    name: str
    pattern: re.Pattern[str]
    needles: tuple[str, ...]
    counts: Callable[[re.Match[str]], bool] = bool


@remembered
def matches(lesson: Lesson, kinds: tuple[Kind, ...], hint: str) -> Sequence[Finding]:
    """One finding for each match that counts; what was found is never repeated in the message."""
    return tuple(_found(lesson, kinds, hint))


def _found(lesson: Lesson, kinds: tuple[Kind, ...], hint: str) -> Iterator[Finding]:
    for kind in kinds:
        told = 0
        for match in _matches(lesson.body, kind):
            if told < MOST:
                told += 1
                yield finding(lesson, match.start(), match.end(), f"มี{kind.name}", hint)
    for key, text in texts(lesson):
        for kind in kinds:
            if key != "source.url" and any(True for _ in _matches(text, kind)):
                yield Finding(lesson.place_of(key), f"มี{kind.name}", hint, width=len(text))


def _matches(text: str, kind: Kind) -> Iterator[re.Match[str]]:
    if any(needle in text for needle in kind.needles):
        yield from filter(kind.counts, kind.pattern.finditer(text))
