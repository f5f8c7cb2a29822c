"""Techniques of other lessons that go about it in like words."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.linkers._objects import alike
from harvester.model import Library, Link, Ref, Technique
from harvester.thai.segment import Segmenter

MOST = 3
LEAST = 0.12


def similar_technique(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each technique to the nearest of other lessons, by its name, reason and steps."""
    objects = [
        (Ref(lesson.id, technique.anchor), _text(technique))
        for lesson in library.lessons
        for technique in lesson.techniques
    ]
    yield from alike(objects, segmenter, MOST, LEAST)


def _text(technique: Technique) -> str:
    name, steps = technique.name, (step.text for step in technique.steps)
    return "\n".join((name, name, technique.why, *steps))
