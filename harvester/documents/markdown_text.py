"""Markdown written elsewhere: its headings, lists and quotes as blocks, its front matter as labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from harvester.documents.decoding import decode
from harvester.documents.html_blocks import blocks_of
from harvester.documents.html_page import parsed
from harvester.documents.limits import check_size
from harvester.model.document import Block, Document, Kind, document
from harvester.reading.wording import patterns
from harvester.thai.text import normalise

_P = patterns("harvester.documents", "markdown_text")


def markdown_text(raw: bytes, name: str) -> Iterator[Document]:
    """One document a file."""
    check_size(raw)
    text, remarks = decode(raw, name)
    text = normalise(text)
    blocks = list(_blocks(text.split("\n")))
    yield document(name, "md", blocks, sha256(raw).hexdigest(), {}, remarks)


def _blocks(lines: list[str]) -> Iterator[Block]:
    start = 0
    if lines and _P.fence.match(lines[0]):
        end = next((at for at in range(1, len(lines)) if _P.fence.match(lines[at])), 0)
        for line in lines[1:end]:
            if match := _P.pair.match(line):
                yield Block(Kind.LABEL, f"{match[1].strip()} : {_plain(match[2])}")
        start = end + 1 if end else 0
    paragraph: list[str] = []
    for line in [*lines[start:], ""]:
        heading, item, quote = _P.heading.match(line), _P.item.match(line), _P.quote.match(line)
        if paragraph and (heading or item or quote or not line.strip()):
            yield from _paragraph(paragraph)
            paragraph = []
        if heading:
            yield Block(Kind.HEADING, _plain(heading[2]), level=len(heading[1]))
        elif item:
            sign = f"{item[2].rstrip(')')} " if item[2][0].isdigit() else "• "
            sign = sign if not sign[0].isdigit() or "." in sign else f"{sign.strip()}) "
            yield Block(Kind.ITEM, sign + _plain(item[3]), level=len(item[1].expandtabs(4)) // 2 + 1)
        elif quote:
            if quote[1].strip():
                yield Block(Kind.QUOTE, _plain(quote[1]))
        elif line.strip():
            paragraph.append(line.strip())


def _paragraph(lines: list[str]) -> Iterator[Block]:
    text = " ".join(lines)
    if re.match(r"<[a-zA-Z!/]", text):
        blocks, _ = blocks_of(parsed(f"<body>{text}</body>"))
        yield from blocks
        return
    bold = _P.bold.match(text)
    core = _plain(bold[2] if bold else text)
    if core:
        yield Block(Kind.PARAGRAPH, core, bold=bool(bold))


def _plain(text: str) -> str:
    text = _P.link.sub(r"\1", _P.picture.sub(r"\1", text))
    return _P.marks.sub(r"\2", text).strip().strip('"')
