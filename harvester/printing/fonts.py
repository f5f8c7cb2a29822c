"""The fonts of print, with the text of each glyph, and letters cut out of the faces of neighbours' scripts.

Those in `READY` are built by `tools/print_faces.py`: สระอำ as one glyph, and the symbols. Knows fontTools, no page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from functools import cache

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from harvester.rendering.templates import TEMPLATES

FOLDER = TEMPLATES / "print" / "fonts"
READY = FOLDER / "ready"
MARKS = "Marks.ttf"
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

_OURS = re.compile(r"uni((?:0E[0-9A-F]{2})+)\.(?:whole|pair)\w*")


@cache
def face(name: str) -> bytes:
    """The bytes of a text face, or of the symbols, by name."""
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


@cache
def coverage(name: str) -> frozenset[int]:
    """The code points that a face can show, by file name or family."""
    with TTFont(FOLDER / FURTHER.get(name, name), lazy=True) as font:
        return frozenset(font.getBestCmap())


def texts(content: bytes, index: int = 0) -> dict[int, str]:
    """What each glyph means, by glyph number: from the character map, variants as their base form."""
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
