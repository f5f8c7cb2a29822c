"""Cautions and traps of other lessons that warn of the same thing: what is met again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.annotate.linkers._near import Measure, near
from harvester.annotate.linkers._objects import REASONS, WORDS, worded, words_of
from harvester.memo import remembered
from harvester.model import Caution, Lesson, Library, Link, Ref, Trap
from harvester.thai.segment import Segmenter

MEASURE = Measure("similar_caution", WORDS, most=3, least=0.2, reasons=REASONS)


def similar_caution(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each caution or trap to the nearest of other lessons, by what goes wrong and how it is undone."""
    pieces = {ref: worded(words) for one in library.lessons for ref, words in _words(one, segmenter).items()}
    yield from near(library, MEASURE, pieces)


@remembered
def _words(lesson: Lesson, segmenter: Segmenter) -> Mapping[Ref, tuple[str, ...]]:
    dangers: tuple[Caution | Trap, ...] = (*lesson.cautions, *lesson.traps)
    return {Ref(lesson.id, one.anchor): words_of(segmenter, f"{one.text}\n{one.remedy}") for one in dangers}
