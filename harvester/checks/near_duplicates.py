"""Lessons whose texts are almost the same."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from harvester.memo import memoised
from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding, Place

RUN = 5
"""Words in a run that two texts must share."""
ONE_IN = 8
"""Of all words, how many start a run that is looked up; the choice belongs to the word alone."""
COMMON = 12
"""A run that so many lessons share is a form's own wording."""
ALIKE = 0.5
"""Share of runs in common from which on two lessons are told to be near."""


def near_duplicate_lesson(library: Library) -> Iterator[Finding]:
    """เนื้อหาเกือบเหมือนกับบทเรียนที่มีอยู่แล้ว"""
    lessons = sorted(library.lessons, key=lambda lesson: lesson.path)
    words = {lesson.id: _words(lesson, library) for lesson in lessons}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, lesson in enumerate(lessons):
        for run in _marked_runs(words[lesson.id]):
            holders[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= COMMON:
            shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    told: set[int] = set()
    for (a, b), count in sorted(shared.items()):
        if count < 3 or b in told or lessons[a].id == lessons[b].id:
            continue
        alike = _alike(words[lessons[a].id], words[lessons[b].id])
        if alike >= ALIKE:
            told.add(b)
            message = f"เนื้อหาเหมือนกับ {lessons[a].path} ราว {alike:.0%}"
            hint = "ถ้าเป็นเรื่องเดียวกันให้รวมเป็นเรื่องเดียว ถ้าต่างกันให้เขียนส่วนที่ต่าง"
            yield Finding(Place(lessons[b].path), message, hint, related=(Place(lessons[a].path),))


def _words(lesson: Lesson, library: Library) -> Sequence[str]:
    return library.tokens.get(lesson.id, {}).get("body", ())


@memoised
def _marked_runs(words: Sequence[str]) -> Sequence[tuple[str, ...]]:
    starts = range(len(words) - RUN + 1)
    return sorted({tuple(words[start : start + RUN]) for start in starts if _is_marked(words[start])})


@lru_cache(maxsize=1 << 16)
def _is_marked(word: str) -> bool:
    return zlib.crc32(word.encode()) % ONE_IN == 0


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Jaccard similarity of all runs of the two."""
    a = {tuple(one[i : i + RUN]) for i in range(len(one) - RUN + 1)}
    b = {tuple(other[i : i + RUN]) for i in range(len(other) - RUN + 1)}
    return len(a & b) / len(a | b) if a or b else 0.0
