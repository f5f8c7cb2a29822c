"""Programmes over time, their events, and collections of lessons to read and to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harvester.emitters.ways_in import named_row
from harvester.model import Artifact, Event, Lesson, Programme
from harvester.model.fields import lines
from harvester.model.library import grouped
from harvester.model.selection import select
from harvester.rendering import cards
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row, keys_of, lesson_count, list_pages, paginate, print_rows
from harvester.thai.dates import DateError, parse_date
from harvester.thai.text import fold, sort_key


def events(site: SiteContext) -> Iterator[Artifact]:
    """`docs/events/index.md` and `docs/events/<id>/index.md`; nothing where there are no events."""
    found = sorted(site.library.events, key=lambda one: one.date.iso if one.date else "", reverse=True)
    if not found:
        return
    yield site.page(
        "events/index.md",
        "rows",
        kind="events",
        rows=[
            Row(one.title, f"site:events/{one.id}/", one.summary, one.date.thai() if one.date else "")
            for one in found
        ],
    )
    for one in found:
        yield _page(site, one)


def _page(site: SiteContext, event: Event) -> Artifact:
    rows = list(lines(event, "page"))
    return site.page(
        f"events/{event.id}/index.md",
        "event",
        title=event.title,
        description=event.summary,
        event=event,
        rows=[(row, words) for row, words in rows if row.page == "facts"],
        sources=[(row, words) for row, words in rows if row.page == "source" or row.key == "source.title"],
        cards=[cards.lesson_card(site, lesson) for lesson in _known(site, event.lessons)],
    )


def of_programme(site: SiteContext, label: str) -> list[Event]:
    """The events of a programme by any of its names."""
    wanted = site.addresses.programme(label).id
    return [
        event
        for event in site.library.events
        if event.programme
        and (fold(event.programme) == fold(label) or site.addresses.programme(event.programme).id == wanted)
    ]


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone or a lesson on the line of time; `order` sorts, `when` is shown."""

    order: str
    when: str
    text: str
    card: cards.Card | None = None


def programmes(site: SiteContext) -> Iterator[Artifact]:
    """`docs/programmes/index.md` and `docs/programmes/<id>/index.md`."""
    library = site.library
    shelf = site.indexes.programmes
    entries = {entry.label: entry for entry in library.vocabulary.programmes}
    labels = sorted({*entries, *shelf}, key=lambda label: (-len(shelf.get(label, ())), sort_key(label)))
    named = [site.addresses.programme(label) for label in labels]
    yield site.page(
        "programmes/index.md", "rows", kind="programmes", rows=[named_row(one, shelf) for one in named]
    )
    for one in named:
        lessons = shelf.get(one.label, ())
        programme = entries.get(one.label)
        sites = _sites(site, lessons)
        for leaf in paginate(_moments(site, programme, lessons), f"programmes/{one.id}"):
            yield site.page(
                leaf.path,
                "programme",
                title=one.label,
                description=one.definition,
                programme=programme,
                leaf=leaf,
                sites=sites,
                count=len(lessons),
                keys=keys_of(lessons),
                events=of_programme(site, one.label) if leaf.number == 1 else (),
                route=_known(site, programme.path) if programme else (),
            )
        for number, workshop in enumerate(programme.workshops if programme else (), 1):
            lessons = _known(site, workshop.lessons)
            following = next(iter(programme.workshops[number:]), None) if programme else None
            yield site.page(
                f"programmes/{one.id}/workshop-{number}.md",
                "handbook",
                shows=(number, one, workshop, following, [site.shows(lesson) for lesson in lessons]),
                title=f"เล่มของเวทีที่ {workshop.number or number}: {workshop.title}",
                description=workshop.aim,
                programme=one,
                workshop=workshop,
                lessons=lessons,
                following=following,
                piece=site.piece,
            )


def _known(site: SiteContext, names: Sequence[str]) -> tuple[Lesson, ...]:
    """The lessons of these ids that are in the library, in their order."""
    return tuple(site.library.by_id[name] for name in names if name in site.library.by_id)


def _moments(site: SiteContext, programme: Programme | None, lessons: Sequence[Lesson]) -> list[Moment]:
    """Milestones and dated lessons by time; lessons without a date last."""
    line = [
        Moment(_order(one.date), one.date, one.text) for one in (programme.milestones if programme else ())
    ]
    for number, one in enumerate(programme.workshops if programme else (), 1):
        if one.date:
            line.append(Moment(one.date.iso, one.date.thai(), f"เวทีที่ {one.number or number} {one.title}"))
    for lesson in lessons:
        order, when = (lesson.date.iso, lesson.date.thai()) if lesson.date else ("~", "")
        line.append(Moment(order, when, lesson.title, cards.lesson_card(site, lesson)))
    return sorted(line, key=lambda one: (one.order, one.card is not None))


def _order(when: str) -> str:
    try:
        return parse_date(when).iso
    except DateError:
        return "~"


def _sites(site: SiteContext, lessons: Sequence[Lesson]) -> list[tuple[str, str, Sequence[cards.Card]]]:
    """(place, link, cards) for each place of the programme, most lessons first."""
    found = grouped(
        (lesson.place.province, cards.lesson_card(site, lesson))
        for lesson in lessons
        if lesson.place and lesson.place.province
    )
    ordered = sorted(found, key=lambda name: (-len(found[name]), sort_key(name)))
    return [(name, site.addresses.province(name).href, found[name]) for name in ordered]


def collections(site: SiteContext) -> Iterator[Artifact]:
    """`docs/collections/index.md` and `docs/collections/<id>/index.md`."""
    library, settings = site.library, site.settings
    rows = []
    for one in library.collections:
        chosen = select(library, one)
        rows.append(Row(one.title, f"site:collections/{one.id}/", one.summary, lesson_count(len(chosen))))
        told = (one.editor, one.edition and f"พิมพ์ครั้งที่ {one.edition}", one.date.thai() if one.date else "")
        by = " · ".join(filter(None, told))
        yield from list_pages(
            site,
            f"collections/{one.id}",
            chosen,
            title=one.title,
            description=one.summary,
            kind="collection",
            lead=" ".join(filter(None, (one.summary, by))),
            below=print_rows(library, one) if settings.prints else (),
            body=site.guide(one.preface, one.path) if one.preface.strip() else "",
        )
    yield site.page("collections/index.md", "rows", kind="collections", rows=rows)
