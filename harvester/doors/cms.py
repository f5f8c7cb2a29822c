"""Rows of the format as fields of the editor: widget, Thai label and hint, pattern, the library's own words to choose from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from harvester import TEMPLATES
from harvester.doors.manuscript import lesson_body
from harvester.doors.questions import LESSON
from harvester.model import Artifact, Collection, Guide, Lesson, Library, Trial
from harvester.model.field_groups import ID_PATTERN, STATUS_LABELS
from harvester.model.fields import FieldRow, Shape, fields_of
from harvester.reading.vocabulary import FILES
from harvester.reading.yaml import dump
from harvester.settings import Settings
from harvester.thai.places import PROVINCES
from harvester.thai.text import sort_key

PATTERNS: Mapping[str, tuple[str, str]] = {
    "id": (ID_PATTERN, "ใช้ตัวอังกฤษเล็ก ตัวเลข และขีดกลางเท่านั้น เช่น call-before-letter"),
    "url": (r"^https?://\S+$", "ขึ้นต้นด้วย https://"),
    "date": (r"[0-9๐-๙]{2}", "เขียนเช่น 2 พ.ย. 2549 หรือ พ.ย. 2549 หรือ 2549"),
    "integer": (r"^[0-9๐-๙]+$", "ใส่เฉพาะตัวเลข"),
}
"""Key or kind of a field to what an answer must look like, and what is said when it does not."""
MOST_OFFERED = 1_000
"""Lessons that can be chosen from a list; of more than that one writes the id."""


class Fields:
    """Rows of the schema as the editor's fields, with the library's own words to choose from."""

    def __init__(self, library: Library) -> None:
        words = library.vocabulary
        lessons = library.lessons
        self._lessons = sorted(
            ((one.title, str(one.id)) for one in lessons), key=lambda pair: sort_key(pair[0])
        )
        self.options: dict[str, list[str]] = {
            "tags": _sort([*(t.label for t in words.tags), *(tag for one in lessons for tag in one.tags)]),
            "roles": _sort(
                [*(r.label for r in words.roles), *(role for one in lessons for role in one.roles)]
            ),
            "programme": _sort([*(p.label for p in words.programmes), *(one.programme for one in lessons)]),
            "broader": _sort(t.label for t in words.tags),
            "province": _sort(PROVINCES),
        }

    def lesson(self, keys: tuple[str, ...], *, new: bool = False) -> list[dict[str, Any]]:
        """The fields of a lesson in this order; its body is after those that are asked first."""
        table = {row.key: row for row in fields_of(Lesson)}
        fields = [self.field(table[key], new=new) for key in keys]
        # Decap's rich text writes the whole body anew in its own manner; a lesson must come back as it was written.
        body = _part("story")
        if new:
            body["default"] = lesson_body()
            status = self.field(table["status"]) | {"widget": "hidden", "default": "draft"}
            fields.append({key: status[key] for key in ("name", "label", "widget", "default")})
        after = sum(table[key].first for key in keys)
        return [*fields[:after], body, *fields[after:]]

    def shape(self, shape: type[Shape], *, new: bool = False) -> list[dict[str, Any]]:
        """Every own field of a shape."""
        return [self.field(row, new=new) for row in fields_of(shape) if "editor" not in row.without]

    def named(self, shape: type[Shape]) -> list[dict[str, Any]]:
        """The fields of a shape that has an id of its own: title or label first, then the id, which must be there."""
        rows = {row.key: row for row in fields_of(shape)}
        first = [key for key in ("title", "label", "id") if key in rows]
        order = [*first, *(key for key in rows if key not in first)]
        return [self.field(rows[key]) | ({"required": True} if key == "id" else {}) for key in order]

    def field(self, row: FieldRow, *, new: bool = False) -> dict[str, Any]:
        """One field: widget, Thai label and hint, pattern, choices."""
        required = row.required or (new and row.insist)
        hint = f"{row.hint} เช่น {row.example}" if row.example and not row.labels else row.hint
        field: dict[str, Any] = {"name": row.key, "label": row.label, "required": required, "hint": hint}
        if row.shape is not None:
            inner = self.shape(row.shape)
            if row.many:
                more = {"fields": inner, "collapsed": True, "label_singular": row.label}
                return field | {"widget": "list"} | more
            # A group that nobody fills in has no name either; the checks ask for it where it is filled.
            inner = inner if required else [one | {"required": False} for one in inner]
            return field | {"widget": "object", "fields": inner, "collapsed": True}
        options: list[Any] = list(row.choices) or self.options.get(row.vocabulary or row.key, [])
        if row.labels:
            options = [{"label": label, "value": key} for key, label in row.labels.items()]
        elif row.key in ("lesson", "ids") and 0 < len(self._lessons) <= MOST_OFFERED:
            options = [{"label": title, "value": name} for title, name in self._lessons]
            field["hint"] = "พิมพ์บางคำของชื่อเรื่องเพื่อหา แล้วเลือก"
        if options:
            return field | {"widget": "select", "options": options} | ({"multiple": True} if row.many else {})
        if row.many:
            return field | {"widget": "list"}
        if row.kind == "boolean":
            return field | {"widget": "boolean", "default": False}
        field["widget"] = "text" if row.long else "string"
        if pattern := PATTERNS.get("id" if row.key == "lesson" else row.key) or PATTERNS.get(row.kind):
            field["pattern"] = list(pattern)
        return field


def _sort(words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word}, key=sort_key)


PATH = "admin/config.yml"
_ASKED = {question.key.split(".")[0] for question in LESSON}
SHORT = ("title", "id", *(row.key for row in fields_of(Lesson)[1:] if row.key in _ASKED))
"""What the form for a new lesson asks; the rest is for those who look after the library."""
WHOLE = tuple(row.key for row in fields_of(Lesson) if row.key != "id" and "editor" not in row.without)
"""What the form of a lesson that is there already shows: its id is its file's name."""


