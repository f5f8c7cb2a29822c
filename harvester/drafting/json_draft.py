"""A draft as data, in the schema's own field names, every value with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from harvester.drafting.draft import Draft, DraftCaution, DraftSection, DraftTechnique, Said
from harvester.drafting.markdown_draft import body, markdown, nested
from harvester.model import SectionKind
from harvester.model.diagnostics import Diagnostic

_OWN = ("title", "summary", "date", "authors", "place", "programme", "series", "roles", "tags", "source")
"""Fields whose form here is older than the table's; all others stand as the table nests them."""
_FACTORS = (SectionKind.ENABLING, SectionKind.HINDERING)


def as_data(draft: Draft) -> dict[str, Any]:
    """The draft as JSON values. Dates are ISO; `span` counts code points of `text`, the extracted original."""
    fields = {key: value.text for key, value in draft.fields.items()}
    sections = () if draft.withheld else draft.sections
    techniques = [section.technique for section in sections if section.technique is not None]
    further = {key: value for key, value in fields.items() if key.partition(".")[0] not in _OWN}
    return {
        **nested(further),
        "id": draft.id,
        "title": draft.title.text,
        "summary": fields.get("summary", ""),
        "date": fields.get("date", ""),
        "authors": _people(fields),
        "place": {"province": "", "district": "", "subdistrict": ""} | _part(fields, "place."),
        "programme": fields.get("programme", ""),
        "series": _series(fields),
        "roles": _many(fields, "roles."),
        "tags": _many(fields, "tags."),
        "status": "draft",
        "source": _source(fields),
        "techniques": [_technique(technique) for technique in techniques],
        "cautions": [caution for section in sections for caution in _cautions(section)],
        "traps": [
            _hazard(trap)
            for section in sections
            if section.kind is SectionKind.TRAPS
            for trap in section.cautions
        ],
        "factors": [
            {"kind": section.kind.value, **_said(item)}
            for section in sections
            if section.kind in _FACTORS
            for item in section.items
        ],
        "outputs": _items(sections, SectionKind.OUTPUTS),
        "outcomes": _items(sections, SectionKind.OUTCOMES),
        "questions": _items(sections, SectionKind.QUESTIONS),
        "sections": [_section(section) for section in sections],
        "left_over": [] if draft.withheld else [_said(piece) for piece in draft.left_over],
        "stripped": [{**_said(gone.said), "why": gone.why} for gone in draft.stripped],
        "events": [
            {
                "number": one.number,
                "name": one.name.text,
                "date": one.date,
                "venue": one.venue.text if one.venue else "",
                **_where(one.name),
            }
            for one in draft.events
        ],
        "sites": [
            {"organisation": one.organisation.text, "province": one.province, **_where(one.organisation)}
            for one in draft.sites
        ],
        "terms": [_term(term) for term in draft.terms],
        "findings": [_finding(finding) for finding in draft.findings],
        "privacy": [
            {
                "kind": p.kind,
                "text": p.text,
                "redaction": p.redaction,
                "line": p.line,
                "span": [p.start, p.end],
            }
            for p in draft.privacy
        ],
        "parent": draft.parent,
        "children": list(draft.children),
        "withheld": draft.withheld,
        "provenance": {
            "file": draft.document.name,
            "sha256": draft.document.digest,
            "form": draft.document.form,
            "profile": draft.profile,
            "fields": {key: {"text": value.text, **_where(value)} for key, value in draft.fields.items()},
        },
        "body": body(draft),
        "markdown": markdown(draft),
    }


def _where(said: Said) -> dict[str, Any]:
    return {"span": [said.start, said.end], "page": said.page, "confidence": round(said.confidence, 2)}


def _said(said: Said) -> dict[str, Any]:
    return {"text": said.text, **_where(said)}


def _part(fields: dict[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): value for key, value in fields.items() if key.startswith(prefix)}


def _many(fields: dict[str, str], prefix: str) -> list[str]:
    return [value for key, value in sorted(fields.items()) if key.startswith(prefix)]


def _people(fields: dict[str, str]) -> list[dict[str, str]]:
    people: dict[int, dict[str, str]] = {}
    for key, value in fields.items():
        if key.startswith("authors."):
            _, number, part = key.split(".", 2)
            people.setdefault(int(number), {"name": "", "position": "", "organisation": ""})[part] = value
    return [people[number] for number in sorted(people)]


def _series(fields: dict[str, str]) -> dict[str, Any] | None:
    if "series.name" not in fields:
        return None
    return {"name": fields["series.name"], "part": int(fields.get("series.part", "0"))}


def _source(fields: dict[str, str]) -> dict[str, Any]:
    source: dict[str, Any] = {
        key: value for key, value in _part(fields, "source.").items() if not key.startswith("authors.")
    }
    if authors := _many(fields, "source.authors."):
        source["authors"] = authors
    return source


def _technique(technique: DraftTechnique) -> dict[str, Any]:
    """`cautions` are all of it, each with the number of its step (0: of the whole)."""
    return {
        "name": technique.name.text,
        **_where(technique.name),
        "why": "\n\n".join(piece.text for piece in technique.why),
        "steps": [
            {
                "number": number,
                "text": step.text,
                **_where(step.said),
                "cautions": [_hazard(caution) for caution in step.cautions],
            }
            for number, step in enumerate(technique.steps, 1)
        ],
        "cautions": [{**_hazard(caution), "step": number} for number, caution in technique.all_cautions],
        "tail": "\n\n".join(piece.text for piece in technique.tail),
    }


def _hazard(hazard: DraftCaution) -> dict[str, Any]:
    return {**_said(hazard.said), "remedy": hazard.remedy.text if hazard.remedy else ""}


def _cautions(section: DraftSection) -> Iterable[dict[str, Any]]:
    if section.technique is not None:
        yield from (
            {**_hazard(caution), "step": number} for number, caution in section.technique.all_cautions
        )
    if section.kind is not SectionKind.TRAPS:
        yield from (_hazard(caution) for caution in section.cautions)


def _items(sections: Iterable[DraftSection], kind: SectionKind) -> list[dict[str, Any]]:
    return [_said(item) for section in sections if section.kind is kind for item in section.items]


def _section(section: DraftSection) -> dict[str, Any]:
    technique = section.technique
    if technique is not None:
        text = [
            piece.text
            for piece in (
                *technique.why,
                *(s for step in technique.steps for s in (step.said, *step.more)),
                *technique.tail,
            )
        ]
    else:
        text = [piece.text for piece in (*section.text, *section.items, *section.tail)]
    return {
        "kind": section.kind.value,
        "heading": section.heading.text,
        **_where(section.heading),
        "text": "\n\n".join(text),
        "items": [item.text for item in section.items],
        "cautions": [_hazard(caution) for caution in section.cautions],
    }


def _term(term: Said) -> dict[str, Any]:
    short, _, meaning = term.text.partition(" = ")
    return {"abbreviation": short, "meaning": meaning, **_where(term)}


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "line": finding.place.line,
        "column": finding.place.column,
    }
