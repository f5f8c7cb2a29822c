"""Lessons that found otherwise than another one, as their author says."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.linkers._typed import typed
from harvester.model import Library, Link
from harvester.thai.segment import Segmenter


def contradicts(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From a lesson to one whose finding it denies."""
    yield from typed(library, "contradicts", "พบผลต่างกัน")