def cms(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`admin/config.yml`."""
    yield Artifact(PATH, dump(configuration(library, settings)).encode())


def configuration(library: Library, settings: Settings, *, local: str = "") -> dict[str, Any]:
    """The whole configuration; `local` is the path of a backend on this machine, which replaces the forge."""
    lessons = f"{settings.lessons}/"
    own = {"name": "proxy", "proxy_url": local, "branch": settings.branch}
    config: dict[str, Any] = {"backend": own if local else backend(settings)}
    config |= _part("config", lessons=lessons, url=settings.url.rstrip("/"))
    if not local:
        config["publish_mode"] = "editorial_workflow"
    fields = Fields(library)
    year = (library.today.year if library.today else 2026) + 543
    made = [_part("new", lessons=lessons, year=year) | {"fields": fields.lesson(SHORT, new=True)}]
    for folder in sorted({str(PurePosixPath(one.path).parent) for one in library.lessons}, reverse=True):
        name, label, path = "lessons", "บทเรียน", lessons[:-1]
        if folder != ".":
            name, label, path = f"lessons-{folder.replace('/', '-')}", f"บทเรียน {folder}", lessons + folder
        whole = _part("whole", lessons=lessons, name=name, label=label, folder=path)
        if folder == ".":
            # Elsewhere a picture is named from the lesson's own folder, so that it shows in a forge's preview too.
            del whole["media_folder"], whole["public_folder"]
        states = [{"label": label, "field": "status", "pattern": key} for key, label in STATUS_LABELS.items()]
        made.append(whole | {"view_filters": states, "fields": fields.lesson(WHOLE)})
    made.append(_part("trials", lessons=lessons) | {"fields": fields.shape(Trial, new=True)})
    made.append(_part("collections", lessons=lessons) | {"fields": fields.named(Collection)})
    for stem, kind in FILES.items():
        words = _part("words", lessons=lessons, stem=stem, label=kind.label)
        made.append(words | {"fields": fields.named(kind.shape)})
    if library.guides:
        made.append(_part("pages", lessons=lessons) | {"fields": [*fields.shape(Guide), _part("body")]})
    return config | {"collections": made}


def _part(which: str, /, **values: object) -> dict[str, Any]:
    """A part of `templates/doors/cms.json` with its places filled in."""
    text = (TEMPLATES / "doors" / "cms.json").read_text("utf-8")
    for place, value in values.items():
        text = text.replace(f"@@{place}@@", json.dumps(str(value), ensure_ascii=False)[1:-1])
    part: dict[str, Any] = json.loads(text)[which]
    return part


def backend(settings: Settings) -> dict[str, Any]:
    """Where the editor keeps what is written: the repository, through its forge's own sign-in."""
    address = urlsplit(settings.repository)
    repo = address.path.strip("/").removesuffix(".git")
    common: dict[str, Any] = {"repo": repo, "branch": settings.branch}
    common["commit_messages"] = _part("commit_messages")
    if "gitlab" in (address.hostname or ""):
        sign_in = {"auth_type": "pkce", "app_id": settings.admin_login} if settings.admin_login else {}
        own = {} if address.hostname == "gitlab.com" else {
            "api_root": f"https://{address.netloc}/api/v4",
            "base_url": f"https://{address.netloc}",
        }  # fmt: skip
        return {"name": "gitlab", **common, **sign_in, **own}
    gateway = {"base_url": settings.admin_login} if settings.admin_login else {}
    return {"name": "github", **common, **gateway, "open_authoring": True, "auth_scope": "public_repo"}
