"""Makes a finished PDF smaller without changing what it shows, says or how it is tagged.

Works on WeasyPrint's object model just before it is written. Drops kernings too small to see, digits that no
printer can show, the marks in bookmarks, and what WeasyPrint writes too often: the same face and opacity set
again, a marked piece for every line of a paragraph. The tag tree is left to `tagging`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from harvester.printing.breaking import MARK
from harvester.printing.tagging import Elements, type_of, without_empty_tags, without_nested_links

_NUMBER = re.compile(rb"(?<![\w.#/<])-?\d*\.\d+(?![\w.>])")
_SHOWN = re.compile(rb"\[[^\[\]\n]*\] TJ")
_PIECE = re.compile(rb"<([0-9a-f]*)>|(-?\d*\.?\d+)")
SMALLEST_KERNING = 12.0
"""Thousandths of the type size: a twentieth of a millimetre in running text."""
_MARKED = re.compile(rb"<</MCID (\d+)>>")


def slim(_document: object, pdf: Any) -> None:
    """A WeasyPrint finisher: slims the tag tree and the page streams of a `pydyf.PDF`."""
    elements = {item.reference: item for item in pdf.objects if type_of(item) == "/StructElem"}
    without_nested_links(pdf, elements)
    without_empty_tags(pdf, elements)
    holders = _holders(pdf)
    for item in pdf.objects:
        if hasattr(item, "stream") and hasattr(item, "page_rectangle"):
            parts = _joined(
                [_slim(_bytes(part)) for part in item.stream], holders.get(item.reference, []), elements
            )
            item.stream = [b"\n".join(_unrepeated(parts))]
        if isinstance(item, dict) and hasattr(item.get("Title"), "string"):
            item["Title"].string = item["Title"].string.replace(MARK, "")


def _holders(pdf: Any) -> dict[bytes, list[bytes]]:
    """For each page stream the element that holds each of its marked pieces."""
    tree: list[Any] = next(
        (item["Nums"] for item in pdf.objects if isinstance(item, dict) and "Nums" in item), []
    )
    pages = dict(zip(tree[::2], tree[1::2], strict=True))
    return {
        item["Contents"]: pages[item["StructParents"]]
        for item in pdf.objects
        if type_of(item) == "/Page" and "StructParents" in item
    }


def _joined(parts: list[bytes], holders: list[bytes], elements: Elements) -> Iterator[bytes]:
    """Marked pieces of one element that follow each other as one piece: the lines of a paragraph."""
    opened: tuple[bytes, bytes] | None = None
    at = 0
    while at < len(parts):
        piece = (
            _MARKED.fullmatch(parts[at + 2])
            if parts[at + 3 : at + 4] == [b"BDC"] and parts[at] == b"EMC"
            else None
        )
        number = int(piece[1]) if piece else -1
        if piece and number < len(holders) and opened == (parts[at + 1], holders[number]):
            elements[holders[number]]["K"].remove(number)
            at += 4
            continue
        if (
            parts[at] == b"BDC"
            and (piece := _MARKED.fullmatch(parts[at - 1]))
            and int(piece[1]) < len(holders)
        ):
            holder = holders[int(piece[1])]
            known = holder in elements and int(piece[1]) in elements[holder]["K"]
            opened = (parts[at - 2], holder) if known else None
        elif parts[at] in (b"BMC", b"BDC"):
            opened = None
        yield parts[at]
        at += 1


def _bytes(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    data = getattr(part, "data", None)
    return data if isinstance(data, bytes) else str(part).encode("ascii")


def _slim(part: bytes) -> bytes:
    if part.endswith(b"] TJ") and part.startswith(b"["):
        return _SHOWN.sub(_kerned, part)
    if b"." not in part or part.endswith((b" cm", b" w", b" d")):
        return part
    digits = 1 if part.endswith(b" Tm") else 2
    return _NUMBER.sub(lambda found: _rounded(found[0], digits), part)


def _unrepeated(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The commands without those that set a face or an opacity which is set already."""
    now: dict[bytes, bytes] = {}
    saved: list[dict[bytes, bytes]] = []
    for part in parts:
        if part == b"q":
            saved.append(dict(now))
        elif part == b"Q":
            now = saved.pop() if saved else {}
        elif (name := part[-3:]) in (b" Tf", b" gs"):
            if now.get(name) == part:
                continue
            now[name] = part
        yield part


def _rounded(number: bytes, digits: int) -> bytes:
    return (b"%.*f" % (digits, float(number))).rstrip(b"0").rstrip(b".") or b"0"


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
