"""The configuration of the editor at /admin, made from the schema. Kept to what Decap and Sveltia both read.

Which page shows it, and what is served beside it, is left to the emitter `admin`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from harvester.doors.cms_fields import Fields
from harvester.doors.questions import LESSON
from harvester.model import Artifact, Library
from harvester.model.schema import CollectionShape, LessonShape, fields_of
from harvester.reading.companions import GuideShape
from harvester.reading.vocabulary import FILE_LABELS, FILES
from harvester.reading.yaml import dump
from harvester.rendering.templates import TEMPLATES
from harvester.settings import Settings

PATH = "admin/config.yml"
_ASKED = {question.key.split(".")[0] for question in LESSON}
SHORT = ("title", "id", *(row.key for row in fields_of(LessonShape)[1:] if row.key in _ASKED))
"""What the form for a new lesson asks; the rest is for those who look after the library."""
WHOLE = tuple(row.key for row in fields_of(LessonShape) if row.key != "id" and "editor" not in row.without)
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
        label, path = ("บทเรียน", lessons[:-1]) if folder == "." else (f"บทเรียน {folder}", lessons + folder)
        whole = _part("whole", lessons=lessons, name=collection_name(folder), label=label, folder=path)
        if folder == ".":
            # Elsewhere a picture is named from the lesson's own folder, so that it shows in a forge's preview too.
            del whole["media_folder"], whole["public_folder"]
        states = [
            {"label": label, "field": "status", "pattern": key} for key, label in fields.labels("status")
        ]
        made.append(whole | {"view_filters": states, "fields": fields.lesson(WHOLE)})
    made.append(_part("trials", lessons=lessons) | {"fields": fields.trial()})
    made.append(_part("collections", lessons=lessons) | {"fields": fields.named(CollectionShape)})
    for stem, kind in FILES.items():
        words = _part("words", lessons=lessons, stem=stem, label=FILE_LABELS[stem])
        made.append(words | {"fields": fields.named(kind.shape)})
    if library.guides:
        made.append(_part("pages", lessons=lessons) | {"fields": [*fields.shape(GuideShape), _part("body")]})
    return config | {"collections": made}


def _part(which: str, /, **values: object) -> dict[str, Any]:
    """A part of `templates/doors/cms.json` with its places filled in."""
    text = (TEMPLATES / "doors" / "cms.json").read_text("utf-8")
    for place, value in values.items():
        text = text.replace(f"@@{place}@@", json.dumps(str(value), ensure_ascii=False)[1:-1])
    part: dict[str, Any] = json.loads(text)[which]
    return part


def collection_name(folder: str) -> str:
    """The name of the collection that holds a folder of lessons."""
    return "lessons" if folder == "." else "lessons-" + folder.replace("/", "-")


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
