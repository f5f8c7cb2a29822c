"""What an editor of files is given: settings and snippets for VS Code, and the form of its Front Matter extension."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from harvester.doors.manuscript import lesson_text
from harvester.model import Artifact, Library
from harvester.model.schema import FieldRow, LessonShape, Shape, TrialShape, fields_of
from harvester.reading.vocabulary import FILES
from harvester.settings import Settings


def editor(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`.vscode/` and `frontmatter.json`."""
    yield _json(".vscode/settings.json", _settings(settings.lessons))
    wanted = {
        "recommendations": [
            "redhat.vscode-yaml",
            "eliostruyf.vscode-front-matter",
            "yzhang.markdown-all-in-one",
        ]
    }
    yield _json(".vscode/extensions.json", wanted)
    yield _json(".vscode/lessons.code-snippets", _snippets())
    yield _json("frontmatter.json", _front_matter(settings.lessons))


def _json(path: str, value: Any) -> Artifact:
    return Artifact(path, (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def _settings(lessons: str) -> dict[str, Any]:
    schemas = {
        "./schemas/trial.schema.json": f"{lessons}/trials/**/*.yml",
        "./schemas/collection.schema.json": f"{lessons}/collections/*.yml",
    }
    schemas |= {
        f"./schemas/vocabulary-{stem}.schema.json": f"{lessons}/vocabulary/{stem}.yml" for stem in FILES
    }
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "editor.insertSpaces": True,
        "editor.detectIndentation": False,
        "yaml.schemas": schemas,
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.tabSize": 3,
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
            "editor.unicodeHighlight.ambiguousCharacters": False,
        },
        "[yaml]": {"editor.tabSize": 2, "editor.wordWrap": "on"},
        "search.exclude": {"site": True, ".cache": True},
    }


def _snippets() -> dict[str, Any]:
    whole = (
        lesson_text({"title": "TITLE"}, hints=True)
        .replace("$", r"\$")
        .replace("title: TITLE", "title: ${1:ชื่อเรื่อง}")
    )
    trial = "".join(
        f"{row.key}: {_choice(number, row)}\n"
        for number, row in enumerate(
            (
                row
                for row in fields_of(TrialShape)
                if row.shape is None and not {"form", "editor"} & {*row.without}
            ),
            1,
        )
    )
    step = ("1. ${3:ทำอะไร}", "   > ข้อควรระวัง: ${4:อะไรเคยพลาด}", "   > ทางแก้: ${5:ทำอย่างไร}", "", "2. ${0}")
    technique = "\n".join(("## เทคนิค: ${1:ชื่อเทคนิค}", "", "${2:ทำไมจึงได้ผล}", "", *step))
    caution = "   > ข้อควรระวัง: ${1:อะไรเคยพลาด}\n   > ทางแก้: ${0:ทำอย่างไร}"
    trap = "- ${1:ความคิดที่ทำให้พลาดทั้งงาน}\n  > ทางแก้: ${0:ทำอย่างไร}"
    return {
        "บทเรียนใหม่": _snippet("markdown", "lesson", "บทเรียน", whole, "ทั้งไฟล์ พร้อมคำแนะนำในแต่ละหัวข้อ"),
        "เทคนิค": _snippet("markdown", "technique", "เทคนิค", technique, "เทคนิคพร้อมขั้นตอน"),
        "ข้อควรระวัง": _snippet("markdown", "caution", "ข้อควรระวัง", caution, "ข้อควรระวังใต้ขั้นตอน"),
        "กับดัก": _snippet("markdown", "trap", "กับดัก", trap, "กับดักพร้อมทางแก้"),
        "ลองแล้ว": _snippet("yaml", "trial", "ลองแล้ว", trial, "ผลการลอง"),
    }


def _snippet(scope: str, english: str, thai: str, body: str, description: str) -> dict[str, Any]:
    lines = body.rstrip("\n").split("\n")
    return {"scope": scope, "prefix": [thai, english], "body": lines, "description": description}


def _choice(number: int, row: FieldRow) -> str:
    return f"${{{number}|{','.join(row.labels)}|}}" if row.labels else f"${{{number}:{row.label}}}"


def _front_matter(lessons: str) -> dict[str, Any]:
    rows = tuple(fields_of(LessonShape))
    states = [key for row in rows if row.key == "status" for key in row.labels]
    return {
        "$schema": "https://frontmatter.codes/frontmatter.schema.json",
        "frontMatter.framework.id": "mkdocs",
        "frontMatter.content.publicFolder": f"{lessons}/pictures",
        "frontMatter.content.draftField": {"name": "status", "type": "choice", "choices": states},
        # A date before the name would stand in the lesson's address for ever.
        "frontMatter.templates.prefix": None,
        "frontMatter.content.pageFolders": [
            {
                "title": "บทเรียน",
                "path": f"[[workspace]]/{lessons}",
                "contentTypes": ["lesson"],
                "excludeSubdir": False,
            }
        ],
        "frontMatter.taxonomy.contentTypes": [
            {"name": "lesson", "pageBundle": False, "fileType": "md", "fields": [_field(row) for row in rows]}
        ],
    }


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
