"""Reads what is beside the lessons: trials and collections, one YAML file each, and guide pages."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from harvester import memo
from harvester.model import Collection, Event, Guide, Markdown, SisterLesson, Trial, Wish, Withdrawal
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.fields import members
from harvester.model.lesson import Holder
from harvester.reading.front_matter import read_head, split
from harvester.reading.validation import Meaning, understand
from harvester.reading.wording import told
from harvester.thai.text import normalise, slug

Found = list[Diagnostic]


KINDS: Mapping[str, type[Holder]] = {
    "trials": Trial,
    "wishes": Wish,
    "events": Event,
    "collections": Collection,
    "withdrawn": Withdrawal,
}
"""Folder of `lessons/` to what its files are."""


def read_companion(path: str, text: str) -> tuple[Any, Found]:
    """What the file at `<folder>/<id>.yml` (or `trials/<lesson-id>/<slug>.yml`) tells; None when what it needs most
    cannot be read."""
    return memo.recall(memo.key_of("companion", path, text), lambda: _read_companion(path, text))


def _read_companion(path: str, text: str) -> tuple[Any, Found]:
    head, findings = read_head(text, path)
    name = PurePosixPath(path)
    kind = KINDS[name.parts[0]]
    meaning = understand(head, kind)
    findings += meaning.findings
    if meaning.value is None:
        return None, findings
    fields = members(meaning.value)
    for key, called, what in (("lesson", name.parent.name, "ชื่อโฟลเดอร์"), ("id", name.stem, "ชื่อไฟล์")):
        if key in fields:
            findings += _same(meaning, key, fields[key], called, what, path)
            fields[key] = called
    return kind(**fields, path=path, places=meaning.places, extra=meaning.extra), findings


def _same(meaning: Meaning, key: str, said: str, name: str, what: str, path: str) -> Found:
    """Where a file says its own name, it says the one it has; another is kept with what no field takes."""
    if said in ("", name):
        return []
    meaning.extra[key] = said
    place = meaning.places.get(key) or Place(path)
    return [told("different-id/companion", place, key, said, what, name, width=len(said))]


def read_guide(path: str, text: str) -> tuple[Guide, Found]:
    """The guide page at `pages/<id>.md`."""
    return memo.recall(memo.key_of("guide", path, text), lambda: _read_guide(path, text))


def _read_guide(path: str, text: str) -> tuple[Guide, Found]:
    parts = split(text, path)
    meaning = understand(parts.head, Guide, {"title": PurePosixPath(path).stem})
    guide = Guide(
        **members(meaning.value),
        path=path,
        places=meaning.places,
        extra=meaning.extra,
        body=Markdown(normalise(parts.body)),
        body_line=parts.body_line,
    )
    return guide, [*parts.findings, *meaning.findings]


FOLDER = "sisters"
"""Folder of the site in which they are kept."""
MOST_LESSONS, MOST_FILES = 20_000, 200
_TAG = re.compile(r"<[^<>]{0,500}>|[\x00-\x08\x0b-\x1f\x7f]")
_WEB = re.compile(r"https?://[^\s<>\"']{1,600}")


class Unfit(ValueError):
    """Open data that cannot be used; the message is Thai and says why."""


def gather_lessons(load: Callable[[str], bytes]) -> dict[str, Any]:
    """What is kept of a library whose files `load` gives by name, first `lessons.json`. Raises `Unfit`."""
    listed = _parse(load("lessons.json"), dict)
    name, home, files = _text(listed.get("name"), 120), _web(listed.get("url")), listed.get("files")
    if not name or not home or not isinstance(files, list) or len(files) > MOST_FILES:
        raise Unfit("ข้อมูลไม่มีชื่อคลัง ที่อยู่ หรือรายชื่อไฟล์ตามรูปแบบ อาจเปลี่ยนรุ่นไปแล้ว")
    gone = {str(name) for one in listed.get("withdrawn") or () if isinstance(one, dict) and one.get("kind") == "lesson"
            for name in (one.get("id"), *(one.get("aliases") or ()))}  # fmt: skip
    rows: list[dict[str, Any]] = []
    for file in files:
        if not isinstance(file, str) or not re.fullmatch(r"[\w-]{1,80}\.json", file):
            raise Unfit(f"ชื่อไฟล์ข้อมูลแปลกไป: {_text(file, 60)}")
        rows += [row for row in map(_row, _parse(load(file), list)) if row and row["id"] not in gone]
    if not rows and not gone and listed.get("lessons"):
        raise Unfit("อ่านบทเรียนไม่ได้สักเรื่อง รูปแบบข้อมูลอาจเปลี่ยนไปแล้ว")
    return {
        "name": name,
        "url": home,
        "licence": _text(listed.get("licence"), 60),
        "lessons": rows[:MOST_LESSONS],
    }


def read_sisters(folder: Path) -> Iterator[SisterLesson]:
    """The lessons kept under `folder`, library by library; a file that is none is passed over."""
    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            kept = json.loads(file.read_text("utf-8"))
            for row in kept["lessons"]:
                yield SisterLesson(**{**row, "tags": tuple(row["tags"])}, library=kept["name"], key=file.stem)
        except (OSError, ValueError, KeyError, TypeError):
            continue


def key_of(kept: dict[str, Any]) -> str:
    """The stem of the file that keeps a library, and part of its lessons' addresses here."""
    return slug(str(kept["name"]))[:60] or "sister"


def _row(row: Any) -> dict[str, Any] | None:
    if not isinstance(row, dict):
        return None
    place = row.get("place") if isinstance(row.get("place"), dict) else {}
    made: dict[str, Any] = {
        "id": _text(row.get("id"), 80),
        "url": _web(row.get("url")),
        "title": _text(row.get("title"), 200),
        "summary": _text(row.get("summary"), 600),
        "province": _text((place or {}).get("province"), 60),
        "licence": _text(row.get("licence"), 60),
        "tags": [tag for tag in (_text(tag, 100) for tag in row.get("tags") or ()) if tag][:40],
    }
    fit = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made["id"]) and made["url"] and made["title"]
    return made if fit and row.get("status") not in ("draft", "retired") else None


def _parse(raw: bytes, kind: type) -> Any:
    try:
        found = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unfit("สิ่งที่ได้มาไม่ใช่ข้อมูล JSON อาจเป็นหน้าเว็บหรือหน้าแจ้งข้อผิดพลาด") from error
    if not isinstance(found, kind):
        raise Unfit("รูปแบบข้อมูลไม่ตรงกับที่คลังนี้อ่านได้ อาจเปลี่ยนรุ่นไปแล้ว")
    return found


def _text(value: Any, most: int) -> str:
    return " ".join(normalise(_TAG.sub(" ", value)).split())[:most] if isinstance(value, str) else ""


def _web(value: Any) -> str:
    return value if isinstance(value, str) and _WEB.fullmatch(value) else ""
