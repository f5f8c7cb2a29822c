"""A file as it was read: blocks with their places in one extracted text. Knows neither format nor meaning. `start`
and `end` count code points in `Document.text`; `page` counts from 1, 0 where a format has no pages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from harvester.model.diagnostics import Diagnostic, Place

_BROKEN = re.compile(r"(?<=[ก-๎])[ \t]*\n\s*(?=[ก-๎])")


class Kind(StrEnum):
    """What a block is by its form."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LABEL = "label"
    CELL = "cell"
    TABLE = "table"
    IMAGE = "image"
    QUOTE = "quote"


BESIDE = " : "
"""Between the name of a column and the value in a block that is a cell."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of a document: exactly `Document.text[start:end]`. `gap` counts the blank lines above
    it, `level` is a heading's or list item's depth, `aside` says in Thai why it is no part of what the document tells
    (a menu, hidden text), or ''."""

    kind: Kind
    text: str
    start: int = 0
    end: int = 0
    page: int = 0
    level: int = 0
    bold: bool = False
    gap: int = 0
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read: `text` is the extracted original, `blocks` cover it in order. `properties` are what the
    format itself says (title, author, date, url, publisher, number …); `digest` is the SHA-256 of the file; `remarks`
    are what reading it gave rise to say; `sureness` is below 1 where the words themselves were guessed."""

    name: str
    form: str
    text: str
    blocks: tuple[Block, ...]
    digest: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Diagnostic, ...] = ()
    sureness: float = 1.0

    def line_of(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a place in the text."""
        before = self.text[:offset]
        return before.count("\n") + 1, offset - before.rfind("\n")

    def place_of(self, offset: int) -> Place:
        """The same with the document's name."""
        return Place(self.name, *self.line_of(offset))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `left`, `right`, `base`, `size` in points, `base` from its foot; `hidden` is `unseen`, `layer`
    (drawn invisibly over something, as beside a scan) or nothing."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    hidden: str
    page: int


def document(
    name: str,
    form: str,
    blocks: Iterable[Block],
    digest: str = "",
    properties: Mapping[str, str] | None = None,
    remarks: Iterable[Diagnostic] = (),
) -> Document:
    """A document whose text is that of its blocks, one a paragraph, with their places filled in."""
    parts: list[str] = []
    placed: list[Block] = []
    at = 0
    for block in blocks:
        if not block.text.strip():
            continue
        placed.append(replace(block, start=at, end=at + len(block.text)))
        parts.append(block.text)
        at += len(block.text) + 2
    return Document(
        name, form, "\n\n".join(parts), tuple(placed), digest, dict(properties or {}), tuple(remarks)
    )


def tidy_blanks(text: str) -> str:
    """Runs of blanks as one; a line end inside Thai is a line that was broken for width."""
    return " ".join(_BROKEN.sub("", text).split())


def with_url(document: Document, url: str) -> Document:
    """With the address it came from ('' for none), unless it says a better one itself."""
    return replace(document, properties={"url": url, **document.properties}) if url else document


class Unreadable(Exception):
    """The document cannot become a draft; `rule` names the kind, message and hint are Thai, for people."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint

    def __reduce__(self) -> "tuple[type[Unreadable], tuple[str, str, str]]":
        return Unreadable, (self.rule, self.message, self.hint)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that did not become a document, and why, in Thai."""

    name: str
    rule: str
    message: str
    hint: str = ""
