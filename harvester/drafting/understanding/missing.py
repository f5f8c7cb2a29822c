"""What a draft still lacks to be a lesson, each with the question that a person can answer."""

from collections.abc import Iterator, Mapping

from harvester.model import SectionKind
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.document import Document
from harvester.model.draft import Draft, Said
from harvester.reading.wording import messages

_SAY = messages("harvester.drafting")

UNSURE, LEAST = 0.6, 0.55
"""Confidence below which a field is to be looked at, and below which a day, a place or a person is left empty."""
_BARRED = ("date", "source.date", "place.", "authors.")
_FIELDS = {
    "title": "title",
    "date": "date",
    "author": "authors.0.name",
    "place": "place.province",
    "summary": "summary",
    "licence": "source.licence",
}


def bar(fields: Mapping[str, Said]) -> tuple[dict[str, Said], dict[str, Said]]:
    """The fields that are sure enough to be filled in, and those that are only told of."""
    unsure = {
        key: value
        for key, value in fields.items()
        if value.confidence < LEAST and key.startswith(_BARRED) and value.rule != "format"
    }
    return {key: value for key, value in fields.items() if key not in unsure}, unsure


def left_empty(document: Document, unsure: Mapping[str, Said]) -> Iterator[Diagnostic]:
    """What may stand in a field that was left empty, for a person to decide."""
    for key, value in unsure.items():
        yield _SAY.remark("unsure-field/empty", document.place_of(value.start), key, value.text[:60])


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
