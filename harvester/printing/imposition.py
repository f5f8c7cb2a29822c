"""Pages of a PDF laid on larger sheets: a folded booklet, cards four up. Knows lengths, no content."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pikepdf

POINTS = 72 / 25.4
"""Points in a millimetre."""


def folded(content: bytes) -> tuple[bytes, int]:
    """An A5 booklet on A4 sheets, two pages a side, to be printed on both sides, turned over the short edge.

    Blank pages go in before the last, so that the back cover stays outside. Gives the file and its sides.
    """
    with pikepdf.open(io.BytesIO(content)) as source:
        count = len(source.pages)
        order: list[int | None] = [*range(count - 1), *[None] * (-count % 4), count - 1]
        last = len(order) - 1
        sides = []
        for sheet in range(len(order) // 4):
            front, back = 2 * sheet, 2 * sheet + 1
            sides += [(order[last - front], order[front]), (order[back], order[last - back])]
        width, height = 297 * POINTS, 210 * POINTS
        slots = ((0.0, 0.0), (width / 2, 0.0))
        return _laid(
            source, (width, height), [list(zip(side, slots, strict=True)) for side in sides], ()
        ), len(sides)


def four_up(content: bytes) -> tuple[bytes, int]:
    """A6 cards (front, back, front, back …) on A4, backs mirrored for turning over the long edge, cut marks.

    Gives the file and its sides.
    """
    with pikepdf.open(io.BytesIO(content)) as source:
        count = len(source.pages)
        width, height, card_width, card_height = (side * POINTS for side in (210, 297, 105, 148))
        rest = (height - 2 * card_height) / 2
        slots = [(x, rest + y) for y in (card_height, 0.0) for x in (0.0, card_width)]
        mirrored = [slots[1], slots[0], slots[3], slots[2]]
        sides = []
        for first in range(0, count, 8):
            cards = range(first, min(first + 8, count), 2)
            sides.append(list(zip(cards, slots, strict=False)))
            sides.append(
                [(card + 1, slot) for card, slot in zip(cards, mirrored, strict=False) if card + 1 < count]
            )
        marks = _cut_marks(width, height, (card_width,), (rest, rest + card_height, rest + 2 * card_height))
        return _laid(source, (width, height), sides, marks), len(sides)


Placed = Sequence[tuple[int | None, tuple[float, float]]]
Line = tuple[float, float, float, float]


def _laid(
    source: pikepdf.Pdf, size: tuple[float, float], sides: Iterable[Placed], marks: Iterable[Line]
) -> bytes:
    """A new document whose sides show pages of `source` at points from the lower left."""
    made = pikepdf.new()
    drawn = "".join(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l " for x0, y0, x1, y1 in marks)
    for side in sides:
        made.add_blank_page(page_size=size)
        page = made.pages[-1]
        shown = pikepdf.Dictionary()
        commands = [f"q 0.4 w 0 G {drawn}S Q"] if drawn else []
        for number, (x, y) in side:
            if number is not None:
                name = f"/P{number}"
                shown[name] = made.copy_foreign(source.pages[number].as_form_xobject())
                commands.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm {name} Do Q")
        page.Resources = pikepdf.Dictionary(XObject=shown)
        page.Contents = made.make_stream("\n".join(commands).encode())
    made.Root.Lang = pikepdf.String("th")
    made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if "/Title" in source.docinfo:
        made.docinfo["/Title"] = source.docinfo["/Title"]
    out = io.BytesIO()
    made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _cut_marks(width: float, height: float, across: Iterable[float], up: Iterable[float]) -> list[Line]:
    """Short lines at the edge of the sheet and crosses between the cards."""
    arm = 3.5 * POINTS
    lines: list[Line] = []
    for x in across:
        lines += [(x, 0, x, arm), (x, height - arm, x, height)]
    for y in up:
        lines += [(0, y, arm, y), (width - arm, y, width, y)]
        lines += [(x - arm / 2, y, x + arm / 2, y) for x in across]
        lines += [(x, y - arm / 2, x, y + arm / 2) for x in across]
    return lines
