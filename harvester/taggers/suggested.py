"""Tags that a lesson does not name but speaks like: by their definitions, and by the lessons that carry them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from harvester.likeness import Document, Feature, Likeness, bag
from harvester.model import Lesson, Library, Tag, TagUse
from harvester.taggers._found import found
from harvester.taggers.declared import said
from harvester.thai.segment import Segmenter
from harvester.thai.telling import telling

MOST = 3
"""Suggestions for one lesson."""
LEAST = 0.15
"""Score from which a tag is suggested."""
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
    own = said(library, segmenter)
    wording = [_wording(tag, segmenter) for tag in tags]
    likeness = Likeness(
        [*(_document(library, lesson) for lesson in lessons), *wording], {"word": 1.0}, _worth
    )
    carriers = [
        [row for row, lesson in enumerate(lessons) if ("tag", tag.label) in own[lesson.id]] for tag in tags
    ]
    # the words of a lone lesson are its own, not the tag's
    by_lessons = likeness.summed([rows if len(rows) > 1 else [] for rows in carriers])
    by_words = likeness.placed(wording)
    best: dict[int, list[tuple[float, str, int]]] = {}
    for (row, at), score in _scores(likeness, by_words, by_lessons).items():
        if row < len(lessons) and score >= LEAST:
            best.setdefault(row, []).append((-score, tags[at].label, at))
    for row, lesson in enumerate(lessons):
        named = {sense.label for sense in found(library, segmenter)[lesson.id]}
        named |= {label for kind, label in own[lesson.id] if kind == "tag"}
        free = [one for one in sorted(best.get(row, ())) if one[1] not in named]
        told = ((one, _because(likeness, one[2], row, by_words, by_lessons)) for one in free)
        for (minus, label, _), because in islice((pair for pair in told if pair[1]), MOST):
            yield TagUse(lesson.id, "tag", label, because, round(min(-minus, 1.0), 3))


def _scores(likeness: Likeness, by_words: Any, by_lessons: Any) -> Mapping[tuple[int, int], float]:
    """Row of a lesson and number of a tag -> likeness to the tag's words and to the lessons that carry it."""
    scores: dict[tuple[int, int], float] = {}
    for rows, weight in ((by_words, 1.0), (by_lessons, BY_LESSONS)):
        for one in likeness.nearest(rows, likeness.rows.shape[0], LEAST / 2):
            scores[one.right, one.left] = scores.get((one.right, one.left), 0.0) + one.score * weight
    return scores


def _document(library: Library, lesson: Lesson) -> Document:
    tokens = library.tokens.get(lesson.id, {})
    return [(bag("word", words), FIELDS[name]) for name, words in tokens.items() if name in FIELDS]


def _wording(tag: Tag, segmenter: Segmenter) -> Document:
    text = "\n".join((tag.label, *tag.aliases, tag.definition))
    return [(bag("word", tuple(segmenter.words(text))), 1.0)]


def _worth(feature: Feature) -> float:
    return telling(feature[1])


def _because(likeness: Likeness, tag: int, row: int, by_words: Any, by_lessons: Any) -> str:
    """What speaks for the tag; nothing when too few words do to say so."""
    for rows, whose in ((by_words, "ความหมายของแท็กนี้"), (by_lessons, "บทเรียนอื่นที่ติดแท็กนี้")):
        words = [name for _, name in likeness.shared(tag, row, rows) if telling(name) >= CLEAR]
        if len(words) >= AT_LEAST:
            return f"พูดถึง {', '.join(words[:4])} เหมือน{whose}"
    return ""
