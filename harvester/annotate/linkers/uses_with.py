"""Lessons that are used together with another one, as their author says."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.linkers._typed import typed
from harvester.model import Library, Link
from harvester.thai.segment import Segmenter


def uses_with(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From a lesson to one that helps beside it."""
    yield from typed(library, "uses_with", "ใช้คู่กันได้ผลดี")
