"""The editor's backend on one's own machine: the file actions of decap-server's protocol, over the lessons folder
alone. Answers and says what is to be written; writes nothing itself. https://github.com/decaporg/decap-cms
(decap-server, local_fs)"""

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from harvester.reading.attachments import FORMATS, PictureRefused, read_size
from harvester.reading.files import Decoded, decode
from harvester.settings import Settings

TEXTS = frozenset({".md", ".yml", ".yaml"})
PICTURES = frozenset(FORMATS)
MAX_TEXT = 1_000_000
MAX_PICTURE = 12_000_000
MAX_REQUEST = 24_000_000
"""Bytes of a request: a picture in base64, and some."""
_BAD_NAME = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


class Refused(ValueError):
    """The request is not one we answer; the message is Thai, `status` is HTTP's."""

    def __init__(self, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back as JSON, and what is to be done before: files to write, files to take away."""

    value: Any
    writes: tuple[tuple[Path, bytes], ...] = ()
    removals: tuple[Path, ...] = ()


def answer(settings: Settings, request: Any) -> Answer:
    """The answer to one request (`action`, `params`). Raises `Refused`."""
    if not isinstance(request, Mapping) or not isinstance(request.get("params", {}), Mapping):
        raise Refused("คำขอไม่อยู่ในรูปที่รู้จัก")
    action = _ACTIONS.get(str(request.get("action")))
    if action is None:
        raise Refused("ไม่รู้จักคำสั่งนี้")
    try:
        return action(settings, request.get("params", {}))
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused("คำขอขาดบางส่วน") from error
    except OSError as error:
        raise Refused("เปิดหรือเขียนไฟล์ไม่ได้", 500) from error


def _entries_of_folder(settings: Settings, params: Mapping[str, Any]) -> Answer:
    folder = _within(settings, params["folder"])
    suffix = "." + str(params["extension"]).lstrip(".")
    if suffix not in TEXTS:
        raise Refused("อ่านได้เฉพาะไฟล์บทเรียน")
    depth = min(max(int(params["depth"]), 1), 6)
    found = []
    for file in _files(folder, depth):
        if file.suffix.lower() == suffix:
            with suppress(Refused):  # a file in an unknown encoding stays as it is, out of the editor's hands
                found.append(_entry(settings, file))
    return Answer(found)


def _entries(settings: Settings, params: Mapping[str, Any]) -> Answer:
    paths = [(_file(settings, one["path"], TEXTS), one.get("label")) for one in params["files"]]
    return Answer([_entry(settings, file, label) for file, label in paths])


def _persist_entry(settings: Settings, params: Mapping[str, Any]) -> Answer:
    files = params.get("dataFiles") or [params["entry"]]
    writes: list[tuple[Path, bytes]] = []
    removals: list[Path] = []
    for one in files:
        file = _file(settings, one["path"], TEXTS)
        raw = str(one["raw"]).encode("utf-8", "replace")
        if len(raw) > MAX_TEXT:
            raise Refused("เนื้อหายาวเกินไป แบ่งเป็นหลายบทเรียน", 413)
        if one.get("newPath") and one["newPath"] != one["path"]:
            new = _file(settings, one["newPath"], TEXTS)
            # On some disks `A.md` and `a.md` are one file, which must not be taken away after it was written.
            same = new.exists() and file.exists() and new.samefile(file)
            if new.exists() and not same:
                raise Refused(f"มีไฟล์ {new.name} อยู่แล้ว ตั้งรหัสอื่น", 409)
            removals += [] if same else [file]
            file = new
        _entry(settings, file)  # what cannot be read cannot be written over either
        writes.append((file, raw))
    writes += [_asset(settings, asset) for asset in params.get("assets", [])]
    return Answer({"message": "entry persisted"}, tuple(writes), tuple(removals))


def _media(settings: Settings, params: Mapping[str, Any]) -> Answer:
    folder = _within(settings, params["mediaFolder"])
    found = [file for file in _files(folder, 1) if file.suffix.lower() in PICTURES]
    return Answer([_picture(settings, file) for file in found])


def _persist_media(settings: Settings, params: Mapping[str, Any]) -> Answer:
    file, content = _asset(settings, params["asset"])
    return Answer(_picture(settings, file, content), ((file, content),))


def _delete(settings: Settings, params: Mapping[str, Any]) -> Answer:
    paths = params["paths"] if "paths" in params else [params["path"]]
    files = tuple(_file(settings, path, TEXTS | PICTURES) for path in paths)
    return Answer({"message": "deleted"}, removals=files)


_ACTIONS: Mapping[str, Callable[[Settings, Mapping[str, Any]], Answer]] = {
    "info": lambda site, _: Answer({"repo": site.root.name, "publish_modes": ["simple"], "type": "local_fs"}),
    "entriesByFolder": _entries_of_folder,
    "entriesByFiles": _entries,
    "getEntry": lambda site, params: Answer(_entry(site, _file(site, params["path"], TEXTS))),
    "persistEntry": _persist_entry,
    "getMedia": _media,
    "getMediaFile": lambda site, params: Answer(_picture(site, _file(site, params["path"], PICTURES))),
    "persistMedia": _persist_media,
    "deleteFile": _delete,
    "deleteFiles": _delete,
    "getDeployPreview": lambda settings, _: Answer(None),
}


def _file(settings: Settings, path: Any, suffixes: frozenset[str]) -> Path:
    file = _within(settings, path)
    if file.suffix.lower() not in suffixes or file.is_dir():
        raise Refused("ไฟล์ชนิดนี้เก็บในคลังไม่ได้")
    if any(parent.is_file() for parent in file.parents):
        raise Refused("โฟลเดอร์ที่ขอเป็นไฟล์ ใส่ในนั้นไม่ได้")
    return file


def _within(settings: Settings, path: Any) -> Path:
    """A path of the request inside the lessons folder, by name and after every link is followed."""
    parts = PurePosixPath(str(path)).parts
    root = settings.lessons_folder.resolve()
    file = settings.root.resolve().joinpath(*parts)
    plain = all(not part.startswith(".") and not _BAD_NAME.search(part) and len(part) < 200 for part in parts)
    if not plain or "/" in parts or not file.is_relative_to(root) or not file.resolve().is_relative_to(root):
        raise Refused("เปิดได้เฉพาะไฟล์ในโฟลเดอร์บทเรียน", 403)
    return file


def _files(folder: Path, depth: int) -> Iterator[Path]:
    """Plain files under a folder, in a fixed order; links and hidden names are passed over."""
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_file():
            yield Path(entry.path)
        elif entry.is_dir() and depth > 1:
            yield from _files(Path(entry.path), depth - 1)


def _entry(settings: Settings, file: Path, label: Any = None) -> dict[str, Any]:
    path = file.relative_to(settings.root.resolve()).as_posix()
    if not file.is_file():
        return {"data": None, "file": {"path": path, "label": label, "id": None}}
    raw = file.read_bytes()
    decoded = decode(raw, path) if raw.strip() else Decoded("", "utf-8")
    if not isinstance(decoded, Decoded):
        raise Refused(f"เปิด {file.name} ในหน้าเขียนไม่ได้: {decoded.message} {decoded.hint}")
    return {"data": decoded.text, "file": {"path": path, "label": label, "id": digest(raw)}}


def digest(raw: bytes) -> str:
    """The id by which a tab knows which state of a file it has read."""
    return hashlib.sha256(raw).hexdigest()


def content_sent(params: Mapping[str, Any]) -> bytes:
    """The bytes of a file that the page sent."""
    try:
        return base64.b64decode(str(params["content"]), validate=True)
    except binascii.Error as error:
        raise Refused("ไฟล์ส่งมาไม่ครบ") from error


def _asset(settings: Settings, asset: Mapping[str, Any]) -> tuple[Path, bytes]:
    file = _file(settings, asset["path"], PICTURES)
    content = content_sent(asset)
    if len(content) > MAX_PICTURE:
        raise Refused("ภาพใหญ่เกินไป ย่อให้ไม่เกิน 12 ล้านไบต์", 413)
    try:
        read_size(file.suffix.lower(), content)
    except PictureRefused as error:
        raise Refused(f"{file.name} ใช้เป็นภาพไม่ได้: {error}") from error
    if file.is_file() and file.read_bytes() != content:
        raise Refused(f"มีภาพชื่อ {file.name} อยู่แล้ว เปลี่ยนชื่อไฟล์ก่อน", 409)
    return file, content


def _picture(settings: Settings, file: Path, content: bytes | None = None) -> dict[str, Any]:
    """A picture for the editor; `content` is that of one still to be written."""
    content = file.read_bytes() if content is None else content
    return {
        "id": digest(content),
        "content": base64.b64encode(content).decode(),
        "encoding": "base64",
        "path": file.relative_to(settings.root.resolve()).as_posix(),
        "name": file.name,
    }
