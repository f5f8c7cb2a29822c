"""Cautions and traps of other lessons that warn of the same thing: what is met again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.annotate.linkers._near import Measure, near
from harvester.annotate.linkers._objects import REASONS, WORDS, worded
from harvester.memo import remembered
from harvester.model import Caution, Lesson, Library, Link, Ref, Trap
from harvester.similarity import Document
from harvester.thai.segment import Segmenter

MEASURE = Measure("similar_caution", WORDS, most=3, least=0.2, reasons=REASONS)


def similar_caution(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each caution or trap to the nearest of other lessons, by what goes wrong and how it is undone."""
    pieces = {ref: piece for one in library.lessons for ref, piece in _pieces(one, segmenter).items()}
    yield from near(library, MEASURE, pieces)


@remembered
def _pieces(lesson: Lesson, segmenter: Segmenter) -> Mapping[Ref, Document]:
    dangers: tuple[Caution | Trap, ...] = (*lesson.cautions, *lesson.traps)
    return {Ref(lesson.id, one.anchor): worded(segmenter, f"{one.text}\n{one.remedy}") for one in dangers}
