"""Makes a finished PDF smaller without changing what it shows, says or how it is tagged.

Works on WeasyPrint's object model just before it is written. Drops zero kernings, digits beyond a hundredth
of a point, the marks in bookmarks, and the tag that WeasyPrint puts around every single line of text: the
lines then belong to their paragraph itself.
"""

from __future__ import annotations

import re
from typing import Any

from harvester.printing.breaking import MARK

_NUMBER = re.compile(rb"(?<![\w.#/<])-?\d*\.\d+(?![\w.>])")
_SHOWN = re.compile(rb"\[[^\[\]\n]*\] TJ")
_PIECE = re.compile(rb"<([0-9a-f]*)>|(-?\d*\.?\d+)")
SMALLEST_KERNING = 2.0
"""Thousandths of the type size; below, it is only rounding."""
_BARE = frozenset({"Type", "S", "K", "Pg", "P"})


def slim(_document: object, pdf: Any) -> None:
    """A WeasyPrint finisher: slims the page streams and the tag tree of a `pydyf.PDF`."""
    for item in pdf.objects:
        if hasattr(item, "stream") and hasattr(item, "page_rectangle"):
            item.stream = [b"\n".join(_slim(_bytes(part)) for part in item.stream)]
        if isinstance(item, dict) and hasattr(item.get("Title"), "string"):
            item["Title"].string = item["Title"].string.replace(MARK, "")
    _without_line_tags(pdf)


def _bytes(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    data = getattr(part, "data", None)
    return data if isinstance(data, bytes) else str(part).encode("ascii")


def _slim(part: bytes) -> bytes:
    if part.endswith(b"] TJ") and part.startswith(b"["):
        return _SHOWN.sub(_kerned, part)
    return _NUMBER.sub(_rounded, part) if b"." in part else part


def _rounded(match: re.Match[bytes]) -> bytes:
    return (b"%.2f" % float(match[0])).rstrip(b"0").rstrip(b".") or b"0"


def _kerned(match: re.Match[bytes]) -> bytes:
    """The glyphs of one line with the kernings that count; what is dropped is carried to the next."""
    out: list[bytes] = []
    glyphs: list[bytes] = []
    kerning = 0.0
    for glyph, number in _PIECE.findall(match[0]):
        if number:
            kerning += float(number)
        elif glyph:
            if abs(kerning) >= SMALLEST_KERNING:
                out += [b"<%s>" % b"".join(glyphs) if glyphs else b"", b"%d" % round(kerning)]
                kerning -= round(kerning)
                glyphs = []
            glyphs.append(glyph)
    out.append(b"<%s>" % b"".join(glyphs) if glyphs else b"")
    if abs(kerning) >= SMALLEST_KERNING:
        out.append(b"%d" % round(kerning))
    return b"[%s] TJ" % b"".join(out)


def _without_line_tags(pdf: Any) -> None:
    elements = {item.reference: item for item in pdf.objects if _is_element(item)}
    parents: dict[bytes, bytes] = {}
    for reference, element in elements.items():
        parent = elements.get(element["P"])
        if _is_line(element) and parent is not None and parent.get("Pg") == element["Pg"]:
            parents[reference] = element["P"]
    for element in elements.values():
        kids = element["K"]
        kids[:] = [elements[kid]["K"][0] if kid in parents else kid for kid in kids]
    for reference in parents:
        freed = elements[reference]
        freed.free, freed.number, freed.generation = "f", 0, 65535
    for item in pdf.objects:
        for page in item.get("Nums", ()) if isinstance(item, dict) else ():
            if isinstance(page, list):
                page[:] = [parents.get(reference, reference) for reference in page]


def _is_element(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/StructElem"


def _is_line(element: Any) -> bool:
    kids = element["K"]
    return element["S"] == "/Span" and element.keys() <= _BARE and len(kids) == 1 and isinstance(kids[0], int)
