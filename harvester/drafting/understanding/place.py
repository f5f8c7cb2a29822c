"""Where it happened, down to the subdistrict, in the names of the gazetteer; and sites that a text lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from harvester.drafting.draft import Said, Site
from harvester.drafting.understanding.clues import Clues
from harvester.thai.places import PROVINCES, PlaceName, find, parse_place

LEVELS = ("province", "district", "subdistrict", "village")
_PROVINCE = re.compile(r"(?:จ\.|จังหวัด)\s?(" + "|".join(sorted(PROVINCES, key=len, reverse=True)) + ")")
_BEFORE_SITE = re.compile(r"(?:[,;]|คือ\s|ได้แก่\s|\sและ|\n|[:：])\s*")
_ADDRESS = re.compile(
    r"(?:(?:ตำบล|แขวง|ต\.)\s?(?P<subdistrict>[ก-๎]{2,30})\s+)?(?:อำเภอ|เขต|อ\.)\s?(?P<district>[ก-๎]{2,30})"
    r"(?:\s+(?:จังหวัด|จ\.)\s?(?P<province>[ก-๎]{2,30}))?"
)
_HOUSE = re.compile(r"^(?:บ้าน)?(?:เลขที่)?\s*[0-9๐-๙]{1,5}(?:/[0-9๐-๙]{1,5})?\s+(?=หมู่|ม\.|บ้าน)")
LEAD = 0.6
"""Share of all mentions that the place of a lesson has, if the text names several provinces."""


def place(clues: Clues) -> Iterator[tuple[str, Said]]:
    """`place.province|district|subdistrict|village`: from labels, then the author's office, then the text."""
    named = {key: value for key in LEVELS for value in clues.labelled(f"place.{key}")}
    if named:
        known = find(**{key: value.text for key, value in named.items() if key != "village"}).place
        for key, value in named.items():
            yield (
                f"place.{key}",
                Said(getattr(known, key) or value.text, value.start, value.end, value.page, 0.95, "label"),
            )
    for key in ("place", "address", "authors.organisation"):
        for value in clues.labelled(key):
            if (found := parse_place(value.text) or _office(value.text)) is not None:
                yield from _levels(_settled(found, clues), value, 0.9 if key == "place" else 0.8)
    yield from _addressed(clues)
    yield from _told(clues)
    for pattern in clues.profile.fields.get("place.province", ()):
        if (match := pattern.search(clues.document.text)) and not (there := find(match[1])).wrong:
            yield "place.province", clues.at(*match.span(1), 0.55, "profile", there.place.province)


def _addressed(clues: Clues) -> Iterator[tuple[str, Said]]:
    """The first whole address of the text (ตำบล… อำเภอ… จังหวัด…), also at the end of an office's name."""
    for match in _ADDRESS.finditer(clues.text):
        found = find(match["province"] or "", match["district"], match["subdistrict"] or "")
        if not found.wrong:
            sure = 0.8 if match.start() < len(clues.text) * 0.3 else 0.55
            yield from _levels(found.place, clues.at(*match.span(), sure, "place"), sure)
            return


def _told(clues: Clues) -> Iterator[tuple[str, Said]]:
    """The title's place, else the one most spoken of; several provinces in balance are no place."""
    mentions = clues.mentions
    if not mentions:
        return
    weight = Counter[str]()
    for mention in mentions:
        early = mention.start < len(clues.text) * 0.2
        weight[mention.place.province] += 3 if early else 1
    in_title = [m for m in mentions if clues.title.start <= m.start < clues.title.end]
    province, most = weight.most_common(1)[0]
    if not in_title and most < LEAD * sum(weight.values()):
        return
    chosen = in_title[0].place.province if in_title else province
    inside = [mention for mention in mentions if mention.place.province == chosen]
    best = max(inside, key=lambda m: (m in in_title, len(m.place.path.split("/")), -m.start))
    sure = 0.85 if in_title else 0.75 if best.start < len(clues.text) * 0.3 else 0.6
    yield from _levels(best.place, clues.at(best.start, best.end, sure, "place"), sure)


def _office(text: str) -> PlaceName | None:
    """สำนักงานพัฒนาชุมชนอำเภอภูเวียง names its district without a space before it."""
    match = re.search(r"(ตำบล|อำเภอ|เขต|จังหวัด)([ก-๎]+)", text)
    if match is None:
        return None
    level = {"ตำบล": "subdistrict", "จังหวัด": "province"}.get(match[1], "district")
    found = find(**{level: match[2]})
    return PlaceName(**{level: match[2]}) if found.wrong else found.place


def _settled(found: PlaceName, clues: Clues) -> PlaceName:
    """A district without its province takes that of the text."""
    if found.province:
        return found
    for pattern in clues.profile.fields.get("place.province", ()):
        if match := pattern.search(clues.document.text):
            fits = find(match[1], found.district, found.subdistrict)
            if not fits.wrong:
                return replace(fits.place, village=found.village)
    for mention in clues.mentions:
        fits = find(mention.place.province, found.district, found.subdistrict)
        if not fits.wrong:
            return fits.place
    return found


def _levels(found: PlaceName, value: Said, sure: float) -> Iterator[tuple[str, Said]]:
    for level in LEVELS:
        if name := _HOUSE.sub("", getattr(found, level)):
            yield (
                f"place.{level}",
                Said(name, value.start, value.end, value.page, sure, value.rule or "place"),
            )


def sites(clues: Clues) -> tuple[Site, ...]:
    """Organisations listed each with its province: สมาคม… จ.พังงา, สถาบัน… จ.ลพบุรี และ … จ.ขอนแก่น."""
    found: list[Site] = []
    text = clues.text
    at = 0
    for match in _PROVINCE.finditer(text):
        opening = max(
            (m.end() for m in _BEFORE_SITE.finditer(text, max(at, match.start() - 90), match.start())),
            default=-1,
        )
        name = text[opening : match.start()].strip() if opening >= 0 else ""
        at = match.end()
        if 4 <= len(name) <= 80 and not re.search(r"[.!?]\s", name):
            found.append(
                Site(clues.at(opening, match.start(), 0.8, "sites", " ".join(name.split())), match[1])
            )
    return tuple(found) if len({site.province for site in found}) > 1 else ()
