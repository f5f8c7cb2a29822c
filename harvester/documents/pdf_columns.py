"""Columns of a page: where lines stand one under the other, and from which distance a line begins a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from harvester.model.document import Line

APART, LEADING = 1.4, 2.1
"""Times the distance of lines, or without one the size, from which a gap parts paragraphs."""
EVEN = 3
"""Lines that show an edge or a distance."""
MOSTLY = 0.6
"""Share of lines that are full where lines are double-spaced."""
FEWEST, SHARE = 4, 0.2
"""Lines, and share of the page's lines, that stand on each side of a gutter."""
ACROSS = 0.15
"""Share of the lines that may go across a gutter: a title, a footnote."""
NARROW = 6.0
"""Points of a gutter."""


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of the text in it; `apart` is the distance down from which a line begins a paragraph."""

    left: float
    right: float
    apart: float
    first: Line | None = None
    last: Line | None = None


def columns_of(page: Sequence[Line], width: float) -> dict[Line, Column]:
    """The column of every line."""
    margin = min((line.left for line in page), default=0.0)
    found: dict[Line, Column] = {}
    for group, bound in _groups(list(page), width - margin, 2):
        column = _column(group, bound, width)
        found.update(dict.fromkeys(group, column))
    return found


def _groups(lines: list[Line], bound: float, depth: int) -> list[tuple[list[Line], float]]:
    """Lines on each side of a gutter, and those that go across it, each group with its right bound."""
    gutter = _gutter(lines) if depth else None
    if gutter is None:
        return [(lines, bound)]
    low, high = gutter
    left = [line for line in lines if line.right <= high]
    right = [line for line in lines if line.left >= low and line.right > high]
    beside = {*left, *right}
    across = [line for line in lines if line not in beside]
    groups = [*_groups(left, low, depth - 1), *_groups(right, bound, depth - 1)]
    return [*groups, (across, bound)] if across else groups


def _gutter(lines: Sequence[Line]) -> tuple[float, float] | None:
    """The widest gap that nearly no line crosses, with enough lines on both sides."""
    enough = max(FEWEST, SHARE * len(lines))
    best: tuple[float, float] | None = None
    ends = sorted({ceil(line.right) for line in lines})
    for end in ends:
        starts = [line.left for line in lines if line.left > end]
        if len(starts) < enough:
            continue
        start = min(starts)
        if start - end < NARROW or (best is not None and start - end <= best[1] - best[0]):
            continue
        before = sum(line.right <= end for line in lines)
        if before >= enough and len(lines) - before - len(starts) <= ACROSS * len(lines):
            best = end, start
    return best


def _column(page: Sequence[Line], bound: float, width: float) -> Column:
    """The right edge is where several lines end; short lines alone have the bound for theirs."""
    left = min(
        (line.left for line in page if len(line.text) > 20),
        default=min((line.left for line in page), default=0.0),
    )
    ends = sorted(line.right for line in page if len(line.text) > 25)
    right = ends[int(len(ends) * 0.9)] if ends else bound
    if sum(abs(end - right) < 0.04 * width for end in ends) < EVEN:
        right = max(right, bound)
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
    apart = APART * step if step else LEADING * usual
    high = max(page, key=lambda line: line.base, default=None)
    low = min(page, key=lambda line: line.base, default=None)
    return Column(left, right, apart, high, low)
