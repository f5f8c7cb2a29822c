"""The gap map: where no one has told anything yet, and which parts of lessons are still wanted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harvester.model import Artifact, Lesson, SisterLesson
from harvester.rendering.missing import PARTS, missing
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row
from harvester.thai.places import PROVINCES
from harvester.thai.text import fold, sort_key

REGIONS = ("เหนือ", "อีสาน", "กลาง", "ใต้")
REGION_OF = {"ตะวันออกเฉียงเหนือ": "อีสาน", "ตะวันออก": "กลาง", "ตะวันตก": "กลาง"}
"""Regions of the gazetteer as the map's columns; six would not fit a phone."""
MOST_LISTED = 12
MOST_WISHES = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """How many lessons of one subject come from one region; `tried` when someone repeated one of them."""

    count: int
    tried: bool
    href: str

    @property
    def level(self) -> str:
        """q0 none, q1 to 3, q2 to 9, q3 more."""
        return "q0" if not self.count else "q1" if self.count < 4 else "q2" if self.count < 10 else "q3"


def gaps(site: SiteContext) -> Iterator[Artifact]:
    """`docs/gaps/index.md`."""
    library = site.library
    rows = [
        (work.label, f"site:works/{work.id}/", _cells(site, work.label, f"site:works/{work.id}/", found))
        for work, found in library.by_work.items()
    ]
    narrow = {tag.label for tag in library.vocabulary.tags if tag.broader}
    for label in _labels(site):
        if label not in narrow:
            href = site.addresses.tag(label).href
            rows.append((label, href, _cells(site, label, href, _under(site, label))))
    lacking = {lesson.id: missing(library, lesson) for lesson in site.indexes.newest}
    parts = Counter(part.key for found in lacking.values() for part in found)
    yield site.page(
        "gaps/index.md",
        "gaps",
        columns=(*REGIONS, "ทั่วไป"),
        rows=rows,
        silent=_silent(site),
        parts=[
            (
                part,
                parts[part.key],
                [one for one in site.indexes.newest if part in lacking[one.id]][:MOST_LISTED],
            )
            for part in PARTS
            if parts[part.key]
        ],
        series=[one for one in site.series.values() if one.missing],
        wishes=sorted(library.wishes, key=lambda wish: wish.slug, reverse=True)[:MOST_WISHES],
        elsewhere=_elsewhere(site),
        untold=[label for label in _labels(site) if not site.indexes.tags.get(label)],
    )


def _elsewhere(site: SiteContext) -> list[tuple[str, list[SisterLesson]]]:
    """Subjects that no one tells of here, with the lessons that sister libraries have of them."""
    untold = {fold(label): label for label in _labels(site) if not site.indexes.tags.get(label)}
    found: dict[str, list[SisterLesson]] = {}
    for one in site.library.sisters:
        for tag in one.tags:
            if label := untold.get(fold(tag)):
                found.setdefault(label, []).append(one)
    return [(label, found[label][:MOST_LISTED]) for label in sorted(found, key=sort_key)]


def _labels(site: SiteContext) -> list[str]:
    return sorted((tag.label for tag in site.library.vocabulary.tags), key=sort_key)


def _cells(site: SiteContext, label: str, here: str, told: Sequence[Lesson]) -> list[Cell]:
    """A cell for each column of what is said about a work or subject, whose own page is `here`."""
    cells = []
    for region in (*REGIONS, ""):
        found = [lesson for lesson in told if _region(lesson) == region]
        tried = any(site.library.tried(lesson) for lesson in found)
        invite = site.addresses.invite("lesson", about=label, place=f"ภาค{region}" if region else "")
        cells.append(Cell(len(found), tried, here if found else invite))
    return cells


def _under(site: SiteContext, label: str) -> Sequence[Lesson]:
    """Lessons with a tag or one below it, each once."""
    found: dict[str, Lesson] = {}
    queue, seen = [label], set[str]()
    while queue:
        at = queue.pop()
        if at not in seen:
            seen.add(at)
            found |= {lesson.id: lesson for lesson in site.indexes.tags.get(at, ())}
            queue += site.indexes.below(at)
    return list(found.values())


def _region(lesson: Lesson) -> str:
    province = PROVINCES.get(lesson.place.province) if lesson.place else None
    return REGION_OF.get(province.region, province.region) if province else ""


def _silent(site: SiteContext) -> list[Row]:
    """Regions with the number of provinces that have told nothing."""
    shelf = site.indexes.provinces
    total: Counter[str] = Counter(one.region for one in PROVINCES.values())
    quiet: Counter[str] = Counter(one.region for one in PROVINCES.values() if not shelf.get(one.name))
    return [
        Row(f"ภาค{name}", "site:places/", "", f"เงียบ {quiet[name]} จาก {total[name]} จังหวัด")
        for name in sorted(total, key=sort_key)
    ]
