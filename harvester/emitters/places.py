"""Places: the map and list of provinces, a page for each province and for each district with several lessons."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from harvester import TEMPLATES
from harvester.model import Artifact, Lesson
from harvester.model.library import grouped
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row, list_pages
from harvester.thai.places import BANGKOK, PROVINCES, Province, gazetteer
from harvester.thai.text import fold, slug, sort_key

MAP = "0 0 560 1025"
"""The view box of the shapes in `templates/map`."""


def places(site: SiteContext) -> Iterator[Artifact]:
    """`docs/places/index.md`, `docs/places/<province>/index.md` for all 77 provinces, and
    `docs/places/<province>/<district>/index.md` where a district has more than one lesson."""
    shelf = site.indexes.provinces
    yield site.page(
        "places/index.md",
        "places",
        box=MAP,
        shapes=[
            (one.name, one.slug, _shapes()[one.slug]["path"], len(shelf.get(one.name, ())))
            for one in PROVINCES.values()
        ],
        regions=_regions(site),
        nowhere=sum(not (one.place and one.place.province) for one in site.indexes.newest),
    )
    for province in PROVINCES.values():
        yield from _page(site, province, shelf.get(province.name, ()))


def _page(site: SiteContext, province: Province, lessons: Sequence[Lesson]) -> Iterator[Artifact]:
    shelf = site.indexes.provinces
    shape = _shapes()[province.slug]
    around = [one for one in PROVINCES.values() if one.slug in shape["near"]]
    tried = sum(len(site.library.tried(one)) for one in lessons)
    by_district = _by_district(lessons)
    districts = _districts(province, by_district)
    left, top, right, bottom = shape["box"]
    margin = max(right - left, bottom - top) // 3
    view = (left - margin, top - margin, right + margin, bottom + margin)
    title = _titled(province)
    yield from list_pages(
        site,
        f"places/{province.slug}",
        lessons,
        template="province",
        title=title,
        description=f"บทเรียนจาก{title} {len(lessons)} เรื่อง",
        kind="place",
        trail=[("พื้นที่", "site:places/"), (f"ภาค{province.region}", f"site:places/#{slug(province.region)}")],
        facts=[
            ("บทเรียน", str(len(lessons))),
            ("ลองแล้ว", f"{tried} ครั้ง"),
            (
                "เขต" if province.name == BANGKOK else "อำเภอ",
                f"{sum(row.count != '' for row in districts)} จาก {len(districts)}",
            ),
        ],
        districts=districts,
        box=f"{view[0]} {view[1]} {view[2] - view[0]} {view[3] - view[1]}",
        shapes=[*(("near", _shapes()[one.slug]["path"]) for one in around), ("here", shape["path"])],
        labels=list(_labels([*around, province], view)),
        around=[
            Row(one.name, f"site:places/{one.slug}/", "", str(len(shelf.get(one.name, ())) or ""))
            for one in around
        ],
    )
    for row in districts:
        told = by_district.get(fold(row.label), ())
        if len(told) > 1:
            yield from _district(site, province, row, told)


def _titled(province: Province) -> str:
    return province.name if province.name == BANGKOK else f"จังหวัด{province.name}"


def _district(
    site: SiteContext, province: Province, row: Row, lessons: Sequence[Lesson]
) -> Iterator[Artifact]:
    name = f"เขต{row.label}" if province.name == BANGKOK else f"อำเภอ{row.label}"
    above = _titled(province)
    yield from list_pages(
        site,
        f"places/{province.slug}/{row.id}",
        lessons,
        title=f"{name} {above}",
        heading=name,
        description=f"บทเรียนจาก{name} {above} {len(lessons)} เรื่อง",
        kind="place",
        trail=[("พื้นที่", "site:places/"), (above, f"site:places/{province.slug}/#{row.id}")],
    )


def district_folders(site: SiteContext) -> Iterator[tuple[str, str]]:
    """Each district that has a page of its own, with the path of that page."""
    for province, lessons in site.indexes.provinces.items():
        for name, told in _by_district(lessons).items():
            if len(told) > 1 and (anchor := _anchors(province).get(name)):
                yield name, f"places/{PROVINCES[province].slug}/{anchor}/"


def _labels(
    provinces: Sequence[Province], view: tuple[int, int, int, int]
) -> Iterator[tuple[str, int, int, int]]:
    """(name, x, y, size of type) for provinces whose middle is well inside the view."""
    left, top, right, bottom = view
    size = max(right - left, bottom - top) // 20
    for one in provinces:
        west, north, east, south = _shapes()[one.slug]["box"]
        x, y = (west + east) // 2, (north + south) // 2
        room = len(one.name) * size // 4
        if left + room < x < right - room and top + size < y < bottom - size:
            yield one.name, x, y, size


def _by_district(lessons: Sequence[Lesson]) -> Mapping[str, Sequence[Lesson]]:
    """Lessons by the folded name of their district."""
    placed = (lesson for lesson in lessons if lesson.place and lesson.place.district)
    return grouped((fold(lesson.place.district), lesson) for lesson in placed if lesson.place)


def _districts(province: Province, by_district: Mapping[str, Sequence[Lesson]]) -> list[Row]:
    """Every district of the gazetteer, those with lessons first, then in Thai order. One lesson is led to at once."""
    rows = []
    for name, anchor in _anchors(province.name).items():
        found = by_district.get(fold(name), ())
        page = f"site:places/{province.slug}/{anchor}/" if found else ""
        href = f"site:lessons/{found[0].id}/" if len(found) == 1 else page
        rows.append(Row(name, href, count=str(len(found) or ""), id=anchor))
    return sorted(rows, key=lambda row: (not row.count, sort_key(row.label)))


@lru_cache(maxsize=77)
def _anchors(province: str) -> Mapping[str, str]:
    """Districts with the names of their anchors and folders; a second of one name is numbered."""
    used: dict[str, str] = {}
    for name in gazetteer().get(province, {}):
        anchor = slug(name)
        used[anchor if anchor not in used else f"{anchor}-{len(used)}"] = name
    return {name: anchor for anchor, name in used.items()}


def _regions(site: SiteContext) -> list[tuple[str, str, int, list[Row]]]:
    """(region, anchor, lessons, provinces with their numbers) in Thai order."""
    regions: dict[str, list[Row]] = {}
    shelf = site.indexes.provinces
    for one in sorted(PROVINCES.values(), key=lambda province: sort_key(province.name)):
        count = len(shelf.get(one.name, ()))
        regions.setdefault(one.region, []).append(
            Row(one.name, f"site:places/{one.slug}/", "", str(count or ""))
        )
    made = [
        (name, slug(name), sum(int(row.count or 0) for row in rows), rows) for name, rows in regions.items()
    ]
    return sorted(made, key=lambda region: (-region[2], sort_key(region[0])))


@lru_cache(maxsize=1)
def _shapes() -> Mapping[str, Any]:
    """By a province's slug its outline (`path`), its `box` (left, top, right, bottom) and its neighbours' slugs (`near`)."""
    found: Mapping[str, Any] = json.loads((TEMPLATES / "map" / "thailand.json").read_text("utf-8"))
    return found
