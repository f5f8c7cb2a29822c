"""Every day that a document names, with the signs that speak for its being that of the event told, or that of posting.
What each sign weighs (`patterns.yml`) was learned on labelled documents by `tools/learn_days.py`."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice

from harvester.drafting.understanding.context import Context
from harvester.drafting.understanding.labels import label_of
from harvester.model.document import Block
from harvester.reading.wording import patterns
from harvester.thai.date_search import find_dates, is_doubtful
from harvester.thai.dates import MONTH, DateError, ThaiDate, parse_date

_P = patterns("harvester.drafting", "dates")
_POSTING = patterns("harvester.drafting", "posting")
BEFORE, BEHIND, SHORT, STORY = 60, 30, 60, 100
"""Characters before and behind a day that are looked at, of a short line beside its day, and of a paragraph that tells."""
EDGE, AHEAD, WORD, WIDE, MANY = 4, 45, 4, 300, 200
"""Lines at the end of a page; days after its posting in which a day without a year may be; letters of words beside it;
characters of a long line around it; days of a document that are looked at."""
_NO_YEAR = re.compile(
    rf"(?<![\d/.:-])\d{{1,2}}(?:\s*(?:-|–|—|ถึง|และ)\s*\d{{1,2}})?\s*(?:เดือน\s*)?{MONTH}(?!\.?[ก-๎]{{0,12}}\s{{0,4}}(?:พ\.?\s?ศ\.?\s?)?\d)"
)


@dataclass(slots=True)
class Day:
    """A day or span, its place in the text, and its signs."""

    start: int
    end: int
    told: ThaiDate
    signs: set[str] = field(default_factory=set)


def days(context: Context) -> list[Day]:
    """Every date with a month in the order of the text, above what readers answered."""
    return list(_Page(context).days())


def chance(day: Day, of: str) -> float:
    """The probability that a day is that of the `event` or that of the `posting`."""
    weights = _weights()[of]
    return 1 / (1 + math.exp(-sum(weights.get(sign, 0) for sign in ("always", *day.signs))))


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    tables = {"posting": _P.words_of("posting"), "event": _P.words_of("event")}
    return {of: {sign: float(weight) for sign, weight in table.items()} for of, table in tables.items()}


def apart(one: ThaiDate, other: ThaiDate) -> int:
    """Days from one to another."""
    return (_day(other) - _day(one)).days


def _day(told: ThaiDate) -> date:
    return date(told.year, told.month or 1, told.day or 1)


class _Page:
    def __init__(self, context: Context) -> None:
        self.context, self.blocks = context, context.document.blocks
        self.kept = {block.start for block in context.blocks}
        self.labels = sorted(
            (value.start, value.end, key) for key, value in context.outline.labelled if value.end
        )
        self.title = bisect_right([block.start for block in self.blocks], context.title.start) - 1
        told = [
            at for at, block in enumerate(self.blocks) if len(block.text) > STORY and block.start in self.kept
        ]
        self.first, self.last = (told[0], told[-1]) if told else (0, len(self.blocks))

    def days(self) -> Iterator[Day]:
        found = list(islice(self._written(), MANY))
        posted = self._posted(found)
        times = Counter(day.told.iso for day in found)
        if posted is not None:
            found = sorted([*found, *islice(self._without_year(posted), MANY)], key=lambda day: day.start)
        spans = list(dict.fromkeys(day.told for day in found if day.told.end))
        for number, day in enumerate(found):
            day.signs |= set(self._among(day, number, times[day.told.iso], posted, spans))
        yield from found

    def _written(self) -> Iterator[Day]:
        for at, block in enumerate(self.blocks):
            if at > self.last and _POSTING.answers.match(block.text):
                return
            for start, end, told in find_dates(block.text):
                if told.month is not None and not _P.counts_from.search(block.text[:start][-BEFORE:]):
                    yield Day(block.start + start, block.start + end, told, set(self._beside(at, start, end)))

    def _posted(self, found: list[Day]) -> ThaiDate | None:
        """The day of posting as far as it shows without the other days."""
        posting = self.context.posting
        for day in found:
            if posting and posting.day and day.start == posting.day[0]:
                day.signs.add("of the line of posting")
        best = max(found, key=lambda day: chance(day, "posting"), default=None)
        return best.told if best and best.told.day and chance(best, "posting") > 0.5 else None

    def _without_year(self, posted: ThaiDate) -> Iterator[Day]:
        """Days without a year, of the last that came before the posting or soon after."""
        for at, block in enumerate(self.blocks):
            if block.start not in self.kept:
                continue
            for match in _NO_YEAR.finditer(block.text):
                for year in (posted.year, posted.year - 1):
                    try:
                        told = parse_date(f"{match[0]} {year + 543}")
                    except DateError:
                        break
                    if apart(posted, told) <= AHEAD:
                        signs = {*self._beside(at, *match.span()), "without a year"}
                        yield Day(block.start + match.start(), block.start + match.end(), told, signs)
                        break

    def _beside(self, at: int, start: int, end: int) -> Iterator[str]:
        """The signs of a day's line."""
        block = self.blocks[at]
        text = block.text
        low, high = self._line_of(text, start, end)
        line, before, behind = (
            text[low:high],
            text[max(low, start - BEFORE) : start],
            text[end : min(high, end + BEHIND)],
        )
        rest = _P.words.sub("", text[low:start] + " " + _P.clock.sub("", text[end:high]))
        yield from (f"before: {name}" for name, pattern in _P.table_of("before") if pattern.search(before))
        yield from (f"behind: {name}" for name, pattern in _P.table_of("behind") if pattern.match(behind))
        yield from (f"line: {name}" for name, pattern in _P.table_of("lines") if pattern.search(line))
        yes = {
            "left out": block.start not in self.kept,
            "alone": not rest,
            "nearly alone": 0 < len(rest) <= SHORT / 2,
            "short line": len(line) - (end - start) <= SHORT,
            "story": len(line) > STORY,
            "in a sentence": all(
                len(_P.words.sub("", part)) > WORD for part in (text[low:start], text[end:high])
            ),
            "begins its line": not _P.words.sub("", text[low:start]),
            "ends its line": not _P.words.sub("", text[end:high]),
            "clock": bool(_P.clock.match(text[end : end + BEHIND])),
            "above the title": at < self.title,
            "title": at == self.title,
            "under the title": at == self.title + 1,
            "near the title": self.title + 1 < at <= self.title + EDGE,
            "before the story": at < self.first,
            "first of the story": at == self.first,
            "behind the story": at > self.last,
            "end": at >= len(self.blocks) - EDGE,
            "doubtful": is_doubtful(text[start:end]),
        }
        yield from (name for name, value in yes.items() if value)
        yield from self._of_label(block, low, block.start + start)

    @staticmethod
    def _line_of(text: str, start: int, end: int) -> tuple[int, int]:
        """Where the line of a day begins and ends, or what of it is near."""
        high = text.find("\n", end, end + WIDE)
        low = text.rfind("\n", max(0, start - WIDE), start) + 1 or max(0, start - WIDE)
        return low, high if high >= 0 else min(len(text), end + WIDE)

    def _of_label(self, block: Block, low: int, start: int) -> Iterator[str]:
        number = bisect_left(self.labels, (start + 1, 0, "")) - 1
        if number >= 0 and self.labels[number][1] > start:
            yield f"value of {self.labels[number][2].partition('.')[0]}"
        elif (
            label := label_of(block.text, self.context.profile)
        ) is not None and label.value <= start - block.start:
            yield f"behind label {label.target.removeprefix('field ')}"

    def _among(
        self, day: Day, number: int, times: int, posted: ThaiDate | None, spans: list[ThaiDate]
    ) -> Iterator[str]:
        """The signs of a day among the others."""
        told = day.told
        yield "first" if number == 0 else "second" if number == 1 else "further"
        yield "span" if told.end else "day" if told.day else "month"
        if times > 1:
            yield "again"
        if not told.end and any(span <= told <= span.end for span in spans if span.end):
            yield "within a span"
        if posted is None:
            yield "nothing posted"
            return
        far = apart(told, posted)
        scale = (("after", -1), ("same", 0), ("week", 7), ("month", 35), ("year", 400), ("two years", 800))
        yield "posting " + next((name for name, most in scale if far <= most), "long after")
