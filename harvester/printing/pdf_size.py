"""Removes redundant tags from a finished tag tree: tags around lines and boxes, links inside links. Works on
WeasyPrint's object model (`pydyf`); screen readers get the same text in the same order."""

import re
from typing import Any

from harvester.printing.breaking import MARK

Elements = dict[bytes, Any]
"""Structure elements by their reference."""
POINTS_A_PIXEL = 0.75
_BARE = frozenset({"Type", "S", "K", "Pg", "P"})


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


def without_empty_tags(pdf: Any, elements: Elements) -> None:
    """Lift the content of redundant tags: lines and inline pieces into their paragraph, blocks out of boxes. Children
    are created after their parents, so the reverse order lifts the innermost first."""
    lifted: dict[bytes, bytes] = {}
    for reference, element in reversed(list(elements.items())):
        parent = elements.get(element["P"])
        if parent is None or not _is_empty(element, parent):
            continue
        if reference not in parent["K"]:
            continue  # a running head: marked, but outside the tree
        at = parent["K"].index(reference)
        parent["K"][at : at + 1] = element["K"]
        for kid in element["K"]:
            if kid in elements:
                elements[kid]["P"] = element["P"]
        lifted[reference] = element["P"]
    for reference in lifted:
        _free(elements[reference])
    for item in pdf.objects:
        for at, entry in enumerate(item.get("Nums", ()) if isinstance(item, dict) else ()):
            if isinstance(entry, list):
                entry[:] = [_holder(reference, lifted) for reference in entry]
            elif isinstance(entry, bytes):
                item["Nums"][at] = _holder(entry, lifted)


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


def in_points(pdf: Any, elements: Elements) -> None:
    """The boxes of figures in points from the lower left; WeasyPrint leaves them in pixels from the top."""
    heights = {item.reference: float(item["MediaBox"][3]) for item in pdf.objects if type_of(item) == "/Page"}
    for element in elements.values():
        if "A" in element and "BBox" in element["A"] and element["Pg"] in heights:
            left, top, right, bottom = (side * POINTS_A_PIXEL for side in element["A"]["BBox"])
            height = heights[element["Pg"]]
            element["A"]["BBox"][:] = [
                round(side, 2) for side in (left, height - bottom, right, height - top)
            ]


def _holder(reference: bytes, lifted: dict[bytes, bytes]) -> bytes:
    while reference in lifted:
        reference = lifted[reference]
    return reference


def _free(item: Any) -> None:
    item.free, item.number, item.generation = "f", 0, 65535


def type_of(item: Any) -> Any:
    """The `Type` of a dictionary, None of anything else."""
    return item.get("Type") if isinstance(item, dict) else None


def _is_empty(element: Any, parent: Any) -> bool:
    """Whether a tag is redundant: an inline one with text alone, or a box with tagged things alone."""
    if not element.keys() <= _BARE or parent.get("Pg", element["Pg"]) != element["Pg"]:
        return False
    text = [isinstance(kid, int) for kid in element["K"]]
    if element["S"] == "/Div":
        return not any(text)
    return all(text) and (element["S"] in ("/Span", "/NonStruct") or element["S"] == parent["S"] == "/Link")


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
    return _NUMBER.sub(
        lambda found: (b"%.*f" % (digits, float(found[0]))).rstrip(b"0").rstrip(b".") or b"0", part
    )
