"""What a draft still lacks to be a lesson, each with the question that a person can answer."""

from collections.abc import Iterator

from harvester.model import SectionKind
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.draft import Draft
from harvester.reading.wording import messages

_SAY = messages("harvester.drafting")

UNSURE = 0.6
"""Confidence below which a field is to be looked at."""
_FIELDS = {
    "date": "date",
    "author": "authors.0.name",
    "place": "place.province",
    "summary": "summary",
    "licence": "source.licence",
}


def missing(draft: Draft) -> Iterator[Diagnostic]:
    """Fields no one found, fields to be looked at, and parts that a lesson lives by."""
    document = draft.document
    place = Place(document.name)
    yield from (
        _SAY.remark(f"missing-{name}", place) for name, key in _FIELDS.items() if key not in draft.fields
    )
    for key, value in draft.fields.items():
        if value.confidence < UNSURE and not key.startswith("source.title"):
            yield _SAY.remark(
                "unsure-field", document.place_of(value.start), key, value.text[:60], value.confidence
            )
    if draft.withheld:
        return
    techniques, hazards = draft.techniques, (SectionKind.TRAPS, SectionKind.CAUTIONS)
    if not techniques and not any(section.kind in hazards for section in draft.sections):
        yield _SAY.remark("missing-technique", place)
    elif not any(technique.steps for technique in techniques):
        yield _SAY.remark("missing-steps", place)
    cautions = any(True for technique in techniques for _ in technique.all_cautions)
    if not cautions and not any(section.cautions for section in draft.sections):
        yield _SAY.remark("missing-cautions", place)
    if draft.left_over:
        yield _SAY.remark("left-over", document.place_of(draft.left_over[0].start), len(draft.left_over))
