"""The configuration of the editor at /admin, made from the schema. Kept to what Decap and Sveltia both read.

Which page shows it, and what is served beside it, is left to the emitter `admin`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from harvester.doors.manuscript import lesson_body
from harvester.model import Artifact, Library
from harvester.reading.companions import GuideShape
from harvester.reading.schema import (
    ID_PATTERN,
    CollectionShape,
    FieldRow,
    LessonShape,
    Shape,
    fields_of,
)
from harvester.reading.yaml import dump
from harvester.settings import Settings
from harvester.thai.places import PROVINCES
from harvester.thai.text import sort_key

PATH = "admin/config.yml"
NEW = "new-lessons"
SHORT = (
    "title",
    "id",
    "summary",
    "date",
    "authors",
    "place",
    "programme",
    "roles",
    "tags",
    "needs",
    "evidence",
    "source",
)
"""What the form for a new lesson asks; the rest is for those who look after the library."""
PATTERNS: Mapping[str, tuple[str, str]] = {
    "id": (ID_PATTERN, "ใช้ตัวอังกฤษเล็ก ตัวเลข และขีดกลางเท่านั้น เช่น call-before-letter"),
    "url": (r"^https?://\S+$", "ขึ้นต้นด้วย https://"),
    "date": (r"[0-9๐-๙]{2}", "เขียนเช่น 2 พ.ย. 2549 หรือ พ.ย. 2549 หรือ 2549"),
    "integer": (r"^[0-9๐-๙]+$", "ใส่เฉพาะตัวเลข"),
}
"""Key or kind of a field to what an answer must look like, and what is said when it does not."""


def cms(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`admin/config.yml`."""
    yield Artifact(PATH, dump(configuration(library, settings)).encode())


def configuration(library: Library, settings: Settings, *, local: str = "") -> dict[str, Any]:
    """The whole configuration; `local` is the path of a backend on this machine, which stands in for the forge."""
    year = (library.today.year if library.today else 2026) + 543
    lessons = f"{settings.lessons}/"
    config: dict[str, Any] = {
        "backend": {"name": "proxy", "proxy_url": local, "branch": settings.branch}
        if local
        else backend(settings),
        "locale": "th",
        "site_url": settings.url.rstrip("/"),
        "display_url": settings.url.rstrip("/"),
        "media_folder": f"{lessons}pictures",
        "public_folder": "/pictures",
        "slug": {"encoding": "unicode", "clean_accents": False, "sanitize_replacement": "-"},
    }
    if not local:
        config["publish_mode"] = "editorial_workflow"
    # In a lesson a picture is named from the lesson's own folder, so that it shows in a forge's preview too.
    pictures = {"media_folder": f"/{lessons}pictures", "public_folder": "../pictures"}
    fields = _Fields(library)
    new = {
        "name": NEW,
        "label": "เขียนบทเรียนใหม่",
        "label_singular": "บทเรียนใหม่",
        "description": "ร่างที่ยังรอตรวจทาน กดปุ่มเพิ่มแล้วเล่าเท่าที่รู้ ช่องที่ไม่มีเว้นได้",
        "folder": f"{lessons}{year}",
        **pictures,
        "create": True,
        "slug": "{{fields.id}}",
        "identifier_field": "title",
        "filter": {"field": "status", "value": "draft"},
        "fields": fields.lesson(SHORT, new=True),
    }
    folders = sorted({str(PurePosixPath(one.path).parent) for one in library.lessons}, reverse=True)
    whole = [
        {
            "name": collection_name(folder),
            "label": f"บทเรียน {folder}" if folder != "." else "บทเรียน",
            "label_singular": "บทเรียน",
            "folder": (lessons + folder).removesuffix("/."),
            **(pictures if folder != "." else {}),
            "create": False,
            "identifier_field": "title",
            "summary": "{{title}}",
            "view_filters": [
                {"label": label, "field": "status", "pattern": key} for key, label in fields.labels("status")
            ],
            "fields": fields.lesson(tuple(row.key for row in fields_of(LessonShape) if row.key != "id")),
        }
        for folder in folders
    ]
    config["collections"] = [new, *whole, *_companions(library, lessons, fields)]
    return config


def collection_name(folder: str) -> str:
    """The name of the collection that holds a folder of lessons."""
    return "lessons" if folder == "." else "lessons-" + folder.replace("/", "-")


def backend(settings: Settings) -> dict[str, Any]:
    """Where the editor keeps what is written: the repository, through its forge's own sign-in."""
    address = urlsplit(settings.repository)
    repo = address.path.strip("/").removesuffix(".git")
    common = {"repo": repo, "branch": settings.branch}
    common["commit_messages"] = {  # type: ignore[assignment]
        "create": "เพิ่ม {{slug}}",
        "update": "แก้ไข {{slug}}",
        "delete": "ลบ {{slug}}",
        "uploadMedia": "เพิ่มภาพ {{path}}",
        "deleteMedia": "ลบภาพ {{path}}",
    }
    if "gitlab" in (address.hostname or ""):
        sign_in = {"auth_type": "pkce", "app_id": settings.admin_login} if settings.admin_login else {}
        own = {} if address.hostname == "gitlab.com" else {
            "api_root": f"https://{address.netloc}/api/v4",
            "base_url": f"https://{address.netloc}",
        }  # fmt: skip
        return {"name": "gitlab", **common, **sign_in, **own}
    gateway = {"base_url": settings.admin_login} if settings.admin_login else {}
    return {"name": "github", **common, **gateway, "open_authoring": True, "auth_scope": "public_repo"}


