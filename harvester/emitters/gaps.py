"""The gap map: where no one has told anything yet, and which parts of lessons are still wanted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from harvester.model import Artifact, Lesson, SisterLesson
from harvester.model.library import grouped
from harvester.model.selection import reached
from harvester.rendering.missing import PARTS, missing
from harvester.rendering.pages import SiteContext
from harvester.thai.places import PROVINCES
from harvester.thai.text import fold, sort_key

REGIONS = ("เหนือ", "อีสาน", "กลาง", "ใต้")
REGION_OF = {"ตะวันออกเฉียงเหนือ": "อีสาน", "ตะวันออก": "กลาง", "ตะวันตก": "กลาง"}
"""Regions of the gazetteer as the map's columns; six would not fit a phone."""
MOST_LISTED = 12
MOST_WISHES = 60


def gaps(site: SiteContext) -> Iterator[Artifact]:
    """`docs/gaps/index.md`."""
    library = site.library
    told = [(work.label, f"site:works/{work.id}/", found) for work, found in library.by_work.items()]
    narrow = {tag.label for tag in library.vocabulary.tags if tag.broader}
    for label in _labels(site):
        if label not in narrow:
            told.append((label, site.addresses.tag(label).href, _under(site, label)))
    rows = [(label, href, [*_cells(site, label, href, found)]) for label, href, found in told]
    lacking = {lesson.id: missing(library, lesson) for lesson in site.indexes.newest}
    parts = [(part, [one for one in site.indexes.newest if part in lacking[one.id]]) for part in PARTS]
    yield site.page(
        "gaps/index.md",
        "gaps",
        columns=(*REGIONS, "ทั่วไป"),
        rows=rows,
        silent=_silent(site),
        parts=[(part, len(found), found[:MOST_LISTED]) for part, found in parts if found],
        series=[one for one in site.series.values() if one.missing],
        wishes=sorted(library.wishes, key=lambda wish: wish.slug, reverse=True)[:MOST_WISHES],
        elsewhere=_elsewhere(site),
        untold=[label for label in _labels(site) if not site.indexes.tags.get(label)],
    )


def _elsewhere(site: SiteContext) -> list[tuple[str, Sequence[SisterLesson]]]:
    """Subjects that no one tells of here, with the lessons that sister libraries have of them."""
    untold = {fold(label): label for label in _labels(site) if not site.indexes.tags.get(label)}
    tagged = ((untold.get(fold(tag)), one) for one in site.library.sisters for tag in one.tags)
    found = grouped((label, one) for label, one in tagged if label)
    return [(label, found[label][:MOST_LISTED]) for label in sorted(found, key=sort_key)]


def _labels(site: SiteContext) -> list[str]:
    return sorted((tag.label for tag in site.library.vocabulary.tags), key=sort_key)


def _cells(
    site: SiteContext, label: str, here: str, told: Sequence[Lesson]
) -> Iterator[tuple[int, bool, str]]:
    """For each column of what is said about a work or subject, whose own page is `here`: how many lessons come from
    there, whether someone repeated one of them, and where the cell leads."""
    for region in (*REGIONS, ""):
        found = [lesson for lesson in told if _region(lesson) == region]
        tried = any(site.library.tried(lesson) for lesson in found)
        invite = site.addresses.invite("lesson", about=label, place=f"ภาค{region}" if region else "")
        yield len(found), tried, here if found else invite


def _under(site: SiteContext, label: str) -> tuple[Lesson, ...]:
    """Lessons with a tag or one below it, each once."""
    tags = reached([label], site.indexes.children)
    found = {lesson.id: lesson for tag in tags for lesson in site.indexes.tags.get(tag, ())}
    return tuple(found.values())


def _region(lesson: Lesson) -> str:
    province = PROVINCES.get(lesson.place.province) if lesson.place else None
    return REGION_OF.get(province.region, province.region) if province else ""


def _silent(site: SiteContext) -> list[tuple[str, int, int]]:
    """Regions with the number of provinces that have told nothing, and of all."""
    shelf = site.indexes.provinces
    total = Counter(one.region for one in PROVINCES.values())
    quiet = Counter(one.region for one in PROVINCES.values() if not shelf.get(one.name))
    return [(name, quiet[name], total[name]) for name in sorted(total, key=sort_key)]
