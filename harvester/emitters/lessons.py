"""One page for each lesson: the thread of steps with its knots, what came of it, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from harvester.editions import objects
from harvester.model import Artifact, Lesson, Library, Link, Section, SectionKind, Status, Trial
from harvester.reading.schema import EVIDENCE_LABELS, LINK_LABELS, STATUS_LABELS
from harvester.rendering import cards, evidence
from harvester.rendering.missing import PARTS, missing
from harvester.rendering.pages import Binder, binder
from harvester.settings import Settings
from harvester.thai.text import fold

GROUPS: Mapping[SectionKind, str] = {
    SectionKind.SUMMARY: "prose",
    SectionKind.OBJECTIVES: "prose",
    SectionKind.MATERIALS: "prose",
    SectionKind.TECHNIQUE: "technique",
    SectionKind.CAUTIONS: "cautions",
    SectionKind.RESULTS: "results",
    SectionKind.OUTPUTS: "results",
    SectionKind.OUTCOMES: "results",
    SectionKind.ENABLING: "forces",
    SectionKind.HINDERING: "forces",
    SectionKind.TRAPS: "traps",
    SectionKind.QUESTIONS: "questions",
    SectionKind.CONTEXT: "story",
    SectionKind.OTHER: "prose",
}
ORDER = [*GROUPS]
JOINED = {"results": "ผลที่เกิดขึ้น", "forces": "อะไรหนุน อะไรฉุด"}
"""Groups whose sections stand together under one heading."""
INVERSE = {"follows": "มีต่อใน", "uses_with": "ใช้คู่กับ", "contradicts": "มีผู้เห็นต่างใน", "answers": "มีคำตอบใน"}
NEAR = {"related": 4, "similar_technique": 2, "similar_caution": 2}
"""Kinds of links that the words of lessons show, and how many of each a page holds."""
MOST_REASONS = 4
WORDS_OF = {
    "tag": "เรื่องเดียวกัน คือ ",
    "word": "พูดถึง ",
    "role": "คนทำบทบาทเดียวกัน คือ ",
    "place": "พื้นที่เดียวกัน คือ ",
    "programme": "โครงการเดียวกัน คือ ",
    "series": "ชุดเดียวกัน คือ ",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Sections that are shown together under one heading; `id` is the anchor of the first."""

    group: str
    heading: str
    id: str
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A way on to another lesson or one of its objects, with the reason in words."""

    label: str
    href: str
    because: str = ""
    kind: str = ""
    title: str = ""


def lessons(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/lessons/<id>.md` for each lesson."""
    bound = binder(library)
    for lesson in library.lessons:
        yield _page(bound, lesson, site)


def _page(bound: Binder, lesson: Lesson, site: Settings) -> Artifact:
    to = bound.addresses
    trials = library_trials(bound.library, lesson)
    typed = list(_typed(bound, lesson))
    return bound.page(
        f"lessons/{lesson.id}.md",
        "lesson",
        title=lesson.title,
        description=lesson.summary,
        kind="lesson",
        edit=lesson.path,
        robots="noindex" if lesson.status in (Status.DRAFT, Status.RETIRED) else "",
        lesson=lesson,
        objects=objects(lesson),
        blocks=list(_blocks(lesson)),
        piece=partial(bound.piece, lesson),
        hazard=partial(cards.hazard, bound, lesson),
        do_and_how=cards.do_and_how,
        evidence=evidence.of_lesson(bound.library, lesson),
        trials=trials,
        where=cards.where(lesson),
        place=lesson.place,
        series=bound.series.get(fold(lesson.series.name)) if lesson.series else None,
        typed=typed,
        related=list(_related(bound, lesson, typed)),
        backlinks=list(_backlinks(bound, lesson)),
        suggested=_suggested(bound, lesson),
        named={kind: _named(bound, lesson, kind) for kind in ("role", "organisation", "place")},
        missing=missing(bound.library, lesson),
        told=len(PARTS) - len(missing(bound.library, lesson)),
        parts=len(PARTS),
        notes=bound.notes(lesson)[1],
        invite=to.invite,
        licence=(lesson.source.licence if lesson.source else "") or site.licence,
        words={"status": STATUS_LABELS, "evidence": EVIDENCE_LABELS},
        overdue=bool(
            lesson.review_after and bound.library.today and lesson.review_after < bound.library.today
        ),
    )


def library_trials(library: Library, lesson: Lesson) -> list[tuple[Trial, str]]:
    """Trials with their places in words: one of each outcome first, real ones before examples."""
    trials = sorted(library.trials_of.get(lesson.id, ()), key=lambda one: (one.example, one.date is None))
    first = {trial.outcome: trial for trial in reversed(trials)}
    leading = [trial for trial in trials if first[trial.outcome] is trial]
    rest = [trial for trial in trials if first[trial.outcome] is not trial]
    return [(trial, _place(trial)) for trial in (*leading, *rest)]


