"""Names and texts that are there twice: ids, aliases, titles, techniques, and lessons that are almost the same."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding, Place
from harvester.model.plain_text import RUN
from harvester.thai.text import fold, slug


def duplicate_id(library: Library) -> Iterator[Finding]:
    """มีบทเรียนสองไฟล์ใช้ชื่อเดียวกัน"""
    first: dict[str, Lesson] = {}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        other = first.setdefault(lesson.id, lesson)
        if other is not lesson:
            hint = "เปลี่ยนชื่อไฟล์ของเรื่องที่ยังไม่เคยเผยแพร่ ชื่อที่เผยแพร่แล้วห้ามเปลี่ยน"
            yield Finding(
                Place(lesson.path),
                f"รหัส “{lesson.id}” ซ้ำกับไฟล์ {other.path}",
                hint,
                related=(Place(other.path),),
            )


def withdrawn_again(library: Library) -> Iterator[Finding]:
    """บทเรียนนี้ถูกถอนไปแล้วตามคำขอของเจ้าตัว"""
    gone = {
        name for one in library.withdrawn.values() for name in (one.id, *one.aliases) if one.kind == "lesson"
    }
    for lesson in library.lessons:
        if not gone.isdisjoint((lesson.id, *lesson.old_ids)):
            hint = f"ลบไฟล์นี้ หรือถ้าเจ้าตัวยินยอมใหม่ ลบ withdrawn/{lesson.id}.yml"
            yield Finding(Place(lesson.path), "บทเรียนนี้ถูกถอนไปแล้วตามคำขอของเจ้าตัว", hint)


def duplicate_alias(library: Library) -> Iterator[Finding]:
    """รหัสเดิมในช่อง aliases ซ้ำกับบทเรียนอื่น"""
    taken: dict[str, Lesson] = {lesson.id: lesson for lesson in library.lessons}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        for index, alias in enumerate(lesson.aliases):
            if alias.startswith("#"):
                continue
            other = taken.setdefault(alias, lesson)
            if other is not lesson:
                place = lesson.place_of(f"aliases.{index}")
                message = f"“{alias}” เป็นที่อยู่ของ {other.path} อยู่แล้ว"
                yield Finding(
                    place, message, "ลบออกจากเรื่องหนึ่ง", width=len(alias), related=(Place(other.path),)
                )


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ANCHOR = re.compile(rf"#{_ID.pattern}(?: ?= ?{_ID.pattern})?")


def bad_alias(library: Library) -> Iterator[Finding]:
    """รหัสเดิมในช่อง aliases ต้องเป็นตัวอังกฤษเล็ก ตัวเลข และขีดกลาง"""
    for lesson in library.lessons:
        for index, alias in enumerate(lesson.aliases):
            anchor = _ANCHOR.fullmatch(alias)
            if not (anchor or _ID.fullmatch(alias)) or len(alias) > 80:
                place = lesson.place_of(f"aliases.{index}")
                yield Finding(
                    place, f"“{alias[:60]}” ใช้เป็นรหัสไม่ได้", f"เขียนเช่น {slug(alias)}", width=len(alias)
                )


def duplicate_title(library: Library) -> Iterator[Finding]:
    """มีบทเรียนสองเรื่องชื่อเหมือนกัน"""
    first: dict[str, Lesson] = {}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        if (
            "title" not in lesson.places
        ):  # it has none of its own, and what stands in for it may stand in twice
            continue
        other = first.setdefault(fold(lesson.title), lesson)
        if other is not lesson and other.id != lesson.id:
            message = f"ชื่อเรื่องเหมือนกับ {other.path}"
            yield Finding(
                lesson.place_of("title"),
                message,
                "เติมสิ่งที่ต่างกัน เช่น ที่ไหน หรือทำอย่างไร",
                width=len(lesson.title),
                related=(other.place_of("title"),),
            )


def duplicate_technique(library: Library) -> Iterator[Finding]:
    """มีสองเทคนิคชื่อเดียวกันในบทเรียนเดียว"""
    for lesson in library.lessons:
        first: dict[str, Place] = {}
        for technique in lesson.techniques:
            place = first.setdefault(fold(technique.name), technique.place)
            if place != technique.place:
                message = f"เทคนิคนี้ชื่อ “{technique.name[:60]}” เหมือนเทคนิคที่บรรทัด {place.line}"
                hint = "ตั้งชื่อให้ต่างกัน เช่น ## เทคนิค: โทรก่อน"
                yield Finding(technique.place, message, hint, related=(place,))


COMMON = 12
"""A run that so many lessons share is a form's own wording."""
ALIKE = 0.5
"""Share of runs in common from which on two lessons are told to be near."""


def near_duplicate_lesson(library: Library) -> Iterator[Finding]:
    """เนื้อหาเกือบเหมือนกับบทเรียนที่มีอยู่แล้ว"""
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
