"""A report of several lessons becomes a parent and a child draft for each, which keeps the parent's origin."""

from collections.abc import Iterable
from dataclasses import replace

from harvester.drafting.understanding.cautions import entry, extend_caution, prose_and_cautions
from harvester.drafting.understanding.lists import Item, body_of, first_clause, split_name
from harvester.drafting.understanding.meaning import HAZARDS, LABELS, says
from harvester.model import SectionKind
from harvester.model.draft import Draft, DraftCaution, DraftSection, Said, Stripped
from harvester.reading.wording import messages
from harvester.thai.text import slug

_SAY = messages("harvester.drafting")

INHERITED = ("date", "authors.", "place.", "programme", "source.", "roles.")
"""Fields that hold for every lesson of a report."""


def children(draft: Draft, lessons: list[Item]) -> tuple[Draft, ...]:
    """The draft alone, or before its children; each knows the other."""
    if not lessons:
        return (draft,)
    found = tuple(_child(draft, item, number) for number, item in enumerate(lessons, 1))
    notes = tuple(
        _SAY.remark(
            "child-lesson",
            draft.document.place_of(child.title.start),
            number,
            child.title.text,
            child.id,
        )
        for number, child in enumerate(found, 1)
    )
    parent = replace(draft, children=tuple(child.id for child in found), findings=(*draft.findings, *notes))
    return parent, *found


def sections_of(lessons: Iterable[Item]) -> tuple[list[DraftSection], list[Stripped]]:
    """Lessons that stay in one draft: a section each; and the words that became labels."""
    sections: list[DraftSection] = []
    labels: list[Stripped] = []
    for item in lessons:
        heading, body = split_name(item)
        parted = prose_and_cautions(body, warn=False)
        labels += parted.labels
        kind = says(item.text) or SectionKind.OTHER
        cautions = tuple(parted.cautions)
        if kind in HAZARDS:
            hazards = tuple(DraftCaution(piece) for piece in parted.prose) + cautions
            sections.append(DraftSection(kind, heading, cautions=hazards))
        else:
            sections.append(DraftSection(kind, heading, tuple(parted.prose), cautions=cautions))
    return sections, labels


def collect_forms(parent: Draft, found: list[Draft]) -> tuple[Draft, ...]:
    """A collection of forms: the parent, and every form as a child of its own."""
    names: dict[str, int] = {parent.id: 1}
    result = []
    for child in found:
        names[child.id] = names.get(child.id, 0) + 1
        number = names[child.id]
        result.append(
            replace(child, id=child.id if number == 1 else f"{child.id[:56]}-{number}", parent=parent.id)
        )
    return replace(parent, children=tuple(child.id for child in result)), *result


def _child(draft: Draft, item: Item, number: int) -> Draft:
    heading, body = split_name(item)
    if heading.confidence < 0.9:
        body = body_of(item)
        heading = replace(heading, text=first_clause(item.text))
    parted = prose_and_cautions(body)
    kind = says(item.text) or SectionKind.CONTEXT
    label = Said(LABELS.get(kind, ""), confidence=0.6, rule="heading")
    if kind in HAZARDS and body:
        hazard, labels = entry(body[0])
        for block in body[1:]:
            hazard = extend_caution(hazard, block, labels)
        parted.labels = labels
        sections = [DraftSection(kind, label, cautions=(hazard,))]
    else:
        sections = [DraftSection(kind, label, tuple(parted.prose), cautions=tuple(parted.cautions))]
    low, high = item.head.start, (item.rest[-1] if item.rest else item.head).end
    fields = {
        key: value
        for key, value in draft.fields.items()
        if key.startswith(INHERITED) and key != "source.title"
    }
    fields["source.title"] = replace(draft.title, confidence=0.9)
    return Draft(
        id=f"{draft.id[:56]}-{number}" if slug(heading.text) == draft.id else slug(heading.text),
        document=draft.document,
        profile=draft.profile,
        title=heading,
        fields={"title": heading, **fields},
        sections=tuple(sections),
        stripped=tuple(parted.labels),
        terms=tuple(term for term in draft.terms if low <= term.start < high),
        privacy=tuple(found for found in draft.privacy if low <= found.start < high),
        parent=draft.id,
    )
