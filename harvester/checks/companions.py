"""Series, trials and collections that do not fit the lessons they belong to."""

from collections.abc import Iterator

from harvester.checks._body import say
from harvester.checks._fields import by_path, doubles, lesson_ids, suggestion
from harvester.model import Library, SectionKind
from harvester.model.diagnostics import Finding
from harvester.model.plain_text import CITATION
from harvester.model.selection import reached, select, unknown_names
from harvester.thai.text import fold


def missing_series_part(library: Library) -> Iterator[Finding]:
    """บทเรียนหลายตอนเรื่องนี้ขาดบางตอน"""
    for parts in library.series.values():
        before = 0
        for part, lesson in parts:
            if part > before + 1:
                gap = f"{before + 1}" if part == before + 2 else f"{before + 1}–{part - 1}"
                name = lesson.series.name if lesson.series else ""
                yield say("missing-series-part", lesson.place_of("series.part"), name, gap)
            before = max(before, part)


def duplicate_series_part(library: Library) -> Iterator[Finding]:
    """บทเรียนหลายตอนมีสองบทเรียนเป็นตอนเดียวกัน"""
    parts = ((one, one.series) for one in by_path(library) if one.series and one.series.part > 0)
    for (lesson, series), (other, _) in doubles(
        ((fold(series.name), series.part), (one, series)) for one, series in parts
    ):
        here, related = lesson.place_of("series.part"), (other.place_of("series.part"),)
        yield say("duplicate-series-part", here, series.part, other.path, related=related)


def orphan_trial(library: Library) -> Iterator[Finding]:
    """ผลการลองไม่มีบทเรียนให้เกาะ"""
    ids = lesson_ids(library)
    for trial in library.trials:
        if trial.lesson not in ids:
            hint = suggestion(trial.lesson, library.by_id)
            yield say("orphan-trial", trial.place_of(""), trial.lesson, hint=hint, related=(trial.lesson,))


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
            values = (lesson.id, trial.technique, told)
            yield say("trial-unknown-technique", trial.place_of("technique"), *values, related=(lesson.id,))


def empty_collection(library: Library) -> Iterator[Finding]:
    """ชุดบทเรียนนี้ไม่มีบทเรียนเลย"""
    for collection in library.collections:
        if not collection.query and not select(library, collection):
            yield say("empty-collection", collection.place_of(""), collection.title)


def collection_unknown_name(library: Library) -> Iterator[Finding]:
    """ชุดบทเรียนเรียกสิ่งที่ไม่มีในคลัง"""
    for collection in library.collections:
        yield from unknown_names(library, collection)


def fact_without_unit(library: Library) -> Iterator[Finding]:
    """ตัวเลขไม่มีหน่วย"""
    for lesson in library.lessons:
        for number, fact in enumerate(lesson.facts):
            if not fact.value or not fact.unit:
                place = lesson.place_of(f"facts.{number}.{'value' if fact.value else 'name'}")
                yield say("fact-without-unit", place, fact.name, "หน่วย" if fact.value else "ตัวเลข")


def process_loop(library: Library) -> Iterator[Finding]:
    """เส้นทางงานวนกลับ หรือชี้ไปขั้นที่ไม่มี"""
    for lesson in library.lessons:
        known = {fold(one.name): number for number, one in enumerate(lesson.process)}
        following = {
            number: [known[fold(name)] for name in one.next if fold(name) in known]
            if one.next
            else [number + 1]
            for number, one in enumerate(lesson.process)
        }
        for number, one in enumerate(lesson.process):
            place = lesson.place_of(f"process.{number}.next")
            for name in one.next:
                if fold(name) not in known:
                    hint = suggestion(name, (station.name for station in lesson.process))
                    yield say("process-loop/unknown", place, name, hint=hint)
                elif number in reached([known[fold(name)]], following):
                    yield say("process-loop", place, one.name)


def leg_without_lesson(library: Library) -> Iterator[Finding]:
    """ขาที่ต้องมีครบ ยังไม่มีบทเรียนช่วย"""
    for lesson in library.lessons:
        for item in lesson.items(SectionKind.LEGS):
            if not any(cited["id"].strip() in library.by_id for cited in CITATION.finditer(item.text)):
                yield say("leg-without-lesson", item.place, item.text.partition(":")[0])


def workshop_order(library: Library) -> Iterator[Finding]:
    """เวทีของโครงการไม่เรียงตามลำดับหรือเวลา"""
    for programme in library.vocabulary.programmes:
        before = None
        for one in programme.workshops:
            if before is not None and (
                (one.number and one.number <= before.number)
                or (one.date and before.date and one.date < before.date)
            ):
                yield say("workshop-order", programme.place, one.title, programme.label, before.title)
            before = one


def unknown_companion_lesson(library: Library) -> Iterator[Finding]:
    """งาน โครงการ หรือคลังคำเรียกบทเรียนที่ไม่มีในคลัง"""
    ids = lesson_ids(library)
    words = library.vocabulary
    named = [(event.place_of("lessons"), event.lessons) for event in library.events]
    named += [(question.place, question.lessons) for question in words.questions]
    named += [(work.place, work.lessons) for work in words.works]
    named += [
        (one.place, (*one.path, *(n for w in one.workshops for n in w.lessons))) for one in words.programmes
    ]
    for place, names in named:
        for name in dict.fromkeys(names):
            if name not in ids:
                hint = suggestion(name, library.by_id)
                yield say("unknown-companion-lesson", place, name, hint=hint, related=(name,))
