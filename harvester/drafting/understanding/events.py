"""What was held: its name, day and venue, apart from the posting; and meetings that a text counts (ครั้งที่ 1 คือ '…')."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harvester.drafting.understanding.clues import Clues
from harvester.model.draft import Event, Said
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates
from harvester.thai.text import arabic

_P = patterns("harvester.drafting", "events")
VENUE = _P.venue
CLOSE = 160
"""Characters between a day and its venue."""


def events(clues: Clues, fields: Mapping[str, Said]) -> tuple[Event, ...]:
    """The meetings that the text counts, from 1 without a gap; else the one whose day and venue it tells."""
    for pattern, sure in ((_P.quoted, 0.9), (_P.plain, 0.7)):
        found: dict[int, Event] = {}
        for match in pattern.finditer(clues.text):
            number = int(arabic(match["n"]))
            found.setdefault(number, Event(number, clues.at(*match.span("name"), sure, "events")))
        run = [found[n] for n in range(1, len(found) + 1) if n in found]
        if len(run) >= 2 and len(run) == len(found):
            return tuple(run)
    return tuple(_held(clues, fields))


def _held(clues: Clues, fields: Mapping[str, Said]) -> Iterator[Event]:
    date = fields.get("date")
    posted = fields.get("source.date")
    if (
        date is None
        or not date.end
        or "-" not in date.text
        or (posted is not None and posted.start == date.start)
    ):
        return
    around = clues.text[max(0, date.start - CLOSE) : date.end + CLOSE]
    venue = venue_near(clues, date)
    name = _P.held.search(around)
    if venue is None and name is None:
        return
    title = clues.title
    named = Said(title.text, title.start, title.end, title.page, 0.6, "events")
    yield Event(1, named, date.text, venue)


def venue_near(clues: Clues, date: Said) -> Said | None:
    """Where it was held, told behind the day, or in front of it on the same line."""
    low = clues.text.rfind("\n", 0, date.start) + 1
    for start, end in ((date.end, date.end + CLOSE), (low, date.start)):
        if (match := VENUE.search(clues.text, start, min(end, len(clues.text)))) and not find_dates(
            match["venue"]
        ):
            return clues.at(*match.span("venue"), 0.75, "events")
    return None
