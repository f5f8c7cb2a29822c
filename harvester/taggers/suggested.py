"""Tags that a lesson does not name but speaks like: by their definitions, and by the lessons that carry them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from harvester.likeness import Feature, Likeness
from harvester.model import Lesson, LessonId, Library, Tag, TagUse
from harvester.taggers._found import found
from harvester.taggers.declared import declared
from harvester.thai.segment import Segmenter
from harvester.thai.telling import telling

MOST = 3
"""Suggestions for one lesson."""
LEAST = 0.15
"""Cosine from which a tag is suggested."""
BY_LESSONS = 0.5
"""What likeness to the lessons that carry a tag weighs beside likeness to the tag's own words."""
CLEAR, AT_LEAST = 0.3, 2
"""How telling a shared word must be to be named as a reason, and how many such reasons there must be."""
FIELDS: Mapping[str, float] = {"title": 3, "technique": 2, "caution": 1, "summary": 2, "body": 1}
"""What one word of a field counts."""


def suggested(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """For each lesson the tags nearest to what it says, never one that it declares or names."""
    tags, lessons = library.vocabulary.tags, sorted(library.lessons, key=lambda lesson: lesson.id)
    if not tags or not lessons:
        return
    carried = _carried(library, segmenter)
    documents = [_document(library, lesson) for lesson in lessons]
    wording = [_words(segmenter.words(" ".join((tag.label, *tag.aliases, tag.definition)))) for tag in tags]
    likeness = Likeness([*documents, *wording], {"word": 1.0}, lambda feature: telling(feature[1]))
    by_words = likeness.placed(wording)
    by_lessons = likeness.placed([_examples(tag, lessons, documents, carried) for tag in tags])
    scores: dict[tuple[LessonId, int], float] = {}
    for rows, weight in ((by_words, 1.0), (by_lessons, BY_LESSONS)):
        for one in likeness.nearest(rows, len(lessons) + len(tags), LEAST / 2):
            if one.right < len(lessons):
                pair = (lessons[one.right].id, one.left)
                scores[pair] = scores.get(pair, 0.0) + one.score * weight
    best: dict[LessonId, list[tuple[float, str, int]]] = {}
    for (lesson, at), score in scores.items():
        if score >= LEAST:
            best.setdefault(lesson, []).append((-score, tags[at].label, at))
    row_of = {lesson.id: row for row, lesson in enumerate(lessons)}
    for lesson_id in (lesson.id for lesson in library.lessons):
        named = {sense.label for sense in found(library, segmenter)[lesson_id]} | carried[lesson_id]
        free = [one for one in sorted(best.get(lesson_id, ())) if one[1] not in named]
        row = row_of[lesson_id]
        told = ((one, _because(likeness, one[2], row, by_words, by_lessons)) for one in free)
        for (minus, label, _), because in islice((pair for pair in told if pair[1]), MOST):
            yield TagUse(lesson_id, "tag", label, because, round(min(-minus, 1.0), 3))


def _carried(library: Library, segmenter: Segmenter) -> Mapping[LessonId, set[str]]:
    carried: dict[LessonId, set[str]] = {lesson.id: set() for lesson in library.lessons}
    for use in declared(library, segmenter):
        if use.kind == "tag":
            carried[use.lesson].add(use.term)
    return carried


def _document(library: Library, lesson: Lesson) -> Mapping[Feature, float]:
    counts: dict[Feature, float] = {}
    for name, words in library.tokens.get(lesson.id, {}).items():
        for feature, count in _words(words).items():
            counts[feature] = counts.get(feature, 0.0) + count * FIELDS.get(name, 0.0)
    return counts


def _words(words: Iterable[str]) -> Mapping[Feature, float]:
    return Counter(("word", word) for word in words)


def _examples(
    tag: Tag,
    lessons: list[Lesson],
    documents: list[Mapping[Feature, float]],
    carried: Mapping[LessonId, set[str]],
) -> Mapping[Feature, float]:
    """The words of the lessons that carry a tag; those of a lone lesson are its own, not the tag's."""
    rows = [row for row, lesson in enumerate(lessons) if tag.label in carried[lesson.id]]
    if len(rows) < 2:
        return {}
    summed: dict[Feature, float] = {}
    for row in rows:
        for feature, count in documents[row].items():
            summed[feature] = summed.get(feature, 0.0) + count
    return summed


def _because(likeness: Likeness, tag: int, row: int, by_words: Any, by_lessons: Any) -> str:
    """What speaks for the tag; nothing when too few words do to say so."""
    for rows, whose in ((by_words, "ความหมายของแท็กนี้"), (by_lessons, "บทเรียนอื่นที่ติดแท็กนี้")):
        words = [name for _, name in likeness.shared(tag, row, rows) if telling(name) >= CLEAR]
        if len(words) >= AT_LEAST:
            return f"พูดถึง {', '.join(words[:4])} เหมือน{whose}"
    return ""
