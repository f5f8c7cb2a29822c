"""The part before and the part after in a series, over the gaps that missing parts leave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from harvester.model import Because, Lesson, Library, Link, Ref
from harvester.thai.segment import Segmenter


def series(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each part to its neighbours: `because` of kind previous or next, naming the part led to."""
    for parts in library.series.values():
        for (before, earlier), (after, later) in pairwise(part for part in parts if part[0] > 0):
            yield _neighbour(earlier, later, "next", after)
            yield _neighbour(later, earlier, "previous", before)


def _neighbour(lesson: Lesson, other: Lesson, kind: str, part: int) -> Link:
    name = other.series.name if other.series else ""
    return Link(Ref(lesson.id), Ref(other.id), (Because(kind, f"{name} ตอนที่ {part}"),))
