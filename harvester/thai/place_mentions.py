"""Where a running text names a place, and which one is meant. Knows the gazetteer, no lesson."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from harvester.thai import rules_of
from harvester.thai.dictionary import dictionary, times_met
from harvester.thai.matching import Matcher
from harvester.thai.places import LEVEL_OF, LEVELS, PREFIX, PlaceName, names_on, places_named
from harvester.thai.text import clusters

COMMON_WORDS = frozenset(rules_of("places")["common"])
"""Provinces and their short names that are words or people's names too: they count only with จังหวัด before."""
COMMON = 30
"""Times that a word is in the Thai National Corpus from which it is more than a district's name."""
_NAMED_AFTER = tuple(rules_of("places")["named_after"])
"""What bears a place's name without being the place."""
_BESIDE = re.compile(r"[\s,()]*")
_FAMILY = re.compile(r"(?:นาย|นาง|สาว|น\.ส\.|ดร\.|คุณ|ม\.ล\.)\s?[ก-๎]+\sณ\s$")
"""Before a family name that is called by a place: นายจักรพันธ์ ณ เชียงใหม่."""
_LONGEST = 40
"""Characters of a given name and its title."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text, from `start` up to `end`."""

    start: int
    end: int
    place: PlaceName


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    level: str
    name: str
    alone: bool = False

    @property
    def rank(self) -> int:
        return LEVELS.index(self.level)


def mentions(text: str, edges: Container[int], known: PlaceName | None = None) -> list[Mention]:
    """The places that `text` names, in reading order; `edges` are those of its words, `known` where it plays. A name
    counts with its prefix (จ. อ. ต. …); a province also alone, unless it is a common word too; a district alone only
    when its province is named as well. A name that several places bear is settled by what is beside it, then by the
    provinces and districts of the text, and passed over where these do not settle it."""
    names: list[_Name] = []
    found = [*_prefixed_names(text, edges), *_alone(text, edges)]
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not names or one.start >= names[-1].end:
            names.append(one)
    settling = {(one.level, one.name) for one in names if one.rank == 0 or (one.rank == 1 and not one.alone)}
    around = {place for level, name in settling for place in places_named(level, name)}
    around |= {PlaceName(known.province), PlaceName(known.province, known.district)} if known else set()
    meant = ((one, _settle(one, _names_beside(text, names, at), around)) for at, one in enumerate(names))
    return [Mention(one.start, one.end, place) for one, place in meant if place]


def _prefixed_names(text: str, edges: Container[int]) -> Iterator[_Name]:
    for mark in PREFIX.finditer(text):
        level, start = LEVEL_OF[mark[0]], mark.end()
        if mark.start() not in edges:
            continue
        if text[start : start + 1] == " " and mark[0].endswith("."):
            start += 1
        names, longest = _names()[level]
        for end in range(min(len(text), start + longest), start + 1, -1):
            if text[start:end] in names and end in edges:
                yield _Name(mark.start(), end, level, text[start:end])
                break


def _alone(text: str, edges: Container[int]) -> Iterator[_Name]:
    for match in _bare_names().find(text, edges):
        before = text[max(0, match.start - _LONGEST) : match.start]
        if not (before.endswith(_NAMED_AFTER) or _FAMILY.search(before) or text.startswith("--", match.end)):
            level, name = match.values[0]
            yield _Name(match.start, match.end, level, name, alone=True)


def _names_beside(text: str, names: list[_Name], at: int) -> list[_Name]:
    """The names of higher levels in the same address: ต. อ. จ. next to one another, in either order."""
    chain, name = [], names[at]
    for step in (1, -1):
        last, index = name, at + step
        while 0 <= index < len(names):
            other = names[index]
            gap = text[last.end : other.start] if step > 0 else text[other.end : last.start]
            if other.rank >= last.rank or not _BESIDE.fullmatch(gap):
                break
            chain.append(other)
            last, index = other, index + step
        if chain:
            break
    return chain


def _settle(name: _Name, chain: list[_Name], around: set[PlaceName]) -> PlaceName | None:
    places = places_named(name.level, name.name)
    for other in chain:
        outer = places_named(other.level, other.name)
        places = tuple(place for place in places if any(_within(place, one) for one in outer))
    if len(places) > 1 or name.alone:
        for depth in (1, 2):
            outers = [one for one in around if bool(one.province) + bool(one.district) == depth]
            near = tuple(place for place in places if any(_within(place, one) for one in outers))
            if depth == 1 and outers and not near:
                return None
            places = near or places
    if name.alone and name.rank and not any(places[:1] and _within(places[0], one) for one in around):
        return None
    return places[0] if len(places) == 1 else None


def _within(place: PlaceName, outer: PlaceName) -> bool:
    return outer.province == place.province and outer.district in ("", place.district)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[frozenset[str], int]]:
    """Level -> every name as written, and the length of the longest."""
    names = {level: frozenset(name for name, _ in names_on(level)) for level in LEVELS}
    return {level: (written, max(map(len, written))) for level, written in names.items()}


@lru_cache(maxsize=1)
def _bare_names() -> Matcher[tuple[str, str]]:
    provinces = _names()["province"][0] - COMMON_WORDS
    districts = {name for name in _names()["district"][0] if _is_rare(name)} - provinces
    forms = [(name, ("province", name)) for name in sorted(provinces)]
    return Matcher(forms + [(name, ("district", name)) for name in sorted(districts)])


def _is_rare(name: str) -> bool:
    """True when a name is hardly anything but a name: not สังคม or สมเด็จ, not two plain words like นาดี."""
    if name in dictionary():
        return len(clusters(name)) > 2 and times_met(name) <= COMMON
    return len(clusters(name)) > 4
