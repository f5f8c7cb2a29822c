"""Names and texts that are there twice: ids, aliases, titles, techniques, and lessons that are almost the same."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from harvester.checks._body import say
from harvester.checks._fields import by_path, doubles
from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding, Place
from harvester.model.plain_text import RUN
from harvester.thai.text import fold, slug


def duplicate_id(library: Library) -> Iterator[Finding]:
    """มีบทเรียนสองไฟล์ใช้ชื่อเดียวกัน"""
    for lesson, other in doubles((lesson.id, lesson) for lesson in by_path(library)):
        yield say("duplicate-id", Place(lesson.path), lesson.id, other.path, related=(Place(other.path),))


def withdrawn_again(library: Library) -> Iterator[Finding]:
    """บทเรียนนี้ถูกถอนไปแล้วตามคำขอของเจ้าตัว"""
    gone = {
        name
        for one in library.withdrawn.values()
        for name in (one.slug, *one.aliases)
        if one.kind == "lesson"
    }
    for lesson in library.lessons:
        if not gone.isdisjoint((lesson.id, *lesson.old_ids)):
            yield say("withdrawn-again", Place(lesson.path), lesson.id)


def duplicate_alias(library: Library) -> Iterator[Finding]:
    """รหัสเดิมในช่อง aliases ซ้ำกับบทเรียนอื่น"""
    taken: dict[str, Lesson] = {lesson.id: lesson for lesson in library.lessons}
    for lesson in by_path(library):
        for index, alias in enumerate(lesson.aliases):
            if alias.startswith("#"):
                continue
            other = taken.setdefault(alias, lesson)
            if other is not lesson:
                place, there = lesson.place_of(f"aliases.{index}"), (Place(other.path),)
                yield say("duplicate-alias", place, alias, other.path, width=len(alias), related=there)


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ANCHOR = re.compile(rf"#{_ID.pattern}(?: ?= ?{_ID.pattern})?")


def bad_alias(library: Library) -> Iterator[Finding]:
    """รหัสเดิมในช่อง aliases ต้องเป็นตัวอังกฤษเล็ก ตัวเลข และขีดกลาง"""
    for lesson in library.lessons:
        for index, alias in enumerate(lesson.aliases):
            anchor = _ANCHOR.fullmatch(alias)
            if not (anchor or _ID.fullmatch(alias)) or len(alias) > 80:
                place = lesson.place_of(f"aliases.{index}")
                yield say("bad-alias", place, alias, slug(alias), width=len(alias))


def duplicate_title(library: Library) -> Iterator[Finding]:
    """มีบทเรียนสองเรื่องชื่อเหมือนกัน"""
    # what stands in for a title may stand in twice
    told = ((fold(lesson.title), lesson) for lesson in by_path(library) if "title" in lesson.places)
    for lesson, other in doubles(told):
        if other.id != lesson.id:
            here, there = lesson.place_of("title"), (other.place_of("title"),)
            yield say("duplicate-title", here, other.path, width=len(lesson.title), related=there)


def duplicate_technique(library: Library) -> Iterator[Finding]:
    """มีสองเทคนิคชื่อเดียวกันในบทเรียนเดียว"""
    for lesson in library.lessons:
        for one, other in doubles((fold(technique.name), technique) for technique in lesson.techniques):
            yield say("duplicate-technique", one.place, one.name, other.place.line, related=(other.place,))


COMMON = 12
"""A run that so many lessons share is a form's own wording."""
ALIKE = 0.5
"""Share of runs in common from which on two lessons are told to be near."""


def near_duplicate_lesson(library: Library) -> Iterator[Finding]:
    """เนื้อหาเกือบเหมือนกับบทเรียนที่มีอยู่แล้ว"""
    lessons = by_path(library)
    shared = _shared_runs([library.runs.get(lesson.id, b"") for lesson in lessons])
    told: set[int] = set()
    for (a, b), count in sorted(shared.items()):
        if count < 3 or b in told or lessons[a].id == lessons[b].id:
            continue
        alike = _alike(*(library.tokens.get(lessons[at].id, {}).get("body", ()) for at in (a, b)))
        if alike >= ALIKE:
            told.add(b)
            other = Place(lessons[a].path)
            yield say("near-duplicate-lesson", Place(lessons[b].path), other.path, alike, related=(other,))


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
