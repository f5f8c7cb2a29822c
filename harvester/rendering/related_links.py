"""Where a lesson leads on, and why: links its author declared, what the harvest found, who speaks of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import cos, pi, sin

from harvester.model import Lesson, LessonId, Link, Origin
from harvester.model.library import grouped
from harvester.rendering.pages import SiteContext

LABELS = {"follows": "ต่อจาก", "uses_with": "ใช้คู่กับ", "contradicts": "เห็นต่างจาก", "answers": "ตอบคำถามของ"}
INVERSE = {"follows": "มีต่อใน", "uses_with": "ใช้คู่กับ", "contradicts": "มีผู้เห็นต่างใน", "answers": "มีคำตอบใน"}
OBJECTS = ("technique", "caution", "trap")
NEAR = {"related": 4, "similar_technique": 2, "similar_caution": 2}
"""Kinds of links that the words of lessons show, and how many of each a page holds."""
MOST_REASONS = 4
MOST_DRAWN, RADIUS = 12, 86
"""Neighbours in the picture of a lesson's neighbourhood, and how far from its middle they stand."""
WORDS_OF = {
    "tag": "เรื่องเดียวกัน คือ ",
    "word": "พูดถึง ",
    "role": "คนทำบทบาทเดียวกัน คือ ",
    "place": "พื้นที่เดียวกัน คือ ",
    "programme": "โครงการเดียวกัน คือ ",
    "series": "ชุดเดียวกัน คือ ",
}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A way on to the lesson `of` or one of its objects, with the reason in words; `kind` tells who found it."""

    label: str
    href: str
    because: str = ""
    kind: str = ""
    of: LessonId | str = ""
    origin: Origin = Origin.TELLER


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A lesson near another, all ways that lead there, and its place in the picture: -100…100, the other at 0, 0."""

    title: str
    href: str
    ways: tuple[Pointer, ...]
    place: tuple[int, int] | None

    @property
    def told(self) -> bool:
        """An author speaks of the one in the other; else only the harvest found them alike."""
        return any(way.kind in LABELS or way.kind == "cited" for way in self.ways)


Line = tuple[tuple[int, int], tuple[int, int]]


def neighbourhood(site: SiteContext, lesson: Lesson) -> tuple[tuple[Neighbour, ...], tuple[Line, ...]]:
    """The lessons near a lesson: declared ones first, then alike ones, then those that speak of it; and the lines
    between them in the picture."""
    told = tuple(declared_pointers(site, lesson))
    pointers = (*told, *related_pointers(site, lesson, told), *backlinks(site, lesson))
    ways = grouped((way.of, way) for way in pointers)
    drawn = list(ways)[:MOST_DRAWN]
    turn = 2 * pi / max(len(drawn), 1)
    place = {
        one: (round(RADIUS * sin(at * turn)), round(-RADIUS * cos(at * turn))) for at, one in enumerate(drawn)
    }
    reached = site.library.reached_from
    lines = tuple(
        (place[a], place[b])
        for a, b in combinations(drawn, 2)
        if b in reached.get(a, ()) or a in reached.get(b, ())
    )
    return tuple(_neighbour(site, of, found, place.get(of)) for of, found in ways.items()), lines


def _neighbour(
    site: SiteContext, of: LessonId | str, ways: Sequence[Pointer], place: tuple[int, int] | None
) -> Neighbour:
    other = site.library.by_id.get(LessonId(of))
    whole = next((way for way in ways if way.kind not in OBJECTS), None)
    href = whole.href if whole else site.addresses.lesson(LessonId(of))
    return Neighbour(other.title if other else ways[0].label, href, tuple(ways), place)


def declared_pointers(site: SiteContext, lesson: Lesson) -> Iterator[Pointer]:
    """Links the author declared, here and in other lessons towards this one; each lesson once."""
    taken: set[str] = set()
    for link in lesson.declared:
        found = site.addresses.citation(link.target)
        if found and (whole := found[0].partition("#")[0]) not in taken:
            taken.add(whole)
            yield Pointer(
                found[1], found[0], LABELS.get(link.kind, link.kind), link.kind, link.target.partition("#")[0]
            )
    for other, declared in site.declared_to.get(lesson.id, ()):
        href = site.addresses.lesson(other.id)
        if href not in taken:
            taken.add(href)
            yield Pointer(other.title, href, INVERSE.get(declared.kind, ""), declared.kind, other.id)


def related_pointers(site: SiteContext, lesson: Lesson, told: Sequence[Pointer]) -> Iterator[Pointer]:
    """Lessons, techniques and cautions that the harvest found near this one, each with its because."""
    taken = {pointer.href for pointer in told}
    found = [link for link in site.library.links_from.get(lesson.id, ()) if link.kind in NEAR]
    for kind in NEAR:
        near = (link for link in found if link.kind == kind)
        pointers = (_pointer(site, link) for link in sorted(near, key=lambda one: -one.score))
        free = (one for one in pointers if one is not None and one.href not in taken)
        fresh = list(islice(free, NEAR[kind]))
        taken |= {one.href for one in fresh}
        yield from fresh


def _pointer(site: SiteContext, link: Link) -> Pointer | None:
    other = site.library.by_id.get(link.target.lesson) if link.target else None
    if other is None or link.target is None or not site.library.is_in_use(other):
        return None
    href = site.addresses.lesson(other.id, link.target.anchor)
    kind, label, origin = site.object_named(other, link.target.anchor)
    return Pointer(label, href, _reason_sentence(link), kind, other.id, origin)


def _reason_sentence(link: Link) -> str:
    """The reasons of a link as one sentence, the strongest kind first."""
    reasons = grouped((reason.kind, reason.text) for reason in link.because)
    said = [f"{WORDS_OF.get(kind, '')}{' '.join(texts[:MOST_REASONS])}" for kind, texts in reasons.items()]
    return " · ".join(said[:3])


def backlinks(site: SiteContext, lesson: Lesson) -> Iterator[Pointer]:
    """Lessons that name this one in their text, with the sentence."""
    for link in site.library.links_to.get(lesson.id, ()):
        source = site.library.by_id.get(link.source.lesson)
        if link.sentence and source is not None and source.id != lesson.id:
            href = site.addresses.lesson(source.id, link.source.anchor)
            yield Pointer(source.title, href, link.sentence, "cited", source.id)


def found_tags(site: SiteContext, lesson: Lesson) -> Iterator[Pointer]:
    """Tags that the author did not declare: by another name in the text, or proposed; `kind` is the origin."""
    declared = {site.addresses.tag(tag).label for tag in lesson.tags}
    uses = (use for use in site.library.uses_of.get(lesson.id, ()) if use.kind == "tag")
    for use in {use.term: use for use in uses if use.term not in declared}.values():
        yield Pointer(use.term, site.addresses.tag(use.term).href, use.because, use.origin)


def found_organisations(site: SiteContext, lesson: Lesson) -> Iterator[Pointer]:
    """Organisations that are in the text."""
    uses = (use for use in site.library.uses_of.get(lesson.id, ()) if use.kind == "organisation")
    for label in dict.fromkeys(use.term for use in uses):
        yield Pointer(label, site.addresses.organisation(label).href)
