"""Builds the faces of print that are committed in templates/print/fonts/ready: `python -m tools.print_faces`.

The text faces get สระอำ as one glyph: HarfBuzz splits it into a ring and สระอา, and a PDF would copy the two halves; a
ligature puts them together, so that the text layer can say U+0E33. The symbols (caution, remedy, trap, outcomes of
trials) are a face of their own: a glyph costs a PDF far less than a drawing, and can be copied and read aloud; the
shapes differ by outline, not by colour alone, and white details are holes.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.otlLib import builder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from harvester.printing.glyphs import FOLDER, MARKS, READY, TEXT_FACES

_ABOVE = re.compile(r"uni(0E31|0E3[4-7]|0E47|0E4D(?:0E4[89A-C])?)(\.narrow)?")
_TONE = re.compile(r"uni0E4[89A-C]\.small")
_RING = "0E4D"
_TALL = "uni0E1B"
_SARA_AA = 0x0E32
_LIGATURE_CLASS = 2
_ROUND_XY_TO_GRID, _ARGS_ARE_XY = 0x4, 0x2
CAUTION, REMEDY, TRAP, PARTLY, FAILED, UNTRIED = "⚠", "✔", "▲", "◐", "✘", "○"
WORKED = REMEDY
UNIT = 1000
_MIDDLE = (500.0, 400.0)
"""Where every mark is centred: half the em across, the middle of the line up."""

Point = tuple[float, float]


def made() -> dict[str, bytes]:
    """The faces by the name of their file; a test compares the committed ones with them."""
    return {name: with_whole_sara_am((FOLDER / name).read_bytes()) for name in TEXT_FACES} | {MARKS: marks()}


def with_whole_sara_am(content: bytes) -> bytes:
    """The font with one glyph for every ring, tone and สระอา, and for every narrow vowel with its tone.

    The shaper chooses them itself. A narrow vowel (over ป ฝ ฟ) pulls its tone so far to the left that
    PDF readers would see a gap, and a space, behind it.
    """
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    sara_aa = font.getBestCmap()[_SARA_AA]
    order = list(font.getGlyphOrder())
    tones = [name for name in order if _TONE.fullmatch(name)]
    anchors = Anchors(font)
    ligatures: dict[tuple[str, ...], str] = {}
    for above in [name for name in order if _ABOVE.fullmatch(name)]:
        points, style = _ABOVE.fullmatch(above).groups("")  # type: ignore[union-attr]
        at = anchors.over(_TALL, above) if style else (0, 0)
        is_ring = points.startswith(_RING)
        if is_ring:
            parts = ((above, at), (sara_aa, (0, 0)))
            whole = _compose(font, f"uni{points[4:]}0E33.whole{style[1:]}", parts, font["hmtx"][sara_aa][0])
            ligatures[above, sara_aa] = whole
        for tone in tones if len(points) == 4 else ():
            pair = ((above, at), (tone, anchors.over(above, tone, at)))
            if is_ring:
                name = f"uni{tone[3:7]}0E33.whole{style[1:]}"
                if name not in font["glyf"].glyphs:
                    ligatures[above, tone, sara_aa] = _compose(
                        font, name, (*pair, (sara_aa, (0, 0))), font["hmtx"][sara_aa][0]
                    )
            if style:
                ligatures[above, tone] = _compose(font, f"uni{points}{tone[3:7]}.pair{style[1:]}", pair, 0)
    order += [name for name in dict.fromkeys(ligatures.values()) if name not in order]
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["maxp"].numGlyphs = len(order)
    font.getReverseGlyphMap(rebuild=True)
    for name in ligatures.values():
        font["GDEF"].table.GlyphClassDef.classDefs[name] = _LIGATURE_CLASS
    _add_to_composition(font, ligatures)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


Shift = tuple[int, int]


class Anchors:
    """Where a mark stands over a base or another mark, in font units, as the font's own tables say."""

    def __init__(self, font: TTFont) -> None:
        self._tables = [
            getattr(table, "ExtSubTable", table)
            for lookup in font["GPOS"].table.LookupList.Lookup
            for table in lookup.SubTable
        ]

    def over(self, under: str, mark: str, at: Shift = (0, 0)) -> Shift:
        """The shift of `mark` over the glyph `under`, itself shifted by `at`."""
        for table in self._tables:
            if table.LookupType == 4:
                found = _meeting(
                    table.MarkCoverage,
                    table.MarkArray,
                    table.BaseCoverage,
                    table.BaseArray.BaseRecord,
                    "BaseAnchor",
                    mark,
                    under,
                )
            elif table.LookupType == 6:
                found = _meeting(
                    table.Mark1Coverage,
                    table.Mark1Array,
                    table.Mark2Coverage,
                    table.Mark2Array.Mark2Record,
                    "Mark2Anchor",
                    mark,
                    under,
                )
            else:
                continue
            if found:
                return at[0] + found[0], at[1] + found[1]
        return at


def _meeting(
    marks: Any, mark_array: Any, bases: Any, base_records: Any, anchor: str, mark: str, base: str
) -> Shift | None:
    if mark not in marks.glyphs or base not in bases.glyphs:
        return None
    record = mark_array.MarkRecord[marks.glyphs.index(mark)]
    target = getattr(base_records[bases.glyphs.index(base)], anchor)[record.Class]
    if target is None:
        return None
    own = record.MarkAnchor
    return target.XCoordinate - own.XCoordinate, target.YCoordinate - own.YCoordinate


def _compose(font: TTFont, name: str, parts: Iterable[tuple[str, Shift]], advance: int) -> str:
    """Add a glyph made of others, each shifted; its name."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for part, (x, y) in parts:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = part, x, y
        component.flags = _ROUND_XY_TO_GRID | _ARGS_ARE_XY
        glyph.components.append(component)
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)
    return name


def _add_to_composition(font: TTFont, ligatures: Mapping[tuple[str, ...], str]) -> None:
    """Append the ligatures to `ccmp`, which no style can switch off."""
    table = font["GSUB"].table
    index = len(table.LookupList.Lookup)
    table.LookupList.Lookup.append(builder.buildLookup([builder.buildLigatureSubstSubtable(dict(ligatures))]))
    table.LookupList.LookupCount = index + 1
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex.append(index)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def marks() -> bytes:
    """The symbols as a TrueType file."""
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


if __name__ == "__main__":
    for name, content in made().items():
        (READY / name).write_bytes(content)
