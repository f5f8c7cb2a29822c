"""What is written when someone takes back consent: files without the lesson, the name or the picture, and a record
that holds none of them. Writes nothing; `harvester withdraw` does."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harvester import SetupError
from harvester.model import Lesson, Library
from harvester.model.field_groups import Links
from harvester.model.fields import names_of
from harvester.reading.yaml import dump
from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold, slug

FOLDER = "withdrawn"
"""Where the records stand, inside the lessons folder."""
_LINKS = "|".join(map(re.escape, names_of(Links)))
NOBODY = "ผู้ไม่ประสงค์ออกนาม"
GONE_PICTURE = "(ภาพนี้ถูกถอนตามคำขอของเจ้าตัว)"
_TITLES = r"(?:(?:นาย|นางสาว|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|คุณ|ครู|ดร\.)[ \t]*)?"
SHORTEST_NAME = 4
"""Letters of a name below which it would be found inside other words."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What to do: `files` to write by path inside the lessons folder, `gone` to delete, and what was taken back."""

    kind: str
    files: Mapping[str, str]
    gone: tuple[str, ...]
    lessons: tuple[str, ...]


def of_lesson(library: Library, texts: Mapping[str, str], lesson: Lesson, today: ThaiDate) -> Withdrawal:
    """Without a lesson, its trials and pictures that no other file names; who cites it reads that it was withdrawn."""
    names = (lesson.id, *lesson.old_ids)
    gone = [lesson.path, *(trial.path for trial in library.trials_of.get(lesson.id, ()))]
    kept = {path: text for path, text in texts.items() if path not in gone}
    own = {picture for picture in library.pictures if picture.rpartition("/")[2] in lesson.body}
    gone += sorted(p for p in own if not any(p.rpartition("/")[2] in text for text in kept.values()))
    changed = {path: _remove_citations(text, names, lesson.title) for path, text in kept.items()}
    files = {path: text for path, text in changed.items() if text != kept[path]}
    said = {"kind": "lesson", "date": today.thai_short(), "aliases": list(lesson.old_ids)}
    files[f"{FOLDER}/{lesson.id}.yml"] = dump({key: value for key, value in said.items() if value})
    return Withdrawal("lesson", files, tuple(gone), (lesson.id,))


def of_name(library: Library, texts: Mapping[str, str], name: str, today: ThaiDate) -> Withdrawal:
    """Without a person's name, however it is spaced and whatever title is before it. Raises `SetupError`."""
    words = name.split()
    if len(fold(name)) < SHORTEST_NAME:
        raise SetupError(f"ชื่อ “{name[:40]}” สั้นเกินไป จะไปตรงกับคำอื่น ใส่ชื่อและนามสกุล")
    pattern = re.compile(_TITLES + r"[ \t\u00a0\u200b]*".join(map(re.escape, words)))
    files = {path: pattern.sub(NOBODY, text) for path, text in texts.items() if pattern.search(text)}
    touched = tuple(sorted(one.id for one in library.lessons if one.path in files))
    if not files:
        return NOTHING
    return Withdrawal("name", files | _record("name", library, touched, today), (), touched)


def of_picture(library: Library, texts: Mapping[str, str], picture: str, today: ThaiDate) -> Withdrawal:
    """Without a picture; where it stood, a word says that it was withdrawn."""
    file = re.escape(picture.rpartition("/")[2])
    pattern = re.compile(rf"!\[[^\]\n]*\]\([^()\n]*?{file}[^()\n]*\)|<img\b[^<>]*?{file}[^<>]*>")
    files = {path: pattern.sub(GONE_PICTURE, text) for path, text in texts.items() if pattern.search(text)}
    touched = tuple(sorted(one.id for one in library.lessons if one.path in files))
    return Withdrawal("picture", files | _record("picture", library, touched, today), (picture,), touched)


NOTHING = Withdrawal("", {}, (), ())


def _record(kind: str, library: Library, lessons: Iterable[str], today: ThaiDate) -> dict[str, str]:
    number = sum(one.kind == kind for one in library.withdrawn.values()) + 1
    said = {"kind": kind, "date": today.thai_short(), "lessons": list(lessons)}
    return {f"{FOLDER}/{slug(kind)}-{number}.yml": dump(said)}


def _remove_citations(text: str, names: Iterable[str], title: str) -> str:
    """Without citations, links and list entries that name a withdrawn lesson, and without its title."""
    for name in map(re.escape, names):
        text = re.sub(rf"\[\[{name}(?:#[^\[\]|]*)?\|([^\[\]]*)\]\]", r"\1", text)
        text = re.sub(rf"\[\[{name}(?:#[^\[\]|]*)?\]\]", "(เรื่องที่ถูกถอนแล้ว)", text)
        text = re.sub(rf"\[([^\[\]\n]*)\]\([^()\s]*\b{name}\.md(?:#[^()\s]*)?\)", r"\1", text)
        entry = rf"[\"']?{name}(?:#[^\s,\]\"']*)?[\"']?[ \t]*"
        text = re.sub(rf"^[ \t]*-[ \t]+{entry}\n", "", text, flags=re.MULTILINE)
        text = re.sub(rf"(?<=[\[,]){' ?'}{entry},[ \t]*", "", text)
        text = re.sub(rf",[ \t]*{entry}(?=\])", "", text)
        text = re.sub(rf"\[[ \t]*{entry}\]", "[]", text)
        text = re.sub(rf"(\b(?:{_LINKS}):[ \t]*){entry}(?=[,}}\n])", r"\1[]", text)
    return text.replace(title, "(เรื่องที่ถูกถอนแล้ว)") if len(title) > 12 else text
