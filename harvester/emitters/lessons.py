"""One page for each lesson: the thread of steps with its knots, what came of it, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from harvester.model import Artifact, Lesson, Library, Section, SectionKind, Status, Trial, licences
from harvester.model.schema import EVIDENCE_LABELS, STATUS_LABELS
from harvester.rendering import cards, evidence, related_links
from harvester.rendering.edition_code import objects
from harvester.rendering.missing import PARTS, missing
from harvester.rendering.pages import Binder, binder
from harvester.rendering.series import Part, Series
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

MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Sections that are shown together under one heading; `id` is the anchor of the first."""

    group: str
    heading: str
    id: str
    sections: Sequence[Section]


def lessons(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/lessons/<id>.md` for each lesson."""
    bound = binder(library, site)
    for lesson in library.lessons:
        yield _page(bound, lesson, site)


def _page(bound: Binder, lesson: Lesson, site: Settings) -> Artifact:
    """The page, made anew only when something it shows has changed."""
    typed = tuple(related_links.typed(bound, lesson))
    lacking = missing(bound.library, lesson)
    series = bound.series.get(fold(lesson.series.name)) if lesson.series else None
    review, today = lesson.review_after, bound.library.today
    shown = {
        "lesson": lesson,
        "trials": _trials(bound.library, lesson),
        "evidence": evidence.of_lesson(bound.library, lesson),
        "series": series,
        "near_parts": _near(series, lesson) if series else (),
        "typed": typed,
        "related": tuple(related_links.related(bound, lesson, typed)),
        "backlinks": tuple(related_links.backlinks(bound, lesson)),
        "found": tuple(related_links.found_tags(bound, lesson)),
        "organisations": tuple(related_links.found_organisations(bound, lesson)),
        "missing": lacking,
        "told": len(PARTS) - len(lacking),
        "parts": len(PARTS),
        "licence": licences.in_words(lesson.source.licence if lesson.source else "", site.licence),
        "overdue": bool(review and today and review < today),
    }

    def made() -> Artifact:
        return bound.page(
            path,
            "lesson",
            title=lesson.title,
            description=lesson.summary,
            kind="lesson",
            edit=lesson.path,
            robots="noindex" if lesson.status in (Status.DRAFT, Status.RETIRED) else "",
            objects=objects(lesson),
            blocks=list(_blocks(lesson)),
            piece=partial(bound.piece, lesson),
            hazard=partial(cards.hazard, bound, lesson),
            do_and_how=cards.do_and_how,
            where=cards.where(lesson),
            place=lesson.place,
            notes=bound.notes(lesson)[1],
            invite=bound.addresses.invite,
            words={"status": STATUS_LABELS, "evidence": EVIDENCE_LABELS},
            **shown,
        )

    path = f"lessons/{lesson.id}.md"
    return bound.kept(path, (*shown.values(), bound.reaches(lesson)), made)


def _near(series: Series, lesson: Lesson) -> tuple[Part, ...]:
    """The parts of a series around a lesson; all of them in a series of common length."""
    at = next((number for number, part in enumerate(series.parts) if part.lesson is lesson), 0)
    start = max(0, min(at - MOST_PARTS // 2, len(series.parts) - MOST_PARTS))
    return series.parts[start : start + MOST_PARTS]


def _trials(library: Library, lesson: Lesson) -> tuple[tuple[Trial, str], ...]:
    """Trials with their places in words: one of each outcome first, real ones before examples."""
    trials = sorted(library.trials_of.get(lesson.id, ()), key=lambda one: (one.example, one.date is None))
    first = {trial.outcome: trial for trial in reversed(trials)}
    leading = [trial for trial in trials if first[trial.outcome] is trial]
    rest = [trial for trial in trials if first[trial.outcome] is not trial]
    return tuple((trial, _place(trial)) for trial in (*leading, *rest))


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
