"""Where it happened, as one place that exists: candidates from labels, the venue, the text and the author's office."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.dates import VENUE
from harvester.model.draft import Said, Site
from harvester.reading.wording import patterns
from harvester.thai.places import PROVINCES, PlaceName, find, parse_place, places_named

LEVELS = ("province", "district", "subdistrict", "village")
_PROVINCE = re.compile(r"(?:จ\.|จังหวัด)\s?(" + "|".join(sorted(PROVINCES, key=len, reverse=True)) + ")")
_P = patterns("harvester.drafting", "place")
LOCAL = 0.56
"""How sure the province is that only the frame of an office's page tells."""
LEAD = 0.6
"""Share of all mentions that the place of a lesson has, if the text names several provinces."""
FEW = 2
"""Provinces that the value of a label may name and still be the place."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: PlaceName
    value: Said
    sure: float


def place(context: Context) -> Iterator[tuple[str, Said]]:
    """`place.province|district|subdistrict|village` of the surest candidate, filled up by those that lie within it."""
    found = sorted(_candidates(context), key=lambda one: (-one.sure, -_depth(one.place)))
    levels: dict[str, tuple[str, Said, float]] = {}
    for candidate in found:
        if _agrees(candidate.place, {level: name for level, (name, _, _) in levels.items()}):
            for level in LEVELS:
                if name := _P.house.sub("", getattr(candidate.place, level)):
                    levels.setdefault(level, (name, candidate.value, candidate.sure))
    told = context.document.text
    if not any(levels[key][0].removeprefix("เมือง") in told for key in LEVELS[:2] if key in levels):
        levels = {
            key: found for key, found in levels.items() if key not in LEVELS[:2]
        }  # known by us, said by nobody
    for level, (name, value, sure) in levels.items():
        yield f"place.{level}", Said(name, value.start, value.end, value.page, sure, value.rule or "place")


def _depth(found: PlaceName) -> int:
    return sum(bool(getattr(found, level)) for level in LEVELS)


def _agrees(found: PlaceName, levels: dict[str, str]) -> bool:
    """Whether a place and what is known already can be one: the same names, and a whole that exists."""
    for level in LEVELS[:3]:
        name, known = getattr(found, level), levels.get(level, "")
        if name and known and name != known:
            return False
    if not levels:
        return True
    if not any(levels.get(level) for level in LEVELS[:3]):
        return True
    joined = {level: getattr(found, level) or levels.get(level, "") for level in LEVELS[:3]}
    return not find(**joined).wrong


def _candidates(context: Context) -> Iterator[_Candidate]:
    named = {key: value for key in LEVELS for value in context.labelled(f"place.{key}")}
    if named:
        known = find(**{key: value.text for key, value in named.items() if key != "village"}).place
        for key, value in named.items():
            yield _Candidate(
                PlaceName(**{key: getattr(known, key) or value.text}), replace(value, rule="label"), 0.95
            )
    for key, sure in (("place", 0.9), ("address", 0.8), ("authors.organisation", 0.62)):
        for value in context.labelled(key):
            if len({m.place.province for m in context.mentions if value.start <= m.start < value.end}) > FEW:
                continue
            if (found := parse_place(value.text.replace("เขตพื้นที่", "")) or _office(value.text)) is not None:
                yield _Candidate(_settle(found, context), value, sure)
    yield from _venues(context)
    yield from _from_address(context)
    yield from _from_text(context)
    if (local := _P.local.search(context.document.text)) and not (there := find(local["province"])).wrong:
        yield _Candidate(there.place, context.at(*local.span("province"), LOCAL, "place"), LOCAL)
    for pattern in context.profile.fields.get("place.province", ()):
        if (match := pattern.search(context.document.text)) and not (there := find(match[1])).wrong:
            yield _Candidate(there.place, context.at(*match.span(1), 0.55, "profile"), 0.55)


def _venues(context: Context) -> Iterator[_Candidate]:
    """The place after which the body is called where it was held: ณ โรงพยาบาลศรีราชา."""
    for match in VENUE.finditer(context.text):
        body = _P.body.match(match["venue"].strip())
        if body is None:
            continue
        for level in ("district", "subdistrict", "province"):
            there = places_named(level, body["name"])
            if len(there) == 1:
                yield _Candidate(
                    _settle(there[0], context), context.at(*match.span("venue"), 0.78, "place"), 0.78
                )
                return


def _from_address(context: Context) -> Iterator[_Candidate]:
    """The first whole address of the text (ตำบล… อำเภอ… จังหวัด…), also at the end of an office's name."""
    for match in _P.address.finditer(context.text):
        found = find(match["province"] or "", match["district"], match["subdistrict"] or "")
        if not found.wrong:
            sure = 0.8 if match.start() < len(context.text) * 0.3 or match["province"] else 0.6
            before = context.text[max(0, match.start() - 24) : match.start()]
            if re.search(r"(?:สำนักงาน|พัฒนาชุมชน|สังกัด|จาก)\S*\s?$", before):
                sure -= 0.18
            yield _Candidate(found.place, context.at(*match.span(), sure, "place"), sure)
            if sure >= 0.6:
                return


