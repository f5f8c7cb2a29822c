"""Lessons whose texts are almost the same."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from harvester.model import Library
from harvester.model.diagnostics import Finding, Place
from harvester.model.plain_text import RUN

COMMON = 12
"""A run that so many lessons share is a form's own wording."""
ALIKE = 0.5
"""Share of runs in common from which on two lessons are told to be near."""


def near_duplicate_lesson(library: Library) -> Iterator[Finding]:
    """เนื้อหาเกือบเหมือนกับบทเรียนที่มีอยู่แล้ว

    อาจส่งเข้ามาสองครั้ง หรือคัดลอกมาแก้ไม่หมด ถ้าเป็นเรื่องเดียวกัน ควรรวมเป็นเรื่องเดียวแล้วบันทึกเป็นผลการลอง

    *ผิด / Bad:*

        first-visit.md และ first-visit-copy.md มีข้อความเดียวกันเกือบทั้งหมด

    *ถูก / Good:*

        มี first-visit.md เรื่องเดียว และผลการลองอยู่ใน trials/first-visit/
    """
    lessons = sorted(library.lessons, key=lambda lesson: lesson.path)
    shared = _shared_runs([library.runs.get(lesson.id, b"") for lesson in lessons])
    told: set[int] = set()
    for (a, b), count in sorted(shared.items()):
        if count < 3 or b in told or lessons[a].id == lessons[b].id:
            continue
        alike = _alike(*(library.tokens.get(lessons[at].id, {}).get("body", ()) for at in (a, b)))
        if alike >= ALIKE:
            told.add(b)
            message = f"เนื้อหาเหมือนกับ {lessons[a].path} ราว {alike:.0%}"
            hint = "ถ้าเป็นเรื่องเดียวกันให้รวมเป็นเรื่องเดียว ถ้าต่างกันให้เขียนส่วนที่ต่าง"
            yield Finding(Place(lessons[b].path), message, hint, related=(Place(lessons[a].path),))


def _shared_runs(runs: Sequence[bytes]) -> Counter[tuple[int, int]]:
    """How many runs two texts share, by their numbers; runs that many share are left out."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(runs):
        for run in array("Q", found):
            holders[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= COMMON:
            shared.update(combinations(numbers, 2))
    return shared


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Jaccard similarity of all runs of the two."""
    a = {tuple(one[i : i + RUN]) for i in range(len(one) - RUN + 1)}
    b = {tuple(other[i : i + RUN]) for i in range(len(other) - RUN + 1)}
    return len(a & b) / len(a | b) if a or b else 0.0
