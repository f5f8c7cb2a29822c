"""Lessons that speak of the same things, and why: words, tags, place, role, programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.annotate.linkers._near import Measure, near
from harvester.model import Lesson, Library, Link, Ref
from harvester.similarity import Bag, Document, bag
from harvester.thai.segment import Segmenter

MEASURE = Measure(
    "related",
    {"word": 0.55, "tag": 0.25, "place": 0.08, "programme": 0.07, "role": 0.05},
    most=6,
    least=0.06,
)
FIELDS: Mapping[str, float] = {"title": 3, "technique": 2, "caution": 1, "summary": 2, "body": 1}
"""What a word counts for by the field it stands in."""
SPOKEN = 0.5
"""What a tag counts for that the text names, but the author does not."""
BROADER = 0.5
"""What a tag broader than one's own counts for, at each step up."""
STEPS = 4
"""Steps up that count."""


def related(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each lesson to those most like it, the likest first."""
    broader = {tag.label: tag.broader for tag in library.vocabulary.tags if tag.broader}
    yield from near(
        library, MEASURE, {Ref(one.id): _document(library, one, broader) for one in library.lessons}
    )


def _document(library: Library, lesson: Lesson, broader: Mapping[str, str]) -> Document:
    tokens = library.tokens.get(lesson.id, {})
    document: list[tuple[Bag, float]] = [
        (bag("word", words), FIELDS[name]) for name, words in tokens.items() if name in FIELDS
    ]
    tags: dict[str, float] = {}
    for use in library.uses_of.get(lesson.id, ()):
        if use.origin == "declared" and use.kind in ("role", "programme"):
            document.append((bag(use.kind, (use.term,)), 1.0))
        elif use.kind == "tag" and use.origin in ("declared", "alias"):
            _climb(tags, use.term, 1.0 if use.origin == "declared" else SPOKEN, broader)
    document += [(bag("tag", (tag,)), weight) for tag, weight in tags.items()]
    if place := lesson.place:
        document.append((bag("place", tuple(filter(None, (place.province, place.district)))), 1.0))
    return document


def _climb(tags: dict[str, float], tag: str, weight: float, broader: Mapping[str, str]) -> None:
    """A tag and what is broader, each step up counting less; a loop in the vocabulary does no harm."""
    for _ in range(STEPS):
        tags[tag] = max(weight, tags.get(tag, 0.0))
        tag, weight = broader.get(tag, ""), weight * BROADER
        if not tag:
            return
