"""Lessons that speak of the same things, and why: words, tags, place, role, programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.likeness import Feature, Likeness
from harvester.linkers._likeness import because, words, worth
from harvester.model import Lesson, Library, Link, Ref
from harvester.thai.segment import Segmenter

MOST = 6
"""Related lessons told of one lesson."""
LEAST = 0.06
"""Score below which two lessons are not told to be related."""
SHARES: Mapping[str, float] = {"word": 0.55, "tag": 0.25, "place": 0.08, "programme": 0.07, "role": 0.05}
"""What each kind of likeness counts for in the score."""
FIELDS: Mapping[str, float] = {"title": 3, "technique": 2, "caution": 1, "summary": 2, "body": 1}
"""What a word counts for by the field it stands in."""
BROADER = 0.5
"""What a tag broader than one's own counts for, at each step up."""


def related(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each lesson to those most like it, the likest first; all are compared with all, exactly."""
    lessons = sorted(library.lessons, key=lambda lesson: lesson.id)
    broader = {tag.label: tag.broader for tag in library.vocabulary.tags if tag.broader}
    likeness = Likeness([_document(library, lesson, broader) for lesson in lessons], SHARES, worth)
    for one in likeness.neighbours(MOST, LEAST):
        reasons = because(likeness.shared(one.left, one.right))
        yield Link(Ref(lessons[one.left].id), Ref(lessons[one.right].id), reasons, score=one.score)


def _document(library: Library, lesson: Lesson, broader: Mapping[str, str]) -> Mapping[Feature, float]:
    document: dict[Feature, float] = {}
    for name, tokens in library.tokens.get(lesson.id, {}).items():
        for feature, count in words(tokens, FIELDS.get(name, 0.0)).items():
            document[feature] = document.get(feature, 0.0) + count
    for use in library.uses_of.get(lesson.id, ()):
        if use.origin == "declared" and use.kind in ("tag", "role", "programme"):
            document[use.kind, use.term] = use.score
        if use.origin == "alias":
            document.setdefault(("tag", use.term), use.score * BROADER)
    for kind, tag in [feature for feature in document if feature[0] == "tag"]:
        weight = document[kind, tag]
        while (tag := broader.get(tag, "")) and weight > BROADER**4:
            weight *= BROADER
            document[kind, tag] = max(weight, document.get((kind, tag), 0.0))
    if place := lesson.place:
        for name in filter(None, (place.province, place.district)):
            document["place", name] = 1.0
    return document
