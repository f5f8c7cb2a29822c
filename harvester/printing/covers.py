"""The cover picture of an e-book, drawn with Pillow. Deterministic: equal titles give equal bytes."""

import io
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from harvester.printing import glyphs
from harvester.printing.breaking import Breaker
from harvester.thai.text import clusters

SIZE = (1200, 1600)
"""In pixels, 3 to 4, as book shops ask."""
CLOTH, PAPER, INK, STITCH, SOFT, GOLD = "#14284a", "#ffffff", "#1b2024", "#6c87b1", "#cfdcf0", "#e0b252"
MARGIN = 96
CLOTH_FOOT = 1010
WOVEN = 320
"""Pixels of the pattern."""
LARGEST, SMALLEST = 104, 44
"""The size of the title in pixels: as large as its length allows."""


def cover(title: str, site: str, summary: str, edition: str, by: str) -> bytes:
    """The picture as a PNG."""
    title, site, summary, edition, by = map(_printable_text, (title, site, summary, edition, by))
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], CLOTH_FOOT), fill=CLOTH)
    for row, start in enumerate((0, 14, 0)):
        top = CLOTH_FOOT - 64 + 14 * row
        for x in range(start, SIZE[0], 28):
            draw.line((x, top, x + 14, top), fill=STITCH, width=5)
    _weave(draw, CLOTH_FOOT - 64 - 40 - WOVEN, WOVEN)
    draw.text((MARGIN, MARGIN), site, font=_face("Sarabun-Regular.ttf", 44), fill=SOFT)
    size, lines = _fit_title(title, CLOTH_FOOT - 330 - WOVEN)
    _write(draw, lines, "Maitree-SemiBold.ttf", size, MARGIN + 110, PAPER)
    below = list(_wrap(summary, "Sarabun-Regular.ttf", 46))[:4]
    _write(draw, below, "Sarabun-Regular.ttf", 46, CLOTH_FOOT + 70, INK)
    draw.line((MARGIN, SIZE[1] - 210, SIZE[0] - MARGIN, SIZE[1] - 210), fill=STITCH, width=3)
    for line, face, top in ((edition, "Sarabun-Bold.ttf", 190), (by, "Sarabun-Regular.ttf", 130)):
        short = next(_wrap(line, face, 40), "")
        draw.text((MARGIN, SIZE[1] - top), short, font=_face(face, 40), fill=CLOTH)
    made = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _printable_text(text: str) -> str:
    """The text without signs that our fonts lack."""
    known = glyphs.coverage("Maitree-SemiBold.ttf")
    return " ".join("".join(sign if ord(sign) in known else " " for sign in text).split())


def _weave(draw: ImageDraw.ImageDraw, top: int, height: int) -> None:
    """Rows of nested diamonds, as on woven cloth."""
    for y in range(top + height // 4, top + height, height // 2):
        for x in range(height // 4, SIZE[0] + height // 4, height // 2):
            for size, colour in ((5, STITCH), (8, SOFT), (16, STITCH)):
                far = height // size
                draw.polygon(
                    [(x, y - far), (x + far, y), (x, y + far), (x - far, y)], outline=colour, width=4
                )
            draw.polygon([(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)], fill=GOLD)


def _fit_title(title: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which a title fits into `room` pixels of height, and its lines."""
    lines: list[str] = []
    for size in range(LARGEST, SMALLEST - 1, -6):
        lines = list(_wrap(title, "Maitree-SemiBold.ttf", size))
        if len(lines) * _leading(size) <= room:
            return size, lines
    kept = lines[: room // _leading(SMALLEST)]
    return SMALLEST, [*kept[:-1], f"{kept[-1]}…"]


def _write(draw: ImageDraw.ImageDraw, lines: list[str], face: str, size: int, top: int, colour: str) -> None:
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * _leading(size)), line, font=_face(face, size), fill=colour)


def _leading(size: int) -> int:
    return round(size * 1.5)


def _wrap(text: str, face: str, size: int) -> Iterator[str]:
    """The text in lines that fit the cover, broken between words; a longer word between clusters."""
    room, font = SIZE[0] - 2 * MARGIN, _face(face, size)
    line = ""
    turns = {*_breaker().turns(text), *(at + 1 for at, sign in enumerate(text) if sign == " ")}
    for piece in (text[start:end] for start, end in pairwise(sorted({0, *turns, len(text)}))):
        if font.getlength((line + piece).rstrip()) <= room:
            line += piece
            continue
        if line.strip():
            yield line.strip()
        line = ""
        for cluster in clusters(piece.lstrip()):
            if line and font.getlength(line + cluster) > room:
                yield line
                line = ""
            line += cluster
    if line.strip():
        yield line.strip()


_breaker = cache(Breaker)


@cache
def _face(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(glyphs.face(name)), size)
