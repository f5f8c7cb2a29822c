"""Reads what is beside the lessons: trials and collections, one YAML file each, and guide pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from harvester.model import Collection, Event, Guide, LessonId, Markdown, Trial, Wish, Withdrawal
from harvester.model.diagnostics import Finding, Place
from harvester.model.schema import (
    CollectionShape,
    Date,
    EventShape,
    Shape,
    Texts,
    TrialShape,
    WishShape,
    field_row,
)
from harvester.reading.front_matter import read_head, split
from harvester.reading.lesson import locality
from harvester.reading.validation import Meaning, understand
from harvester.thai.text import normalise

Found = list[tuple[str, Finding]]


class WithdrawalShape(Shape):
    kind: str = field_row("ถอนอะไร", "", "lesson, name หรือ picture", default="lesson")
    date: Date | None = field_row("เมื่อไร", "วันที่", "")
    aliases: Texts = field_row("รหัสเดิม", "id เดิม", "", default=())
    lessons: Texts = field_row("บทเรียน", "", "บทเรียนที่ถูกแก้", default=())


@dataclass(frozen=True, slots=True)
class _Kind:
    """One folder: the shape of its files, what becomes of one, and the model's names for its id and its place."""

    shape: type[Shape]
    build: Callable[..., Any]
    name: str
    place: str


KINDS: Mapping[str, _Kind] = {
    "trials": _Kind(TrialShape, Trial, "slug", "place_on_disk"),
    "wishes": _Kind(WishShape, Wish, "slug", "place_on_disk"),
    "events": _Kind(EventShape, Event, "id", "path"),
    "collections": _Kind(CollectionShape, Collection, "id", "place"),
    "withdrawn": _Kind(WithdrawalShape, Withdrawal, "id", "place"),
}
"""Folder of `lessons/` to what its files are."""


def read_companion(path: str, text: str) -> tuple[Any, Found]:
    """What the file at `<folder>/<id>.yml` (or `trials/<lesson-id>/<slug>.yml`) tells; None when what it needs most
    cannot be read."""
    head, findings = read_head(text, path)
    name = PurePosixPath(path)
    kind = KINDS[name.parts[0]]
    meaning = understand(head, kind.shape)
    findings += meaning.findings
    if meaning.value is None:
        return None, findings
    fields = meaning.value.members()
    if hasattr(meaning.value, "place"):
        fields["place"] = locality(meaning.value.place)
    if "lesson" in fields:
        findings += _same(meaning, "lesson", fields.pop("lesson"), name.parent.name, "ชื่อโฟลเดอร์", path)
        fields["lesson"] = LessonId(name.parent.name)
    elif "id" in fields:
        findings += _same(meaning, "id", fields.pop("id"), name.stem, "ชื่อไฟล์", path)
    if kind.build is not Withdrawal:
        fields |= {"places": meaning.places, "extra": meaning.extra}
    at = path if kind.place == "path" else Place(path)
    return kind.build(**fields, **{kind.name: name.stem, kind.place: at}), findings


def _same(meaning: Meaning, key: str, said: str, name: str, what: str, path: str) -> Found:
    """Where a file says its own name, it says the one it has; another is kept with what no field takes."""
    if said in ("", name):
        return []
    meaning.extra[key] = said
    place = meaning.places.get(key)
    message = f"ช่อง {key} เขียนว่า {said[:60]} แต่{what}คือ {name[:60]}"
    hint = f"ลบช่อง {key} หรือแก้ให้เป็น {name}"
    return [("different-id", Finding(place or Place(path), message, hint, width=len(said)))]


class GuideShape(Shape):
    title: str = field_row("ชื่อหน้า", "ชื่อเรื่อง, ชื่อ", "", default=...)
    description: str = field_row("คำอธิบาย", "สรุป", "", default="")


def read_guide(path: str, text: str) -> tuple[Guide, Found]:
    """The guide page at `pages/<id>.md`."""
    parts = split(text, path)
    stem = PurePosixPath(path).stem
    meaning = understand(parts.head, GuideShape, {"title": stem})
    named, body = meaning.value, Markdown(normalise(parts.body))
    guide = Guide(stem, path, named.title, named.description, body, parts.body_line)
    return guide, [*parts.findings, *meaning.findings]
