"""ODT: the blocks of its content.xml, in order. Knows its styles only as far as bold and headings."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lxml import etree

from harvester.importers.draft import Block, Document, Kind, document
from harvester.importers.limits import check_size, check_xml, member, opened_zip
from harvester.importers.refusal import Unreadable
from harvester.thai.text import normalise

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SKIPPED = frozenset(
    (f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_TEXT}note-citation")
)
_META = {
    "title": "title",
    "initial-creator": "author",
    "creator": "author",
    "creation-date": "date",
    "date": "edited",
    "keyword": "keywords",
}


def open_document(raw: bytes, name: str) -> Iterator[Document]:
    """One document a file."""
    check_size(raw)
    archive = opened_zip(raw)
    source = member(archive, "content.xml")
    meta = member(archive, "meta.xml")
    if not source:
        raise Unreadable("broken-document", "ไฟล์นี้ไม่ใช่เอกสาร ODT ที่สมบูรณ์", "เปิดด้วย LibreOffice แล้วบันทึกใหม่")
    for part in (source, meta):
        if part:
            check_xml(part)
    tree = _tree(source)
    body = tree.find(f".//{_OFFICE}text")
    blocks = list(_blocks(body, _bold_styles(tree))) if body is not None else []
    if not any(block.text.strip() for block in blocks):
        raise Unreadable("empty-document", "เอกสารนี้ไม่มีข้อความ (อาจมีแต่รูป)", "พิมพ์ข้อความ หรือแปลงรูปเป็นข้อความก่อน")
    yield document(name, "odt", blocks, sha256(raw).hexdigest(), _properties(meta))


def _tree(source: bytes) -> Any:
    try:
        return etree.fromstring(
            source, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            "broken-document", "ไฟล์ ODT เสีย อ่านโครงสร้างไม่ได้", "เปิดด้วย LibreOffice แล้วบันทึกใหม่"
        ) from error


def _bold_styles(tree: Any) -> frozenset[str]:
    return frozenset(
        style.get(f"{_STYLE}name")
        for style in tree.iter(f"{_STYLE}style")
        for look in style.iter(f"{_STYLE}text-properties")
        if "bold" in (look.get(f"{_FO}font-weight") or look.get(f"{_STYLE}font-weight-complex") or "")
    )


def _blocks(body: Any, bold: frozenset[str]) -> Iterator[Block]:
    """Depth-first on a stack; `depth` counts open lists."""
    stack: list[tuple[Any, int, str]] = [(child, 0, "") for child in reversed(body)]
    while stack:
        element, depth, sign = stack.pop()
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_TEXT}h":
            yield Block(Kind.HEADING, _words(element), level=int(element.get(f"{_TEXT}outline-level") or 1))
        elif tag == f"{_TEXT}p":
            text = _words(element)
            kind = Kind.ITEM if sign and text else Kind.PARAGRAPH
            yield Block(
                kind,
                (sign + text) if text else "",
                level=depth if kind is Kind.ITEM else 0,
                bold=_is_bold(element, bold),
            )
        elif tag == f"{_TEXT}list":
            items = [child for child in element if child.tag == f"{_TEXT}list-item"]
            start = int(element.get(f"{_TEXT}start-value") or 1)
            signs = [f"{start + at}. " if len(items) > 1 or depth == 0 else "• " for at in range(len(items))]
            stack += [
                (item, depth + 1, mark) for item, mark in reversed(list(zip(items, signs, strict=True)))
            ]
        elif tag == f"{_TABLE}table":
            yield from _table(element)
        else:
            children = list(element)
            # Only the first paragraph of an item carries its sign.
            stack += [
                (child, depth, sign if at == 0 else "") for at, child in reversed(list(enumerate(children)))
            ]


def _table(element: Any) -> Iterator[Block]:
    rows = [
        [" ".join(_words(p) for p in cell.iter(f"{_TEXT}p")) for cell in row.iter(f"{_TABLE}table-cell")]
        for row in element.iter(f"{_TABLE}table-row")
    ]
    if rows and all(len(row) == 1 for row in rows):
        yield from (Block(Kind.PARAGRAPH, cell) for row in rows for cell in row)
    elif rows:
        yield Block(
            Kind.TABLE,
            "\n".join(" | ".join(cell.replace("|", "/") for cell in row) for row in rows if any(row)),
        )


def _words(element: Any) -> str:
    parts: list[str] = []
    stack: list[Any] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            parts.append(here)
            continue
        if here.tag in _SKIPPED:
            continue
        if here.tag == f"{_TEXT}s":
            parts.append(" " * min(20, int(here.get(f"{_TEXT}c") or 1)))
        elif here.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" ")
        for child in reversed(here):
            if child.tail:
                stack.append(child.tail)
            if isinstance(child.tag, str):
                stack.append(child)
        if here.text:
            parts.append(here.text)
    return normalise(" ".join("".join(parts).split()))


def _is_bold(element: Any, bold: frozenset[str]) -> bool:
    if element.get(f"{_TEXT}style-name") in bold:
        return True
    spans = list(element.iter(f"{_TEXT}span"))
    marked = sum(len("".join(s.itertext())) for s in spans if s.get(f"{_TEXT}style-name") in bold)
    return bool(marked) and marked >= 0.8 * len("".join(element.itertext()).strip())


def _properties(meta: bytes) -> dict[str, str]:
    if not meta:
        return {}
    found: dict[str, str] = {}
    for element in _tree(meta).iter():
        key = _META.get(etree.QName(element).localname) if isinstance(element.tag, str) else None
        if key and element.text and element.text.strip():
            found.setdefault(key, normalise(element.text.strip())[:300])
    return found
