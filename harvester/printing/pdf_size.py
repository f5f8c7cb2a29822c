"""Shortens the page streams of a finished print, leaves links one annotation, and marks running heads and feet as
artifacts. Works on WeasyPrint's object model (`pydyf`)."""

import re
from typing import Any

from harvester.printing.breaking import MARK

Elements = dict[bytes, Any]
"""Structure elements by their reference."""


def without_nested_links(pdf: Any, elements: Elements) -> None:
    """One annotation a link: WeasyPrint gives every box inside a link one of its own, on the same spot."""
    references = {item.reference: item for item in pdf.objects if type_of(item) == "/OBJR"}
    gone: set[bytes] = set()
    for element in elements.values():
        own = [kid for kid in element["K"] if kid in references]
        if own and _within_a_link(element, elements):
            element["K"][:] = [kid for kid in element["K"] if kid not in own]
            gone |= {references[kid]["Obj"] for kid in own}
            for kid in own:
                _free(references[kid])
    for item in pdf.objects:
        if type_of(item) == "/Page" and "Annots" in item:
            item["Annots"][:] = [kept for kept in item["Annots"] if kept not in gone]
        elif type_of(item) == "/Annot" and item.number and item.reference in gone:
            _free(item)


def _within_a_link(element: Any, elements: Elements) -> bool:
    above = elements.get(element["P"])
    while above is not None:
        if above["S"] == "/Link":
            return True
        above = elements.get(above["P"])
    return False


def elements_in_tree(pdf: Any, elements: Elements) -> Elements:
    """The elements that the tree leads to; the others, of running heads and feet, are thrown away."""
    root = next((item for item in pdf.objects if type_of(item) == "/StructTreeRoot"), None)
    reached: Elements = {}
    ahead = list(root["K"]) if root else []
    while ahead:
        reference = ahead.pop()
        if reference in elements and reference not in reached:
            reached[reference] = elements[reference]
            ahead += [kid for kid in elements[reference]["K"] if isinstance(kid, bytes)]
    for reference, element in elements.items():
        if reference not in reached and element.number:
            _free(element)
    return reached


def _free(item: Any) -> None:
    item.free, item.number, item.generation = "f", 0, 65535


def type_of(item: Any) -> Any:
    """The `Type` of a dictionary, None of anything else."""
    return item.get("Type") if isinstance(item, dict) else None


_NUMBER = re.compile(rb"(?<![\w.#/<])-?\d*\.\d+(?![\w.>])")
_MARKED = re.compile(rb"<</MCID (\d+)>>")


def reduce_size(_document: object, pdf: Any) -> None:
    """A WeasyPrint finisher for a `pydyf.PDF`."""
    elements = {item.reference: item for item in pdf.objects if type_of(item) == "/StructElem"}
    without_nested_links(pdf, elements)
    tagged = elements_in_tree(pdf, elements)
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
    return _NUMBER.sub(
        lambda found: (b"%.*f" % (digits, float(found[0]))).rstrip(b"0").rstrip(b".") or b"0", part
    )
