"""The faces of print, the text of each glyph, replacements for what no face has, and Thai digits."""

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from harvester import TEMPLATES
from harvester.reading.yaml import load_own
from harvester.thai.text import thai_digits

FOLDER = TEMPLATES / "print" / "fonts"
READY = FOLDER / "ready"
MARKS = "Marks.ttf"
TEXT_FACES = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf", "Maitree-SemiBold.ttf")
_FACES: Any = load_own((FOLDER / "faces.yml").read_text("utf-8"))
NAMED = {
    "Sarabun": TEXT_FACES[0],
    "Sarabun-Bold": TEXT_FACES[1],
    "Maitree-Semi-Bold": TEXT_FACES[2],
    "Marks": MARKS,
}
"""Files of our faces by the name that a PDF has them under."""
FURTHER: Mapping[str, str] = _FACES["further"]
"""Files of further faces by family, in the order they are asked."""
BOLD = 700
logging.getLogger("fontTools.ttLib.tables._h_e_a_d").setLevel(logging.ERROR)  # our faces bear no day

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


def subset_of(name: str, numbers: Iterable[int]) -> bytes:
    """One of our faces with only the outlines of these glyphs, which keep their numbers, and only what a PDF needs."""
    font = TTFont(io.BytesIO(face(name)), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    for tag in set(font.keys()) - {"GlyphOrder", "head", "hhea", "hmtx", "maxp", "loca", "glyf"}:
        del font[tag]
    options = subset.Options(retain_gids=True, notdef_outline=True, hinting=False)
    options.recalc_timestamp = False
    chosen = subset.Subsetter(options)
    chosen.populate(gids=numbers)
    chosen.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


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


MISSING = "◻"
"""Shown by the emoji font in place of a character without a glyph."""
_INVISIBLE = frozenset("\u200c\u200d\ufe0e\ufe0f\u20e3\u200b\u2060\ufeff\u00ad")


def printable(text: str) -> str:
    """The text with every character outside our fonts replaced by its closest equivalent, else by `MISSING`. Text in
    Thai and Latin comes back as the same object."""
    if text.isascii() or _letters().issuperset(text):
        return text
    return "".join(sign if sign in _letters() or _face_of(sign) else _stand_in(sign) for sign in text)


def missing(texts: Iterable[str]) -> Mapping[str, str]:
    """The characters of these texts that no face shows, by the Thai name of their script, each once."""
    found: dict[str, dict[str, None]] = {}
    for sign in dict.fromkeys("".join(texts)):
        if sign not in _letters() and not _face_of(sign) and _stand_in(sign) == MISSING:
            script = unicodedata.name(sign, "อื่น ๆ").split()[0]
            found.setdefault(_FACES["scripts"].get(script, script), {})[sign] = None
    return {script: "".join(signs) for script, signs in found.items()}


def further_faces(text: str) -> dict[str, str]:
    """The faces beside those of Thai that a text needs, in the order of `fonts.FURTHER`, with the letters each shows."""
    if text.isascii() or _letters().issuperset(text):
        return {}
    found: dict[str, list[str]] = {}
    for sign in set(text) - _letters():
        found.setdefault(_face_of(sign), []).append(sign)
    return {name: "".join(sorted(found[name])) for name in FURTHER if name in found}


@cache
def _letters() -> frozenset[str]:
    """The signs of every text face, and those that take no glyph."""
    common = frozenset.intersection(*map(coverage, TEXT_FACES))
    return frozenset(map(chr, common)) | frozenset("\n\r\t") | _INVISIBLE


@cache
def _face_of(sign: str) -> str:
    """The first further face that has a sign; '' where none has."""
    return next((name for name in FURTHER if ord(sign) in coverage(name)), "")


@cache
def _stand_in(sign: str) -> str:
    if stand_in := _FACES["kin"].get(sign):
        return str(stand_in)
    simple = "".join(part for part in unicodedata.normalize("NFKD", sign) if part in _letters())
    if simple:
        return simple
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Me", "Cs", "Cn", "Co") else MISSING


_TOKEN = re.compile(
    r"<(style|script|pre|code|title)\b.*?</\1>|<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL
)
_LATIN = "A-Za-zÀ-ɏ"
_FOUND = re.compile(
    r"&#?\w+;"
    rf"|(?:https?://|www\.)[^\s<>\u0e00-\u0e7f]+"
    rf"|[\w.+-]+@[\w.-]+"
    rf"|[0-9][0-9_./:+-]*[{_LATIN}][{_LATIN}0-9_./:+-]*|[{_LATIN}][{_LATIN}0-9_./:+-]*"
    r"|\b0[0-9]{1,2}[- ]?[0-9]{3}[- ]?[0-9]{3,4}\b"
    r"|(?P<number>[0-9]+)"
)


def in_thai_digits(text: str) -> str:
    """Plain text with its numbers in Thai digits; `A4`, `COVID-19`, addresses and telephone numbers stay."""
    return _FOUND.sub(lambda found: thai_digits(found[0]) if found["number"] else found[0], text)


def page_in_thai_digits(page: str) -> str:
    """HTML with the numbers that are read in Thai digits; tags, styles, code and the title stay."""
    out: list[str] = []
    at = 0
    for tag in _TOKEN.finditer(page):
        out += [in_thai_digits(page[at : tag.start()]), tag.group()]
        at = tag.end()
    return "".join([*out, in_thai_digits(page[at:])])
