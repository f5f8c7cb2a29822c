"""When it happened, was written and was changed: from labels, the form's own lines, and the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.drafting.draft import Said
from harvester.drafting.understanding.clues import Clues
from harvester.thai.dates import DateError, ThaiDate, find_dates, parse_date

_CLOCK = re.compile(r"[\s,-]*(?:@\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:น\.?)?\s*(?:\(\s*\))?\s*$")
_EVENT = re.compile(r"(?:วัน\S{0,9}ที่|เมื่อ(?:วัน)?|ระหว่าง|ในวัน|จัด|ประชุม|อบรม|เวที|ลงพื้นที่|กิจกรรม)[^\n]{0,40}$")
_PERIOD = re.compile(
    r"(?:ตั้งแต่|ระหว่าง|เริ่ม(?:จาก|ตั้งแต่)?)\s*(?:ช่วง)?\s*(?:เดือน|วันที่)?\s*(?P<from>[^\n]{4,40}?)\s*(?:จน(?:ถึง)?|ถึง|[-–—]|สิ้นสุด(?:เมื่อ)?)\s*(?:ช่วง)?\s*(?:เดือน|วันที่)?\s*(?P<to>[^\n]{4,24}?[0-9๐-๙]{4})"
)
NEAR_TOP = 6
"""Blocks in which a date is likely that of the event."""


def dates(clues: Clues) -> Iterator[tuple[str, Said]]:
    """`date` (of the event, else of the telling), `source.date` (first published), `source.edited`; all ISO."""
    for key in ("date", "source.date", "source.edited"):
        for value in clues.labelled(key):
            yield from _dated(key, value)
    for key in ("source.date", "source.edited"):
        for pattern in clues.profile.fields.get(key, ()):
            if match := pattern.search(clues.document.text):
                yield from _dated(key, clues.at(*match.span(1), 0.95, "profile"))
    given = clues.document.properties
    for key, name in (("source.date", "date"), ("source.edited", "edited")):
        if written := given.get(name, ""):
            yield from _dated(key, Said(written, confidence=0.6, rule="format"))
    yield from _told(clues)
    if (period := period_of(clues)) is not None:
        yield "date", period


def _told(clues: Clues) -> Iterator[tuple[str, Said]]:
    """The first whole date near the top, surest where words of an event stand before it."""
    told = [block for part in clues.outline.parts if part.target != "comments" for block in part.blocks]
    told += [block for block in clues.blocks[:NEAR_TOP] if block not in told]
    for number, block in enumerate(sorted(told, key=lambda block: block.start)):
        if any(pattern.search(block.text) for pattern in clues.profile.consume):
            continue
        for start, end, date in find_dates(block.text):
            if date.month is None:
                continue
            introduced = bool(_EVENT.search(block.text[:start]))
            sure = (
                0.85 if introduced and number < NEAR_TOP else 0.6 if introduced or number < NEAR_TOP else 0.4
            )
            yield "date", clues.at(block.start + start, block.start + end, sure, "dates", date.iso)


def period_of(clues: Clues) -> Said | None:
    """From one month to another: ตั้งแต่ช่วงเดือนพฤศจิกายน 2560 จนถึงช่วงเดือนพฤษภาคม 2561."""
    for match in _PERIOD.finditer(clues.text):
        try:
            last = parse_date(match["to"])
            first = _first(match["from"], last)
        except DateError:
            continue
        if (
            first < last
            and (first.month is None) == (last.month is None)
            and (first.day is None) == (last.day is None)
        ):
            iso = ThaiDate(first.year, first.month, first.day, last).iso
            return clues.at(match.start("from"), match.end("to"), 0.8, "period", iso)
    return None


def _first(text: str, last: ThaiDate) -> ThaiDate:
    try:
        return parse_date(text)
    except DateError:
        return parse_date(f"{text} {last.year + 543}")


def _dated(key: str, value: Said) -> Iterator[tuple[str, Said]]:
    for text in (value.text, _CLOCK.sub("", value.text)):
        try:
            date = parse_date(text)
        except DateError:
            continue
        yield key, Said(date.iso, value.start, value.end, value.page, value.confidence, value.rule)
        return
    for _, _, date in find_dates(value.text)[:1]:
        yield key, Said(date.iso, value.start, value.end, value.page, value.confidence - 0.1, value.rule)
