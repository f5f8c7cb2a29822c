"""When it happened, was written and was changed, by labels, bylines and the text; what was held, its day and venue."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.days import Day, apart, chance, days
from harvester.drafting.understanding.missing import UNSURE
from harvester.model.diagnostics import Diagnostic
from harvester.model.draft import Event, Said
from harvester.reading.wording import messages, patterns
from harvester.thai.date_search import find_dates, is_doubtful, wrong_weekday
from harvester.thai.dates import DateError, ThaiDate, parse_date
from harvester.thai.text import arabic

_SAY = messages("harvester.drafting")

_P = patterns("harvester.drafting", "dates")
TAKEN, UNTOLD, MOST, SURELY, LIKELY = 0.45, 0.5, 0.9, 0.9, 0.15
"""Probability from which a day is taken; the sureness of one that is only told of, and the most that words give;
probability from which a label is overruled, and from which a second day of the event is told."""
DAY = len("2006-11-02")
APART = 60
"""Days that two dates of one event lie apart at most; further ones are of two events."""


def dates(context: Context) -> Iterator[tuple[str, Said]]:
    """`date` (of the event, else of the telling), `source.date` (first published), `source.edited`; all ISO."""
    found = days(context)
    yield from _labelled(context, found)
    events = [day for day in found if "value of date" not in day.signs]
    for key, of, told in (
        ("source.date", "posting", filter(_may_be_posted, found)),
        ("date", "event", events),
    ):
        best = max(told, key=lambda day: chance(day, of), default=None)
        if best is not None:
            likely = chance(best, of)
            sure = min(MOST, max(UNSURE, likely)) if likely > TAKEN else min(likely, UNTOLD)
            yield key, context.at(best.start, best.end, sure, "dates", best.told.iso)
    if (period := period_of(context)) is not None:
        yield "date", period


def _may_be_posted(day: Day) -> bool:
    """A single day; one of which its own words tell that something was held only in a line of posting."""
    posted = day.signs & {"before: posted", "of the line of posting", "clock"}
    return not day.told.end and bool(posted or not day.signs & {"before: event", "behind: place"})


def _labelled(context: Context, found: list[Day]) -> Iterator[tuple[str, Said]]:
    """What labels, the profile and the format give. A day behind a label that is surely that of posting is it."""
    posted = {day.start for day in found if chance(day, "posting") > SURELY}
    for key in ("date", "source.date", "source.edited"):
        values = list(context.labelled(key))
        for value in values:
            if key == "date" and any(value.start <= start < value.end for start in posted):
                yield from _date_field("source.date", value)
                continue
            read = list(_date_field(key, value))
            if len(values) > 1 and read and "/" in read[0][1].text:  # a day says more than a contract's time
                read = [(key, replace(read[0][1], confidence=value.confidence - 0.2))]
            yield from read
            if key == "date" and _P.clock.search(value.text) and ":" in value.text:  # a machine's stamp
                yield from _date_field("source.date", replace(value, confidence=0.8))
    for key in ("source.date", "source.edited"):
        for pattern in context.profile.fields.get(key, ()):
            if match := pattern.search(context.document.text):
                yield from _date_field(key, context.at(*match.span(1), 0.95, "profile"))
    given = context.document.properties
    if context.document.form in (
        "html",
        "mhtml",
        "feed",
        "md",
    ):  # offices tell when a file was made, of whatever form
        for key, name in (("source.date", "date"), ("source.edited", "edited")):
            if written := given.get(name, ""):
                yield from _date_field(key, Said(written, confidence=0.6, rule="format"))


def conflicts(context: Context, date: Said | None, posted: str) -> Iterator[Diagnostic]:
    """Days that are another weekday than the text says, and a second day of the same event."""
    for start, end, right in wrong_weekday(context.text):
        told = context.document.text[start:end].strip()
        yield _SAY.remark("conflicting-dates/weekday", context.document.place_of(start), told, right)
    if date is None or date.rule != "label" or len(date.text) != DAY:
        return
    first = parse_date(date.text)
    for day in days(context):
        second = day.told
        introduced = "before: day" in day.signs and second.day and not second.end and posted != second.iso
        if (
            introduced
            and second != first
            and chance(day, "event") > LIKELY
            and abs(apart(first, second)) <= APART
        ):
            place = context.document.place_of(day.start)
            yield _SAY.remark("conflicting-dates", place, first.thai(), second.thai())
            return


def period_of(context: Context) -> Said | None:
    """From one month to another: ตั้งแต่ช่วงเดือนพฤศจิกายน 2560 จนถึงช่วงเดือนพฤษภาคม 2561."""
    for match in _P.period.finditer(context.text):
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
            return context.at(match.start("from"), match.end("to"), 0.8, "period", iso)
    return None


def _first(text: str, last: ThaiDate) -> ThaiDate:
    try:
        return parse_date(text)
    except DateError:
        return parse_date(f"{text} {last.year + 543}")


def _date_field(key: str, value: Said) -> Iterator[tuple[str, Said]]:
    for text in (value.text, _P.clock.sub("", value.text)):
        try:
            date = parse_date(text)
        except DateError:
            continue
        yield key, Said(date.iso, value.start, value.end, value.page, value.confidence, value.rule)
        return
    for start, end, date in find_dates(value.text)[:1]:
        doubt = 0.4 if is_doubtful(value.text[start:end]) else 0.1
        yield key, Said(date.iso, value.start, value.end, value.page, value.confidence - doubt, value.rule)


VENUE = _P.venue
CLOSE_BY = 160
"""Characters between a day and its venue."""


def events(context: Context, fields: Mapping[str, Said]) -> tuple[Event, ...]:
    """The meetings that the text counts, from 1 without a gap; else the one whose day and venue it tells."""
    for pattern, sure in ((_P.counted_quoted, 0.9), (_P.counted_plain, 0.7)):
        found: dict[int, Event] = {}
        for match in pattern.finditer(context.text):
            number = int(arabic(match["n"]))
            found.setdefault(number, Event(number, context.at(*match.span("name"), sure, "events")))
        run = [found[n] for n in range(1, len(found) + 1) if n in found]
        if len(run) >= 2 and len(run) == len(found):
            return tuple(run)
    return tuple(_events(context, fields))


def _events(context: Context, fields: Mapping[str, Said]) -> Iterator[Event]:
    date = fields.get("date")
    posted = fields.get("source.date")
    if (
        date is None
        or not date.end
        or "-" not in date.text
        or (posted is not None and posted.start == date.start)
    ):
        return
    around = context.text[max(0, date.start - CLOSE_BY) : date.end + CLOSE_BY]
    venue = venue_near(context, date)
    name = _P.held.search(around)
    if venue is None and name is None:
        return
    title = context.title
    named = Said(title.text, title.start, title.end, title.page, 0.6, "events")
    yield Event(1, named, date.text, venue)


def venue_near(context: Context, date: Said) -> Said | None:
    """Where it was held, told behind the day, or in front of it on the same line."""
    low = context.text.rfind("\n", 0, date.start) + 1
    for start, end in ((date.end, date.end + CLOSE_BY), (low, date.start)):
        if (match := VENUE.search(context.text, start, min(end, len(context.text)))) and not find_dates(
            match["venue"]
        ):
            return context.at(*match.span("venue"), 0.75, "events")
    return None
