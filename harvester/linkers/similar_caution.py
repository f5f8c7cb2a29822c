"""Cautions and traps of other lessons that warn of the same thing: what is met again and again."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.linkers._objects import alike
from harvester.model import Caution, Lesson, Library, Link, Ref, Trap
from harvester.thai.segment import Segmenter

MOST = 3
LEAST = 0.2


def similar_caution(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each caution or trap to the nearest of other lessons, by what goes wrong and how it is undone."""
    objects = [
        (Ref(lesson.id, one.anchor), _text(one)) for lesson in library.lessons for one in _dangers(lesson)
    ]
    yield from alike(objects, segmenter, MOST, LEAST)


def _dangers(lesson: Lesson) -> tuple[Caution | Trap, ...]:
    return (*lesson.cautions, *lesson.traps)


def _text(danger: Caution | Trap) -> str:
    return f"{danger.text}\n{danger.remedy}"
