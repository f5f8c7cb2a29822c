"""Walks the lessons folder and reads every file of it once; one bad file never hides another. Links that lead out of
the folder, pipes and devices are refused before they are opened."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from harvester.model import Attachment, Guide, Lesson, Library, Picture, Vocabulary
from harvester.model.diagnostics import Diagnostic, Place
from harvester.reading.attachments import (
    FILMS,
    FORMATS,
    LARGEST,
    LARGEST_FILE,
    OTHERS,
    SUFFIXES,
    UNSHOWN,
    AttachmentRefused,
    PictureRefused,
    look_at,
    read_size,
)
from harvester.reading.companions import KINDS, read_companion, read_guide
from harvester.reading.files import MAX_BYTES, decode, unfit
from harvester.reading.lesson import LessonReading, read_lesson
from harvester.reading.limits import merge_conflicts
from harvester.reading.rules import garbled_parts
from harvester.reading.vocabulary import FILES, build_vocabulary, read_entries
from harvester.reading.wording import told

APART = frozenset({"vocabulary", "collections", "trials", "events", "pages", "wishes", "faults", "withdrawn"})
"""Folders of `lessons/` that hold no lessons."""
QUIET = frozenset({".gitkeep", ".gitignore", ".gitattributes", ".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that systems leave behind; no one need be reported."""
_PASSING = (".swp", ".part", ".tmp", "~")

ReadOne = Callable[[str, bytes], LessonReading]


def read_library(root: Path, read_one: ReadOne = read_lesson) -> Library:
    """Everything under `root`, and what has to be said about it; `read_one` may be a remembering form of `read_lesson`."""
    lessons: list[Lesson] = []
    companions: dict[str, list[Any]] = {folder: [] for folder in KINDS}
    entries: dict[str, list[Any]] = {}
    strays: list[tuple[Place, str]] = []
    pictures: dict[str, Picture] = {}
    attachments: dict[str, Attachment] = {}
    guides: list[Guide] = []
    diagnostics: list[Diagnostic] = []

    for path, file in _files(root, diagnostics):
        name = PurePosixPath(path)
        suffix = name.suffix.lower()
        if suffix in FORMATS:
            try:
                pictures[path] = read_size(suffix, bytes_of(file, LARGEST_FILE))
            except PictureRefused as refused:
                key = "wrong-picture/drawing" if suffix == ".svg" else "wrong-picture"
                diagnostics.append(told(key, Place(path), refused))
        elif suffix in SUFFIXES and name.parts[0] not in APART:
            try:
                attachments[path] = look_at(path, suffix, bytes_of(file, LARGEST))
            except AttachmentRefused as refused:
                diagnostics.append(told(refused.key, Place(path), *refused.values))
        elif _is_lesson(name):
            reading = read_one(path, bytes_of(file))
            diagnostics.extend(reading.diagnostics)
            lessons += [reading.lesson] if reading.lesson else []
        elif suffix in (".md", ".markdown") and name.parts[0] == "pages":
            if (text := _text(path, bytes_of(file), diagnostics)) is not None:
                guide, found = read_guide(path, text)
                guides.append(guide)
                diagnostics += found
        elif suffix in (".yml", ".yaml") and len(name.parts) > 1 and name.parts[0] in APART:
            text = _text(path, bytes_of(file), diagnostics)
            if text is None:
                continue
            if name.parts[0] == "vocabulary" and (stem := _words_of(name)):
                read, found = read_entries(stem, text, path, strays)
                entries.setdefault(stem, []).extend(read)
                diagnostics += found
            elif name.parts[0] in KINDS:
                companion, found = read_companion(path, text)
                companions[name.parts[0]] += [companion] if companion else []
                diagnostics += found
            elif name.parts[0] == "faults":
                continue
            else:
                diagnostics.append(_stray(path))
        else:
            diagnostics.append(_stray(path))
    return Library(
        lessons=tuple(sorted(lessons, key=lambda lesson: (lesson.id, lesson.path))),
        trials=tuple(sorted(companions["trials"], key=lambda trial: (trial.lesson, trial.slug))),
        wishes=tuple(sorted(companions["wishes"], key=lambda wish: wish.slug)),
        withdrawn={record.slug: record for record in companions["withdrawn"]},
        vocabulary=build_vocabulary(entries, strays),
        collections=tuple(sorted(companions["collections"], key=lambda one: one.id)),
        events=tuple(sorted(companions["events"], key=lambda one: one.id)),
        guides=tuple(sorted(guides, key=lambda guide: guide.slug)),
        pictures=pictures,
        attachments=attachments,
        diagnostics=tuple(sorted(diagnostics, key=lambda found: (found.place, found.rule))),
    )


