"""A lesson, or any file of fields, written from what is known of it: fields by dotted key, sections as objects.
Imports write by this: the table says where a field is and how its value is written. What people send and type
(`doors/manuscript.py`) shares `nested`, and keeps its body as Markdown. `escaped` shields every sign of Markdown in
what strangers typed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from harvester.model import SectionKind
from harvester.model.draft import DraftCaution, DraftSection, DraftStep, DraftTechnique, Said
from harvester.model.fields import FieldRow, Shape, fields_of, rows
from harvester.reading.yaml import dump
from harvester.thai.dates import DateError, parse_date

LEFT_OVER = "เนื้อหาที่ยังไม่ได้จัด"
"""The heading over words that no field or section took."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]|~^$])")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_LINE_START = re.compile(r"^(\s*)([#>+=:-]|!{2,}|\?{3}|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
_NUMBERED = re.compile(r"\.\d+(?=\.|$)")


def file(head: Mapping[str, Any], body: str) -> str:
    """Front matter and body; a file of fields alone where there is no body."""
    return f"---\n{dump(dict(head))}---\n\n{body}" if body else dump(dict(head))


def front_matter(shape: type[Shape], fields: Mapping[str, str]) -> dict[str, Any]:
    """Values by dotted key (`authors.0.name`, `tags.1`), nested in the table's order: dates as people write them,
    choices by their key. Empty values and keys that the table does not know are left out."""
    table = {row.key: (place, row) for place, row in enumerate(rows(shape))}
    known = [
        (*table[bare], key) for key in fields if (bare := _NUMBERED.sub("", key)) in table and fields[key]
    ]
    data = nest_fields(
        {key: _written(row, fields[key]) for _, row, key in sorted(known, key=lambda one: one[0])}
    )
    return {row.key: data[row.key] for row in fields_of(shape) if row.key in data}


def nest_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """Dotted keys as mappings and lists, in whatever order they come."""
    data: dict[str, Any] = {}
    for dotted, value in fields.items():
        path = dotted.split(".")
        here: Any = data
        for key, after in zip(path, [*path[1:], ""], strict=True):
            if key.isdigit():
                while len(here) <= int(key):
                    here.append({} if after else "")
            if not after:
                here[int(key) if key.isdigit() else key] = value
            else:
                here = (
                    here[int(key)] if key.isdigit() else here.setdefault(key, [] if after.isdigit() else {})
                )
    return data


def _written(row: FieldRow, value: str) -> str:
    if row.kind == "date":
        try:
            return parse_date(value).thai_short()
        except DateError:
            return value
    return next((key for key, label in row.labels.items() if value in (key, label)), value)


def escape_markdown(text: str) -> str:
    """Text that Markdown leaves alone."""
    return _LINE_START.sub(_escape_match, inline(text))


def inline(text: str) -> str:
    """The same where the line has begun already."""
    return _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", text)).replace("<", "&lt;")


def _escape_match(match: re.Match[str]) -> str:
    sign = match[2]
    if sign.isdigit():
        return f"{match[1]}{sign}\\"
    return f"{match[1]}\\{sign}" if sign[0] in "#>+-!" else f"{match[1]}&#{ord(sign[0])};{sign[1:]}"


def sections_text(sections: Iterable[DraftSection], left_over: Iterable[Said] = ()) -> str:
    """Everything under the front matter."""
    parts = [part for section in sections for part in _section(section)]
    if left := [paragraph(piece) for piece in left_over]:
        parts += [f"## {LEFT_OVER}", *left]
    return "\n\n".join(parts) + "\n"


def paragraph(piece: Said) -> str:
    """Text; the rows of a table as a table."""
    if piece.rule != "table":
        return escape_markdown(piece.text)
    cells = [[inline(cell.strip()) or " " for cell in row.split(" | ")] for row in piece.text.split("\n")]
    width = max(map(len, cells))
    lines = ["| " + " | ".join(row + [" "] * (width - len(row))) + " |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _section(section: DraftSection) -> Iterator[str]:
    if section.technique is not None:
        yield from _technique(section.technique)
        return
    yield f"{'#' * section.level} {inline(section.heading.text)}"
    yield from map(paragraph, section.text)
    if section.items:
        yield "\n".join(f"- {_one_line(item)}" for item in section.items)
    if section.cautions and section.kind in (SectionKind.CAUTIONS, SectionKind.TRAPS):
        yield "\n".join(map(_hazard_text, section.cautions))
    else:
        yield from map(_quote, section.cautions)
    yield from map(paragraph, section.tail)


def _technique(technique: DraftTechnique) -> Iterator[str]:
    yield f"## เทคนิค: {inline(technique.name.text)}"
    yield from map(paragraph, technique.why)
    if technique.steps:
        yield "\n".join(_step(n, step) for n, step in enumerate(technique.steps, 1)).rstrip("\n")
    yield from map(_quote, technique.cautions)
    yield from map(paragraph, technique.tail)


def _step(number: int, step: DraftStep) -> str:
    sign = f"{number}. "
    indent = " " * len(sign)
    pieces = [
        escape_markdown(step.said.text),
        *map(paragraph, step.more),
        *map(_quote, step.cautions),
    ]
    text = f"\n\n{indent}".join(piece.replace("\n", f"\n{indent}") for piece in pieces)
    return sign + text + ("\n" if len(pieces) > 1 else "")


def _quote(caution: DraftCaution) -> str:
    remedy = f"\n> ทางแก้: {_one_line(caution.remedy)}" if caution.remedy else ""
    return f"> ข้อควรระวัง: {_one_line(caution.said)}{remedy}"


def _hazard_text(hazard: DraftCaution) -> str:
    remedy = f"\n  ทางแก้: {_one_line(hazard.remedy)}" if hazard.remedy else ""
    return f"- {_one_line(hazard.said)}{remedy}"


def _one_line(said: Said) -> str:
    return " ".join(escape_markdown(said.text).split())
