"""Work that several taggers need of one library, done once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from harvester.model import Library
from harvester.thai.segment import Segmenter

T = TypeVar("T")


def once(work: Callable[[Library, Segmenter], T]) -> Callable[[Library, Segmenter], T]:
    """Remembers what `work` made of the last library it was given (libraries are never changed)."""
    last: list[tuple[Library, Segmenter, T]] = []

    @wraps(work)
    def remembered(library: Library, segmenter: Segmenter) -> T:
        if not last or last[0][0] is not library or last[0][1] != segmenter:
            last[:] = [(library, segmenter, work(library, segmenter))]
        return last[0][2]

    return remembered
