"""The format as JSON Schema, for editors and checkers that know nothing of us. Accepts what the reader accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from harvester.model import Artifact, Library
from harvester.model.field_groups import choices_of
from harvester.model.schema import CollectionShape, FieldRow, LessonShape, Shape, TrialShape, fields_of
from harvester.reading.vocabulary import FILES
from harvester.settings import Settings

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT = ["string", "number", "null"]
"""What YAML makes of a text without quotes: `number: 56873` is a number to others, and text to us."""


def json_schema(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`schemas/<kind>.schema.json` for front matter of lessons, trials, collections and each vocabulary file."""
    for name, title, shape in (
        ("lesson", "ส่วนหัวของบทเรียน", LessonShape),
        ("trial", "ผลการลอง", TrialShape),
        ("collection", "ชุดบทเรียน", CollectionShape),
    ):
        yield _artifact(name, title, schema_of(shape))
    for stem, kind in FILES.items():
        entries = {"type": "array", "items": schema_of(kind.shape)}
        yield _artifact(f"vocabulary-{stem}", f"คลังคำ: {stem}", entries)


def _artifact(name: str, title: str, schema: dict[str, Any]) -> Artifact:
    whole = {"$schema": DRAFT, "$id": f"{name}.schema.json", "title": title, **schema}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    return Artifact(f"schemas/{name}.schema.json", f"{text}\n".encode())


def schema_of(shape: type[Shape]) -> dict[str, Any]:
    """A mapping's schema: canonical keys are proposed, every other accepted name is taken too."""
    properties: dict[str, Any] = {}
    patterns: dict[str, Any] = {}
    required: list[dict[str, Any]] = []
    for row in fields_of(shape):
        key = row.key
        rule = {"title": row.label, "description": row.hint, **_value(row)}
        properties[key] = rule | ({"examples": [row.example]} if row.example else {})
        names = sorted({row.label, *row.names, key.replace("_", "-"), key.replace("_", " ")} - {key})
        if names:
            patterns[f"^({'|'.join(_escape_pattern(name) for name in names)})$"] = rule
        if row.required:
            required.append({"anyOf": [{"required": [name]} for name in (key, *names)]})
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if patterns:
        schema["patternProperties"] = patterns
    if required:
        schema["allOf"] = required
    return schema


def _value(row: FieldRow) -> dict[str, Any]:
    if row.shape is not None:
        one = schema_of(row.shape)
        takes_text = any(inner.main for inner in fields_of(row.shape))
        forms = [one, {"type": ["string", "null"]}] if takes_text else [one, {"type": "null"}]
        several = [{"type": "array", "items": {"anyOf": forms}}] if row.many else []
        return {"anyOf": [*forms, *several]}
    leaf = _leaf(row)
    return {"anyOf": [{"type": "array", "items": leaf}, leaf]} if row.many else leaf


def _leaf(row: FieldRow) -> dict[str, Any]:
    if row.labels:
        return {"enum": choices_of(row.labels)}
    if row.kind == "boolean":
        return {"type": ["boolean", "string", "null"]}
    if row.kind == "integer":
        return {"type": ["integer", "string"], "pattern": "^[0-9๐-๙]+$"}
    if row.required:
        return {"type": ["string", "number"], "minLength": 1}
    return {"type": TEXT}


def _escape_pattern(name: str) -> str:
    """A name as a pattern that ECMAScript reads too (Python's `re.escape` writes signs that it refuses)."""
    return "".join(f"\\{sign}" if sign in r"\^$.|?*+()[]{}/" else sign for sign in name)
