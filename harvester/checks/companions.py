"""Series, trials and collections that do not fit the lessons they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import lesson_ids, suggestion
from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding
from harvester.model.selection import select, unknown_names
from harvester.thai.text import fold


def missing_series_part(library: Library) -> Iterator[Finding]:
    """บทเรียนหลายตอนเรื่องนี้ขาดบางตอน"""
    for parts in library.series.values():
        before = 0
        for part, lesson in parts:
            if part > before + 1:
                gap = f"ตอนที่ {before + 1}" if part == before + 2 else f"ตอนที่ {before + 1}–{part - 1}"
                name = lesson.series.name if lesson.series else ""
                place = lesson.place_of("series.part")
                yield Finding(place, f"ชุด “{name}” ยังไม่มี{gap}", "ถ้ามีเรื่องของตอนนั้น ช่วยเขียนเพิ่ม")
            before = max(before, part)


def duplicate_series_part(library: Library) -> Iterator[Finding]:
    """บทเรียนหลายตอนมีสองบทเรียนเป็นตอนเดียวกัน"""
    first: dict[tuple[str, int], Lesson] = {}
    for lesson in sorted(library.lessons, key=lambda lesson: lesson.path):
        if lesson.series is None or lesson.series.part <= 0:
            continue
        other = first.setdefault((fold(lesson.series.name), lesson.series.part), lesson)
        if other is not lesson:
            message = f"ตอนที่ {lesson.series.part} ของชุดนี้คือ {other.path} อยู่แล้ว"
            related = (other.place_of("series.part"),)
            yield Finding(lesson.place_of("series.part"), message, "แก้เลขตอนให้ไม่ซ้ำ", related=related)


def orphan_trial(library: Library) -> Iterator[Finding]:
    """ผลการลองไม่มีบทเรียนให้เกาะ"""
    ids = lesson_ids(library)
    for trial in library.trials:
        if trial.lesson not in ids:
            hint = suggestion(trial.lesson, library.by_id) or "ย้ายไปโฟลเดอร์ชื่อเดียวกับบทเรียน"
            message = f"ไม่มีบทเรียน “{trial.lesson[:60]}” ที่ลองทำ"
            yield Finding(trial.place_on_disk, message, hint, related=(trial.lesson,))


def trial_unknown_technique(library: Library) -> Iterator[Finding]:
    """ผลการลองบอกเทคนิคที่ไม่มีในบทเรียน"""
    for trial in library.trials:
        lesson = library.by_id.get(trial.lesson)
        if lesson is None or not trial.technique:
            continue
        names = {fold(name) for t in lesson.techniques for name in (t.name, t.anchor)}
        names |= {str(number) for number in range(1, len(lesson.techniques) + 1)}
        if fold(trial.technique) not in names:
            told = ", ".join(f"{t.anchor} ({t.name[:30]})" for t in lesson.techniques) or "ไม่มีเทคนิค"
            message = f"บทเรียน “{lesson.id}” ไม่มีเทคนิค “{trial.technique[:60]}”"
            place = trial.place_of("technique")
            yield Finding(place, message, f"ในบทเรียนมี: {told}", related=(lesson.id,))


def empty_collection(library: Library) -> Iterator[Finding]:
    """ชุดบทเรียนนี้ไม่มีบทเรียนเลย"""
    for collection in library.collections:
        if not collection.query and not select(library, collection):
            message = f"ชุด “{collection.title[:60]}” ไม่มีบทเรียนเลย"
            yield Finding(collection.place, message, "เพิ่ม ids หรือเลือกหัวเรื่อง จังหวัด บทบาทที่มีบทเรียน")


def collection_unknown_name(library: Library) -> Iterator[Finding]:
    """ชุดบทเรียนเรียกสิ่งที่ไม่มีในคลัง"""
    for collection in library.collections:
        yield from unknown_names(library, collection)
