"""Dates as Thais write them, in Buddhist and Christian years, whole or in part. Knows no calendar but the civil one."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, total_ordering

from harvester.thai import fill, patterns_of, rules_of
from harvester.thai.text import arabic, normalise

_RULES = rules_of("dates")
MONTHS, SHORT_MONTHS = tuple(_RULES["months"]), tuple(_RULES["short_months"])


def _dotted_pattern(short: str) -> str:
    """The pattern of an abbreviation whose dots and inner spaces are often forgotten."""
    return r"\.?\s?".join(map(re.escape, re.findall("[เ-ไ]?[ก-ฮ][ัิี]?", short))) + r"\.?"


MONTH_PATTERNS = [
    re.compile(f"(?:{spelled}|{_dotted_pattern(short)}|{english}\\.?)", re.IGNORECASE)
    for spelled, short, english in zip(_RULES["spelled"], SHORT_MONTHS, _RULES["english"], strict=True)
]
MONTH = "(?:" + "|".join(p.pattern for p in MONTH_PATTERNS) + ")"
PATTERNS = patterns_of("dates", MONTH=MONTH)
BETWEEN, FISCAL, ABOUT = PATTERNS["BETWEEN"], re.compile(PATTERNS["FISCAL"]), re.compile(PATTERNS["ABOUT"])
LEAD, TAIL, TIME, SHORT_SPAN = (
    re.compile(PATTERNS[name], re.IGNORECASE) for name in ("LEAD", "TAIL", "TIME", "SHORT_SPAN")
)

BUDDHIST_ERA = 543
"""Buddhist year minus Christian year (since 1941; earlier dates are not shifted by the old new year)."""
FIRST_YEAR, LAST_YEAR = 1782, 2099
"""Christian years that a lesson may speak of; a year outside counts as a typing error."""

LONGEST = 100
"""Characters beyond which nothing is a date."""


class DateError(ValueError):
    """A date that cannot be. `str()` is a Thai sentence for the writer, `reason` a key: empty, unreadable,
    impossible-day, impossible-month, unlikely-year, ambiguous-year, backward-range."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def _error(key: str, *values: object) -> DateError:
    return DateError(key.partition("/")[0], _RULES["errors"][key].format(*values))


