"""Lines of text out of a PDF page, each with where it stands. Knows glyphs and boxes, no Thai words.

Chromium writes the words of a Thai cluster beside each of its glyphs; pdfium then says them once for the
letter and once for the mark. The second saying stands in the box of the mark, and is dropped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

MAX_CHARACTERS = 60_000
"""Characters of one page; a full page of small print has under 10,000."""
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_INVISIBLE = 3
_JOINS = re.compile(f"[{_MARKS}ำ]")
ROOM, ROOM_BESIDE_TOLD = 0.13, 0.2
"""Of the font's size: a gap from which a blank that pdfium made up is believed; told boxes end early."""
PASSED = 1.0
"""Points that a place lies behind what was read already."""


@dataclass(frozen=True, slots=True)
class Line:
    """`left`, `right`, `base` and `size` in points, `base` from the page's foot; `hidden` is drawn invisibly."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    hidden: bool
    page: int


def lines_of(page: Any, number: int) -> Iterator[Line]:
    """In the order of the page's own text."""
    layer = page.get_textpage()
    count = layer.count_chars()
    if count > MAX_CHARACTERS:
        raise OverflowError(f"{count} characters on page {number}")
    stretches = list(_stretches(layer, count))
    told = _tells(layer, stretches)
    width = _width_of_aa(layer, stretches) if told else 0.0
    for stretch in stretches:
        if line := _line(layer, _without_echoes(layer, stretch, width) if told else stretch, number):
            yield line


def _stretches(layer: Any, count: int) -> Iterator[list[tuple[int, str]]]:
    """Characters with their numbers, a list a line."""
    line: list[tuple[int, str]] = []
    for index in range(count):
        code = raw.FPDFText_GetUnicode(layer, index)
        character = chr(code) if code and not 0xD800 <= code <= 0xDFFF else "\ufffd"
        if character in "\r\n":
            if line:
                yield line
            line = []
        else:
            line.append((index, character))
    if line:
        yield line


@dataclass(slots=True)
class _Reading:
    """What of a line is kept so far, and where its last letter ends."""

    kept: list[tuple[int, str]]
    right: float = 0.0
    blank: tuple[int, str] | None = None
    told: bool = False


def _without_echoes(layer: Any, line: list[tuple[int, str]], width_of_aa: float) -> list[tuple[int, str]]:
    """A cluster said again at a place that is already passed is dropped; a blank stays where there is room for it."""
    reading = _Reading([])
    at = 0
    while at < len(line):
        index, character = line[at]
        end = at + 1
        while end < len(line) and _JOINS.match(line[end][1]):
            end += 1
        if character in " \u00a0":
            reading.blank = line[at]
            at += 1
            continue
        left = layer.get_charbox(index, loose=True)[0]
        cluster = "".join(c for _, c in line[at:end])
        echo = (
            end > at + 1
            and left < reading.right - PASSED
            and cluster in "".join(c for _, c in reading.kept[-12:])
        )
        if not echo:
            size = raw.FPDFText_GetFontSize(layer, index)
            room = ROOM_BESIDE_TOLD if reading.told or _is_told(layer, index) else ROOM
            if reading.blank is not None and (not reading.kept or left - reading.right > room * size):
                reading.kept.append(reading.blank)
            reading.blank = None
            reading.right = max(layer.get_charbox(n, loose=True)[2] for n, _ in line[at:end])
            reading.told = _is_told(layer, index)
            if cluster.endswith("ำ") and reading.told:
                reading.right += width_of_aa
            reading.kept += line[at:end]
        at = end
    return reading.kept


def _is_told(layer: Any, index: int) -> bool:
    """Words given beside a glyph have its own box for both of pdfium's kinds of box."""
    return bool(layer.get_charbox(index) == layer.get_charbox(index, loose=True))


def _tells(layer: Any, stretches: list[list[tuple[int, str]]]) -> bool:
    """Whether the clusters of a page are given as words beside their glyphs, as Chromium does."""
    bases = [
        line[at][0] for line in stretches for at in range(len(line) - 1) if _JOINS.match(line[at + 1][1])
    ][:60]
    return len(bases) > 2 and sum(_is_told(layer, index) for index in bases) > 0.3 * len(bases)


def _width_of_aa(layer: Any, stretches: list[list[tuple[int, str]]]) -> float:
    """How wide า is here: in a สระอำ that is told beside one glyph, the box of its า is missing."""
    boxes = [layer.get_charbox(index, loose=True) for line in stretches for index, c in line if c == "า"][:20]
    widths = sorted(box[2] - box[0] for box in boxes)
    return widths[len(widths) // 2] if widths else 5.0


def _line(layer: Any, stretch: list[tuple[int, str]], number: int) -> Line | None:
    text = "".join(character for _, character in stretch)
    seen = [(index, character) for index, character in stretch if not character.isspace()]
    if not seen:
        return None
    first, last = seen[0][0], max(seen[-3:], key=lambda one: layer.get_charbox(one[0], loose=True)[2])[0]
    left, foot, _, _ = layer.get_charbox(first, loose=True)
    right = layer.get_charbox(last, loose=True)[2]
    middle = seen[len(seen) // 2][0]
    weights = [raw.FPDFText_GetFontWeight(layer, index) for index in (first, middle, seen[-1][0])]
    drawn = raw.FPDFText_GetTextObject(layer, middle)
    hidden = bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
    size = raw.FPDFText_GetFontSize(layer, middle)
    return Line(text, left, right, foot, size, min(weights) >= 600, hidden, number)
