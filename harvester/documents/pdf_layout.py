"""Lines of pages to columns and paragraphs: what was broken for width is joined, running heads are asides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, inf

from harvester.model.document import Block, Kind, Line
from harvester.reading.profile import is_label
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

FULL = 0.88
"""Share of the width that a line fills which was broken for it."""
LABEL = 60
"""Characters of a label."""
MOSTLY = 0.6
"""Share of bold lines from which bold marks nothing."""
HEAD = 1.12
"""Times the usual size from which a line is a heading."""
RUNNING = 0.13
"""Share of the page's height at its head and foot where running lines are."""
COMMON = 0.25
"""Share of the words from which a size is one of running text."""
RAGGED = 0.15
"""Of the size: from the edge at which lines that are spread to it end."""
_P = patterns("harvester.documents", "pdf_layout")
SMALL = 0.9
"""Share of the usual size up to which lines at the foot of a page are notes."""


def paragraphs(
    pages: Sequence[Sequence[Line]],
    sizes: Sequence[tuple[float, float]],
    gap_between: Callable[[str, str], str],
) -> Iterator[Block]:
    """Blocks in order; `sizes` are width and height of each page, `gap_between` says what to set between two
    joined lines."""
    running = _running(pages, [height for _, height in sizes])
    often: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        often[round(line.size, 1)] += len(line.text)
    usual = often.most_common(1)[0][0] if often else 12.0
    common = {size for size, count in often.items() if count > COMMON * often.total()}
    plain = sum(line.bold for page in pages for line in page) > MOSTLY * sum(map(len, pages))
    trailing = any(line.text[-1:] == " " for page in pages for line in page)
    columns: dict[Line, Column] = {}
    last: Line | None = None
    first: Line | None = None
    text = ""
    for page, (width, _) in zip(pages, sizes, strict=True):
        columns.update(columns_of([line for line in page if line not in running], width))
        notes = _notes([line for line in page if line not in running], usual)
        for line in page:
            if line in running or line in notes:
                why = "เชิงอรรถ" if line in notes else "หัวหรือท้ายกระดาษ"
                yield Block(Kind.PARAGRAPH, line.text.strip(), page=line.page, aside=why)
                continue
            if last is not None and _goes_on(last, line, columns, usual):
                between = (
                    " "
                    if last.text[-1:] == " "
                    else ""
                    if trailing and _is_ragged(last, columns[last])
                    else None
                )
                if between is None or not _P.thai_ends.search(text.rstrip()):
                    between = gap_between(text.rstrip(), line.text.lstrip())
                text = text.rstrip() + between + line.text.strip()
            else:
                if first is not None:
                    yield _block(text, first, inf if round(first.size, 1) in common else usual, plain)
                text, first = line.text.strip(), line
            last = line
    if first is not None:
        yield _block(text, first, inf if round(first.size, 1) in common else usual, plain)


def _is_ragged(line: Line, column: Column) -> bool:
    """Whether a line was left as long as it came: then the blank at its end, if any, was kept."""
    return bool(line.right < column.right - RAGGED * line.size)


def _goes_on(last: Line, line: Line, columns: Mapping[Line, Column], usual: float) -> bool:
    """Whether a line is the rest of the one above it, or of the one at the foot of the column or page before."""
    if sign_of(line.text) is not None or line.bold != last.bold or abs(line.size - last.size) > 0.6:
        return False
    if _is_label(line.text) or _is_label(last.text) or _is_labelled(line.text):
        return False
    before, column = columns[last], columns[line]
    if last.page == line.page and before is not column and not (last == before.last and line == column.first):
        return False
    same = last.page == line.page and before is column
    if same and not 0.2 * line.size < last.base - line.base <= column.apart:
        return False
    indent = 1.2 * line.size
    indented = (
        line.left - column.left > last.left - before.left + indent
        and line.left > column.left + indent
        and sign_of(last.text) is None
    )
    full = last.right >= before.left + FULL * max(1.0, before.right - before.left)
    return full and not indented and line.size <= usual * HEAD


def _is_label(text: str) -> bool:
    """A line that is nothing but the name of a section or field."""
    text = text.strip()
    return len(text) <= LABEL and is_label(text.rstrip(" :：->"))


def _is_labelled(text: str) -> bool:
    """A line that begins with the name of a field or section and a colon."""
    match = _P.labelled.match(text)
    return match is not None and is_label(match["name"])


def _block(text: str, line: Line, usual: float, plain: bool) -> Block:
    """A paragraph, or a heading where it is larger than `usual`; `plain` where most of the document is set bold."""
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
        edges.update({_P.digits.sub("#", line.text.strip()) for line in found.values()})
    enough = max(2, len(pages) * 0.6)
    return {
        line
        for line in at_edge
        if edges[key := _P.digits.sub("#", line.text.strip())] >= enough or _P.page.match(key)
    }


def _notes(page: Sequence[Line], usual: float) -> set[Line]:
    """Small lines at the end of a page, from the first that begins with the sign of a note."""
    small: list[Line] = []
    for line in reversed(page):
        if line.size > usual * SMALL:
            break
        small.insert(0, line)
    start = next((at for at, line in enumerate(small) if _P.note.match(line.text)), len(small))
    return set(small[start:]) if len(small) < len(page) else set()


def _is_edge(line: Line, height: float) -> bool:
    return line.base > height * (1 - RUNNING) or line.base < height * RUNNING


APART, LEADING = 1.4, 2.1
"""Times the distance of lines, or without one the size, from which a gap parts paragraphs."""
EVEN = 3
"""Lines that show an edge or a distance."""
FEWEST, SHARE = 4, 0.2
"""Lines, and share of the page's lines, that are on each side of a gutter."""
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
