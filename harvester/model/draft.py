"""The draft that a document becomes. Every piece of a draft is `Said`: words with the place in the document they come
from, as `model.document` counts them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from harvester.model import SectionKind
from harvester.model.diagnostics import Diagnostic
from harvester.model.document import Block, Document, Kind, tidy_blanks

PROPOSED, IN_TEXT = frozenset({"opening", "file"}), frozenset({"opening", "phrase"})
"""Rules of a title that no document gave, and of one whose words stay in the text too."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a draft and where the document says them; `rule` is what understood them so. `text` may be tidied (a
    date in ISO, a name without its label); the span holds the original."""

    text: str
    start: int = 0
    end: int = 0
    page: int = 0
    confidence: float = 1.0
    rule: str = ""


def quote(
    block: Block, start: int = 0, end: int | None = None, confidence: float = 1.0, rule: str = ""
) -> Said:
    """A stretch of a block as words of the draft."""
    end = len(block.text) if end is None else end
    if block.kind is Kind.TABLE:
        rows = "\n".join(" ".join(row.split()) for row in block.text[start:end].strip().split("\n"))
        return Said(rows, block.start + start, block.start + end, block.page, confidence, "table")
    return Said(
        tidy_blanks(block.text[start:end]),
        block.start + start,
        block.start + end,
        block.page,
        confidence,
        rule,
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
    level: int = 2

    @property
    def pieces(self) -> Iterator[Said]:
        """Every piece with its place, in no order."""
        technique = self.technique
        yield from (*self.text, *self.items, *self.tail)
        hazards = [*self.cautions]
        if technique is not None:
            yield from (*technique.why, *technique.tail)
            if technique.name.rule != "title":
                yield technique.name
            for step in technique.steps:
                yield from (step.said, *step.more)
            hazards += [caution for _, caution in technique.all_cautions]
        for hazard in hazards:
            yield from (hazard.said, hazard.remedy) if hazard.remedy else (hazard.said,)


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
class Event:
    """A meeting or workshop that a document tells of: `number` counts from 1, `date` is ISO or '' (of a counted one)."""

    number: int
    name: Said
    date: str = ""
    venue: Said | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work that a document names, with who works there."""

    organisation: Said
    province: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a field that a person may accept, and why it is proposed; a `quotation` is the document's own words."""

    field: str
    value: str
    reason: str
    quotation: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A lesson in the making. `fields` maps the schema's dotted keys (`authors.0.name`, `place.province`) to what was
    found; `parent` and `children` are ids of drafts of the same document."""

    id: str
    document: Document
    profile: str
    title: Said
    fields: Mapping[str, Said] = field(default_factory=dict)
    sections: tuple[DraftSection, ...] = ()
    left_over: tuple[Said, ...] = ()
    stripped: tuple[Stripped, ...] = ()
    events: tuple[Event, ...] = ()
    sites: tuple[Site, ...] = ()
    terms: tuple[Said, ...] = ()
    privacy: tuple[Privacy, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    parent: str = ""
    children: tuple[str, ...] = ()
    withheld: bool = False
    proposals: tuple[Proposal, ...] = ()

    @property
    def techniques(self) -> tuple[DraftTechnique, ...]:
        """In document order."""
        return tuple(s.technique for s in self.sections if s.technique is not None)

    def items(self, kind: SectionKind) -> Iterator[Said]:
        """The entries of all sections of one kind."""
        for section in self.sections:
            if section.kind is kind:
                yield from section.items