class _Fields:
    """Rows of the schema as the editor's fields, with the library's own words to choose from."""

    def __init__(self, library: Library) -> None:
        words = library.vocabulary
        lessons = library.lessons
        self.options: dict[str, list[str]] = {
            "tags": _sorted([*(t.label for t in words.tags), *(tag for one in lessons for tag in one.tags)]),
            "roles": _sorted(
                [*(r.label for r in words.roles), *(role for one in lessons for role in one.roles)]
            ),
            "programme": _sorted([*(p.label for p in words.programmes), *(one.programme for one in lessons)]),
            "province": _sorted(PROVINCES),
        }

    def lesson(self, keys: tuple[str, ...], *, new: bool = False) -> list[dict[str, Any]]:
        """The fields of a lesson in this order; its body stands after the first six."""
        table = {row.key: row for row in fields_of(LessonShape)}
        fields = [self.field(table[key], new=new) for key in keys]
        # Decap's rich text writes the whole body anew in its own manner; a lesson must come back as it was written.
        body: dict[str, Any] = {
            "name": "body",
            "label": "เนื้อเรื่อง",
            "widget": "markdown",
            "modes": ["raw"],
            "hint": "เขียนใต้หัวข้อที่มีให้ ข้อความระหว่าง <!-- --> เป็นคำแนะนำ ไม่ขึ้นในหน้าเว็บ ลบได้ "
            "ใส่ภาพ: เพิ่มภาพในแท็บไฟล์สื่อ แล้วเขียน ![คำบรรยาย](../pictures/ชื่อไฟล์.jpg)",
        }
        if new:
            body["default"] = lesson_body()
            status = self.field(table["status"]) | {"widget": "hidden", "default": "draft"}
            fields.append({key: status[key] for key in ("name", "label", "widget", "default")})
        after = sum(key in ("title", "id", "summary", "date", "authors", "place") for key in keys)
        return [*fields[:after], body, *fields[after:]]

    def shape(self, shape: type[Shape]) -> list[dict[str, Any]]:
        """Every own field of a shape."""
        return [self.field(row) for row in fields_of(shape)]

    def labels(self, key: str) -> Iterable[tuple[str, str]]:
        return next(row.labels for row in fields_of(LessonShape) if row.key == key).items()

    def field(self, row: FieldRow, *, new: bool = False) -> dict[str, Any]:
        """One field: widget, Thai label and hint, pattern, choices."""
        required = row.required or (new and row.key in ("id", "summary"))
        field: dict[str, Any] = {
            "name": row.key,
            "label": row.label,
            "required": required,
            "hint": _hint(row),
        }
        if row.shape is not None:
            inner = self.shape(row.shape)
            if row.many:
                return field | {
                    "widget": "list",
                    "fields": inner,
                    "collapsed": True,
                    "label_singular": row.label,
                }
            return field | {"widget": "object", "fields": inner, "collapsed": True}
        options = self.options.get(row.vocabulary or row.key, [])
        if row.labels:
            choices: list[Any] = [{"label": label, "value": key} for key, label in row.labels.items()]
            return field | {"widget": "select", "options": choices} | ({"multiple": True} if row.many else {})
        if row.choices or options:
            shown = {"widget": "select", "options": list(row.choices) or options}
            return field | shown | ({"multiple": True} if row.many else {})
        if row.many:
            return field | {"widget": "list"}
        if row.kind == "boolean":
            return field | {"widget": "boolean", "default": False}
        field["widget"] = "text" if row.long else "string"
        if pattern := PATTERNS.get(row.key) or PATTERNS.get(row.kind):
            field["pattern"] = list(pattern)
        return field


def _companions(library: Library, lessons: str, fields: _Fields) -> list[dict[str, Any]]:
    """Collections and guide pages: what is there can be edited; new ones are made in a file."""
    title = {"create": False, "identifier_field": "title"}
    found: list[dict[str, Any]] = []
    if library.collections:
        place = {"folder": f"{lessons}collections", "extension": "yml", "format": "yml"}
        found.append(
            {
                "name": "collections",
                "label": "ชุดบทเรียน",
                **place,
                **title,
                "fields": fields.shape(CollectionShape),
            }
        )
    if library.guides:
        body = {"name": "body", "label": "เนื้อหา", "widget": "markdown", "modes": ["raw"], "required": False}
        inner = [*fields.shape(GuideShape), body]
        found.append(
            {"name": "pages", "label": "หน้าแนะนำ", "folder": f"{lessons}pages", **title, "fields": inner}
        )
    return found


def _hint(row: FieldRow) -> str:
    return f"{row.hint} เช่น {row.example}" if row.example and not row.labels else row.hint


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word}, key=sort_key)
