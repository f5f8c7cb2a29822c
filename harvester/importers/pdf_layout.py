"""Lines of pages to paragraphs: what was broken for width is joined, running heads and page numbers are asides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harvester.importers.draft import Block, Kind
from harvester.importers.pdf_lines import Line
from harvester.importers.understanding.numbering import sign_of
from harvester.importers.understanding.profile import recognise

FULL = 0.88
"""Share of the width that a line fills which was broken for it."""
APART, LEADING = 1.4, 2.1
"""Times the distance of lines, or without one the size, from which a gap parts paragraphs."""
LABEL = 60
"""Characters of a label."""
EVEN = 3
"""Lines that show an edge or a distance."""
MOSTLY = 0.6
"""Share of bold lines from which bold marks nothing."""
HEAD = 1.12
"""Times the usual size from which a line is a heading."""
RUNNING = 0.08
"""Share of the page's height at its head and foot where running lines stand."""
_DIGITS = re.compile("[0-9๐-๙]+")


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the text of a page stands: its edges, and from which distance down a line begins a paragraph."""

    left: float
    right: float
    apart: float


def paragraphs(
    pages: Sequence[Sequence[Line]],
    sizes: Sequence[tuple[float, float]],
    gap_between: Callable[[str, str], str],
) -> Iterator[Block]:
    """Blocks in order; `sizes` are width and height of each page, `gap_between` says what to set between two
    joined lines."""
    running = _running(pages, [height for _, height in sizes])
    often = Counter(round(line.size, 1) for page in pages for line in page)
    usual = often.most_common(1)[0][0] if often else 12.0
    plain = sum(line.bold for page in pages for line in page) > MOSTLY * sum(map(len, pages))
    last: Line | None = None
    first: Line | None = None
    text = ""
    for page, (width, _) in zip(pages, sizes, strict=True):
        column = _column([line for line in page if line not in running], width)
        for line in page:
            if line in running:
                yield Block(Kind.PARAGRAPH, line.text.strip(), page=line.page, aside="หัวหรือท้ายกระดาษ")
                continue
            if last is not None and _goes_on(last, line, column, usual):
                text = text.rstrip() + gap_between(text.rstrip(), line.text.lstrip()) + line.text.strip()
            else:
                if first is not None:
                    yield _block(text, first, usual, plain)
                text, first = line.text.strip(), line
            last = line
    if first is not None:
        yield _block(text, first, usual, plain)


def _goes_on(last: Line, line: Line, column: _Column, usual: float) -> bool:
    """Whether a line is the rest of the one above it."""
    if sign_of(line.text) is not None or line.bold != last.bold or abs(line.size - last.size) > 0.6:
        return False
    if _is_label(line.text) or _is_label(last.text):
        return False
    if last.page == line.page and not 0.2 * line.size < last.base - line.base <= column.apart:
        return False
    indent = 1.2 * line.size
    indented = (
        line.left > last.left + indent and line.left > column.left + indent and sign_of(last.text) is None
    )
    full = last.right >= column.left + FULL * max(1.0, column.right - column.left)
    return full and not indented and line.size <= usual * HEAD


def _is_label(text: str) -> bool:
    """A line that is nothing but the name of a section or field."""
    text = text.strip()
    return len(text) <= LABEL and bool(recognise("").target(text.rstrip(" :：->")))


def _column(page: Sequence[Line], width: float) -> _Column:
    """The right edge is where several lines end; a page of short lines has that of a page with even margins."""
    left = min(
        (line.left for line in page if len(line.text) > 20),
        default=min((line.left for line in page), default=0.0),
    )
    ends = sorted(line.right for line in page if len(line.text) > 25)
    right = ends[int(len(ends) * 0.9)] if ends else width - left
    if sum(abs(end - right) < 0.04 * width for end in ends) < EVEN:
        right = max(right, width - left)
    usual = sorted(line.size for line in page)[len(page) // 2] if page else 12.0
    after_full = sorted(
        above.base - below.base
        for above, below in pairwise(page)
        if above.right >= left + 0.95 * (right - left)
        and 0.9 * below.size < above.base - below.base < 4 * below.size
    )
    step = after_full[len(after_full) // 10] if after_full else 0.0
    if step > LEADING * usual and len(after_full) < MOSTLY * len(page):
        step = 0.0  # full lines are too few to be lines of double-spaced paragraphs: each is one itself
    return _Column(left, right, APART * step if step else LEADING * usual)


def _block(text: str, line: Line, usual: float, plain: bool) -> Block:
    """A paragraph or heading; `plain` where most of the document is set bold, so that it says nothing."""
    larger = line.size >= usual * HEAD and len(text) <= 160
    if larger and sign_of(text) is None:
        return Block(
            Kind.HEADING, text, page=line.page, level=1 if line.size >= usual * 1.4 else 2, bold=line.bold
        )
    return Block(Kind.PARAGRAPH, text, page=line.page, bold=(line.bold and not plain) or larger)


def _running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[Line]:
    """Lines at the head or foot that come on most pages but for their numbers, and lone page numbers there."""
    edges: Counter[str] = Counter()
    at_edge: list[Line] = []
    for page, height in zip(pages, heights, strict=True):
        found = {id(line): line for line in (*page[:2], *page[-2:]) if _is_edge(line, height)}
        at_edge += found.values()
        edges.update({_DIGITS.sub("#", line.text.strip()) for line in found.values()})
    enough = max(2, len(pages) * 0.6)
    return {
        line
        for line in at_edge
        if edges[key := _DIGITS.sub("#", line.text.strip())] >= enough or key.strip(" -–—") == "#"
    }


def _is_edge(line: Line, height: float) -> bool:
    return line.base > height * (1 - RUNNING) or line.base < height * RUNNING
