"""The review page: original and draft side by side, so that a person sees at a glance what went where."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from harvester.model.draft import Draft, DraftCaution, DraftSection, Proposal, Said
from harvester.model.schema import FIELDS
from harvester.rendering.templates import Environment, environment

TEMPLATE = "drafts/review.html"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the original that became one piece of a draft; `piece` 0 where nothing did. `why` for what was cut,
    `first` where a piece begins."""

    text: str
    piece: int = 0
    kind: str = ""
    why: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a draft: its number joins it to its stretch (0 without one), `kind` colours both."""

    number: int
    kind: str
    label: str
    text: str
    sure: int
    page: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft with its pieces under their headings."""

    draft: Draft
    fields: tuple[Piece, ...]
    sections: tuple[tuple[str, tuple[Piece, ...]], ...]
    proposals: tuple[tuple[str, Proposal], ...] = ()


def review_page(drafts: tuple[Draft, ...]) -> str:
    """One self-contained page for the drafts of one document. Everything of the document is escaped."""
    document = drafts[0].document
    numbering = _Numbering()
    sheets = tuple(_sheet(draft, numbering) for draft in drafts)
    stretches = tuple(_cut_at_spans(document.text, numbering.places, drafts))
    template = _engine().get_template(TEMPLATE)
    return str(template.render(document=document, drafts=drafts, sheets=sheets, stretches=stretches))


@lru_cache(maxsize=1)
def _engine() -> Environment:
    return environment()


class _Numbering:
    """Numbers pieces in the order of the page and remembers where each comes from."""

    def __init__(self) -> None:
        self.places: list[tuple[int, int, int, str]] = []

    def piece(self, kind: str, label: str, said: Said) -> Piece:
        number = len(self.places) + 1 if said.end > said.start else 0
        if number:
            self.places.append((said.start, said.end, number, kind))
        return Piece(number, kind, label, said.text, round(said.confidence * 100), said.page)


def _sheet(draft: Draft, numbering: _Numbering) -> Sheet:
    fields = tuple(
        numbering.piece("field", label_of_field(key), value) for key, value in draft.fields.items()
    )
    sections = [
        (section.heading.text, tuple(_section_pieces(section, numbering))) for section in draft.sections
    ]
    if draft.left_over:
        sections.append(
            ("เนื้อหาที่ยังไม่ได้จัด", tuple(numbering.piece("left", "", said) for said in draft.left_over))
        )
    return Sheet(
        draft, fields, tuple(sections), tuple((label_of_field(one.field), one) for one in draft.proposals)
    )


def label_of_field(key: str) -> str:
    """A field's name in Thai: `authors.0.name` is ผู้เล่า ชื่อ."""
    names = {row.key: row.label for row in FIELDS}
    parts = [part for part in key.split(".") if not part.isdigit()]
    return " ".join(names.get(".".join(parts[: at + 1]), part) for at, part in enumerate(parts))


def _section_pieces(section: DraftSection, numbering: _Numbering) -> Iterator[Piece]:
    technique = section.technique
    if technique is not None:
        for said in technique.why:
            yield numbering.piece("text", "", said)
        for number, step in enumerate(technique.steps, 1):
            yield numbering.piece("step", f"ขั้นที่ {number}", step.said)
            for said in step.more:
                yield numbering.piece("step", "", said)
            for caution in step.cautions:
                yield from _caution(caution, numbering)
        for caution in technique.cautions:
            yield from _caution(caution, numbering)
        for said in technique.tail:
            yield numbering.piece("text", "", said)
        return
    hazard = "trap" if section.kind.value == "traps" else "caution"
    for said in (*section.text, *section.items, *section.tail):
        yield numbering.piece("text", "", said)
    for caution in section.cautions:
        yield from _caution(caution, numbering, hazard)


def _caution(caution: DraftCaution, numbering: _Numbering, kind: str = "caution") -> Iterator[Piece]:
    yield numbering.piece(kind, "กับดัก" if kind == "trap" else "ข้อควรระวัง", caution.said)
    if caution.remedy is not None:
        yield numbering.piece("remedy", "ทางแก้", caution.remedy)


def _cut_at_spans(
    text: str, places: list[tuple[int, int, int, str]], drafts: tuple[Draft, ...]
) -> Iterator[Stretch]:
    """The original cut at every span: body pieces win over fields, fields over what was cut off."""
    owner: list[tuple[int, str, str] | None] = [None] * len(text)
    for gone in (gone for draft in drafts for gone in draft.stripped):
        for at in range(gone.said.start, min(gone.said.end, len(text))):
            owner[at] = (0, "stripped", gone.why)
    for rank in ("field", "body"):
        for start, end, number, kind in places:
            if (kind == "field") == (rank == "field"):
                for at in range(start, min(end, len(text))):
                    owner[at] = (number, kind, "")
    seen = {0}
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or owner[at] != owner[start]:
            number, kind, why = owner[start] or (0, "", "")
            yield Stretch(text[start:at], number, kind, why, number not in seen)
            seen.add(number)
            start = at
