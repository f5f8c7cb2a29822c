"""Imposes the pages of a PDF on larger sheets: a folded booklet, cards four up."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

from harvester.printing.press import Sheets

POINTS = 72 / 25.4
"""Points in a millimetre."""

Size = tuple[float, float]
Placed = Sequence[tuple[int | None, tuple[float, float]]]
"""What one side of a sheet shows: page numbers from 0 (None for an empty place) and points from the lower left."""
Line = tuple[float, float, float, float]


def impose_folded(content: bytes, count: int) -> Sheets:
    """The `count` pages of an A5 booklet on A4 sheets, two a side, to be printed on both sides, turned over the short
    edge. Blank pages go in before the last, so that the back cover stays outside. A page of the result is a side."""
    order: list[int | None] = [*range(count - 1), *[None] * (-count % 4), count - 1]
    last = len(order) - 1
    sides = []
    for sheet in range(len(order) // 4):
        front, back = 2 * sheet, 2 * sheet + 1
        sides += [(order[last - front], order[front]), (order[back], order[last - back])]
    width, height = 297 * POINTS, 210 * POINTS
    slots = ((0.0, 0.0), (width / 2, 0.0))
    placed = [list(zip(side, slots, strict=True)) for side in sides]
    return Sheets(_impose(content, (width, height), (width / 2, height), placed, ()), len(sides))


def four_up(content: bytes, count: int) -> Sheets:
    """The `count` pages of A6 cards (front, back, front, back …) on A4, backs mirrored for turning over the long
    edge, cut marks. A page of the result is a side."""
    width, height, card_width, card_height = (side * POINTS for side in (210, 297, 105, 148))
    rest = (height - 2 * card_height) / 2
    slots = [(x, rest + y) for y in (card_height, 0.0) for x in (0.0, card_width)]
    mirrored = [slots[1], slots[0], slots[3], slots[2]]
    sides: list[Placed] = []
    for first in range(0, count, 8):
        cards = range(first, min(first + 8, count), 2)
        sides.append(list(zip(cards, slots, strict=False)))
        sides.append(
            [(card + 1, slot) for card, slot in zip(cards, mirrored, strict=False) if card + 1 < count]
        )
    marks = _cut_marks(width, height, (card_width,), (rest, rest + card_height, rest + 2 * card_height))
    return Sheets(_impose(content, (width, height), (card_width, card_height), sides, marks), len(sides))


def _impose(
    content: bytes, size: Size, page_size: Size, sides: Iterable[Placed], marks: Iterable[Line]
) -> bytes:
    """The document with its pages laid on sides of `size`, all in points; its title and language stay."""
    source = PdfReader(io.BytesIO(content))
    made = PdfWriter()
    pages = [_drawing(made, page, page_size) for page in source.pages]
    lines = "".join(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l " for x0, y0, x1, y1 in marks)
    for side in sides:
        sheet = made.add_blank_page(*size)
        shown = [(pages[at], place) for at, place in side if at is not None]
        names = [NameObject(f"/P{number}") for number in range(len(shown))]
        drawn = DictionaryObject({name: page for name, (page, _) in zip(names, shown, strict=True)})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
        commands = [f"q 0.4 w 0 G {lines}S Q"] if lines else []
        commands += [
            f"q 1 0 0 1 {x:.3f} {y:.3f} cm {name} Do Q"
            for name, (_, (x, y)) in zip(names, shown, strict=True)
        ]
        contents = DecodedStreamObject()
        contents.set_data("\n".join(commands).encode())
        sheet[NameObject("/Contents")] = made._add_object(contents.flate_encode())
    made.metadata = source.metadata
    for key in ("/Lang", "/ViewerPreferences"):
        if key in source.root_object:
            made.root_object[NameObject(key)] = source.root_object[key].clone(made)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _drawing(made: PdfWriter, page: PageObject, size: Size) -> Any:
    """A page as a form that sides draw, cut at its edge; its tags and links, of no use on paper, are left behind."""
    form: Any = page["/Contents"].clone(made)  # still compressed
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(side) for side in (0, 0, *size))
    form[NameObject("/Resources")] = page.raw_get("/Resources").clone(made)
    return form.indirect_reference


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
