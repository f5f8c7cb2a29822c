"""A draft written out: as a lesson's file with its provenance, or as data in the schema's own field names."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from harvester.model import Lesson, SectionKind
from harvester.model.draft import Draft, DraftCaution, DraftSection, DraftTechnique, Said
from harvester.model.sections import PLACEHOLDERS
from harvester.reading.manuscript import escape_markdown, file, front_matter, nest_fields, sections_text

OWN_WORDS = f"{PLACEHOLDERS[0]} (ต้นทางสงวนสิทธิ์ จึงไม่คัดข้อความมา)"
_FACTORS = (SectionKind.ENABLING, SectionKind.HINDERING)
_LISTS = (SectionKind.OUTPUTS, SectionKind.OUTCOMES, SectionKind.QUESTIONS)
_PERSON = {"name": "", "position": "", "organisation": ""}
_PLACE = {"province": "", "district": "", "subdistrict": ""}
_ALWAYS: dict[str, Any] = {
    "title": "", "summary": "", "date": "", "authors": [], "place": {}, "programme": "", "series": {},
    "roles": [], "tags": [], "source": {},
}  # fmt: skip
"""Fields that are in the data even when no one found them."""


def markdown(draft: Draft) -> str:
    """The whole file."""
    return file(head(draft), body(draft))


def head(draft: Draft) -> dict[str, Any]:
    """The front matter, then where each field of it comes from."""
    fields = {key: value.text for key, value in draft.fields.items() if key != "source.collection"}
    fields.setdefault("title", draft.title.text)  # a lesson must have one; a proposed one is told as missing
    return front_matter(Lesson, fields | {"status": "draft"}) | {"provenance": provenance(draft)}


def provenance(draft: Draft) -> dict[str, Any]:
    """Source file and hash; page, place (code points of the extracted text) and confidence of every field and section."""
    document = draft.document
    return {
        "file": document.name,
        "sha256": document.digest,
        "profile": draft.profile,
        **({"parent": draft.parent} if draft.parent else {}),
        **({"children": list(draft.children)} if draft.children else {}),
        "fields": {key: _origin(value) for key, value in draft.fields.items()},
        "sections": [f"{section.heading.text}: {_extent(section)}" for section in draft.sections],
        "missing": [finding.message for finding in draft.findings if finding.rule.startswith("missing-")],
        "privacy": [f"บรรทัด {one.line}: {one.kind} ควรเขียนเป็น {one.redaction}" for one in draft.privacy],
        "stripped": [f"{gone.why}: {gone.said.text}" for gone in draft.stripped],
        "proposals": [f"{one.field}: {one.value} ({one.reason})" for one in draft.proposals],
    }


def body(draft: Draft) -> str:
    """Everything under the front matter."""
    if draft.withheld:
        return _withheld(draft)
    children = "## บทเรียนย่อย\n\n" + "".join(f"- [[{child}]]\n" for child in draft.children)
    pieces = (
        sections_text(draft.sections),
        children if draft.children else "",
        sections_text((), draft.left_over),
    )
    return "\n".join(filter(str.strip, pieces)) or "\n"


def _withheld(draft: Draft) -> str:
    url = draft.fields.get("source.url")
    publisher = draft.fields.get("source.publisher")
    name = escape_markdown(publisher.text if publisher else "ต้นฉบับ")
    link = f"อ่านฉบับเต็มจากผู้เขียนได้ที่ [{name}]({_address(url.text)})" if url else "ใส่ลิงก์ไปอ่านฉบับเต็มตรงนี้"
    return f"## ใจความ\n\n{OWN_WORDS}\n\n{link}\n"


def _address(url: str) -> str:
    """A web address that cannot leave its brackets; anything but http(s) is no link."""
    return url if re.match(r"https?://[^\s<>\"'()\\]+$", url) else "#"


def _origin(value: Said) -> str:
    """`page 2, 120-164, 95 %, label`; without a place where the format itself said it."""
    where = f"{value.start}-{value.end}" if value.end else "-"
    page = f"หน้า {value.page}, " if value.page else ""
    return f"{page}{where}, {value.confidence:.0%}, {value.rule or 'text'}"


def _extent(section: DraftSection) -> str:
    pieces = list(section.pieces)
    if not pieces:
        return "-"
    pages = sorted({piece.page for piece in pieces if piece.page})
    page = f"หน้า {pages[0]}" + (f"–{pages[-1]}" if len(pages) > 1 else "") + ", " if pages else ""
    sure = min(piece.confidence for piece in pieces)
    return f"{page}{min(piece.start for piece in pieces)}-{max(piece.end for piece in pieces)}, {sure:.0%}"


def as_data(draft: Draft) -> dict[str, Any]:
    """The draft as JSON values. Dates are ISO; `span` counts code points of `text`, the extracted original."""
    sections = () if draft.withheld else draft.sections
    techniques = [section.technique for section in sections if section.technique is not None]
    traps = [trap for section in sections if section.kind is SectionKind.TRAPS for trap in section.cautions]
    listed = {kind: [item for s in sections if s.kind is kind for item in s.items] for kind in SectionKind}
    return {
        **_fields(draft),
        "id": draft.id,
        "status": "draft",
        "techniques": [_technique(technique) for technique in techniques],
        "cautions": [caution for section in sections for caution in _cautions(section)],
        "traps": [_hazard_data(trap) for trap in traps],
        "factors": [_said_data(item, kind=s.kind.value) for s in sections if s.kind in _FACTORS for item in s.items],
        **{kind.value: [_said_data(item) for item in listed[kind]] for kind in _LISTS},
        "sections": [_section(section) for section in sections],
        "left_over": [] if draft.withheld else [_said_data(piece) for piece in draft.left_over],
        "stripped": [_said_data(gone.said, why=gone.why) for gone in draft.stripped],
        "events": [
            {"number": one.number, "name": one.name.text, "date": one.date,
             "venue": one.venue.text if one.venue else "", **_place_data(one.name)}
            for one in draft.events
        ],
        "sites": [
            {"organisation": one.organisation.text, "province": one.province, **_place_data(one.organisation)}
            for one in draft.sites
        ],
        "terms": [_term(term) for term in draft.terms],
        "findings": [
            {"rule": one.rule, "severity": one.severity.value, "message": one.message, "hint": one.hint,
             "line": one.place.line, "column": one.place.column}
            for one in draft.findings
        ],
        "privacy": [
            {"kind": p.kind, "text": p.text, "redaction": p.redaction, "line": p.line, "span": [p.start, p.end]}
            for p in draft.privacy
        ],
        "proposals": [asdict(one) for one in draft.proposals],
        "parent": draft.parent,
        "children": list(draft.children),
        "withheld": draft.withheld,
        "provenance": {
            "file": draft.document.name,
            "sha256": draft.document.digest,
            "form": draft.document.form,
            "profile": draft.profile,
            "fields": {key: _said_data(value) for key, value in draft.fields.items()},
        },
        "body": body(draft),
        "markdown": markdown(draft),
    }  # fmt: skip


def _fields(draft: Draft) -> dict[str, Any]:
    """Everything of the table as it nests, and what is always there."""
    data = _ALWAYS | nest_fields({key: value.text for key, value in draft.fields.items()})
    data["authors"] = [_PERSON | person for person in data["authors"] if person]
    data["place"] = _PLACE | data["place"]
    series = data["series"]
    data["series"] = series | {"part": int(series.get("part", "0"))} if "name" in series else None
    return data


def _place_data(said: Said) -> dict[str, Any]:
    return {"span": [said.start, said.end], "page": said.page, "confidence": round(said.confidence, 2)}


def _said_data(said: Said, **more: object) -> dict[str, Any]:
    return {"text": said.text, **_place_data(said), **more}


def _technique(technique: DraftTechnique) -> dict[str, Any]:
    """`cautions` are all of it, each with the number of its step (0: of the whole)."""
    return {
        "name": technique.name.text,
        **_place_data(technique.name),
        "why": _join(technique.why),
        "steps": [
            _said_data(
                step.said,
                number=number,
                text=step.text,
                cautions=[_hazard_data(one) for one in step.cautions],
            )
            for number, step in enumerate(technique.steps, 1)
        ],
        "cautions": [_hazard_data(caution, step=number) for number, caution in technique.all_cautions],
        "tail": _join(technique.tail),
    }


def _hazard_data(hazard: DraftCaution, **more: object) -> dict[str, Any]:
    return _said_data(hazard.said, remedy=hazard.remedy.text if hazard.remedy else "", **more)


def _cautions(section: DraftSection) -> Iterable[dict[str, Any]]:
    if section.technique is not None:
        yield from (_hazard_data(caution, step=number) for number, caution in section.technique.all_cautions)
    if section.kind is not SectionKind.TRAPS:
        yield from map(_hazard_data, section.cautions)


def _section(section: DraftSection) -> dict[str, Any]:
    technique = section.technique
    pieces: Iterable[Said] = (*section.text, *section.items, *section.tail)
    if technique is not None:
        steps = (piece for step in technique.steps for piece in (step.said, *step.more))
        pieces = (*technique.why, *steps, *technique.tail)
    return {
        "kind": section.kind.value,
        "heading": section.heading.text,
        **_place_data(section.heading),
        "text": _join(pieces),
        "items": [item.text for item in section.items],
        "cautions": [_hazard_data(caution) for caution in section.cautions],
    }


def _join(pieces: Iterable[Said]) -> str:
    return "\n\n".join(piece.text for piece in pieces)


def _term(term: Said) -> dict[str, Any]:
    short, _, meaning = term.text.partition(" = ")
    return {"abbreviation": short, "meaning": meaning, **_place_data(term)}
