"""Programmes over time: period, milestones and lessons on one line, sites side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harvester.emitters.events import of_programme
from harvester.model import Artifact, Lesson, Programme
from harvester.rendering import cards
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import paginate
from harvester.rendering.rows import Row, keys_of, lesson_count
from harvester.thai.dates import DateError, parse_date
from harvester.thai.text import sort_key


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
        "programmes/index.md",
        "rows",
        title="โครงการ",
        heading="โครงการและแผนงาน",
        lead="งานที่บทเรียนเกิดขึ้น เห็นทั้งช่วงเวลา พื้นที่ และสิ่งที่เรียนรู้",
        kind="programmes",
        rows=[
            Row(one.label, one.href, one.definition, lesson_count(len(shelf.get(one.label, ()))))
            for one in named
        ],
        ask="โครงการของคุณถอดบทเรียนแล้วหรือยัง",
    )
    for one in named:
        lessons = shelf.get(one.label, ())
        programme = entries.get(one.label)
        sites = _sites(site, lessons)
        for leaf in paginate(_moments(site, programme, lessons), f"programmes/{one.id}"):
            yield site.page(
                leaf.path,
                "programme",
                title=one.label if leaf.number == 1 else f"{one.label} หน้า {leaf.number}",
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
            yield site.page(
                f"programmes/{one.id}/workshop-{number}.md",
                "handbook",
                title=f"เล่มของเวทีที่ {workshop.number or number}: {workshop.title}",
                description=workshop.aim,
                programme=one,
                workshop=workshop,
                lessons=_known(site, workshop.lessons),
                following=next(iter(programme.workshops[number:]), None) if programme else None,
                piece=site.piece,
            )


def _known(site: SiteContext, names: Sequence[str]) -> tuple[Lesson, ...]:
    """The lessons of these ids that are in the library, in their order."""
    return tuple(site.library.by_id[name] for name in names if name in site.library.by_id)


def _moments(site: SiteContext, programme: Programme | None, lessons: Sequence[Lesson]) -> list[Moment]:
    """Milestones and dated lessons by time; lessons without a date last."""
    line = [Moment(_order(when), when, text) for when, text in (programme.milestones if programme else ())]
    for number, one in enumerate(programme.workshops if programme else (), 1):
        if one.date:
            line.append(Moment(one.date.iso, one.date.thai(), f"เวทีที่ {one.number or number} {one.title}"))
    for lesson in lessons:
        order = lesson.date.iso if lesson.date else "~"
        line.append(
            Moment(
                order,
                lesson.date.thai() if lesson.date else "",
                lesson.title,
                cards.lesson_card(site, lesson),
            )
        )
    return sorted(line, key=lambda one: (one.order, one.card is not None))


def _order(when: str) -> str:
    try:
        return parse_date(when).iso
    except DateError:
        return "~"


def _sites(site: SiteContext, lessons: Sequence[Lesson]) -> list[tuple[str, str, list[cards.Card]]]:
    """(place, link, cards) for each place of the programme, most lessons first."""
    by_place: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        if lesson.place and lesson.place.province:
            by_place.setdefault(lesson.place.province, []).append(lesson)
    ordered = sorted(by_place.items(), key=lambda pair: (-len(pair[1]), sort_key(pair[0])))
    return [
        (name, site.addresses.province(name).href, [cards.lesson_card(site, one) for one in found])
        for name, found in ordered
    ]
