"""Provinces, districts and subdistricts of Thailand: which exist and how they are written. Knows names only, no map;
`place_mentions.py` finds them in running text. The data and their licence are in `data/`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from harvester.thai import read_data
from harvester.thai.text import fold, near_names, normalise

BANGKOK = "กรุงเทพมหานคร"
LEVELS = ("province", "district", "subdistrict")
PREFIXES = {
    "province": ("จังหวัด", "จว.", "จ."),
    "district": ("กิ่งอำเภอ", "อำเภอ", "เขต", "อ."),
    "subdistrict": ("ตำบล", "แขวง", "ต."),
}
LEVEL_OF = {prefix: level for level, prefixes in PREFIXES.items() for prefix in prefixes}
PREFIX = re.compile("|".join(re.escape(p) for p in sorted(LEVEL_OF, key=len, reverse=True)))
_VILLAGE = re.compile(
    r"^((?:หมู่บ้าน|ชุมชน|บ้าน|หมู่(?:ที่)?|ม\.|เลขที่|\d).*?)(?=\s*(?:แขวง|ตำบล|ต\.|เขต|อำเภอ|อ\.|จังหวัด|จ\.)|$)"
)

LONGEST = 300
"""Characters of an address that are read."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province: `slug` for addresses, `region` in Thai without ภาค, `iso` as TH-80, other names in use."""

    name: str
    slug: str
    region: str
    iso: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PlaceName:
    """A place by its names without prefixes; what is not known is ''."""

    province: str = ""
    district: str = ""
    subdistrict: str = ""
    village: str = ""

    @property
    def path(self) -> str:
        """จังหวัด/อำเภอ/ตำบล, as far as known from the left."""
        district = self.district if self.province else ""
        return "/".join(filter(None, (self.province, district, self.subdistrict if district else "")))

    def thai(self) -> str:
        """As an address: ต.ปากพูน อ.เมืองนครศรีธรรมราช จ.นครศรีธรรมราช; in Bangkok แขวง and เขต."""
        bangkok = self.province == BANGKOK
        marks = ("", "แขวง", "เขต", "") if bangkok else ("", "ต.", "อ.", "จ.")
        names = (self.village, self.subdistrict, self.district, self.province)
        return " ".join(mark + name for mark, name in zip(marks, names, strict=True) if name)


@dataclass(frozen=True, slots=True)
class Found:
    """What the gazetteer says of a place: `place` in its spelling as far as it is right. `wrong` is the first level
    that is not right (province, district, subdistrict) or ''. Then `suggestions` are the nearest names on that level,
    `elsewhere` the places that bear the name outside of what was said above, `choices` the places between which what
    was said does not decide."""

    place: PlaceName
    wrong: str = ""
    suggestions: tuple[str, ...] = ()
    elsewhere: tuple[PlaceName, ...] = ()
    choices: tuple[PlaceName, ...] = ()


_ROWS = (line.split("\t") for line in read_data("provinces.tsv").splitlines())
PROVINCES: Mapping[str, Province] = {
    name: Province(name, slug, region, iso, tuple(" ".join(also).split()))
    for name, slug, region, iso, *also in _ROWS
}
"""The 77 provinces by Thai name."""


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Province -> district -> subdistricts."""
    tree: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in read_data("gazetteer.txt").splitlines():
        if line.startswith("= "):
            tree[line[2:]] = province = {}
        else:
            district, _, names = line.partition(": ")
            province[district] = tuple(names.split())
    return tree


@lru_cache(maxsize=3)
def _places_by_name(level: str) -> Mapping[str, tuple[PlaceName, ...]]:
    """Folded name -> every place of that name. Most ask for provinces alone, which are few."""
    found: dict[str, tuple[PlaceName, ...]] = {}
    for name, place in names_on(level):
        known = found.get(fold(name), ())
        found[fold(name)] = known if place in known else (*known, place)
    return found


def names_on(level: str) -> Iterator[tuple[str, PlaceName]]:
    """Every name that a place of a level bears, with the place; a town district also as เมือง."""
    for province, districts in gazetteer().items():
        if level == "province":
            yield from ((alias, PlaceName(province)) for alias in (province, *PROVINCES[province].also))
            continue
        for district, names in districts.items():
            if level == "subdistrict":
                yield from ((name, PlaceName(province, district, name)) for name in names)
                continue
            yield district, PlaceName(province, district)
            if district.startswith("เมือง") and province in district:
                yield "เมือง", PlaceName(province, district)


def places_named(level: str, name: str) -> tuple[PlaceName, ...]:
    """Every place that bears `name` (without prefix) on `level`; a town district also as เมือง."""
    return _places_by_name(level).get(fold(name), ())


@lru_cache(maxsize=1 << 14)
def find(province: str = "", district: str = "", subdistrict: str = "") -> Found:
    """Looks a place up, with or without prefixes; a level left out above is filled in where only one fits."""
    place = PlaceName()
    for level, written in zip(LEVELS, (province, district, subdistrict), strict=True):
        name = bare(written)
        if not name:
            continue
        everywhere = places_named(level, name) or places_named(level, _short_town(level, name))
        here = tuple(other for other in everywhere if _inside(other, place))
        if len(here) > 1:
            return Found(place, level, choices=here)
        if not here:
            return Found(place, level, _nearest(level, name, place), elsewhere=everywhere)
        place = here[0]
    return Found(place)


def bare(name: str) -> str:
    """A place's name without จ. อ. ต. and the like, unless they belong to it (จ.ป.ร. is a subdistrict)."""
    name = " ".join(normalise(name).split())
    match = PREFIX.match(name)
    if not match or match.end() == len(name) or any(places_named(level, name) for level in LEVELS):
        return name
    return name[match.end() :].strip()


def parse_place(text: str) -> PlaceName | None:
    """The place that an address line writes (บ้าน… ต.… อ.… จ.…), in the gazetteer's spelling where it has it."""
    text = " ".join(normalise(text[:LONGEST]).replace(",", " ").split())
    named: dict[str, str] = {}
    at = 0
    while mark := PREFIX.search(text, at):
        level, at = LEVEL_OF[mark[0]], mark.end()
        name = text[at:].lstrip().split(" ")[0]
        if not places_named(level, name) and (after := PREFIX.search(name)):
            name = name[: after.start()]
        if name:
            named.setdefault(level, name)
            at = text.index(name, at) + len(name)
    for word in text.split():
        if "province" not in named and places_named("province", word):
            named["province"] = word
    if not named:
        return None
    village = _VILLAGE.match(text)
    found = find(**named).place
    exact = {level: getattr(found, level) or named.get(level, "") for level in LEVELS}
    return PlaceName(**exact, village=village[1].strip() if village else "")


def _short_town(level: str, name: str) -> str:
    """เมืองนครศรีฯ is the town district of นครศรีธรรมราช."""
    if level == "district" and name.startswith("เมือง") and (towns := places_named("province", name[5:])):
        return f"เมือง{towns[0].province}"
    return ""


def _inside(place: PlaceName, outer: PlaceName) -> bool:
    return outer.province in ("", place.province) and outer.district in ("", place.district)


def _nearest(level: str, name: str, outer: PlaceName) -> tuple[str, ...]:
    names = {
        getattr(place, level)
        for places in _places_by_name(level).values()
        for place in places
        if _inside(place, outer)
    }
    return tuple(near_names(name, names))
