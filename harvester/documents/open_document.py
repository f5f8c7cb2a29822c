"""ODT: its content.xml turned into a page by `open_document.xsl`, then read as one."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from harvester.documents.html_blocks import blocks_of
from harvester.documents.html_page import parse_html
from harvester.documents.limits import member, opened_office, parse_xml, refused
from harvester.documents.unseen import hidden_text, hides
from harvester.documents.word import properties_of
from harvester.model.document import Document, document
from harvester.reading.wording import patterns

_P = patterns("harvester.documents", "open_document")


def open_document(raw: bytes, name: str) -> Iterator[Document]:
    """One document a file."""
    archive = opened_office(raw, _P.parts)
    source = member(archive, "content.xml")
    if not source:
        raise refused("broken-document/open_document")
    page = parse_html(str(_stylesheet()(parse_xml(source))))
    hidden = 0
    for element in [one for one in page.iter("p", "span") if hides(one)]:
        hidden += bool(element.text_content().strip())
        element.drop_tree()
    blocks, _ = blocks_of(page)
    if not blocks:
        raise refused("empty-document/open_document")
    about = properties_of(member(archive, "meta.xml"))
    yield document(name, "odt", blocks, properties=about, remarks=hidden_text(hidden, name))


@cache
def _stylesheet() -> Any:
    return etree.XSLT(
        etree.fromstring(files("harvester.documents").joinpath("open_document.xsl").read_bytes())
    )