def lesson_files(root: Path) -> Iterator[tuple[str, str]]:
    """The files under `root` that `read_library` takes for lessons, as (relative path with `/`, path)."""
    return ((path, file) for path, file in _files(root, []) if _is_lesson(PurePosixPath(path)))


def read_vocabulary(root: Path) -> Vocabulary:
    """The vocabulary under `root` alone; lessons are not read."""
    return read_library(root, lambda path, raw: LessonReading(None, ())).vocabulary


def _is_lesson(name: PurePosixPath) -> bool:
    return name.suffix.lower() in (".md", ".markdown") and name.parts[0] not in APART


def _files(root: Path, diagnostics: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    """Regular files under `root` in a fixed order, as (relative path with `/`, path); hidden ones are passed over."""
    for folder, names, files in os.walk(root, followlinks=False):
        here = Path(folder).relative_to(root).as_posix()
        inner = "" if here == "." else f"{here}/"
        for name in names:
            if name.endswith((".md", ".yml")):
                place = Place((Path(folder, name)).relative_to(root).as_posix())
                diagnostics.append(told("unreadable-file/folder", place))
        names[:] = sorted(name for name in names if not name.startswith((".", "_")))
        for name in sorted([*files, *(n for n in names if os.path.islink(os.path.join(folder, n)))]):
            file = os.path.join(folder, name)
            path = inner + name
            if name.startswith("_") or name in QUIET or name.endswith(_PASSING):
                continue
            if name.startswith("."):
                diagnostics.append(_stray(path))
                continue
            if fault := unfit(root, file):
                place = Place(path.encode("utf-8", "replace").decode("utf-8"))
                diagnostics.append(told("unreadable-file", place, fault))
            else:
                yield path, file


def _words_of(name: PurePosixPath) -> str:
    """Which words a file of the vocabulary holds: `tags.yml` a list of tags, `tags/<id>.yml` a single one."""
    stem = name.stem if len(name.parts) == 2 else name.parts[1] if len(name.parts) == 3 else ""
    return stem if stem in FILES else ""


def _stray(path: str) -> Diagnostic:
    name = PurePosixPath(path).name
    suffix = PurePosixPath(path).suffix.lower()
    for kinds, key in ((UNSHOWN, "unshown"), (FILMS, "film"), (OTHERS, "document")):
        if suffix in kinds:
            return told(f"stray-file/{key}", Place(path), kinds[suffix] if isinstance(kinds, dict) else "")
    # Notepad adds a suffix of its own, and Windows hides it.
    return told(
        "stray-file/notepad" if name.lower().endswith(".md.txt") else "stray-file", Place(path), name[:-4]
    )


def bytes_of(file: str, most: int = MAX_BYTES) -> bytes:
    """The file, or as much as shows that it is too large."""
    with open(file, "rb") as stream:
        return stream.read(most + 1)


def _text(path: str, raw: bytes, diagnostics: list[Diagnostic]) -> str | None:
    decoded = decode(raw, path)
    if isinstance(decoded, Diagnostic):
        diagnostics.append(decoded)
        return None
    if conflicts := merge_conflicts(decoded.text, path):
        diagnostics += conflicts
        return None
    diagnostics += (*decoded.findings, *garbled_parts(decoded.text, path))
    return decoded.text
