"""Lines of text out of a PDF page, each with where it is. Knows glyphs and boxes, no Thai words. Chromium writes the
words of a Thai cluster beside each of its glyphs (`ActualText`); pdfium then says them once for the letter and once
for the mark, and begins a new line where a mark stands high. Such pages are read cluster by cluster: the second
saying is in the small box of the mark, and is dropped."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from harvester.documents.pdf_sight import Character, Sight, size_of
from harvester.model.document import Line
from harvester.reading.wording import patterns

MAX_CHARACTERS = 60_000
"""Characters of one page; a full page of small print has under 10,000."""
_P = patterns("harvester.documents", "pdf_lines")
ROOM, ROOM_BESIDE_TOLD = 0.13, 0.2
"""Of the font's size: a gap from which a blank that pdfium made up is believed; told boxes end early."""
WIDE = 0.27
"""Of the font's size: a gap that is a blank although pdfium says nothing."""
BESIDE = 0.35
"""Of the font's size: how far a mark may be from the letter that it belongs to."""
OWN_BLANKS = 3
"""Blanks that a page has as glyphs, from which it is known to write its blanks."""
REAL = 0.2
"""Of the font's size: what a blank is wider than the letters of its line are apart."""
MANY, DENSE = 3, 4
"""Gaps of a line that show how far its letters are apart, and letters for one, where they are spread over the line."""
SMALL = 0.45
"""Of the font's size: the height of a glyph that is only a mark."""
OVER = 0.4
"""Of a mark's height: the most of it that is beside the letter and not above or below."""
NEAR = 12
"""Clusters back in which a mark's letter is found."""
SAME_LINE = 0.4
"""Of the font's size: how far apart the feet of two clusters of one line may be."""


def lines_of(page: Any, number: int) -> Iterator[Line]:
    """In the order of the page's own text."""
    layer = page.get_textpage()
    count = layer.count_chars()
    if count > MAX_CHARACTERS:
        raise OverflowError(f"{count} characters on page {number}")
    stretches = list(_character_runs(layer, count))
    if _tells(layer, stretches):
        stretches = _Telling(layer, _width_of_aa(layer, stretches)).lines(stretches)
    else:
        stretches = _with_true_blanks(layer, _rejoined(layer, stretches))
    sight = Sight(page, layer)
    for stretch in stretches:
        for look, part in sight.parts(stretch).items():
            if line := _line(layer, part, number, look):
                yield line


def _character_runs(layer: Any, count: int) -> Iterator[list[Character]]:
    """Characters with their numbers, a list a line as pdfium sees it."""
    line: list[Character] = []
    for index in range(count):
        code = raw.FPDFText_GetUnicode(layer, index)
        character = chr(code) if code and not 0xD800 <= code <= 0xDFFF else "\ufffd"
        character = "-" if character == "\x02" else character  # a hyphen at the end of a line
        if character in "\r\n":
            if line:
                yield line
            line = []
        else:
            line.append((index, character))
    if line:
        yield line


def _rejoined(layer: Any, stretches: list[list[Character]]) -> list[list[Character]]:
    """Lines that begin with a mark or a vowel that follows its letter, put behind what is before them."""
    result: list[list[Character]] = []
    for line in stretches:
        if result and _P.joins.match(line[0][1]):
            last, first = result[-1][-1][0], line[0][0]
            if abs(_baseline(layer, last) - _baseline(layer, first)) < SAME_LINE * size_of(layer, last):
                result[-1] += line
                continue
        result.append(line)
    return result


