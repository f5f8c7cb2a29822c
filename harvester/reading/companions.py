"""Reads what stands beside the lessons: trials and collections, one YAML file each, and guide pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

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
    about,
)
from harvester.reading.front_matter import read_head, split
from harvester.reading.lesson import locality
from harvester.reading.validation import Meaning, understand
from harvester.thai.text import normalise

Found = list[tuple[str, Finding]]


def read_trial(path: str, text: str) -> tuple[Trial | None, Found]:
    """The trial at `trials/<lesson-id>/<slug>.yml`; None when its outcome cannot be read."""
    head, findings = read_head(text, path)
    meaning = understand(head, TrialShape)
    findings += meaning.findings
    if meaning.value is None:
        return None, findings
    fields = meaning.value.members() | {"place": locality(meaning.value.place)}
    name = PurePosixPath(path)
    findings += _same(meaning, "lesson", fields.pop("lesson"), name.parent.name, "ชื่อโฟลเดอร์", path)
    return Trial(
        lesson=LessonId(name.parent.name),
        slug=name.stem,
        place_on_disk=Place(path),
        places=meaning.places,
        extra=meaning.extra,
        **fields,
    ), findings


def read_event(path: str, text: str) -> tuple[Event | None, Found]:
    """The event at `events/<id>.yml`; None when it has no title."""
    head, findings = read_head(text, path)
    meaning = understand(head, EventShape)
    findings += meaning.findings
    if meaning.value is None:
        return None, findings
    fields = meaning.value.members() | {"place": locality(meaning.value.place)}
    findings += _same(meaning, "id", fields.pop("id"), PurePosixPath(path).stem, "ชื่อไฟล์", path)
    event = Event(
        id=PurePosixPath(path).stem, path=path, places=meaning.places, extra=meaning.extra, **fields
    )
    return event, findings


def read_wish(path: str, text: str) -> tuple[Wish | None, Found]:
    """The wish at `wishes/<slug>.yml`; None when it does not say what is looked for."""
    head, findings = read_head(text, path)
    meaning = understand(head, WishShape)
    findings += meaning.findings
    if meaning.value is None:
        return None, findings
    fields = meaning.value.members() | {"place": locality(meaning.value.place)}
    return Wish(
        slug=PurePosixPath(path).stem,
        place_on_disk=Place(path),
        places=meaning.places,
        extra=meaning.extra,
        **fields,
    ), findings


def read_collection(path: str, text: str) -> tuple[Collection | None, Found]:
    """The collection at `collections/<id>.yml`; None when it has no title."""
    head, findings = read_head(text, path)
    meaning = understand(head, CollectionShape)
    findings += meaning.findings
    if meaning.value is None:
        return None, findings
    fields = meaning.value.members()
    findings += _same(meaning, "id", fields.pop("id"), PurePosixPath(path).stem, "ชื่อไฟล์", path)
    collection = Collection(
        id=PurePosixPath(path).stem,
        place=Place(path),
        places=meaning.places,
        extra=meaning.extra,
        **fields,
    )
    return replace(collection, preface=Markdown(collection.preface)), findings


class WithdrawalShape(Shape):
    kind: str = about("ถอนอะไร", "", "lesson, name หรือ picture", default="lesson")
    date: Date | None = about("เมื่อไร", "วันที่", "")
    aliases: Texts = about("รหัสเดิม", "id เดิม", "", default=())
    lessons: Texts = about("บทเรียน", "", "บทเรียนที่ถูกแก้", default=())


def read_withdrawal(path: str, text: str) -> tuple[Withdrawal | None, Found]:
    """The record at `withdrawn/<id>.yml` of what was taken back."""
    head, findings = read_head(text, path)
    meaning = understand(head, WithdrawalShape)
    findings += meaning.findings
    if meaning.value is None:
        return None, findings
    return Withdrawal(PurePosixPath(path).stem, place=Place(path), **dict(meaning.value)), findings


def _same(meaning: Meaning, key: str, said: str, name: str, what: str, path: str) -> Found:
    """Where a file says its own name, it says the one it has; another is kept with what no field takes."""
    if said in ("", name):
        return []
    meaning.extra[key] = said
    place = meaning.places.get(key)
    message = f"ช่อง {key} เขียนว่า {said[:60]} แต่{what}คือ {name[:60]}"
    return [
        (
            "different-id",
            Finding(place or Place(path), message, f"ลบช่อง {key} หรือแก้ให้เป็น {name}", width=len(said)),
        )
    ]


class GuideShape(Shape):
    title: str = about("ชื่อหน้า", "ชื่อเรื่อง, ชื่อ", "", default=...)
    description: str = about("คำอธิบาย", "สรุป", "", default="")


def read_guide(path: str, text: str) -> tuple[Guide, Found]:
    """The guide page at `pages/<id>.md`."""
    parts = split(text, path)
    stem = PurePosixPath(path).stem
    meaning = understand(parts.head, GuideShape, {"title": stem})
    guide = Guide(
        stem,
        path,
        meaning.value.title,
        meaning.value.description,
        Markdown(normalise(parts.body)),
        parts.body_line,
    )
    return guide, [*parts.findings, *meaning.findings]