@total_ordering
@dataclass(frozen=True, slots=True)
class ThaiDate:
    """A day, month or year (`year` is Christian), or with `end` the span up to and including another. Dates sort by
    time; what is less exact comes before what it holds."""

    year: int
    month: int | None = None
    day: int | None = None
    end: "ThaiDate | None" = None

    @classmethod
    def of(cls, day: date) -> "ThaiDate":
        """A day of the calendar."""
        return cls(day.year, day.month, day.day)

    @property
    def buddhist_year(self) -> int:
        """The year as it is written in Thailand."""
        return self.year + BUDDHIST_ERA

    @property
    def iso(self) -> str:
        """2006-11-02, 2006-11, 2006, or a span 2023-04-08/2023-04-09."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts) + (f"/{self.end.iso}" if self.end else "")

    def thai(self) -> str:
        """2 พฤศจิกายน 2549, 8–9 เมษายน 2566, พฤศจิกายน 2549, 2549."""
        return self._written(MONTHS)

    def thai_short(self) -> str:
        """2 พ.ย. 2549, 8–9 เม.ย. 2566, พ.ย. 2549, 2549."""
        return self._written(SHORT_MONTHS)

    def _written(self, months: tuple[str, ...]) -> str:
        day, year, end = str(self.day or ""), str(self.buddhist_year), self.end
        month = months[self.month - 1] if self.month else ""
        if end is None:
            return " ".join(filter(None, (day, month, year)))
        if self.year != end.year or not (self.month and end.month):
            shared = self.month == end.month is None
            start = " ".join(filter(None, (day, month, year)))
            return f"{start}{'–' if shared else ' – '}{end._written(months)}"
        if self.month != end.month:
            start = " ".join(filter(None, (day, month)))
            return f"{start}{' – ' if self.day or end.day else '–'}{end._written(months)}"
        return f"{day}–{end._written(months)}"

    def _key(self) -> tuple[int, ...]:
        end = self.end._key() if self.end else (0, 0, 0)
        return self.year, self.month or 0, self.day or 0, *end

    def __lt__(self, other: object) -> bool:
        return self._key() < other._key() if isinstance(other, ThaiDate) else NotImplemented


def parse_date(text: str) -> ThaiDate:
    """The date or span that `text` writes. Four-digit years from 2325 are Buddhist, up to 2099 Christian; two-digit
    years from 33 beside Thai months or slashes are Buddhist. A time of day and the name of the weekday are passed
    over. Raises `DateError`."""
    written = " ".join(arabic(normalise(text)).split())
    if not written:
        raise _error("empty")
    if len(written) > LONGEST:
        raise _error("unreadable/long", written[:40])
    core = ABOUT.sub("ปี ", TAIL.sub("", TIME.sub("", written)) or written)
    if span := _fiscal(core, written):
        return span
    if years := SHORT_SPAN.fullmatch(core):  # 2549-50
        return _span({"year": years[1]}, {"year": years[2] + years[3]}, written)
    parts = _parts(core)
    if parts is not None and "year" in parts and ("month" in parts or "name" in parts or "day" not in parts):
        return _date(parts, written)
    if halves := next(_splits(core), None):
        span = _span(*halves, written)
        return _within(span) if "และ" in core else span
    if parts is not None:
        raise _error("unreadable/no year", written)
    raise _error("unreadable", written)


@cache
def _forms() -> list[re.Pattern[str]]:
    """How a date is written; made only where one is read."""
    return [re.compile(fill(form, PATTERNS), re.IGNORECASE) for form in _RULES["forms"]]


def _parts(text: str) -> dict[str, str] | None:
    """What is where in one date: first as it is (พ.ย. a month, พ. a weekday), then without lead."""
    lead = LEAD.match(text)
    for core in (text, text[lead.end() :].strip(" ,")) if lead else (text,):
        for form in _forms():
            if match := form.fullmatch(core):
                return {key: value for key, value in match.groupdict().items() if value}
    return None


def _fiscal(text: str, written: str) -> ThaiDate | None:
    """ปีงบประมาณ 2567 is 1 October 2566 to 30 September 2567, and its first quarter October to December."""
    match = FISCAL.fullmatch(text)
    if match is None or not (match["quarter"] or match["fiscal"]):
        return None
    year = _christian(match["year"], written, english=False)
    first = 3 * int(match["quarter"] or 1) - (5 if match["fiscal"] else 2)
    last = first + (2 if match["quarter"] else 11)
    start, end = ((year, month) if month > 0 else (year - 1, month + 12) for month in (first, last))
    return ThaiDate(*start, end=ThaiDate(*end))


def _splits(text: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    for match in re.finditer(BETWEEN, text):
        left, right = _parts(text[: match.start()].strip()), _parts(text[match.end() :].strip())
        if left and right and ("year" in left or "year" in right):
            yield left, right


def _span(left: dict[str, str], right: dict[str, str], written: str) -> ThaiDate:
    unit = ("month", "name")
    if not any(key in left for key in unit) and any(key in right for key in unit) and "day" in left:
        left = {key: value for key, value in right.items() if key in unit} | left
    if not any(key in right for key in unit) and any(key in left for key in unit) and "day" in right:
        right = {key: value for key, value in left.items() if key in unit} | right
    left = {"year": right.get("year", "")} | left
    right = {"year": left["year"]} | right
    start, end = _date(left, written), _date(right, written)
    if (start.month is None, start.day is None) != (end.month is None, end.day is None):
        raise _error("unreadable/span", written)
    if end < start:
        raise _error("backward-range", written, end.thai(), start.thai())
    return start if start == end else ThaiDate(start.year, start.month, start.day, end)


def _within(span: ThaiDate) -> ThaiDate:
    """Two days or months that are not neighbours are no span: the month or year that holds both."""
    end = span.end
    if end is None or (span.year, span.month, (span.day or 0) + 1) == (end.year, end.month, end.day):
        return span
    if span.day is None and span.month and end.month and span.month + 1 == end.month:
        return span
    if span.year != end.year:
        return span
    return ThaiDate(span.year, span.month if span.day and span.month == end.month else None)


def _date(parts: dict[str, str], written: str) -> ThaiDate:
    name, month = parts.get("name", ""), int(parts["month"]) if "month" in parts else None
    if name:
        month = next(number for number, pattern in enumerate(MONTH_PATTERNS, 1) if pattern.fullmatch(name))
    day = int(parts["day"]) if "day" in parts else None
    if day is not None and month is None:
        raise _error("unreadable/no month", written)
    year = _christian(parts["year"], written, english=bool(re.search("[a-z]", name, re.IGNORECASE)))
    if month is not None and not 1 <= month <= 12:
        swapped = day is not None and 1 <= day <= 12 < month <= 31
        raise _error("impossible-month/swapped" if swapped else "impossible-month", written, month)
    if day is not None and month is not None:
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            which = f"เดือน{MONTHS[month - 1]}"
            if month == 2:
                which += f" พ.ศ. {year + BUDDHIST_ERA} (ค.ศ. {year})"
            raise _error("impossible-day", written, which, last, day)
    return ThaiDate(year, month, day)


def _christian(written_year: str, written: str, *, english: bool) -> int:
    year = int(re.sub(r"\D", "", written_year))
    era = re.sub(r"[\d\s.'’]", "", written_year).casefold()
    buddhist = era in ("พศ", "พ", "พุทธศักราช", "be")
    christian = bool(era) and not buddhist
    if year < 100:
        return _two_digits(year, written, buddhist=buddhist, christian=christian, english=english)
    as_buddhist, as_christian = year - BUDDHIST_ERA, year
    if buddhist and FIRST_YEAR <= as_christian <= LAST_YEAR:
        raise _error("unlikely-year/christian", written, year, year + BUDDHIST_ERA)
    if christian and FIRST_YEAR <= as_buddhist <= LAST_YEAR:
        raise _error("unlikely-year/buddhist", written, year, as_buddhist)
    for candidate in (as_christian, as_buddhist):
        if FIRST_YEAR <= candidate <= LAST_YEAR:
            return candidate
    raise _error("unlikely-year", written, year, FIRST_YEAR + BUDDHIST_ERA, LAST_YEAR + BUDDHIST_ERA)


def _two_digits(year: int, written: str, *, buddhist: bool, christian: bool, english: bool) -> int:
    """Two digits are a Buddhist year of this century, refused where a Christian one is as likely."""
    if christian or (english and not buddhist and (year < 33 or year > 89)):
        return 2000 + year if year < 70 else 1900 + year
    if buddhist or year >= 33:
        return 2500 + year - BUDDHIST_ERA
    raise _error("ambiguous-year", written, year, 2500 + year, 2000 + year, 2543 + year)
