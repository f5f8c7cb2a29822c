"""The page of each lesson, and one of each lesson of a sister library, which says under what terms and leads there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from harvester.doors.history import days_of
from harvester.model import (
    Artifact,
    Item,
    Lesson,
    Library,
    Markdown,
    Section,
    SectionKind,
    SisterLesson,
    Status,
    Trial,
    licences,
)
from harvester.model.field_groups import EVIDENCE_LABELS, LANGUAGES, STATUS_LABELS
from harvester.model.fields import groups, lines
from harvester.model.library import grouped
from harvester.rendering import cards, evidence, related_links
from harvester.rendering.edition_code import object_codes
from harvester.rendering.indexes import Part, Series
from harvester.rendering.linked_data import citation, head_of
from harvester.rendering.missing import PARTS, missing
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold

MOST = 3
"""Of them beside a lesson."""


def sisters(site: SiteContext) -> Iterator[Artifact]:
    """`docs/lessons/<library>/<id>.md`."""
    for one in site.library.sisters:
        yield site.page(
            f"lessons/{one.key}/{one.id}.md",
            "sister",
            title=one.title,
            description=one.summary,
            one=one,
            licence=licences.in_words(one.licence, one.licence),
        )


def sister_lessons(site: SiteContext, lesson: Lesson) -> tuple[SisterLesson, ...]:
    """Those that share most tags with a lesson."""
    tags = {fold(tag) for tag in lesson.tags}
    shared = [(len(tags & {fold(tag) for tag in one.tags}), one) for one in site.library.sisters]
    best = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1].name))
    return tuple(one for _, one in best[:MOST])


GROUPS: Mapping[SectionKind, str] = {
    SectionKind(kind): group
    for group, kinds in (
        ("prose", "summary objectives materials"),
        ("technique", "technique"),
        ("examples", "example counterexample"),
        ("letter", "letter"),
        ("legs", "legs"),
        ("cautions", "cautions"),
        ("results", "results outputs outcomes personal network"),
        ("forces", "enabling hindering"),
        ("traps", "traps"),
        ("questions", "questions"),
        ("story", "context"),
        ("prose", "other"),
    )
    for kind in kinds.split()
}
"""The group that sections of a kind are shown in, in the order in which a reader needs them."""
ORDER = [*GROUPS]
JOINED = {"results": "ผลที่เกิดขึ้น", "forces": "อะไรหนุน อะไรขวาง", "examples": "ตัวอย่าง และตัวอย่างตรงข้าม"}
"""Groups whose sections stand together under one heading."""

MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Sections that are shown together under one heading; `id` is the anchor of the first."""

    group: str
    heading: str
    id: str
    sections: Sequence[Section]


def lessons(site: SiteContext) -> Iterator[Artifact]:
    """`docs/lessons/<id>.md` for each lesson."""
    translations = grouped((one.translates, one) for one in site.library.in_use)
    days = days_of(site.settings.root, site.settings.lessons)

    def pages(some: Sequence[Lesson]) -> Iterator[Artifact]:
        for lesson in some:
            yield _page(site, lesson, site.settings, translations.get(lesson.id, ()), days)

    yield from site.in_halves(pages, site.library.lessons)


def _page(
    site: SiteContext,
    lesson: Lesson,
    settings: Settings,
    translations: tuple[Lesson, ...],
    days: Mapping[str, tuple[ThaiDate, ...]],
) -> Artifact:
    """The page, made anew only when something it shows has changed."""
    lacking = missing(site.library, lesson)
    series = site.series.get(fold(lesson.series.name)) if lesson.series else None
    review, today = lesson.review_after, site.library.today
    original = site.library.by_id.get(lesson.translates)
    shown = {
        "lesson": lesson,
        "trials": _trials(site.library, lesson),
        "evidence": evidence.of_lesson(site.library, lesson),
        "series": series,
        "near_parts": _near(series, lesson) if series else (),
        "near": related_links.neighbourhood(site, lesson),
        "found": tuple(related_links.found_tags(site, lesson)),
        "sisters": sister_lessons(site, lesson),
        "organisations": tuple(related_links.found_organisations(site, lesson)),
        "missing": lacking,
        "files": site.library.handed_out.get(lesson.path, ()),
        "told": len(PARTS) - len(lacking),
        "parts": len(PARTS),
        "licence": licences.in_words(lesson.source.licence if lesson.source else "", settings.licence),
        "overdue": bool(review and today and review < today),
        "in_use": site.library.is_in_use(lesson),
        "successor": site.library.successor(lesson),
        "translations": tuple((LANGUAGES[one.lang], one.lang, one.id) for one in translations),
        "original": original,
        "moved_on": bool(original and _changed_on(original, days) > _changed_on(lesson, days)),
        "history": days.get(lesson.id, ()),
        "met": tuple(cards.remedy_elsewhere(site, lesson, one) for one in lesson.dangers),
    }

    def made() -> Artifact:
        site.typography.expect(lesson.body)
        return site.make_page(
            path,
            "lesson",
            title=lesson.title,
            description=lesson.summary,
            kind="lesson",
            edit=lesson.path,
            updated=lesson.date.iso[:10] if lesson.date and len(lesson.date.iso) >= 10 else "",
            robots="noindex" if lesson.status is Status.DRAFT or not shown["in_use"] else "",
            objects=object_codes(lesson),
            head=head_of(lesson, settings),
            cited=citation(lesson, settings),
            blocks=list(_blocks(lesson)),
            piece=partial(site.piece, lesson),
            hazard=partial(cards.hazard, site, lesson),
            do_and_how=cards.split_step,
            when=partial(evidence.conditions, site.library, lesson),
            where=lesson.short_place,
            place=lesson.place,
            facts=[found for found in lines(lesson, "page") if found[0].page == "facts"],
            systems={row.key: (row, entries) for row, entries in groups(lesson, "systems")},
            leg=_leg,
            sources=[found for found in lines(lesson, "page") if found[0].page == "source"],
            notes=site.notes(lesson)[1],
            invite=site.addresses.invite,
            words={"status": STATUS_LABELS, "evidence": EVIDENCE_LABELS},
            **shown,
        )

    path = f"lessons/{lesson.id}.md"
    return site.kept(path, (*shown.values(), site.reaches(lesson)), made)


