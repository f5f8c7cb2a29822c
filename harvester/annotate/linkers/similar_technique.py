"""Techniques of other lessons that go about it in like words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.annotate.linkers._near import Measure, near
from harvester.annotate.linkers._objects import REASONS, WORDS, worded, words_of
from harvester.memo import remembered
from harvester.model import Lesson, Library, Link, Ref, Technique
from harvester.thai.segment import Segmenter

MEASURE = Measure("similar_technique", WORDS, most=3, least=0.12, reasons=REASONS)


def similar_technique(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each technique to the nearest of other lessons, by its name, reason and steps."""
    pieces = {ref: worded(words) for one in library.lessons for ref, words in _words(one, segmenter).items()}
    yield from near(library, MEASURE, pieces)


@remembered
def _words(lesson: Lesson, segmenter: Segmenter) -> Mapping[Ref, tuple[str, ...]]:
    return {Ref(lesson.id, one.anchor): words_of(segmenter, _text(one)) for one in lesson.techniques}


def _text(technique: Technique) -> str:
    name, steps = technique.name, (step.text for step in technique.steps)
    return "\n".join((name, name, technique.why, *steps))
