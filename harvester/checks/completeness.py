"""Parts of a lesson that are still missing."""

from collections.abc import Iterator

from harvester.checks._body import finding
from harvester.checks._fields import lessons_without, misspelt, texts
from harvester.model import Library, SectionKind
from harvester.model.diagnostics import Finding
from harvester.model.sections import PLACEHOLDERS


def placeholder_text(library: Library) -> Iterator[Finding]:
    """ยังมีข้อความที่เว้นไว้ให้เขียน"""
    for lesson in library.lessons:
        for words in PLACEHOLDERS:
            message, hint = f"“{words}” ยังเป็นที่ว่างให้เขียน", "เขียนด้วยคำของเราเองแทนข้อความนี้ หรือลบออก"
            at = lesson.body.find(words)
            while at >= 0:
                yield finding(lesson, at, at + len(words), message, hint)
                at = lesson.body.find(words, at + len(words))
            for key, text in texts(lesson):
                if words in text:
                    yield Finding(lesson.place_of(key), message, hint, width=len(text))


def technique_without_steps(library: Library) -> Iterator[Finding]:
    """เทคนิคนี้ยังไม่มีขั้นตอน"""
    for lesson in library.lessons:
        for technique in lesson.techniques:
            if not technique.steps:
                message = f"เทคนิค “{technique.name[:60]}” ยังไม่มีขั้นตอน"
                yield Finding(technique.place, message, "เขียนเป็นข้อ 1. 2. 3. ใต้หัวข้อเทคนิค")


def step_without_caution_remedy(library: Library) -> Iterator[Finding]:
    """ขั้นตอนมีข้อควรระวัง แต่ยังไม่มีทางแก้"""
    for lesson in library.lessons:
        for technique in lesson.techniques:
            for step in technique.steps:
                for caution in step.cautions:
                    if not caution.remedy:
                        message = f"ขั้นตอนที่ {step.number} มีข้อควรระวังที่ยังไม่มีทางแก้"
                        yield Finding(caution.place, message, "ถ้ารู้วิธีแก้ เขียนต่อว่า “ทางแก้: …”")


def caution_without_remedy(library: Library) -> Iterator[Finding]:
    """ข้อควรระวังหรือกับดักนี้ยังไม่มีทางแก้"""
    for lesson in library.lessons:
        of_steps = {c.anchor for t in lesson.techniques for s in t.steps for c in s.cautions}
        for caution in lesson.cautions:
            if not caution.remedy and caution.anchor not in of_steps:
                yield Finding(caution.place, "ข้อควรระวังนี้ยังไม่มีทางแก้", "ถ้ารู้วิธีแก้ เขียนต่อว่า “ทางแก้: …”")
        for trap in lesson.traps:
            if not trap.remedy:
                yield Finding(trap.place, "กับดักนี้ยังไม่มีทางออก", "ถ้ารู้วิธีหลบ เขียนต่อว่า “ทางแก้: …”")


def missing_summary(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่มีประโยคสรุป"""
    for lesson in lessons_without(library, "summary"):
        hint = "เขียนหนึ่งประโยค: ใครเจออะไร แล้วทำอย่างไรจึงได้ผล"
        yield Finding(lesson.place_of("title"), "ยังไม่มีช่อง สรุป (summary)", hint)


def missing_context(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่เล่าบริบท"""
    unclear = misspelt(library)
    for lesson in library.lessons:
        if lesson.path not in unclear and lesson.sections and lesson.section(SectionKind.CONTEXT) is None:
            yield Finding(
                lesson.place_of("title"), "ยังไม่มีหัวข้อบริบท", "เติม ## บริบท เล่าสั้น ๆ ว่าเกิดที่ไหน กับใคร เพราะอะไร"
            )


_RESULTS = (SectionKind.RESULTS, SectionKind.OUTPUTS, SectionKind.OUTCOMES)


def missing_results(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่บอกว่าเกิดผลอะไร"""
    unclear = misspelt(library)
    for lesson in library.lessons:
        if (
            lesson.path not in unclear
            and lesson.techniques
            and not any(lesson.section(kind) for kind in _RESULTS)
        ):
            yield Finding(lesson.place_of("title"), "ยังไม่มีหัวข้อผลที่เกิดขึ้น", "เติม ## ผลที่เกิดขึ้น บอกสิ่งที่เห็นหรือนับได้")


def missing_date(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่มีวันที่"""
    for lesson in lessons_without(library, "date"):
        hint = "เขียนวันที่เกิดเรื่องหรือวันที่เล่า เช่น 2 พ.ย. 2549 หรือ 2549"
        yield Finding(lesson.place_of("title"), "ยังไม่มีช่อง วันที่ (date)", hint)


def missing_place(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่บอกสถานที่"""
    for lesson in lessons_without(library, "place"):
        hint = "เขียนอย่างน้อยจังหวัด เช่น สถานที่: {จังหวัด: พัทลุง}"
        yield Finding(lesson.place_of("title"), "ยังไม่มีช่อง สถานที่ (place)", hint)
