"""Plain text in any Thai encoding, a block a line, and Markdown written elsewhere, its front matter as labels."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from markdown_it import MarkdownIt

from harvester.documents.decoding import decode
from harvester.documents.html_blocks import MENU, blocks_of
from harvester.documents.html_page import parse_html
from harvester.documents.limits import check_size
from harvester.documents.unseen import hidden_text
from harvester.model.document import Block, Document, Kind, document
from harvester.reading.wording import patterns
from harvester.thai.repair import repairer
from harvester.thai.text import arabic, normalise

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
    """One document a file; its body is read as the page that it makes."""
    check_size(raw)
    text, remarks = decode(raw, name)
    head = _P.front_matter.match(text := normalise(text))
    blocks = [
        Block(Kind.LABEL, f"{match[1].strip()} : {match[2].strip()}")
        for match in _P.pair.finditer(head[1] if head else "")
    ]
    hidden = 0
    if body := text[head.end() if head else 0 :].strip():
        found, hidden = blocks_of(parse_html(f"<body>{_page(body)}</body>"))
        # A note knows no menus: what looks like one is a line with a link.
        blocks += [replace(one, aside="") if one.aside == MENU else one for one in found]
    remarks = (*remarks, *hidden_text(hidden, name))
    yield document(name, "md", blocks, sha256(raw).hexdigest(), {}, remarks)


def _page(body: str) -> str:
    """A body as HTML; in a list or quotation each line stays a line, as people write them."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    body = _P.thai_number.sub(lambda match: arabic(match[0]), _P.alert.sub(r"\1", body))
    tokens = parser.parse(body)
    for child in (child for token in tokens if token.level > 1 for child in token.children or ()):
        if child.type == "softbreak":
            child.type = "hardbreak"
    return str(parser.renderer.render(tokens, parser.options, {}))
