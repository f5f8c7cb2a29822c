"""The symbols of print as a font: caution, remedy, trap, outcomes of trials.

A glyph costs a PDF far less than a drawing, and can be copied and read aloud. The shapes differ by outline, not by
colour alone; white details are holes.
"""

from __future__ import annotations

import io
import math
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

NAME = "Marks.ttf"
CAUTION, REMEDY, TRAP, PARTLY, FAILED, UNTRIED = "⚠", "✔", "▲", "◐", "✘", "○"
WORKED = REMEDY
UNIT = 1000
_MIDDLE = (500.0, 400.0)
"""Where every mark is centred: half the em across, the middle of the line up."""

Point = tuple[float, float]


@cache
def face() -> bytes:
    """The face as a TrueType file."""
    shapes = {
        CAUTION: _diamond_with_bang(),
        REMEDY: _disc_with_tick(),
        TRAP: _triangle_with_bang(),
        PARTLY: _half_disc(),
        FAILED: _square_with_cross(),
        UNTRIED: _dashed_ring(),
    }
    names = {sign: f"u{ord(sign):04X}" for sign in shapes}
    order = [".notdef", *names.values()]
    builder = FontBuilder(UNIT, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(sign): name for sign, name in names.items()})
    builder.setupGlyf(
        {".notdef": TTGlyphPen(None).glyph()} | {names[sign]: shape for sign, shape in shapes.items()}
    )
    builder.setupHorizontalMetrics(dict.fromkeys(order, (UNIT, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Marks", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-100, usWinAscent=900, usWinDescent=100)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _diamond_with_bang() -> Glyph:
    pen = TTGlyphPen(None)
    x, y = _MIDDLE
    _polygon(pen, [(x, y + 480), (x + 480, y), (x, y - 480), (x - 480, y)])
    _bang(pen, x, y)
    return pen.glyph()


def _triangle_with_bang() -> Glyph:
    pen = TTGlyphPen(None)
    x, y = _MIDDLE
    _polygon(pen, [(x, y + 430), (x + 480, y - 400), (x - 480, y - 400)])
    _bang(pen, x, y - 110)
    return pen.glyph()


def _disc_with_tick() -> Glyph:
    pen = TTGlyphPen(None)
    x, y = _MIDDLE
    _circle(pen, 450)
    tick = [(-240, -10), (-60, -190), (250, 180), (175, 245), (-66, -48), (-168, 62)]
    _polygon(pen, [(x + dx, y + dy) for dx, dy in tick], hole=True)
    return pen.glyph()


def _half_disc() -> Glyph:
    pen = TTGlyphPen(None)
    x, y = _MIDDLE
    _circle(pen, 450)
    arc = [(x - 350 * math.cos(t), y + 350 * math.sin(t)) for t in _angles(-math.pi / 2, math.pi / 2, 24)]
    _polygon(pen, arc, hole=True)
    return pen.glyph()


def _square_with_cross() -> Glyph:
    pen = TTGlyphPen(None)
    x, y = _MIDDLE
    _polygon(pen, [(x - 420, y + 420), (x + 420, y + 420), (x + 420, y - 420), (x - 420, y - 420)])
    _polygon(pen, [(x - 330, y + 330), (x + 330, y + 330), (x + 330, y - 330), (x - 330, y - 330)], hole=True)
    arms = [(0, 75), (180, 255), (255, 180), (75, 0), (255, -180), (180, -255)]
    cross = arms + [(-dx, -dy) for dx, dy in arms]
    _polygon(pen, [(x + dx, y + dy) for dx, dy in cross])
    return pen.glyph()


def _dashed_ring() -> Glyph:
    pen = TTGlyphPen(None)
    x, y = _MIDDLE
    for start in _angles(0, 2 * math.pi, 8)[:-1]:
        angles = _angles(start, start + math.pi / 7, 5)
        outer = [(x + 440 * math.cos(t), y + 440 * math.sin(t)) for t in angles]
        inner = [(x + 345 * math.cos(t), y + 345 * math.sin(t)) for t in reversed(angles)]
        _polygon(pen, outer + inner)
    return pen.glyph()


def _bang(pen: TTGlyphPen, x: float, y: float) -> None:
    _polygon(pen, [(x - 52, y + 235), (x + 52, y + 235), (x + 38, y - 75), (x - 38, y - 75)], hole=True)
    dot = [(x + 62 * math.cos(t), y - 190 + 62 * math.sin(t)) for t in _angles(0, 2 * math.pi, 12)[:-1]]
    _polygon(pen, dot, hole=True)


def _circle(pen: TTGlyphPen, radius: float) -> None:
    x, y = _MIDDLE
    points = [(x + radius * math.cos(t), y + radius * math.sin(t)) for t in _angles(0, 2 * math.pi, 48)[:-1]]
    _polygon(pen, points)


def _angles(start: float, end: float, count: int) -> list[float]:
    return [start + (end - start) * step / count for step in range(count + 1)]


def _polygon(pen: TTGlyphPen, points: list[Point], *, hole: bool = False) -> None:
    """A closed contour: clockwise when filled, counter-clockwise for a hole."""
    turn = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True))
    first, *rest = [(round(x), round(y)) for x, y in (points if (turn > 0) == hole else reversed(points))]
    pen.moveTo(first)
    for point in rest:
        pen.lineTo(point)
    pen.closePath()
