"""When it happened, was written and was changed, by labels, bylines and the text; what was held, its day and venue."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.headings import POST
from harvester.model.diagnostics import Diagnostic
from harvester.model.document import Block
from harvester.model.draft import Event, Said
from harvester.reading.wording import messages, patterns
from harvester.thai.date_search import find_dates, is_doubtful, wrong_weekday
from harvester.thai.dates import DateError, ThaiDate, parse_date
from harvester.thai.text import arabic

_SAY = messages("harvester.drafting")

_P = patterns("harvester.drafting", "dates")
NEAR_TOP = 6
"""Blocks in which a date is likely that of the event."""
BEFORE = 100
"""Characters before a date in which words say whether it is of the event or of the posting."""
POST_LINE = 60
"""Characters behind the day of posting on its line."""
DAY = len("2006-11-02")
LONG_AGO = 730
"""Days before its posting that an event is at most that a text tells of."""
SIGNED = 4
"""Blocks at the end in which a day that is alone is that of the signature."""
APART = 60
"""Days that two dates of one event lie apart at most; further ones are of two events."""


def dates(context: Context) -> Iterator[tuple[str, Said]]:
    """`date` (of the event, else of the telling), `source.date` (first published), `source.edited`; all ISO. A day of
    the running text that is after the posting is not yet told of; one years before it is of what came before."""
    found = list(_dates(context))
    posted = max((value for key, value in found if key == "source.date"), key=_sureness, default=None)
    spans = [value for key, value in found if key == "date" and "/" in value.text]
    for key, value in found:
        if key == "date" and value.rule == "dates":  # of several days, the first says less
            value = next((span for span in spans if span.text.startswith(f"{value.text}/")), value)
        if key == "date" and value.rule == "dates" and posted is not None and len(posted.text) == DAY:
            began = value.text.partition("/")[0]
            if began > posted.text or _days(parse_date(posted.text), parse_date(began)) > LONG_AGO:
                value = replace(value, confidence=value.confidence * 0.4)
        yield key, value


def _sureness(value: Said) -> float:
    return value.confidence


def _dates(context: Context) -> Iterator[tuple[str, Said]]:
    for key in ("date", "source.date", "source.edited"):
        values = list(context.labelled(key))
        for value in values:
            found = list(_date_field(key, value))
            if (
                len(values) > 1 and found and "/" in found[0][1].text
            ):  # a day says more than a contract's time
                found = [(key, replace(found[0][1], confidence=value.confidence - 0.2))]
            yield from found
            if key == "date" and _P.clock.search(value.text) and ":" in value.text:  # a machine's stamp
                yield from _date_field("source.date", replace(value, confidence=0.8))
    for value in (said for key, said in context.outline.labelled if key.startswith("authors.")):
        for start, end, date in find_dates(value.text):
            if end == len(value.text) and start:  # who signed, and when
                yield "source.date", replace(value, text=date.iso, confidence=0.75)
    for key, value in context.outline.labelled:
        for start, end, date in find_dates(value.text) if key in ("place", "address") else ():
            if date.day:  # where and when, under one label
                yield "date", context.at(value.start + start, value.start + end, 0.7, "dates", date.iso)
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
    ):  # offices tell when the file was made, of whatever form
        for key, name in (("source.date", "date"), ("source.edited", "edited")):
            if written := given.get(name, ""):
                yield from _date_field(key, Said(written, confidence=0.6, rule="format"))
    below = [block for block in context.document.blocks if block.end > context.title.start][:NEAR_TOP]
    for block in context.document.blocks:
        for start, end, date in find_dates(block.text)[:1] if len(block.text) <= 160 else ():
            said = bool(_P.posted.search(block.text[:start]) or POST.match(block.text))
            said |= bool(not _P.words.sub("", block.text[:start]) and _P.beside.match(block.text, end))
            line = _is_post_line(block.text, start, end)
            if said or (block in below and (line or block not in context.blocks)):
                at, sure = block.start, 0.8 if said else 0.7
                yield "source.date", context.at(at + start, at + end, sure, "dates", date.iso)
    yield from _dates_in_text(context)
    if (period := period_of(context)) is not None:
        yield "date", period


def _dates_in_text(context: Context) -> Iterator[tuple[str, Said]]:
    """Dates of the text: those that are alone at the top are of the posting, those told with an event are its."""
    told = [block for part in context.outline.parts for block in part.blocks]
    told += [block for block in context.blocks[:NEAR_TOP] if block not in told]
    labels = [value for _, value in context.outline.labelled if value.end]
    posted = False
    whole: list[str] = []
    told.sort(key=lambda block: block.start)
    for number, block in enumerate(told):
        if any(pattern.search(block.text) for pattern in context.profile.consume):
            continue
        if any(block.start < value.start and value.end <= block.end for value in labels):
            continue  # a label's own line
        below = told[number + 1] if number + 1 < len(told) else None
        for start, end, date in find_dates(block.text):
            if date.month is None or any(day.startswith(date.iso) for day in whole):
                continue  # a month alone says no more than a day of it
            whole.append(date.iso) if date.day else None
            value = context.at(block.start + start, block.start + end, 0.4, "dates", date.iso)
            before = block.text[max(0, start - BEFORE) : start]
            if _P.of_a_letter.search(before):
                continue
            if _P.posted.search(before) or (number < NEAR_TOP and _is_post_line(block.text, start, end)):
                yield "source.date", replace(value, confidence=0.9)
                break
            alone = _stands_alone(block, start, end, below)
            if alone and not posted and number < NEAR_TOP + 2:
                posted = True
                yield "source.date", replace(value, confidence=0.75)
                continue
            if alone and number >= len(told) - SIGNED:
                yield "source.date", replace(value, confidence=0.65)
                continue
            doubt = 0.35 if is_doubtful(block.text[start:end]) else 0.0
            introduced = bool(_P.event.search(before) or _P.goes_on.match(block.text[end : end + BEFORE]))
            near = number < NEAR_TOP
            sure = 0.85 if introduced and near else 0.6 if introduced or alone or near else 0.4
            yield "date", replace(value, confidence=max(0.2, sure - doubt))


def _is_post_line(text: str, start: int, end: int) -> bool:
    """Whether a day begins a short line that tells no event: 12 มกราคม 2567 · 5 นาที · ตลาดเขียว."""
    rest = _P.clock.sub("", text[end:])
    return (
        not _P.words.sub("", text[:start])
        and len(rest) <= POST_LINE
        and not (_P.at.match(rest) or _P.event.search(rest) or _P.goes_on.match(rest))
    )


def _stands_alone(block: Block, start: int, end: int, below: Block | None) -> bool:
    """Nothing but a date (and who wrote) on its line, and no venue on the next."""
    rest = block.text[:start] + block.text[end:]
    if len(_P.words.sub("", rest)) > 2 and not (len(rest) < 40 and "@" in rest):
        return False
    return below is None or not _P.at.match(below.text)


def conflicts(context: Context, date: Said | None) -> Iterator[Diagnostic]:
    """Days that are another weekday than the text says, and a second day of the same event."""
    for start, end, right in wrong_weekday(context.text):
        told = context.document.text[start:end].strip()
        yield _SAY.remark("conflicting-dates/weekday", context.document.place_of(start), told, right)
    if date is None or date.rule != "label" or len(date.text) != DAY:
        return
    for _, value in _dates_in_text(context):
        if value.confidence < 0.8 or len(value.text) != len(date.text) or value.text == date.text:
            continue
        first, second = parse_date(date.text), parse_date(value.text)
        if _ == "date" and _days(first, second) <= APART:
            place = context.document.place_of(value.start)
            yield _SAY.remark("conflicting-dates", place, first.thai(), second.thai())
            return


def _days(one: ThaiDate, other: ThaiDate) -> int:
    return abs(
        (one.year - other.year) * 365
        + ((one.month or 0) - (other.month or 0)) * 30
        + (one.day or 0)
        - (other.day or 0)
    )


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
