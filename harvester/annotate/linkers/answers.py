"""Lessons that answer a question which another one left open, as their author says."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.linkers._typed import typed
from harvester.model import Library, Link
from harvester.thai.segment import Segmenter


def answers(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From the answer to the lesson that asks."""
    yield from typed(library, "answers", "ตอบคำถามที่บทเรียนนี้ถามไว้")