def _from_text(context: Context) -> Iterator[_Candidate]:
    """The title's place, else the one most spoken of; several provinces in balance are no place."""
    mentions = context.mentions
    if not mentions:
        return
    weight = Counter[str]()
    for mention in mentions:
        early = mention.start < len(context.text) * 0.2
        weight[mention.place.province] += 3 if early else 1
    in_title = [m for m in mentions if context.title.start <= m.start < context.title.end]
    province, most = weight.most_common(1)[0]
    if not in_title and most < LEAD * sum(weight.values()):
        return
    chosen = in_title[0].place.province if in_title else province
    inside = [mention for mention in mentions if mention.place.province == chosen]
    offices = [span for key in ("authors.organisation", "address") for span in context.labelled(key)]
    told = [m for m in inside if not any(o.start <= m.start < o.end for o in offices)] or inside
    best = max(told, key=lambda m: (m in in_title, len(m.place.path.split("/")), -m.start))
    sure = 0.85 if in_title else 0.75 if best.start < len(context.text) * 0.3 or told is not inside else 0.6
    yield _Candidate(best.place, context.at(best.start, best.end, sure, "place"), sure)


def _office(text: str) -> PlaceName | None:
    """สำนักงานพัฒนาชุมชนอำเภอภูเวียง names its district without a space before it."""
    match = re.search(r"(ตำบล|อำเภอ|เขต|จังหวัด)([ก-๎]+)", text)
    if match is None:
        return None
    level = {"ตำบล": "subdistrict", "จังหวัด": "province"}.get(match[1], "district")
    found = find(**{level: match[2]})
    return PlaceName(**{level: match[2]}) if found.wrong else found.place


def _settle(found: PlaceName, context: Context) -> PlaceName:
    """A district without its province takes that of the text."""
    if found.province:
        return found
    for pattern in context.profile.fields.get("place.province", ()):
        if match := pattern.search(context.document.text):
            fits = find(match[1], found.district, found.subdistrict)
            if not fits.wrong:
                return replace(fits.place, village=found.village)
    for mention in context.mentions:
        fits = find(mention.place.province, found.district, found.subdistrict)
        if not fits.wrong:
            return replace(fits.place, village=found.village)
    return found


def sites(context: Context) -> tuple[Site, ...]:
    """Organisations listed each with its province: สมาคม… จ.พังงา, สถาบัน… จ.ลพบุรี และ … จ.ขอนแก่น."""
    found: list[Site] = []
    text = context.text
    at = 0
    for match in _PROVINCE.finditer(text):
        opening = max(
            (m.end() for m in _P.before_site.finditer(text, max(at, match.start() - 90), match.start())),
            default=-1,
        )
        name = text[opening : match.start()].strip() if opening >= 0 else ""
        at = match.end()
        if 4 <= len(name) <= 80 and not re.search(r"[.!?]\s", name):
            found.append(
                Site(context.at(opening, match.start(), 0.8, "sites", " ".join(name.split())), match[1])
            )
    return tuple(found) if len({site.province for site in found}) > 1 else ()
