"""Which section a heading's target, or a paragraph's first words, ask for."""

from __future__ import annotations

from harvester.model import SectionKind
from harvester.model.document import Block
from harvester.model.schema import SECTIONS
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

HAZARDS = (SectionKind.CAUTIONS, SectionKind.TRAPS)
LISTING = (
    SectionKind.ENABLING,
    SectionKind.HINDERING,
    SectionKind.QUESTIONS,
    SectionKind.OUTPUTS,
    SectionKind.OUTCOMES,
)
TELLING = (SectionKind.CONTEXT, SectionKind.OTHER, SectionKind.RESULTS)
"""Sections that hold running text, of which a paragraph may be something else."""
LABELS = {row.kind: row.label for row in SECTIONS}
HEADING = 150
"""Characters of a numbered line that may be a heading."""
_KINDS = {kind.value: kind for kind in SectionKind}
_P = patterns("harvester.drafting", "kinds")


def is_lone_heading(block: Block, after: list[Block]) -> bool:
    """A short numbered line that is in no list and has a longer paragraph under it."""
    sign = sign_of(block.text)
    return bool(
        sign
        and sign.number
        and not sign.counted
        and len(block.text) <= HEADING
        and after
        and (len(after[0].text) > len(block.text) or sign_of(after[0].text))
    )


def says(text: str) -> SectionKind | None:
    """What a paragraph is by its first words, whatever it stands under."""
    sign = sign_of(text)
    start = sign.length if sign and not sign.number else 0
    found = _P.first_of("says", text[start:])
    return SectionKind(found) if found else None


def kind_of(target: str) -> SectionKind:
    """The kind of section that a part's target stands for."""
    if target == "":
        return SectionKind.CONTEXT
    if target in ("technique", "steps", "title"):
        return SectionKind.OTHER
    return _KINDS.get(target, SectionKind.OTHER)
