"""What an editor of files is given: JSON Schema, settings and snippets for VS Code, Front Matter's form, a page of fields."""

import json
from collections.abc import Iterator
from typing import Any

from harvester import TEMPLATES
from harvester.doors.issue_forms import texts
from harvester.doors.manuscript import lesson_text
from harvester.model import Artifact, Collection, Lesson, Library, Trial
from harvester.model.field_groups import STATUS_LABELS, choices_of
from harvester.model.fields import FieldRow, Shape, fields_of, rows
from harvester.model.sections import SECTIONS
from harvester.reading.vocabulary import FILES
from harvester.settings import Settings

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT = ["string", "number", "null"]
"""What YAML makes of a text without quotes: `number: 56873` is a number to others, and text to us."""


def json_schema(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`schemas/<kind>.schema.json` for front matter of lessons, trials, collections and each vocabulary file."""
    for name, title, shape in (
        ("lesson", "ส่วนหัวของบทเรียน", Lesson),
        ("trial", "ผลการลอง", Trial),
        ("collection", "ชุดบทเรียน", Collection),
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


def docs(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`<lessons>/pages/fields.md`."""
    engine = texts().overlay()
    engine.filters = engine.filters | {"said": _describe_field, "cell": lambda text: text.replace("|", "\\|")}
    text = engine.get_template("doors/fields.md").render(
        lesson=Lesson, trial=Trial, collection=Collection, rows=rows, sections=SECTIONS,
        files=FILES,
    )  # fmt: skip
    yield Artifact(f"{settings.lessons}/pages/fields.md", f"{text.rstrip()}\n".encode())


def _describe_field(row: FieldRow) -> str:
    said = [row.hint]
    if row.labels:
        said.append(" ".join(f"`{key}` ({label})" for key, label in row.labels.items()))
    elif row.choices:
        said.append(" ".join(row.choices))
    if row.example and not row.labels:
        said.append(f"เช่น *{row.example}*")
    if row.names:
        said.append(f"หรือเขียนว่า {', '.join(row.names)}")
    return "<br>".join(part for part in said if part)


def editor(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`.vscode/` and `frontmatter.json`."""
    text = (TEMPLATES / "doors" / "editor.json").read_text("utf-8")
    files: dict[str, Any] = json.loads(text.replace("@@lessons@@", settings.lessons))
    files[".vscode/settings.json"]["yaml.schemas"] |= {
        f"./schemas/vocabulary-{stem}.schema.json": f"{settings.lessons}/vocabulary/{stem}.yml"
        for stem in FILES
    }
    snippets = files[".vscode/lessons.code-snippets"]
    whole = lesson_text({"title": "TITLE"}, hints=True).replace("$", r"\$")
    snippets["บทเรียนใหม่"]["body"] = whole.replace("title: TITLE", "title: ${1:ชื่อเรื่อง}")
    told = [row for row in fields_of(Trial) if row.shape is None and not {"form", "editor"} & {*row.without}]
    stops = (f"|{','.join(row.labels)}|" if row.labels else f":{row.label}" for row in told)
    snippets["ลองแล้ว"]["body"] = "".join(
        f"{row.key}: ${{{at}{stop}}}\n" for at, (row, stop) in enumerate(zip(told, stops, strict=True), 1)
    )
    for snippet in snippets.values():
        snippet["body"] = snippet["body"].rstrip("\n").split("\n")
    front = files["frontmatter.json"]
    front["frontMatter.content.draftField"]["choices"] = [*STATUS_LABELS]
    front["frontMatter.taxonomy.contentTypes"][0]["fields"] = _inner(Lesson)
    for path, value in files.items():
        yield Artifact(path, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def _field(row: FieldRow) -> dict[str, Any]:
    said = {"title": row.label, "name": row.key, "description": row.hint}
    field: dict[str, Any] = said | {"required": row.required}
    if row.shape is not None:
        # Rows of a group are a block of their own fields; several of them are said in the file itself.
        return field | ({"type": "list"} if row.many else {"type": "fields", "fields": _inner(row.shape)})
    if row.labels or row.choices:
        labelled: list[Any] = [{"id": key, "title": label} for key, label in row.labels.items()]
        return field | {"type": "choice", "choices": labelled or [*row.choices], "multiple": row.many}
    if row.kind == "boolean":
        return field | {"type": "boolean"}
    if row.many:
        return field | {"type": "tags" if row.key == "tags" else "list"}
    return field | {"type": "string", "single": not row.long}


def _inner(shape: type[Shape]) -> list[dict[str, Any]]:
    return [_field(row) for row in fields_of(shape)]
