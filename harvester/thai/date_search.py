"""Dates in running text, and weekdays that do not agree with theirs."""

import re
from datetime import date
from functools import lru_cache

from harvester.thai.dates import PATTERNS, DateError, ThaiDate, parse_date
from harvester.thai.text import arabic

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
_IN_TEXT = re.compile(PATTERNS["IN_TEXT"], re.IGNORECASE)
_MONTH_FIRST = re.compile(r"^(\d{1,2}[-/.])(\d{1,2}[-/.])(?=\d{4}$)")
_SPELT = re.compile(PATTERNS["SPELT"])
_WEEKDAY = re.compile(rf"(?:วัน)?({'|'.join(WEEKDAYS)})(?:บดี|ฯ)?\s*(?:ที่)?\s*$")
_DOUBTFUL = re.compile(r"[lI|]|\d\s\d")
_DIGIT = re.compile(r"\d")


def find_dates(text: str) -> list[tuple[int, int, ThaiDate]]:
    """Every date in running text as (start, end, date); what cannot be a date is passed over. `text` is normalised.
    Only forms that nothing else has are taken: a bare number is no year."""
    return list(_dates_of(text))


@lru_cache(maxsize=2048)  # a document asks of each line several times
def _dates_of(text: str) -> tuple[tuple[int, int, ThaiDate], ...]:
    found = []
    plain = arabic(text)
    for match in _IN_TEXT.finditer(plain) if _DIGIT.search(plain) else ():
        written = match[0]
        if is_doubtful(written):  # a digit that was read as a letter, or a blank between two digits
            written = re.sub(
                r"^([lI|]|\d)\s?(\d)", lambda m: ("1" if m[1] in "lI|" else m[1]) + m[2], written
            )
        for form in (written, _MONTH_FIRST.sub(r"\2\1", written)):  # as systems abroad write it
            try:
                found.append((match.start(), match.end(), parse_date(form)))
                break
            except DateError:
                continue
    for match in _SPELT.finditer(plain):
        from pythainlp.util import thaiword_to_num  # seldom needed, and slow to load

        try:
            day = int(thaiword_to_num(match[1]))
            year = match[3] if match[3].isdigit() else str(thaiword_to_num(match[3]))
            found.append((match.start(), match.end(), parse_date(f"{day} {match[2]} {year}")))
        except (DateError, ValueError, TypeError):
            continue
    return tuple(sorted(found, key=lambda one: one[0]))


def is_doubtful(written: str) -> bool:
    """Whether the day of a date was mended: `l7 มีนาคม`, `1 7 มีนาคม`."""
    return bool(_DOUBTFUL.match(written))


def wrong_weekday(text: str) -> list[tuple[int, int, str]]:
    """Days whose weekday is another than the text says: (start, end, the weekday that it was, without วัน)."""
    found = []
    for start, end, day in find_dates(text):
        before = _WEEKDAY.search(text[max(0, start - 24) : start])
        if before is None or day.month is None or day.day is None:
            continue
        right = WEEKDAYS[date(day.year, day.month, day.day).weekday()]
        if not right.startswith(before[1]):
            found.append((max(0, start - 24) + before.start(), end, right))
    return found
