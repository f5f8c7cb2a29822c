"""Lines of pages to paragraphs: what was broken for width is joined, running heads and page numbers are asides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from harvester.importers.draft import Block, Kind
from harvester.importers.pdf_lines import Line
from harvester.importers.understanding.numbering import sign_of

FULL = 0.88
"""Share of the width that a line fills which was broken for it."""
APART = 1.55
"""Line distances from which a gap parts paragraphs."""
HEAD = 1.12
"""Times the usual size from which a line is a heading."""
RUNNING = 0.08
"""Share of the page's height at its head and foot where running lines stand."""
_DIGITS = re.compile("[0-9๐-๙]+")


def paragraphs(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], gap_between: Callable[[str, str], str]
) -> Iterator[Block]:
    """Blocks in order; `gap_between` says what to set between two joined lines."""
    running = _running(pages, heights)
    sizes = Counter(round(line.size, 1) for page in pages for line in page)
    usual = sizes.most_common(1)[0][0] if sizes else 12.0
    last: Line | None = None
    first: Line | None = None
    text = ""
    for page in pages:
        right = _edge(page)
        left = min((line.left for line in page if len(line.text) > 20), default=0.0)
        step = _step(page)
        for line in page:
            if line in running:
                yield Block(Kind.PARAGRAPH, line.text.strip(), page=line.page, aside="หัวหรือท้ายกระดาษ")
                continue
            if last is not None and _goes_on(last, line, right, left, step, usual):
                text = text.rstrip() + gap_between(text.rstrip(), line.text.lstrip()) + line.text.strip()
            else:
                if first is not None:
                    yield _block(text, first, usual)
                text, first = line.text.strip(), line
            last = line
    if first is not None:
        yield _block(text, first, usual)


def _goes_on(last: Line, line: Line, right: float, left: float, step: float, usual: float) -> bool:
    """Whether a line is the rest of the one above it."""
    width = max(1.0, right - left)
    if sign_of(line.text) is not None or line.bold != last.bold or abs(line.size - last.size) > 0.6:
        return False
    if last.page == line.page:
        down = last.base - line.base
        if down < 0.2 * line.size or (step and down > APART * step):
            return False
    indented = (
        line.left > last.left + 1.2 * line.size
        and line.left > left + 1.2 * line.size
        and sign_of(last.text) is None
    )
    return last.right >= left + FULL * width and not indented and line.size <= usual * HEAD


def _block(text: str, line: Line, usual: float) -> Block:
    larger = line.size >= usual * HEAD and len(text) <= 160
    if larger and sign_of(text) is None:
        return Block(
            Kind.HEADING, text, page=line.page, level=1 if line.size >= usual * 1.4 else 2, bold=line.bold
        )
    return Block(Kind.PARAGRAPH, text, page=line.page, bold=line.bold or larger)


def _edge(page: Sequence[Line]) -> float:
    """Where full lines end: the ninth decile of the long ones."""
    ends = sorted(line.right for line in page if len(line.text) > 25)
    return ends[int(len(ends) * 0.9)] if ends else max((line.right for line in page), default=0.0)


def _step(page: Sequence[Line]) -> float:
    """The usual distance from one line to the next."""
    steps = sorted(a.base - b.base for a, b in pairwise(page) if a.base - b.base > 0.5 * b.size)
    return steps[len(steps) // 4] if steps else 0.0


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
