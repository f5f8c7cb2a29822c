"""Reduces the size of a finished PDF without changing its look, text or tags.

Works on WeasyPrint's object model before it is written: rounds numbers beyond printer precision, removes break marks
from bookmarks, and turns running heads and feet into artifacts. `tagging` reduces the tag tree.
"""

from __future__ import annotations

import re
from typing import Any

from harvester.printing.breaking import MARK
from harvester.printing.tagging import (
    Elements,
    elements_in_tree,
    in_points,
    type_of,
    without_empty_tags,
    without_nested_links,
)

_NUMBER = re.compile(rb"(?<![\w.#/<])-?\d*\.\d+(?![\w.>])")
_MARKED = re.compile(rb"<</MCID (\d+)>>")


def reduce_size(_document: object, pdf: Any) -> None:
    """A WeasyPrint finisher: slims the tag tree and the page streams of a `pydyf.PDF`."""
    elements = {item.reference: item for item in pdf.objects if type_of(item) == "/StructElem"}
    without_nested_links(pdf, elements)
    without_empty_tags(pdf, elements)
    tagged = elements_in_tree(pdf, elements)
    in_points(pdf, tagged)
    holders = _holders(pdf)
    for item in pdf.objects:
        if hasattr(item, "stream") and hasattr(item, "page_rectangle"):
            owners = holders.get(item.reference, [])
            parts = _without_furniture([_reduce_stream(_bytes(part)) for part in item.stream], owners, tagged)
            item.stream = [b"\n".join(parts)]
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


def _without_furniture(parts: list[bytes], holders: list[bytes], tagged: Elements) -> list[bytes]:
    """Mark running heads, feet and page numbers as artifacts: shown, but in no tag."""
    out: list[bytes] = []
    for part in parts:
        if part == b"BDC" and (piece := _MARKED.fullmatch(out[-1])):
            number = int(piece[1])
            if number < len(holders) and holders[number] not in tagged:
                holders[number] = b"null"
                out[-2:] = [b"/Artifact", b"BMC"]
                continue
        out.append(part)
    return out


def _bytes(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    data = getattr(part, "data", None)
    return data if isinstance(data, bytes) else str(part).encode("ascii")


def _reduce_stream(part: bytes) -> bytes:
    if b"." not in part or part.endswith((b"TJ", b" cm", b" w", b" d")):
        return part
    digits = 1 if part.endswith(b" Tm") else 2
    return _NUMBER.sub(lambda found: _round(found[0], digits), part)


def _round(number: bytes, digits: int) -> bytes:
    return (b"%.*f" % (digits, float(number))).rstrip(b"0").rstrip(b".") or b"0"
