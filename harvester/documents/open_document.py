"""ODT: the blocks of its content.xml, in order. Knows its styles only as far as bold and headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lxml import etree

from harvester.documents.html_blocks import is_data, table_of
from harvester.documents.limits import check_size, check_xml, member, opened_zip, refused
from harvester.documents.unseen import hidden_runs, hidden_text
from harvester.model.document import Block, Document, Kind, document
from harvester.reading.wording import patterns
from harvester.thai.text import normalise

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SKIPPED = frozenset(
    (f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_TEXT}note-citation")
)
_P = patterns("harvester.documents", "open_document")
_META = _P.words_of("meta")


def open_document(raw: bytes, name: str) -> Iterator[Document]:
    """One document a file."""
    check_size(raw)
    archive = opened_zip(raw)
    source = member(archive, "content.xml")
    meta = member(archive, "meta.xml")
    if not source:
        raise refused("broken-document/open_document")
    for part in (source, meta):
        if part:
            check_xml(part)
    tree = _tree(source)
    hidden = _drop_hidden(tree)
    body = tree.find(f".//{_OFFICE}text")
    blocks = list(_blocks(body, _looks(tree))) if body is not None else []
    if not any(block.text.strip() for block in blocks):
        raise refused("empty-document/open_document")
    yield document(name, "odt", blocks, sha256(raw).hexdigest(), _properties(meta), hidden_text(hidden, name))


def _tree(source: bytes) -> Any:
    try:
        return etree.fromstring(
            source, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        raise refused("broken-document/tree") from error


def _drop_hidden(tree: Any) -> int:
    """Take out what Writer does not show, or in the colour of its ground, or too small. How many pieces."""
    styles = {style.get(f"{_STYLE}name"): style for style in tree.iter(f"{_STYLE}style")}
    looks: dict[str, list[dict[str, str]]] = {}
    for name in styles:
        chain: list[Any] = []
        style = styles[name]
        while style is not None and style not in chain:
            chain.append(style)
            style = styles.get(style.get(f"{_STYLE}parent-style-name"))
        looks[name] = [_visibility(part) for one in chain for part in one]
    hidden = 0
    for tag in ("span", "p", "h", "hidden-text", "hidden-paragraph"):
        for element in list(tree.iter(f"{_TEXT}{tag}")):
            around = [element.get(f"{_TEXT}style-name")]
            around += [
                one.get(f"{_TEXT}style-name") for one in element.iterancestors(f"{_TEXT}p", f"{_TEXT}h")
            ]
            if tag.startswith("hidden") or hidden_runs(
                [look for name in around for look in looks.get(name, ())]
            ):
                hidden += bool("".join(element.itertext()).strip())
                for inner in list(element):
                    element.remove(inner)
                element.text = None
    return hidden


def _visibility(properties: Any) -> dict[str, str]:
    size = re.fullmatch(r"([\d.]+)pt", properties.get(f"{_FO}font-size") or "")
    return {
        "hidden": "yes" if "none" in (properties.get(f"{_TEXT}display") or "") else "",
        "size": size[1] if size else "",
        "colour": properties.get(f"{_FO}color") or "",
        "ground": (properties.get(f"{_FO}background-color") or "").replace("transparent", ""),
    }


@dataclass(frozen=True, slots=True)
class _Looks:
    """Names of bold styles; (name, depth) of lists that are bulleted and not numbered."""

    bold: frozenset[str]
    bullets: frozenset[tuple[str, int]]


def _looks(tree: Any) -> _Looks:
    bullets = frozenset(
        (style.get(f"{_STYLE}name"), int(level.get(f"{_TEXT}level") or 1))
        for style in tree.iter(f"{_TEXT}list-style")
        for level in style.iter(f"{_TEXT}list-level-style-bullet", f"{_TEXT}list-level-style-image")
    )
    bold = frozenset(
        style.get(f"{_STYLE}name")
        for style in tree.iter(f"{_STYLE}style")
        for look in style.iter(f"{_STYLE}text-properties")
        if "bold" in (look.get(f"{_FO}font-weight") or look.get(f"{_STYLE}font-weight-complex") or "")
    )
    return _Looks(bold, bullets)


def _blocks(body: Any, looks: _Looks) -> Iterator[Block]:
    """Depth-first on a stack; `depth` counts open lists."""
    stack: list[tuple[Any, int, str, str]] = [(child, 0, "", "") for child in reversed(body)]
    while stack:
        element, depth, sign, style = stack.pop()
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_TEXT}h":
            yield Block(
                Kind.HEADING,
                " ".join(_words(element).split()),
                level=int(element.get(f"{_TEXT}outline-level") or 1),
            )
        elif tag == f"{_TEXT}p":
            bold = _is_bold(element, looks.bold)
            for line in filter(None, map(str.strip, _words(element).split("\n"))):
                kind = Kind.ITEM if sign else Kind.PARAGRAPH
                yield Block(kind, sign + line, level=depth if sign else 0, bold=bold)
                sign = ""
        elif tag == f"{_TEXT}list":
            items = [child for child in element if child.tag == f"{_TEXT}list-item"]
            start = int(element.get(f"{_TEXT}start-value") or 1)
            style = element.get(f"{_TEXT}style-name") or style
            signs = [
                "• " if (style, depth + 1) in looks.bullets else f"{start + at}. " for at in range(len(items))
            ]
            stack += [
                (item, depth + 1, mark, style)
                for item, mark in reversed(list(zip(items, signs, strict=True)))
            ]
        elif tag == f"{_TABLE}table" and (rows := _rows(element)):
            yield from table_of(rows, "")
        else:
            children = list(element)
            # Only the first paragraph of an item carries its sign.
            stack += [
                (child, depth, sign if at == 0 else "", style)
                for at, child in reversed(list(enumerate(children)))
            ]


def _rows(table: Any) -> list[list[str]]:
    """The cells of a table of data; none where the table only places paragraphs on the page."""
    cells = [
        [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
        for row in table.iter(f"{_TABLE}table-row")
    ]
    told = any(
        cell.find(f".//{_TEXT}list") is not None
        or cell.find(f".//{_TABLE}table") is not None
        or sum(bool(_words(p)) for p in cell.iter(f"{_TEXT}p")) > 1
        for row in cells
        for cell in row
    )
    rows = [
        [" ".join(" ".join(_words(p).split()) for p in cell.iter(f"{_TEXT}p")) for cell in row]
        for row in cells
    ]
    return [] if told or not is_data(rows) else rows


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
        elif here.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif here.tag == f"{_TEXT}tab":
            parts.append("\t")
        for child in reversed(here):
            if child.tail:
                stack.append(child.tail)
            if isinstance(child.tag, str):
                stack.append(child)
        if here.text:
            parts.append(here.text)
    lines = "".join(" " if part.isspace() and part not in ("\n", "\t") else part for part in parts).split(
        "\n"
    )
    return normalise(
        "\n".join(_P.blanks.sub(lambda run: "\t" if "\t" in run[0] else " ", line).strip() for line in lines)
    )


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