def _place(trial: Trial) -> str:
    place = trial.place
    return (
        " ".join(filter(None, (place.subdistrict and f"ตำบล{place.subdistrict}", place.province)))
        if place
        else ""
    )


def _blocks(lesson: Lesson) -> Iterator[Block]:
    """Sections in the order a reader needs them; in a lesson without techniques, in the writer's order."""
    families = list(_families(lesson.sections))
    if lesson.techniques:
        families.sort(key=lambda family: ORDER.index(family[0].kind))
    for group, members in groupby(families, key=lambda family: GROUPS[family[0].kind]):
        sections = [section for family in members for section in family]
        if group in JOINED:
            yield Block(group, JOINED[group], sections[0].anchor, sections)
        else:
            for section in sections:
                yield Block(
                    group if section.kind in GROUPS else "prose", section.heading, section.anchor, [section]
                )


def _families(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """A section with the unknown ones below it, which must not be torn from it."""
    family: list[Section] = []
    for section in sections:
        if family and section.kind is SectionKind.OTHER and section.level > family[0].level:
            family.append(section)
            continue
        if family:
            yield family
        family = [section]
    if family:
        yield family


def _typed(bound: Binder, lesson: Lesson) -> Iterator[Pointer]:
    """Links the author declared, here and in other lessons towards this one; each lesson once."""
    taken: set[str] = set()
    for link in lesson.links:
        found = bound.addresses.citation(link.target)
        if found and found[0] not in taken:
            taken.add(found[0])
            yield Pointer(found[1], found[0], LINK_LABELS.get(link.kind, link.kind), link.kind)
    for other, declared in bound.declared_to.get(lesson.id, ()):
        href = bound.addresses.lesson(other.id)
        if href not in taken:
            taken.add(href)
            yield Pointer(other.title, href, INVERSE.get(declared.kind, ""), declared.kind)


def _related(bound: Binder, lesson: Lesson, told: Sequence[Pointer]) -> Iterator[Pointer]:
    """Lessons, techniques and cautions that the harvest found near this one, each with its because."""
    taken = {pointer.href for pointer in told}
    found = [link for link in bound.library.links_from.get(lesson.id, ()) if link.kind in NEAR]
    for kind in NEAR:
        near = (link for link in found if link.kind == kind)
        pointers = (_pointer(bound, link) for link in sorted(near, key=lambda one: -one.score))
        fresh = [one for one in pointers if one is not None and one.href not in taken][: NEAR[kind]]
        taken |= {one.href for one in fresh}
        yield from fresh


def _pointer(bound: Binder, link: Link) -> Pointer | None:
    other = bound.library.by_id.get(link.target.lesson) if link.target else None
    if other is None or link.target is None:
        return None
    href = bound.addresses.lesson(other.id, link.target.anchor)
    kind, label = bound.object_named(other, link.target.anchor)
    return Pointer(label, href, _because(link), kind, "" if label == other.title else other.title)


def _because(link: Link) -> str:
    """The reasons of a link as one sentence, the weightiest kind first."""
    reasons: dict[str, list[str]] = {}
    for reason in link.because:
        reasons.setdefault(reason.kind, []).append(reason.text)
    said = [f"{WORDS_OF.get(kind, '')}{' '.join(texts[:MOST_REASONS])}" for kind, texts in reasons.items()]
    return " · ".join(said[:3])


def _backlinks(bound: Binder, lesson: Lesson) -> Iterator[Pointer]:
    """Lessons that name this one in their text, with the sentence."""
    for link in bound.library.links_to.get(lesson.id, ()):
        source = bound.library.by_id.get(link.source.lesson)
        if link.sentence and source is not None and source.id != lesson.id:
            yield Pointer(source.title, bound.addresses.lesson(source.id, link.source.anchor), link.sentence)


def _suggested(bound: Binder, lesson: Lesson) -> list[Pointer]:
    """Tags that the harvest proposes and the author did not declare, with the reason."""
    declared = {fold(bound.addresses.tag(tag).label) for tag in lesson.tags}
    uses = (use for use in bound.library.uses_of.get(lesson.id, ()) if use.kind == "tag")
    found = {use.term: use for use in uses if fold(use.term) not in declared}
    return [
        Pointer(use.term, bound.addresses.tag(use.term).href, use.because, use.origin)
        for use in found.values()
    ]


def _named(bound: Binder, lesson: Lesson, kind: str) -> list[str]:
    return list(
        dict.fromkeys(use.term for use in bound.library.uses_of.get(lesson.id, ()) if use.kind == kind)
    )
