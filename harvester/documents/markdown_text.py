"""Markdown written elsewhere, its front matter as labels."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from markdown_it import MarkdownIt

from harvester.documents.decoding import decode
from harvester.documents.html_blocks import MENU, blocks_of
from harvester.documents.html_page import parse_html
from harvester.documents.limits import check_size
from harvester.documents.unseen import hidden_text
from harvester.model.document import Block, Document, Kind, document
from harvester.reading.wording import patterns
from harvester.thai.text import arabic, normalise

_P = patterns("harvester.documents", "markdown_text")


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
    yield document(name, "md", blocks, remarks=remarks)


def _page(body: str) -> str:
    """A body as HTML; in a list or quotation each line stays a line, as people write them, and so does one that begins
    in bold, or with a label where all lines of its paragraph do."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    body = _P.thai_number.sub(lambda match: arabic(match[0]), _P.alert.sub(r"\1", body))
    tokens = parser.parse(body)
    for token in tokens:
        stays = token.level > 1 or all(map(_P.labelled.match, token.content.split("\n")))
        for child, after in pairwise(token.children or ()):
            if child.type == "softbreak" and (stays or after.type == "strong_open"):
                child.type = "hardbreak"
    return str(parser.renderer.render(tokens, parser.options, {}))
