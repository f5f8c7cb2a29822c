"""What the desk works with: the document as it was read, and the draft that it becomes. Knows no format.

Every piece of a draft is `Said`: words with the place in the document they come from. `start` and `end` count
code points in `Document.text`; `page` counts from 1, 0 where a format has no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from harvester.model import SectionKind
from harvester.model.diagnostics import Diagnostic

_BROKEN = re.compile(r"(?<=[ก-๎])[ \t]*\n\s*(?=[ก-๎])")


class Kind(StrEnum):
    """What a block is by its form."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LABEL = "label"
    TABLE = "table"
    IMAGE = "image"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of a document: exactly `Document.text[start:end]`.

    `gap` counts the blank lines above it, `level` is a heading's or list item's depth, `aside` says in Thai why
    it is no part of what the document tells (a menu, hidden text), or ''.
    """

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
    """A file as it was read: `text` is the extracted original, `blocks` cover it in order.

    `properties` are what the format itself says (title, author, date, url, publisher, number …);
    `digest` is the SHA-256 of the file; `remarks` are what reading it gave rise to say; `sureness` is below 1
    where the words themselves were guessed.
    """

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


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a draft and where the document says them; `rule` is what understood them so.

    `text` may be tidied (a date in ISO, a name without its label); the span holds the original.
    """

    text: str
    start: int = 0
    end: int = 0
    page: int = 0
    confidence: float = 1.0
    rule: str = ""


def tidy(text: str) -> str:
    """Runs of blanks as one; a line end inside Thai is a line that was broken for width."""
    return " ".join(_BROKEN.sub("", text).split())


def said(
    block: Block, start: int = 0, end: int | None = None, confidence: float = 1.0, rule: str = ""
) -> Said:
    """A stretch of a block as words of the draft."""
    end = len(block.text) if end is None else end
    if block.kind is Kind.TABLE:
        rows = "\n".join(" ".join(row.split()) for row in block.text[start:end].strip().split("\n"))
        return Said(rows, block.start + start, block.start + end, block.page, confidence, "table")
    return Said(
        tidy(block.text[start:end]), block.start + start, block.start + end, block.page, confidence, rule
    )


@dataclass(frozen=True, slots=True)
class DraftCaution:
    """What goes wrong, and how it is undone where the document says so."""

    said: Said
    remedy: Said | None = None


@dataclass(frozen=True, slots=True)
class DraftStep:
    """One thing to do: its first words, what is told about it, its cautions."""

    said: Said
    more: tuple[Said, ...] = ()
    cautions: tuple[DraftCaution, ...] = ()

    @property
    def text(self) -> str:
        """Everything but the cautions, a paragraph a piece."""
        return "\n\n".join(piece.text for piece in (self.said, *self.more))


@dataclass(frozen=True, slots=True)
class DraftTechnique:
    """A way of doing something: why it works, its steps, the cautions of the whole, what follows."""

    name: Said
    why: tuple[Said, ...] = ()
    steps: tuple[DraftStep, ...] = ()
    cautions: tuple[DraftCaution, ...] = ()
    tail: tuple[Said, ...] = ()

    @property
    def all_cautions(self) -> Iterator[tuple[int, DraftCaution]]:
        """With the number of their step; 0 for those of the whole."""
        for number, step in enumerate(self.steps, 1):
            yield from ((number, caution) for caution in step.cautions)
        yield from ((0, caution) for caution in self.cautions)


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A heading as the document has it, what it was taken for, and everything said under it, in order."""

    kind: SectionKind
    heading: Said
    text: tuple[Said, ...] = ()
    items: tuple[Said, ...] = ()
    technique: DraftTechnique | None = None
    cautions: tuple[DraftCaution, ...] = ()
    tail: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Stripped:
    """What does not come into the draft, and why, in Thai."""

    said: Said
    why: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """Personal data that should not be published: `redaction` is the proposal, `line` counts from 1."""

    kind: str
    text: str
    redaction: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Gathering:
    """One of several meetings or workshops that a document counts (ครั้งที่ 1 คือ …)."""

    number: int
    name: Said


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work that a document names, with who works there."""

    organisation: Said
    province: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A lesson in the making. `fields` maps the schema's dotted keys (`authors.0.name`, `place.province`) to what
    was found; `parent` and `children` are ids of drafts of the same document.
    """

    id: str
    document: Document
    profile: str
    title: Said
    fields: Mapping[str, Said] = field(default_factory=dict)
    sections: tuple[DraftSection, ...] = ()
    left_over: tuple[Said, ...] = ()
    stripped: tuple[Stripped, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    sites: tuple[Site, ...] = ()
    terms: tuple[Said, ...] = ()
    privacy: tuple[Privacy, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    parent: str = ""
    children: tuple[str, ...] = ()
    withheld: bool = False

    @property
    def techniques(self) -> tuple[DraftTechnique, ...]:
        """In document order."""
        return tuple(s.technique for s in self.sections if s.technique is not None)

    def items(self, kind: SectionKind) -> Iterator[Said]:
        """The entries of all sections of one kind."""
        for section in self.sections:
            if section.kind is kind:
                yield from section.items
