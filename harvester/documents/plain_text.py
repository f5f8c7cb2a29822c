"""Plain text in any Thai encoding, a block a line, and Markdown written elsewhere, its front matter as labels."""

import re
from collections.abc import Iterator
from hashlib import sha256

from harvester.documents.decoding import decode
from harvester.documents.html_blocks import blocks_of
from harvester.documents.html_page import parse_html
from harvester.documents.limits import check_size
from harvester.model.document import Block, Document, Kind, document
from harvester.reading.wording import patterns
from harvester.thai.repair import repairer
from harvester.thai.text import normalise

WRAPPED = 0.5
"""Share of the long lines that end within a tenth of one width: then the width was set by a machine."""
_SPREAD = 0.12
_P = patterns("harvester.documents", "plain_text")


def plain_text(raw: bytes, name: str) -> Iterator[Document]:
    """One document; raises `Unreadable` where the bytes are no text."""
    text, remarks = decode(raw, name)
    text = _P.markup.sub("", normalise(text))
    if looks_wrapped(text):
        text = repairer().spaces.unwrap(text)
    yield Document(name, "txt", text, tuple(lines(text)), sha256(raw).hexdigest(), remarks=remarks)


def lines(text: str) -> Iterator[Block]:
    """Every line that says something, with its place."""
    gap = at = 0
    for line in text.split("\n"):
        core = line.strip()
        if core:
            start = at + line.index(core)
            quoted = len(match[0]) if (match := _P.quoted.match(core)) else 0
            core, start = core[quoted:], start + quoted
            yield Block(Kind.QUOTE if quoted else Kind.PARAGRAPH, core, start, start + len(core), gap=gap)
            gap = 0
        else:
            gap += 1
        at += len(line) + 1


def looks_wrapped(text: str) -> bool:
    """True when most lines end near the same column, as e-mail and old editors leave them."""
    widths = [len(line.rstrip()) for line in text.split("\n") if len(line.strip()) > 35]
    if len(widths) < 6:
        return False
    widest = sorted(widths)[int(len(widths) * 0.9)]
    near = sum(widest * (1 - _SPREAD) <= width <= widest * (1 + _SPREAD) for width in widths)
    return widest <= 140 and near >= WRAPPED * len(widths)


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
        blocks, _ = blocks_of(parse_html(f"<body>{text}</body>"))
        yield from blocks
        return
    bold = _P.bold.match(text)
    core = _plain(bold[2] if bold else text)
    if core:
        yield Block(Kind.PARAGRAPH, core, bold=bool(bold))


def _plain(text: str) -> str:
    text = _P.link.sub(r"\1", _P.picture.sub(r"\1", text))
    return _P.marks.sub(r"\2", text).strip().strip('"')
