"""The configuration of the editor at /admin, made from the schema. Kept to what Decap and Sveltia both read.

Which page shows it, and what is served beside it, is left to the emitter `admin`.
"""

from __future__ import annotations

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
from harvester.settings import Settings

PATH = "admin/config.yml"
NEW = "new-lessons"
_ASKED = {question.key.split(".")[0] for question in LESSON}
SHORT = ("title", "id", *(row.key for row in fields_of(LessonShape)[1:] if row.key in _ASKED))
"""What the form for a new lesson asks; the rest is for those who look after the library."""
WHOLE = tuple(row.key for row in fields_of(LessonShape) if row.key != "id" and "editor" not in row.without)
"""What the form of a lesson that is there already shows: its id is its file's name."""


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
    fields = Fields(library)
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
            "fields": fields.lesson(WHOLE),
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


def _companions(library: Library, lessons: str, fields: Fields) -> list[dict[str, Any]]:
    """What stands beside the lessons: trials, collections, new words, guide pages."""
    text = {"extension": "yml", "format": "yml"}
    made = [
        {
            "name": "trials",
            "label": "ลองแล้ว",
            "label_singular": "ผลการลอง",
            "description": "ใครเอาบทเรียนไหนไปลอง ได้ผลหรือไม่ได้ผลก็มีค่าเท่ากัน",
            "folder": f"{lessons}trials",
            "path": "{{lesson}}/{{slug}}",
            "slug": "{{year}}-{{month}}-{{day}}-{{hour}}{{minute}}{{second}}",
            "create": True,
            **text,
            "identifier_field": "lesson",
            "summary": "{{lesson}} · {{who}}",
            "fields": fields.trial(),
        },
        {
            "name": "collections",
            "label": "ชุดบทเรียน",
            "label_singular": "ชุดบทเรียน",
            "description": "บทเรียนที่ใช้ด้วยกัน พิมพ์เป็นเล่มหรือบัตรได้ เลือกทีละเรื่องหรือเลือกตามหัวเรื่อง",
            "folder": f"{lessons}collections",
            "slug": "{{fields.id}}",
            "create": True,
            **text,
            "identifier_field": "title",
            "summary": "{{title}}",
            "fields": fields.named(CollectionShape),
        },
    ]
    for stem, kind in FILES.items():
        made.append(
            {
                "name": f"words-{stem}",
                "label": f"คลังคำ: {FILE_LABELS[stem]}",
                "label_singular": FILE_LABELS[stem],
                "description": f"เพิ่มคำใหม่ที่นี่ คำที่มีอยู่ก่อนแล้วอยู่ในไฟล์ vocabulary/{stem}.yml",
                "folder": f"{lessons}vocabulary/{stem}",
                "slug": "{{fields.id}}",
                "create": True,
                **text,
                "identifier_field": "label",
                "summary": "{{label}}",
                "fields": fields.named(kind.shape),
            }
        )
    if library.guides:
        body = {"name": "body", "label": "เนื้อหา", "widget": "markdown", "modes": ["raw"], "required": False}
        made.append(
            {
                "name": "pages",
                "label": "หน้าแนะนำ",
                "folder": f"{lessons}pages",
                "create": False,
                "identifier_field": "title",
                "fields": [*fields.shape(GuideShape), body],
            }
        )
    return made
