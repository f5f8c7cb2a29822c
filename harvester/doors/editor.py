"""What an editor of files is given: settings and snippets for VS Code, and the form of its Front Matter extension.

`templates/doors/editor.json` holds them but for what comes from the table of fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from harvester.doors.manuscript import lesson_text
from harvester.model import Artifact, Library
from harvester.model.schema import FieldRow, LessonShape, Shape, TrialShape, fields_of
from harvester.reading.vocabulary import FILES
from harvester.rendering.templates import TEMPLATES
from harvester.settings import Settings


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
    told = [
        row for row in fields_of(TrialShape) if row.shape is None and not {"form", "editor"} & {*row.without}
    ]
    snippets["ลองแล้ว"]["body"] = "".join(f"{row.key}: {_choice(at, row)}\n" for at, row in enumerate(told, 1))
    for snippet in snippets.values():
        snippet["body"] = snippet["body"].rstrip("\n").split("\n")
    front = files["frontmatter.json"]
    states = next(row.labels for row in fields_of(LessonShape) if row.key == "status")
    front["frontMatter.content.draftField"]["choices"] = [*states]
    front["frontMatter.taxonomy.contentTypes"][0]["fields"] = _inner(LessonShape)
    for path, value in files.items():
        yield Artifact(path, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def _choice(number: int, row: FieldRow) -> str:
    return f"${{{number}|{','.join(row.labels)}|}}" if row.labels else f"${{{number}:{row.label}}}"


def _field(row: FieldRow) -> dict[str, Any]:
    field: dict[str, Any] = {
        "title": row.label,
        "name": row.key,
        "description": row.hint,
        "required": row.required,
    }
    if row.shape is not None:
        # Rows of a group are a block of their own fields; several of them are said in the file itself.
        return field | ({"type": "list"} if row.many else {"type": "fields", "fields": _inner(row.shape)})
    if row.labels or row.choices:
        options: list[Any] = [{"id": key, "title": label} for key, label in row.labels.items()] or [
            *row.choices
        ]
        return field | {"type": "choice", "choices": options, "multiple": row.many}
    if row.kind == "boolean":
        return field | {"type": "boolean"}
    if row.many:
        return field | {"type": "tags" if row.key == "tags" else "list"}
    return field | {"type": "string", "single": not row.long}


def _inner(shape: type[Shape]) -> list[dict[str, Any]]:
    return [_field(row) for row in fields_of(shape)]
