"""DOCX: structure by mammoth, its hidden words and outside references left out before. Opens nothing it names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from harvester.documents.html_blocks import blocks_of
from harvester.documents.limits import check_size, check_xml, member, opened_zip, refused, remark
from harvester.model.diagnostics import Place
from harvester.model.document import Block, Document, Kind, document
from harvester.reading.wording import patterns
from harvester.thai.text import normalise

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_P = patterns("harvester.documents", "word")
_CORE = _P.words_of("core")


def word(raw: bytes, name: str) -> Iterator[Document]:
    """One document a file."""
    check_size(raw)
    archive = opened_zip(raw)
    for info in archive.infolist():
        if _P.parts.match(info.filename):
            check_xml(member(archive, info.filename))
    source = member(archive, _BODY)
    if not source:
        raise refused("broken-document/old_office")
    body, hidden = _visible(source)
    page = _converted(_repacked(archive, body))
    remarks = []
    if hidden:
        remarks.append(remark("hidden-text/word", Place(name), hidden))
    blocks = _blocks(page)
    if not blocks:
        raise refused("empty-document/open_document")
    yield document(
        name,
        "docx",
        blocks,
        sha256(raw).hexdigest(),
        core_properties(member(archive, "docProps/core.xml")),
        remarks,
    )


def core_properties(source: bytes) -> dict[str, str]:
    """Title, author and dates of an Office file; a broken part says nothing."""
    if not source:
        return {}
    try:
        tree = etree.fromstring(source, _parser())
    except etree.XMLSyntaxError:
        return {}
    found = {}
    for element in tree:
        key = _CORE.get(etree.QName(element).localname if isinstance(element.tag, str) else "")
        if key and element.text and element.text.strip():
            found[key] = normalise(element.text.strip())[:300]
    return found


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _visible(source: bytes) -> tuple[bytes, int]:
    """The body without runs that Word does not show."""
    try:
        tree = etree.fromstring(source, _parser())
    except etree.XMLSyntaxError as error:
        raise refused("broken-document/word") from error
    hidden = 0
    for mark in list(tree.iter(f"{_W}vanish")):
        run = mark.getparent().getparent() if mark.getparent() is not None else None
        if run is not None and run.tag == f"{_W}r" and mark.get(f"{_W}val") not in ("0", "false"):
            hidden += bool("".join(run.itertext()).strip())
            run.getparent().remove(run)
    return etree.tostring(tree), hidden


def _repacked(archive: zipfile.ZipFile, body: bytes) -> io.BytesIO:
    """Only the parts that hold words: no pictures, no macros, no embedded files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as copy:
        for info in archive.infolist():
            if info.filename == _BODY:
                copy.writestr(_BODY, body)
            elif _P.parts.match(info.filename):
                copy.writestr(info.filename, member(archive, info.filename))
    packed.seek(0)
    return packed


def _converted(packed: io.BytesIO) -> str:
    import mammoth  # loaded only for files of this kind

    styles = "\n".join(
        f"p[style-name='{name}'] => {tag}:fresh" for name, tag in _P.words_of("headings").items()
    )
    try:
        result = mammoth.convert_to_html(
            packed, style_map=styles, convert_image=lambda image: [], external_file_access=False
        )
    except TypeError:
        packed.seek(0)
        result = mammoth.convert_to_html(packed, style_map=styles, convert_image=lambda image: [])
    except Exception as error:  # mammoth raises whatever its parts raise
        raise refused("broken-document/converted-2") from error
    return str(result.value)


def _blocks(page: str) -> list[Block]:
    if not page.strip():
        return []
    tree = lxml_html.document_fromstring(f"<body>{normalise(page)}</body>")
    blocks, _ = blocks_of(tree)
    # Word knows no menus: what looks like one is a line with a link.
    plain = [Block(b.kind, b.text, level=b.level, bold=b.bold) for b in blocks if b.kind is not Kind.IMAGE]
    return [block for block in plain if block.text.strip()]
