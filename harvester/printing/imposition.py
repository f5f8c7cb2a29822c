"""Imposes the pages of a PDF on larger sheets and keeps their tags: a folded booklet, cards four up. Marked content
stays as it was, in the order of the pages, for screen readers."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from harvester.printing import plain_pdf

try:
    import pikepdf
except ImportError:  # no wheel for this machine
    pikepdf = None  # type: ignore[assignment]

POINTS = 72 / 25.4
"""Points in a millimetre."""
_PATTERN = re.compile(rb"(/\w+) scn\b", re.IGNORECASE)
_PIECE = re.compile(rb"/MCID (\d+)")

Size = tuple[float, float]
Placed = Sequence[tuple[int | None, tuple[float, float]]]
"""What one side of a sheet shows: page numbers from 0 (None for an empty place) and points from the lower left."""
Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a page: its side, its shift in points, and the number of marked pieces before its own."""

    side: Any
    x: float
    y: float
    pieces: int


def impose_folded(content: bytes) -> tuple[bytes, int]:
    """An A5 booklet on A4 sheets, two pages a side, to be printed on both sides, turned over the short edge. Blank
    pages go in before the last, so that the back cover stays outside. Gives the file and its sides."""
    count = len(PdfReader(io.BytesIO(content)).pages)
    order: list[int | None] = [*range(count - 1), *[None] * (-count % 4), count - 1]
    last = len(order) - 1
    sides = []
    for sheet in range(len(order) // 4):
        front, back = 2 * sheet, 2 * sheet + 1
        sides += [(order[last - front], order[front]), (order[back], order[last - back])]
    width, height = 297 * POINTS, 210 * POINTS
    slots = ((0.0, 0.0), (width / 2, 0.0))
    placed = [list(zip(side, slots, strict=True)) for side in sides]
    return _impose(content, (width, height), (width / 2, height), placed, ()), len(sides)


def four_up(content: bytes) -> tuple[bytes, int]:
    """A6 cards (front, back, front, back …) on A4, backs mirrored for turning over the long edge, cut marks. Gives
    the file and its sides."""
    count = len(PdfReader(io.BytesIO(content)).pages)
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
    return _impose(content, (width, height), (card_width, card_height), sides, marks), len(sides)


def _impose(
    content: bytes, size: Size, page_size: Size, sides: Iterable[Placed], marks: Iterable[Line]
) -> bytes:
    """The document with its pages laid on sides of `size`, all in points."""
    if pikepdf is None:
        return plain_pdf.impose(content, size, sides, marks)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return _laid_with_tags(pdf, size, page_size, sides, marks)


def _laid_with_tags(
    pdf: pikepdf.Pdf,
    size: Size,
    page_size: Size,
    sides: Iterable[Placed],
    marks: Iterable[Line],
) -> bytes:
    """The document with its pages laid on sides of `size`, all in points; its tree of tags leads to the sides."""
    pages = list(pdf.pages)
    owners = _owners(pdf)
    drawn = "".join(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l " for x0, y0, x1, y1 in marks)
    spots: dict[Any, Spot] = {}
    numbers: list[Any] = []
    for number, side in enumerate(sides):
        pdf.add_blank_page(page_size=size)
        sheet = pdf.pages[-1]
        commands = [f"/Artifact BMC\nq 0.4 w 0 G {drawn}S Q\nEMC".encode()] if drawn else []
        pieces: list[Any] = []
        notes: list[Any] = []
        for at, (x, y) in side:
            if at is None:
                continue
            page = pages[at]
            spot = spots[page.objgen] = Spot(sheet.obj, x, y, len(pieces))
            pieces += list(owners.get(int(page.get("/StructParents", -1)), ()))
            clip = b"q 1 0 0 1 %.3f %.3f cm 0 0 %.3f %.3f re W n" % (x, y, *page_size)
            written = page.Contents.read_bytes()
            _move_patterns(page, written, (x, y))
            commands += [clip, _renumber(written, spot.pieces), b"Q"]
            sheet.Resources = page.Resources  # all pages of a document share one
            notes += list(page.get("/Annots", ()))
            for note in page.get("/Annots", ()):
                note.Rect = _shift_box(note.Rect, (x, y))
        sheet.Contents = pdf.make_stream(b"\n".join(commands))
        sheet.StructParents = number
        sheet.Tabs = pikepdf.Name.S
        if notes:
            sheet.Annots = pikepdf.Array(notes)
        numbers += [number, pdf.make_indirect(pikepdf.Array(pieces))]
    _lead_tags(pdf, spots)
    _lead_names(pdf, spots)
    del pdf.pages[: len(pages)]
    _number_notes(pdf, owners, numbers)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _move_patterns(page: Any, written: bytes, by: tuple[float, float]) -> None:
    """Shift patterns with their page: their matrix is relative to the sheet, not to the page laid on it."""
    patterns = page.Resources.get("/Pattern", pikepdf.Dictionary())
    for name in set(_PATTERN.findall(written)):
        matrix = [float(number) for number in patterns[name.decode()].Matrix]
        matrix[4:] = [matrix[4] + by[0], matrix[5] + by[1]]
        patterns[name.decode()].Matrix = pikepdf.Array(matrix)


def _shift_box(box: Any, by: tuple[float, float]) -> pikepdf.Array:
    return pikepdf.Array([round(float(side) + by[n % 2], 3) for n, side in enumerate(box)])


def _renumber(content: bytes, before: int) -> bytes:
    return _PIECE.sub(lambda found: b"/MCID %d" % (int(found[1]) + before), content) if before else content


def _owners(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """What the numbers of pages and notes mean: the tags that hold a page's pieces, or the tag of a note."""
    tree = pdf.Root.get("/StructTreeRoot")
    entries = list(tree.ParentTree.Nums) if tree is not None else []
    return {int(key): held for key, held in zip(entries[::2], entries[1::2], strict=True)}


def _lead_tags(pdf: pikepdf.Pdf, spots: dict[Any, Spot]) -> None:
    """Let every tag know the side its pieces are on, and their new numbers there."""
    for tag in pdf.objects:
        if not isinstance(tag, pikepdf.Dictionary) or tag.get("/Type") not in ("/StructElem", "/OBJR"):
            continue
        spot = spots.get(tag.Pg.objgen) if "/Pg" in tag else None
        if spot is None:
            continue
        tag.Pg = spot.side
        if "/K" in tag and isinstance(tag.K, pikepdf.Array):
            for at, kid in enumerate(tag.K):
                if isinstance(kid, int):
                    tag.K[at] = kid + spot.pieces
        if tag.get("/S") == "/Figure" and "/A" in tag and "/BBox" in tag.A:
            tag.A.BBox = _shift_box(tag.A.BBox, (spot.x, spot.y))


def _number_notes(pdf: pikepdf.Pdf, owners: dict[int, Any], numbers: list[Any]) -> None:
    """Give links their numbers behind those of the sides."""
    if "/StructTreeRoot" not in pdf.Root:
        return
    following = len(numbers) // 2
    for sheet in pdf.pages:
        for note in sheet.get("/Annots", ()):
            if "/StructParent" in note and sheet.get("/StructParents") is not None:
                held = owners.get(int(note.StructParent))
                if held is not None and not isinstance(held, pikepdf.Array):
                    note.StructParent = following
                    numbers += [following, held]
                    following += 1
    pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))


def _lead_names(pdf: pikepdf.Pdf, spots: dict[Any, Spot]) -> None:
    """Let anchors and bookmarks lead to the sides."""
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    for goal in list(names.Names)[1::2] if names is not None else ():
        _lead(goal, spots)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/Dest" in item and isinstance(item.Dest, pikepdf.Array):
            _lead(item.Dest, spots)


def _lead(goal: Any, spots: dict[Any, Spot]) -> None:
    spot = spots.get(goal[0].objgen)
    if spot is None:
        return
    goal[0] = spot.side
    if len(goal) > 3:
        goal[2], goal[3] = float(goal[2]) + spot.x, float(goal[3]) + spot.y


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