def _with_true_blanks(layer: Any, stretches: list[list[Character]]) -> list[list[Character]]:
    """On a page that has blanks of its own, those that pdfium made up where Thai was spread over a line are none; where
    a program changed fonts it wrote none, and the gap is one."""
    blanks = [index for line in stretches for index, sign in line if sign == " "]
    own = sum(not raw.FPDFText_IsGenerated(layer, index) for index in blanks)
    sound = own >= OWN_BLANKS
    result = []
    for line in stretches:
        made_up = {at: gap for at in range(1, len(line) - 1) if (gap := _gap_at(layer, line, at)) is not None}
        thai = sum(bool(_P.thai.match(sign)) for _, sign in line)
        usual = _usual_gap(layer, line) if len(made_up) >= MANY and len(made_up) > thai / DENSE else 0.0
        room = REAL + usual
        gone = {
            at for at, gap in made_up.items() if _begins_nothing(line[at + 1][1]) or (sound and gap < room)
        }
        kept = [one for at, one in enumerate(line) if at not in gone]
        result.append(_spaced(layer, kept) if sound and not usual else kept)
    return result


def _usual_gap(layer: Any, line: list[Character]) -> float:
    """How far the letters of a line are apart, in sizes of the font: those with a blank made up between them."""
    gaps = [
        gap for at in range(1, len(line) - 1) if (gap := _gap_at(layer, line, at)) is not None and gap > 0
    ]
    return sorted(gaps)[len(gaps) // 2] if gaps else 0.0


def _spaced(layer: Any, line: list[Character]) -> list[Character]:
    """With a blank where Thai meets other letters over a gap that only a blank leaves."""
    result = line[:1]
    for (before, one), (after, other) in pairwise(line):
        words = all(sign.isalnum() or _P.thai.match(sign) for sign in (one, other))
        if words and bool(_P.thai.match(one)) != bool(_P.thai.match(other)):
            gap = layer.get_charbox(after, loose=True)[0] - layer.get_charbox(before, loose=True)[2]
            if gap > WIDE * size_of(layer, before):
                result.append((after, " "))
        result.append((after, other))
    return result


def _gap_at(layer: Any, line: list[Character], at: int) -> float | None:
    """How wide the gap is, in sizes of the font, at a blank that pdfium made up inside Thai."""
    (before, one), (blank, sign), (after, other) = line[at - 1 : at + 2]
    if sign != " " or not (_P.thai.match(one) and _P.thai.match(other)):
        return None
    if not raw.FPDFText_IsGenerated(layer, blank):
        return 0.0 if _begins_nothing(other) else None
    gap = layer.get_charbox(after, loose=True)[0] - layer.get_charbox(before, loose=True)[2]
    return float(gap / size_of(layer, before))


def _begins_nothing(sign: str) -> bool:
    """A mark or a vowel behind its consonant is at the head of no word."""
    return bool(_P.joins.match(sign)) or sign in "ะา" or "\uf700" <= sign <= "\uf71a"


@dataclass(slots=True)
class _Telling:
    """Reads a page whose clusters are told beside their glyphs."""

    layer: Any
    width_of_aa: float
    done: list[list[Character]] = field(default_factory=list)
    kept: list[Character] = field(default_factory=list)
    right: float = 0.0
    foot: float = 0.0
    blank: Character | None = None
    told: bool = False
    said: list[tuple[str, float, float, float, float]] = field(default_factory=list)

    def lines(self, stretches: list[list[Character]]) -> list[list[Character]]:
        """The lines without echoes; what pdfium split inside a line is put together."""
        for stretch in stretches:
            at = 0
            while at < len(stretch):
                end = at + 1
                while end < len(stretch) and _P.joins.match(stretch[end][1]):
                    end += 1
                if stretch[at][1] in " \u00a0":
                    self.blank = stretch[at]
                else:
                    self._cluster(stretch[at:end])
                at = end
        self._end()
        return self.done

    def _cluster(self, cluster: list[Character]) -> None:
        index = cluster[0][0]
        box = self.layer.get_charbox(index, loose=True)
        told = _is_actual_text(self.layer, index)
        size = size_of(self.layer, index)
        words = "".join(character for _, character in cluster)
        foot = _baseline(self.layer, index)
        low, high = self.layer.get_charbox(index)[1::2]
        middle = (box[0] + max(self.layer.get_charbox(number)[2] for number, _ in cluster)) / 2
        if told and len(cluster) > 1 and self._is_echo(words, middle, low, high, size):
            return
        if self.kept and (abs(foot - self.foot) > SAME_LINE * size or box[0] < self.right - 3 * size):
            self._end()
        gap = (box[0] - self.right) / size
        room = ROOM_BESIDE_TOLD if self.told or told else ROOM
        if self.kept and gap > (room if self.blank is not None else WIDE):
            self.kept.append(self.blank or (index, " "))
        self.blank = None
        self.right = max(self.layer.get_charbox(number, loose=True)[2] for number, _ in cluster)
        self.right += self.width_of_aa if words.endswith("ำ") and told else 0.0
        self.told = told
        self.foot = foot
        self.kept += cluster
        self.said = [*self.said[-NEAR:], (words, box[0], self.right, low, high)]

    def _is_echo(self, words: str, middle: float, low: float, high: float, size: float) -> bool:
        """Whether the same cluster was said at the same place, by the letter under or above this mark."""
        return any(
            said == words
            and left - BESIDE * size < middle < right + BESIDE * size
            and (
                middle < right
                or high - low < SMALL * size
                or min(high, top) - max(low, bottom) < OVER * (high - low)
            )
            for said, left, right, bottom, top in self.said
        )

    def _end(self) -> None:
        if self.kept:
            self.done.append(self.kept)
        self.kept, self.right, self.blank = [], 0.0, None


def _is_actual_text(layer: Any, index: int) -> bool:
    """Words given beside a glyph have its own box for both of pdfium's kinds of box."""
    return bool(layer.get_charbox(index) == layer.get_charbox(index, loose=True))


def _tells(layer: Any, stretches: list[list[Character]]) -> bool:
    """Whether the clusters of a page are given as words beside their glyphs, as Chromium does."""
    bases = [
        line[at][0] for line in stretches for at in range(len(line) - 1) if _P.joins.match(line[at + 1][1])
    ][:60]
    return len(bases) > 2 and sum(_is_actual_text(layer, index) for index in bases) > 0.3 * len(bases)


def _width_of_aa(layer: Any, stretches: list[list[Character]]) -> float:
    """How wide า is here: in a สระอำ that is told beside one glyph, the box of its า is missing."""
    boxes = [layer.get_charbox(index, loose=True) for line in stretches for index, c in line if c == "า"][:20]
    widths = sorted(box[2] - box[0] for box in boxes)
    return widths[len(widths) // 2] if widths else 5.0


def _line(layer: Any, stretch: list[Character], number: int, hidden: str) -> Line | None:
    text = "".join(character for _, character in stretch)
    seen = [(index, character) for index, character in stretch if not character.isspace()]
    if not seen:
        return None
    first, last = seen[0][0], max(seen[-3:], key=lambda one: layer.get_charbox(one[0], loose=True)[2])[0]
    left = layer.get_charbox(first, loose=True)[0]
    right = layer.get_charbox(last, loose=True)[2]
    middle = seen[len(seen) // 2][0]
    bold = all(_is_bold(layer, index) for index in (first, middle, seen[-1][0]))
    return Line(
        text,
        left,
        right,
        _baseline(layer, first),
        size_of(layer, middle),
        bold,
        hidden,
        number,
    )


def _baseline(layer: Any, index: int) -> float:
    """Where the glyph was set: boxes of told letters begin higher than those of others."""
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(layer, index, ctypes.byref(across), ctypes.byref(up))
    return up.value


def _is_bold(layer: Any, index: int) -> bool:
    """By the font's name: the weight that pdfium guesses is often wrong."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(layer, index, name, 128, None)
    return re.search(rb"bold|black|heavy|semibold|demi", name.value, re.IGNORECASE) is not None
