"""The first page: search up front, ways in by task, role and place, what is new, what is wanted."""

from collections.abc import Iterator
from typing import Any

from harvester.emitters.ways_in import by_work, named_row, work_row
from harvester.model import Artifact, Lesson, Step
from harvester.model.library import grouped
from harvester.rendering import cards
from harvester.rendering.indexes import Shelf
from harvester.rendering.missing import missing
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row, lesson_count
from harvester.thai.places import PROVINCES
from harvester.thai.text import slug

MOST, WORKS = 4, 6
SHORT = 110
"""Code points of a step or caution that fits the sample on the first page."""


def home(site: SiteContext) -> Iterator[Artifact]:
    """`docs/index.md`."""
    settings = site.settings
    to, newest, tags, roles = site.addresses, site.indexes.newest, site.indexes.tags, site.indexes.roles
    sample = next(((lesson, steps) for lesson in newest if (steps := _sample(lesson))), None)
    dangers = [danger for lesson in newest[:30] for danger in cards.hazards(site, lesson) if not danger.block]
    picked = _mix_hazards(dangers)
    works = [work_row(work, len(found)) for work, found in by_work(site).items()]
    shown: dict[str, Any] = {
        "title": "บทเรียนจากคนทำงานพื้นที่",
        "description": settings.description,
        "tries": [label for label, _ in _largest(tags, 3)],
        "sample": sample,
        "by_work": bool(works),
        "tasks": works[:WORKS]
        or [
            Row(label, to.tag(label).href, count=lesson_count(count)) for label, count in _largest(tags, MOST)
        ],
        "roles": [named_row(to.role(label), roles) for label, _ in _largest(roles, MOST)],
        "places": _places(site),
        "counts": (
            len(newest),
            sum(len(one.techniques) for one in newest),
            sum(len(one.cautions) + len(one.traps) for one in newest),
        ),
        "newest": [cards.lesson_card(site, lesson) for lesson in newest[:6]],
        "wanted": _wanted_lessons(site),
    }

    def made() -> Artifact:
        worded = [cards.worded(site, one) for one in picked]
        return site.make_page("index.md", "home", hazards=worded, hazard=cards.hazard, bound=site, **shown)

    whose = [*([sample[0]] if sample else []), *(site.library.by_id[one.of] for one in picked)]
    yield site.kept("index.md", (shown, picked, [site.shows(lesson) for lesson in whose]), made)


def _largest(shelf: Shelf, most: int) -> list[tuple[str, int]]:
    sizes = {label: len(lessons) for label, lessons in shelf.items()}
    return sorted(sizes.items(), key=lambda pair: (-pair[1], slug(pair[0])))[:most]


def _places(site: SiteContext) -> list[Row]:
    """Regions with the provinces that told most."""
    largest = _largest(site.indexes.provinces, 77)
    regions = grouped((PROVINCES[name].region, (name, count)) for name, count in largest if name in PROVINCES)
    sizes = {region: sum(count for _, count in found) for region, found in regions.items()}
    return [
        Row(
            f"ภาค{region}",
            f"site:places/#{slug(region)}",
            " ".join(name for name, _ in regions[region][:3]),
            lesson_count(sizes[region]),
        )
        for region in sorted(sizes, key=lambda region: -sizes[region])[:MOST]
    ]


def _sample(lesson: Lesson) -> tuple[Step, Step] | None:
    """Two steps running, the first with a caution and its remedy, all short enough to read at a glance."""
    for technique in lesson.techniques:
        for first, second in zip(technique.steps, technique.steps[1:], strict=False):
            told = first.cautions[0] if first.cautions else None
            if told and told.remedy and max(len(told.text), len(told.remedy)) < SHORT:
                return first, second
    return None


def _mix_hazards(dangers: list[cards.Hazard]) -> list[cards.Hazard]:
    """Two hazards with a remedy and one without, each of another lesson as far as there are."""
    told: list[cards.Hazard] = []
    for solved, count in ((True, 2), (False, 3)):
        for one in (one for one in dangers if bool(one.remedy) == solved):
            if len(told) < count and one.lesson not in {other.lesson for other in told}:
                told.append(one)
    return told


def _wanted_lessons(site: SiteContext) -> list[Row]:
    """Three things worth asking for: a missing part of a series, a subject without lessons, a lesson with open parts."""
    found = [
        Row(
            f"{one.name} ตอนที่ {part.number}",
            site.addresses.series(one.name).href,
            f"มีตอนอื่นแล้ว ยังขาดตอนที่ {part.number}",
        )
        for one in site.series.values()
        for part in one.parts
        if part.lesson is None
    ][:1]
    found += [
        Row(tag.label, site.addresses.tag(tag.label).href, "อยู่ในคลังคำแล้ว แต่ยังไม่มีใครเล่า")
        for tag in site.library.vocabulary.tags
        if not site.indexes.tags.get(tag.label) and not site.indexes.below(tag.label)
    ][:1]
    for lesson in site.indexes.newest:
        lacking = missing(site.library, lesson)
        if any(part.key == "remedies" for part in lacking):
            where = f"{site.addresses.lesson(lesson.id)}#missing"
            found.append(Row(lesson.title, where, "ยังมีข้อควรระวังที่ไม่มีใครบอกทางแก้"))
        if len(found) == 3:
            break
    return found
