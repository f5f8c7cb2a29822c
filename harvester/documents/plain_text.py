"""Plain text in any Thai encoding, a block a line."""

from collections.abc import Iterator

from harvester.documents.decoding import decode
from harvester.model.document import Block, Document, Kind
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
    yield Document(name, "txt", text, tuple(lines(text)), remarks=remarks)


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
