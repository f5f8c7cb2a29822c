"""Parts of a lesson that are still missing."""

from collections.abc import Iterator

from harvester.checks._body import finding, say
from harvester.checks._fields import misspelt, texts
from harvester.model import Library, SectionKind
from harvester.model.diagnostics import Finding
from harvester.model.sections import PLACEHOLDERS


def placeholder_text(library: Library) -> Iterator[Finding]:
    """ยังมีข้อความที่เว้นไว้ให้เขียน"""
    for lesson in library.lessons:
        for words in PLACEHOLDERS:
            at = lesson.body.find(words)
            while at >= 0:
                yield finding(lesson, at, at + len(words), "placeholder-text", words)
                at = lesson.body.find(words, at + len(words))
            for key, text in texts(lesson):
                if words in text:
                    yield say("placeholder-text", lesson.place_of(key), words, width=len(text))


def technique_without_steps(library: Library) -> Iterator[Finding]:
    """เทคนิคนี้ยังไม่มีขั้นตอน"""
    for lesson in library.lessons:
        for technique in lesson.techniques:
            if not technique.steps:
                yield say("technique-without-steps", technique.place, technique.name)


def step_without_caution_remedy(library: Library) -> Iterator[Finding]:
    """ขั้นตอนมีข้อควรระวัง แต่ยังไม่มีทางแก้"""
    for lesson in library.lessons:
        for technique in lesson.techniques:
            for step in technique.steps:
                for caution in step.cautions:
                    if not caution.remedy:
                        yield say("step-without-caution-remedy", caution.place, step.number)


def caution_without_remedy(library: Library) -> Iterator[Finding]:
    """ข้อควรระวังหรือกับดักนี้ยังไม่มีทางแก้"""
    for lesson in library.lessons:
        of_steps = {c.anchor for t in lesson.techniques for s in t.steps for c in s.cautions}
        for caution in lesson.cautions:
            if not caution.remedy and caution.anchor not in of_steps:
                yield say("caution-without-remedy", caution.place)
        for trap in lesson.traps:
            if not trap.remedy:
                yield say("caution-without-remedy/trap", trap.place)


def missing_context(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่เล่าบริบท"""
    unclear = misspelt(library)
    for lesson in library.lessons:
        if lesson.path not in unclear and lesson.sections and lesson.section(SectionKind.CONTEXT) is None:
            yield say("missing-context", lesson.place_of("title"))


_RESULTS = (SectionKind.RESULTS, SectionKind.OUTPUTS, SectionKind.OUTCOMES)


def missing_results(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่บอกว่าเกิดผลอะไร"""
    unclear = misspelt(library)
    for lesson in library.lessons:
        told = lesson.path in unclear or any(lesson.section(kind) for kind in _RESULTS)
        if lesson.techniques and not told:
            yield say("missing-results", lesson.place_of("title"))


def missing(library: Library, rule: str) -> Iterator[Finding]:
    """Lessons whose field (`missing-<key>`) holds nothing, but for those where it is with a fault or under another
    name: that is told already."""
    key = rule.removeprefix("missing-")
    wrong = {found.place for found in library.diagnostics}
    named = {(found.place.path, name) for found in library.diagnostics for name in found.related}
    for lesson in library.lessons:
        told = lesson.places.get(key) in wrong or (lesson.path, key) in named
        if not getattr(lesson, key) and not told:
            yield say(rule, lesson.place_of("title"))
