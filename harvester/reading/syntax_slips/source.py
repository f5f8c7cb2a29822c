"""A decoded lesson file as lines with offsets, its front matter and its body, before anything is parsed. Knows where
things are, however broken the file; what is wrong with them is left to the rules beside it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from harvester.model.diagnostics import Finding, Place
from harvester.model.lesson import field_named
from harvester.reading.wording import messages, patterns

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_RULER = re.compile(r"[-—–―‒−_=~*]{2,}|[—–―]|\.{3}")
_RULES = frozenset("-—–―‒−_=~*.")
_PATTERNS = patterns("harvester.reading", "source")
_CODE_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
_say = messages("harvester.reading").finding
FRONT_LIMIT = 400
"""Lines; no lesson has a longer head."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, the offset of its first code point, its text without the end."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset just after the text."""
        return self.start + len(self.text)

    @property
    def is_fence(self) -> bool:
        """Exactly the line that opens or closes front matter."""
        return self.text.rstrip() == "---"

    @property
    def is_ruler(self) -> bool:
        """A line of dashes or the like: perhaps meant as a fence."""
        text = self.text.strip()
        return text[:1] in _RULES and bool(_RULER.fullmatch("".join(text.split())))

    @property
    def entry(self) -> "Entry | None":
        """The line read as `key: value`, when it looks like one."""
        match = _PATTERNS.key.match(self.text)
        return Entry(self, match) if match else None


class Entry:
    """A `key: value` line, with the offsets of its parts in the file."""

    def __init__(self, line: Line, match: re.Match[str]) -> None:
        self.line = line
        self.indent = match["indent"]
        self.key = match["key"]
        self.key_start = line.start + match.start("key")
        self.in_list = bool(match["dash"])
        self.colon_at = line.start + match.start("colon")
        self.colon = match["colon"]
        self.rest = match["rest"]
        self.value = self.rest.strip()
        self.value_start = self.colon_at + 1 + len(self.rest) - len(self.rest.lstrip())
        self.value_end = self.value_start + len(self.value)

    @property
    def is_top(self) -> bool:
        """True at the left edge."""
        return not self.indent and not self.in_list


@dataclass(frozen=True)
class Source:
    """The decoded text of one file (a byte order mark already gone) and the path that findings name."""

    text: str
    path: str

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line, split at LF, CRLF and CR only."""
        lines: list[Line] = []
        start = 0
        for match in _LINE.finditer(self.text):
            if match.start() == len(self.text) and lines:
                break
            lines.append(Line(len(lines) + 1, start, match[1]))
            start = match.end()
        return tuple(lines)

    @cached_property
    def first(self) -> int:
        """Index of the first line that is not blank."""
        return next((i for i, line in enumerate(self.lines) if line.text.strip()), 0)

    @cached_property
    def has_opening(self) -> bool:
        """Something like an opening fence is first (well written or not)."""
        return bool(self.lines) and self.lines[self.first].is_ruler

    @cached_property
    def front_range(self) -> tuple[int, int]:
        """Line indexes `[start, end)` of what is meant as front matter; empty when there is none. It ends at the
        first ruler, else at a heading, else where blank lines end the run of keys."""
        if not self.lines:
            return 0, 0
        opening = self.lines[self.first]
        if not self.has_opening and not is_known(opening.entry):
            return self.first, self.first
        start = self.first + 1 if self.has_opening else self.first
        for index in range(start, min(len(self.lines), start + FRONT_LIMIT)):
            if self.lines[index].is_ruler:
                return start, index
        return start, self._end_of_keys(start)

    def _end_of_keys(self, start: int) -> int:
        for index in range(start, min(len(self.lines), start + FRONT_LIMIT)):
            text = self.lines[index].text
            if re.match(r"#{1,6}\s*\S", text) and not text.startswith("# "):
                return index
            if not text.strip() and not self._keys_go_on(index):
                return index
        return min(len(self.lines), start + FRONT_LIMIT)

    def _keys_go_on(self, blank: int) -> bool:
        after = next((line for line in self.lines[blank : blank + 4] if line.text.strip()), None)
        return after is not None and is_known(after.entry)

    @cached_property
    def front(self) -> tuple[Line, ...]:
        """The lines between the fences."""
        start, end = self.front_range
        return self.lines[start:end]

    @cached_property
    def closing(self) -> Line | None:
        """The line that closes the front matter, well written or not."""
        start, end = self.front_range
        if start == end and not self.has_opening:
            return None
        return self.lines[end] if end < len(self.lines) and self.lines[end].is_ruler else None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The `key: value` lines of the front matter, outside block texts (`|`, `>`) and comments."""
        found: list[Entry] = []
        block = -1
        for line in self.front:
            indent = len(line.text) - len(line.text.lstrip(" \t"))
            if block >= 0 and (indent > block or not line.text.strip()):
                continue
            block = -1
            if line.text.lstrip().startswith("#"):
                continue
            entry = line.entry
            if entry is not None:
                found.append(entry)
                if re.match(r"[|>][+-]?\d?\s*(#.*)?$", entry.value):
                    block = indent
        return tuple(found)

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The lines after the front matter that are not inside a fenced code block."""
        _, end = self.front_range
        first = end + 1 if self.closing else end
        return tuple(_outside_code(self.lines[first:]))

    def place(self, offset: int) -> Place:
        """Line and column of an offset."""
        line = bisect_right(self.lines, offset, key=lambda line: line.start)
        return Place(self.path, line, offset - self.lines[line - 1].start + 1)

    def finding(self, start: int, end: int, key: str, *values: object, **more: Any) -> Finding:
        """What a rule says of `[start, end)`; `mend` and other members of the finding are handed on."""
        return _say(key, self.place(start), *values, width=max(1, end - start), **more)

    def mended(self, start: int, end: int, key: str, *values: object, right: str, **more: Any) -> Finding:
        """What a rule says of `[start, end)`, with `right` as what should be there."""
        return self.finding(start, end, key, *values, mend=(start, end, right), **more)

    def value_finding(self, entry: Entry, key: str, *values: object, right: str) -> Finding:
        """The same of the value of an entry."""
        return self.mended(entry.value_start, entry.value_end, key, *values, right=right)


def is_known(entry: Entry | None) -> bool:
    """Does the line name a field of a lesson?"""
    return entry is not None and entry.is_top and field_named(entry.key) is not None


def _outside_code(lines: tuple[Line, ...]) -> Iterator[Line]:
    fence = ""
    for line in lines:
        match = _CODE_FENCE.match(line.text)
        if fence:
            if match and match[1].startswith(fence) and not line.text.strip(" `~"):
                fence = ""
        elif match:
            fence = match[1]
        else:
            yield line
