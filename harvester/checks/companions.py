"""Series, trials and collections that do not fit the lessons they belong to."""

import re
from collections.abc import Iterator, Mapping

from harvester.checks._fields import lesson_ids, suggestion
from harvester.model import Lesson, Library, SectionKind, Station
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


_CITED = re.compile(r"\[\[\s*([^\[\]|#]+?)\s*(?:[|#][^\[\]]*)?\]\]")


def fact_without_unit(library: Library) -> Iterator[Finding]:
    """ตัวเลขไม่มีหน่วย"""
    for lesson in library.lessons:
        for number, fact in enumerate(lesson.facts):
            if not fact.value or not fact.unit:
                lacking = "หน่วย" if fact.value else "ตัวเลข"
                place = lesson.place_of(f"facts.{number}.{'value' if fact.value else 'name'}")
                hint = "เขียนเช่น หมู่บ้านเป้าหมาย 27 หมู่บ้าน (2560)"
                yield Finding(place, f"“{fact.name[:60]}” ยังไม่มี{lacking}", hint)


def process_loop(library: Library) -> Iterator[Finding]:
    """เส้นทางงานวนกลับ หรือชี้ไปขั้นที่ไม่มี"""
    for lesson in library.lessons:
        known = {fold(one.name): number for number, one in enumerate(lesson.process)}
        for number, one in enumerate(lesson.process):
            place = lesson.place_of(f"process.{number}.next")
            for name in one.next:
                if fold(name) not in known:
                    hint = suggestion(name, (station.name for station in lesson.process))
                    message = f"ไม่มีขั้นชื่อ “{name[:60]}” ในเส้นทางงาน"
                    yield Finding(place, message, hint or "ใช้ชื่อขั้นที่อยู่ในช่องเส้นทางงาน")
                elif _leads_to(known[fold(name)], number, lesson.process, known):
                    yield Finding(
                        place,
                        f"จาก “{one.name[:40]}” วนกลับมาที่เดิม งานจึงไม่จบ",
                        "เขียนการย้อนกลับไว้ในช่องทางผ่าน แทนช่องไปต่อที่",
                    )


def _leads_to(start: int, goal: int, process: tuple[Station, ...], known: Mapping[str, int]) -> bool:
    """Whether a station is reached from another; without `next` the one below follows."""
    seen: set[int] = set()
    left = [start]
    while left:
        at = left.pop()
        if at == goal:
            return True
        if at in seen or at >= len(process):
            continue
        seen.add(at)
        named = [known[fold(name)] for name in process[at].next if fold(name) in known]
        left += named if process[at].next else [at + 1]
    return False


def leg_without_lesson(library: Library) -> Iterator[Finding]:
    """ขาที่ต้องมีครบ ยังไม่มีบทเรียนช่วย"""
    for lesson in library.lessons:
        for item in lesson.items(SectionKind.LEGS):
            if not any(name in library.by_id for name in _CITED.findall(item.text)):
                name = item.text.partition(":")[0][:60]
                yield Finding(
                    item.place, f"ยังไม่มีบทเรียนที่ช่วยเรื่อง “{name}”", "อ้างบทเรียนด้วย [[id]] หรือช่วยเขียนบทเรียนนี้"
                )


def workshop_order(library: Library) -> Iterator[Finding]:
    """เวทีของโครงการไม่เรียงตามลำดับหรือเวลา"""
    for programme in library.vocabulary.programmes:
        before = None
        for one in programme.workshops:
            if before is not None and (
                (one.number and one.number <= before.number)
                or (one.date and before.date and one.date < before.date)
            ):
                message = f"เวที “{one.title[:40]}” ของ {programme.label[:40]} อยู่หลัง “{before.title[:40]}” แต่ครั้งที่หรือวันที่มาก่อน"
                yield Finding(programme.place, message, "เรียงเวทีตามเวลา แล้วใส่ครั้งที่ 1 2 3")
            before = one


def unknown_companion_lesson(library: Library) -> Iterator[Finding]:
    """งาน โครงการ หรือคลังคำเรียกบทเรียนที่ไม่มีในคลัง"""
    ids = lesson_ids(library)
    words = library.vocabulary
    named = [(event.place_of("lessons"), event.lessons) for event in library.events]
    named += [(question.place, question.lessons) for question in words.questions]
    named += [(work.place, work.lessons) for work in words.works]
    for programme in words.programmes:
        named.append(
            (programme.place, (*programme.path, *(n for w in programme.workshops for n in w.lessons)))
        )
    for place, names in named:
        for name in dict.fromkeys(names):
            if name not in ids:
                hint = suggestion(name, library.by_id) or "ใช้ชื่อไฟล์ของบทเรียนที่มีอยู่ ไม่รวม .md"
                yield Finding(place, f"ไม่มีบทเรียน “{name[:60]}” ในคลัง", hint, related=(name,))
