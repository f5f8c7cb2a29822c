"""The fonts of print, adapted to Thai: สระอำ as one glyph, and the text of each glyph.

HarfBuzz always splits สระอำ into a ring and สระอา, and a PDF would copy the two halves. A ligature glyph
puts them together again, so that the text layer can say U+0E33. Knows fontTools, no page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from fontTools import subset
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.varLib import instancer

from harvester.printing import marks
from harvester.rendering.templates import TEMPLATES

FOLDER = TEMPLATES / "print" / "fonts"
READY = FOLDER / "ready"
TEXT_FACES = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf", "Maitree-SemiBold.ttf")
FURTHER = {
    "Noto Sans Lao": "NotoSansLao.woff2",
    "Noto Sans Khmer": "NotoSansKhmer.woff2",
    "Noto Sans Myanmar": "NotoSansMyanmar.woff2",
    "Noto Sans Arabic": "NotoSansArabic.woff2",
    "Noto Emoji": "NotoEmoji-Regular.ttf",
    "Noto Sans SC": "NotoSansSC.woff2",
}
"""Faces of neighbours' scripts and signs by family, in the order they are asked; a print carries the letters it uses."""
BOLD = 700

_BETWEEN = " \u00a0\u200b\u200c\u200d\u25cc\ufe0e\ufe0f"
"""Signs that a run of another script takes along."""

_ABOVE = re.compile(r"uni(0E31|0E3[4-7]|0E47|0E4D(?:0E4[89A-C])?)(\.narrow)?")
_TONE = re.compile(r"uni0E4[89A-C]\.small")
_OURS = re.compile(r"uni((?:0E[0-9A-F]{2})+)\.(?:whole|pair)\w*")
_RING = "0E4D"
_TALL = "uni0E1B"
_SARA_AA = 0x0E32
_LIGATURE_CLASS = 2
_ROUND_XY_TO_GRID, _ARGS_ARE_XY = 0x4, 0x2


@cache
def face(name: str) -> bytes:
    """The bytes of a text face by name. Built by `made`, committed beside the templates."""
    return (READY / name).read_bytes()


@cache
def cut(family: str, letters: str) -> Mapping[int, bytes]:
    """A further face with only these letters as TrueType, by weight: 400, and 700 where the face has it."""
    options = subset.Options(layout_features=["*"], glyph_names=True, notdef_outline=True, hinting=False)
    options.recalc_timestamp = False
    made: dict[int, bytes] = {}
    for weight in (400, BOLD):
        font = TTFont(FOLDER / FURTHER[family], lazy=False, recalcTimestamp=False)
        if "fvar" in font:
            instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        elif weight == BOLD:
            break
        chosen = subset.Subsetter(options)
        chosen.populate(unicodes=map(ord, letters + _BETWEEN))
        chosen.subset(font)
        font.flavor = None
        out = io.BytesIO()
        font.save(out)
        made[weight] = out.getvalue()
    return made


def made() -> dict[str, bytes]:
    """The fonts in `READY`, built anew; a test compares the committed ones with them."""
    whole = {name: with_whole_sara_am((FOLDER / name).read_bytes()) for name in TEXT_FACES}
    return whole | {marks.NAME: marks.face()}


@cache
def coverage(name: str) -> frozenset[int]:
    """The code points that a face can show, by file name or family."""
    with TTFont(FOLDER / FURTHER.get(name, name), lazy=True) as font:
        return frozenset(font.getBestCmap())


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


def texts(content: bytes, index: int = 0) -> dict[int, str]:
    """What each glyph stands for, by glyph number: from the character map, variants as their base form."""
    font = TTFont(io.BytesIO(content), fontNumber=index, lazy=True)
    named: dict[str, str] = {}
    for point, name in sorted(font.getBestCmap().items(), reverse=True):
        named[name] = chr(point)
    found: dict[int, str] = {}
    for number, name in enumerate(font.getGlyphOrder()):
        stem = name.partition(".")[0]
        if ours := _OURS.fullmatch(name):
            found[number] = "".join(chr(int(ours[1][at : at + 4], 16)) for at in range(0, len(ours[1]), 4))
        elif text := named.get(name) or named.get(stem):
            found[number] = text
    return found
