"""The part before and the part after in a series, over the gaps that missing parts leave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from harvester.model import Because, Lesson, Library, Link, Ref
from harvester.thai.segment import Segmenter
from harvester.thai.text import fold


def series(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each part to its neighbours: `because` of kind previous or next, naming the part led to."""
    parts: dict[str, list[tuple[int, Lesson]]] = {}
    for lesson in library.lessons:
        if lesson.series and lesson.series.part > 0:
            parts.setdefault(fold(lesson.series.name), []).append((lesson.series.part, lesson))
    for numbered in parts.values():
        ordered = sorted(numbered, key=lambda part: (part[0], part[1].id))
        for (before, earlier), (after, later) in pairwise(ordered):
            yield _neighbour(earlier, later, "next", after)
            yield _neighbour(later, earlier, "previous", before)


def _neighbour(lesson: Lesson, other: Lesson, kind: str, part: int) -> Link:
    name = other.series.name if other.series else ""
    return Link(Ref(lesson.id), Ref(other.id), (Because(kind, f"{name} ตอนที่ {part}"),))