def _changed_on(lesson: Lesson, days: Mapping[str, tuple[ThaiDate, ...]]) -> str:
    """The day on which a lesson was last changed, as git has it, else as it says itself."""
    day = next(iter(days.get(lesson.id, ())), lesson.date)
    return day.iso if day else ""


def _near(series: Series, lesson: Lesson) -> tuple[Part, ...]:
    """The parts of a series around a lesson; all of them in a series of common length."""
    at = next((number for number, part in enumerate(series.parts) if part.lesson is lesson), 0)
    start = max(0, min(at - MOST_PARTS // 2, len(series.parts) - MOST_PARTS))
    return series.parts[start : start + MOST_PARTS]


def _trials(library: Library, lesson: Lesson) -> tuple[tuple[Trial, str, tuple[tuple[str, str], ...]], ...]:
    """Trials with their places and what is said about them, in words: one of each outcome first, real ones before examples."""
    trials = sorted(library.trials_of.get(lesson.id, ()), key=lambda one: (one.example, one.date is None))
    first = {trial.outcome: trial for trial in reversed(trials)}
    leading = [trial for trial in trials if first[trial.outcome] is trial]
    rest = [trial for trial in trials if first[trial.outcome] is not trial]
    return tuple((trial, _place(trial), _trial_fields(trial, lesson)) for trial in (*leading, *rest))


def _place(trial: Trial) -> str:
    if (place := trial.place) is None:
        return ""
    near = place.subdistrict and f"ตำบล{place.subdistrict}"
    level = place.level and f"งานระดับ{place.level}"
    return " ".join(filter(None, (place.village, near, place.district, place.province, level)))


def _trial_fields(trial: Trial, lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Label and words of the fields that have no place of their own; a technique by its name."""
    names: dict[str, str] = {technique.anchor: technique.name for technique in lesson.techniques}
    return tuple(
        (row.label, names.get(words, words)) for row, words in lines(trial, "page") if row.page != "own"
    )


def _leg(item: Item) -> tuple[str, Markdown]:
    """A thing that must not be missing: its name, and the question that tells whether it is there."""
    name, colon, rest = item.text.partition(":")
    return (name.strip("* "), Markdown(rest.strip())) if colon and "[" not in name else ("", item.text)


def _blocks(lesson: Lesson) -> Iterator[Block]:
    """Sections in the order a reader needs them; in a lesson without techniques, in the writer's order."""
    families = _families(lesson.sections)
    if lesson.techniques:
        families.sort(key=lambda family: ORDER.index(family[0].kind))
    for group, members in groupby(families, key=lambda family: GROUPS[family[0].kind]):
        sections = [section for family in members for section in family]
        if group in JOINED:
            yield Block(group, JOINED[group], sections[0].anchor, sections)
        else:
            for section in sections:
                shown_in = group if section.kind in GROUPS else "prose"
                yield Block(shown_in, section.heading, section.anchor, [section])


def _families(sections: Sequence[Section]) -> list[list[Section]]:
    """Each section with the unknown ones below it, which stay with it."""
    families: list[list[Section]] = []
    for section in sections:
        if families and section.kind is SectionKind.OTHER and section.level > families[-1][0].level:
            families[-1].append(section)
        else:
            families.append([section])
    return families
