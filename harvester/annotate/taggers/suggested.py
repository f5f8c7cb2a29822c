"""Tags that a lesson does not name but speaks like: by their definitions, and by the lessons that carry them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harvester.annotate.linkers.alike import words_of_lesson
from harvester.annotate.taggers.declared import declared_labels
from harvester.annotate.taggers.named import find_entries
from harvester.memo import key_of, recall
from harvester.model import Lesson, Library, TagUse
from harvester.similarity import Document, Feature, SimilarityIndex, bag, nearest
from harvester.thai.dictionary import telling
from harvester.thai.segment import Segmenter

MOST = 3
"""Suggestions for one lesson."""
LEAST = 0.15
"""Score from which a tag is suggested."""
BY_LESSONS = 0.5
"""What likeness to the lessons that carry a tag weighs beside likeness to the tag's own words."""
CLEAR, AT_LEAST = 0.3, 2
"""How telling a shared word must be to be named as a reason, and how many such reasons there must be."""


@dataclass(slots=True)
class Learnt:
    """What all lessons taught of the tags: each tag as its own words, and as the lessons that carry it."""

    likeness: SimilarityIndex
    by_words: Any
    by_lessons: Any


def suggested(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """For each lesson the tags nearest to what it says, never one that it declares or names."""
    lessons = sorted(library.lessons, key=lambda lesson: lesson.id)
    if not library.vocabulary.tags or not lessons:
        return
    own = declared_labels(library, segmenter)
    learnt = _learnt(library, lessons, segmenter)
    tags, rows = library.vocabulary.tags, learnt.likeness.rows[: len(lessons)]
    free: list[tuple[int, int, float]] = []  # lesson, tag, score
    for row, (lesson, scores) in enumerate(zip(lessons, _scores(rows, learnt), strict=True)):
        named = {sense.label for sense in find_entries(library, segmenter)[lesson.id]}
        named |= {label for kind, label in own[lesson.id] if kind == "tag"}
        near = sorted((-score, tags[at].label, at) for at, score in scores.items() if score >= LEAST)
        free += [(row, at, -minus) for minus, label, at in near if label not in named]
    pairs = [(at, row) for row, at, _ in free]
    told: Counter[int] = Counter()
    by_words = learnt.likeness.shared(learnt.by_words, rows, pairs)
    by_lessons = learnt.likeness.shared(learnt.by_lessons, rows, pairs)
    for (row, at, score), shared in zip(free, zip(by_words, by_lessons, strict=True), strict=True):
        if told[row] < MOST and (because := _reason(shared)):
            told[row] += 1
            yield TagUse(lessons[row].id, "tag", tags[at].label, because, round(min(score, 1.0), 3))


def _learnt(library: Library, lessons: Sequence[Lesson], segmenter: Segmenter) -> Learnt:
    own, tags = declared_labels(library, segmenter), library.vocabulary.tags
    texts = ["\n".join((tag.label, *tag.aliases, tag.definition)) for tag in tags]
    key = key_of("words of tags", segmenter.content_key, *texts)
    words = recall(key, lambda: [*map(segmenter.words, texts)])
    wording: list[Document] = [[(bag("word", tuple(one)), 1.0)] for one in words]
    documents = [*(words_of_lesson(library, lesson, segmenter) for lesson in lessons), *wording]
    likeness = SimilarityIndex(documents, {"word": 1.0}, lambda feature: telling(feature[1]))
    carriers = [
        [row for row, lesson in enumerate(lessons) if ("tag", tag.label) in own[lesson.id]] for tag in tags
    ]
    # the words of a lone lesson are its own, not the tag's
    by_lessons = likeness.summed([rows if len(rows) > 1 else [] for rows in carriers])
    return Learnt(likeness, likeness.rows[len(lessons) :], by_lessons)


def _scores(rows: Any, learnt: Learnt) -> Sequence[Mapping[int, float]]:
    """For each row its tags by number, with likeness to the tag's words and to the lessons that carry it."""
    scores: list[dict[int, float]] = [{} for _ in range(rows.shape[0])]
    for tags, weight in ((learnt.by_words, 1.0), (learnt.by_lessons, BY_LESSONS)):
        for one in nearest(rows, tags, tags.shape[0], LEAST / 2):
            scores[one.left][one.right] = scores[one.left].get(one.right, 0.0) + one.score * weight
    return scores


def _reason(shared: Iterable[Sequence[Feature]]) -> str:
    """What speaks for the tag, by its own words or by lessons; nothing when too few words do to say so."""
    for features, whose in zip(shared, ("ความหมายของหัวเรื่องนี้", "บทเรียนอื่นที่ติดหัวเรื่องนี้"), strict=True):
        words = [name for _, name in features if telling(name) >= CLEAR]
        if len(words) >= AT_LEAST:
            return f"พูดถึง {', '.join(words[:4])} เหมือน{whose}"
    return ""
