"""What PDF/UA-1 (ISO 14289-1) asks of a file and a program can see: faults in words, none for a sound file.

Stands in for veraPDF, which is not packaged for any registry that this project uses; the numbers are clauses.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

STANDARD = re.compile(
    "Document|Part|Art|Sect|Div|BlockQuote|Caption|TOCI?|Index|NonStruct|Private|P|H[1-6]|L|LI|Lbl|LBody|Table|TR|TH|TD"
    "|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Figure|Formula|Form"
)
SHOWING = re.compile(r"T[Jj]|['\"]|[fFBbSs]\*?|sh|Do|BI|INLINE IMAGE")


def faults(content: bytes) -> list[str]:
    """Every fault of a file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [*_of_the_file(pdf), *_of_pages(pdf), *_of_the_tree(pdf), *_of_fonts(pdf)]


def _of_the_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "6.2 not marked"
    if str(root.get("/Lang", "")) != "th":
        yield "7.2 no language"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "7.1 title is not displayed"
    meta = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    if not re.search(r"pdfuaid:part\W+1\b", meta) or "dc:title" not in meta:
        yield "7.1 metadata without identification or title"
    if "/StructTreeRoot" not in root:
        yield "7.1 no tags"


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    held = _held(pdf)
    parents = _parents(pdf)
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"7.18.3 page {number}: tab order"
        for note in page.get("/Annots", ()):
            if "/StructParent" not in note or not _knows_note(parents.get(int(note.StructParent)), note):
                yield f"7.18.5 page {number}: a link outside the tags"
            if not str(note.get("/Contents", "")):
                yield f"7.18.5 page {number}: a link without words"
        yield from _of_marks(number, page, held, parents)


def _of_marks(number: int, page: Any, held: dict[Any, set[int]], parents: dict[int, Any]) -> Iterator[str]:
    inside: list[str] = []
    seen: set[int] = set()
    owners = parents.get(int(page.get("/StructParents", -1)))
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            tag = str(instruction.operands[0])
            if inside and "/Artifact" in (tag, *inside):
                yield f"7.1 page {number}: an artifact and a tag in one another"
            inside.append(tag)
            if operator == "BDC" and "/MCID" in instruction.operands[1]:
                piece = int(instruction.operands[1].MCID)
                if piece in seen:
                    yield f"7.1 page {number}: piece {piece} twice"
                seen.add(piece)
                if piece not in held.get(page.objgen, set()):
                    yield f"7.1 page {number}: piece {piece} in no tag"
                elif owners is None or piece >= len(owners) or piece not in _pieces(owners[piece]):
                    yield f"7.1 page {number}: piece {piece} does not know its tag"
            elif tag != "/Artifact":
                yield f"7.1 page {number}: {tag} neither tagged nor artifact"
        elif operator == "EMC":
            inside.pop()
        elif SHOWING.fullmatch(operator) and not inside:
            yield f"7.1 page {number}: {operator} neither tagged nor artifact"
    lost = held.get(page.objgen, set()) - seen
    if lost:
        yield f"7.1 page {number}: tags without pieces {sorted(lost)[:5]}"


def _of_the_tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for tag, parent in _tags(pdf):
        kind = str(tag.S).lstrip("/")
        if not STANDARD.fullmatch(kind):
            yield f"7.1 tag {kind} is not a standard one"
        if tag.P.objgen != parent.objgen:
            yield f"7.1 a {kind} does not know what it stands in"
        if kind == "Figure" and not str(tag.get("/Alt", "")).strip():
            yield "7.3 a figure without words"
        if found := re.fullmatch(r"H(\d)", kind):
            if int(found[1]) > level + 1:
                yield f"7.4 H{found[1]} follows H{level}"
            level = int(found[1])
        if kind == "LI" and str(parent.S) != "/L":
            yield "7.6 a list item outside a list"
        if kind in ("TD", "TH") and str(parent.S) != "/TR":
            yield "7.5 a cell outside a row"
        if kind == "Table" and not any(str(each.S) == "/TH" for each, _ in _below(tag)):
            yield "7.5 a table without headings"


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        if item.get("/Subtype") == "/Type0" and "/ToUnicode" not in item:
            yield "7.21.7 a face without its letters"
        if item.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in item:
            yield "7.21.3 a face without its map"


def _tags(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Tags in reading order, each with what it stands in."""
    if "/StructTreeRoot" in pdf.Root:
        yield from _below(pdf.Root.StructTreeRoot)


def _below(above: Any) -> Iterator[tuple[Any, Any]]:
    kids = above.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, above
            yield from _below(kid)


def _pieces(tag: Any) -> set[int]:
    if tag is None or not isinstance(tag, pikepdf.Dictionary):
        return set()
    kids = tag.get("/K", [])
    return {kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, int)}


def _held(pdf: pikepdf.Pdf) -> dict[Any, set[int]]:
    """For each page the pieces that tags in the tree hold."""
    found: dict[Any, set[int]] = {}
    for tag, _ in _tags(pdf):
        if pieces := _pieces(tag):
            found.setdefault(tag.Pg.objgen, set()).update(pieces)
    return found


def _parents(pdf: pikepdf.Pdf) -> dict[int, Any]:
    entries = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}


def _knows_note(tag: Any, note: Any) -> bool:
    return tag is not None and any(
        isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" and kid.Obj.objgen == note.objgen
        for kid in tag.get("/K", [])
    )
