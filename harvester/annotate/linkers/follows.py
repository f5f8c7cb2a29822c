"""Lessons that go on from another one, as their author says."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.linkers._typed import typed
from harvester.model import Library, Link
from harvester.thai.segment import Segmenter


def follows(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From a lesson to the one that should be read, or done, before it."""
    yield from typed(library, "follows", "ทำต่อจากบทเรียนนี้")
