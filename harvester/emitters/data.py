"""Open data: the lessons as JSON for whoever wants to use them elsewhere, in files of a bearable size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from harvester.model import Artifact, Caution, Lesson, Library, Section, Technique, Trap
from harvester.model import schema as fields
from harvester.model.plain_text import plain
from harvester.rendering.evidence import of_lesson
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings

SHARD = 500
"""Lessons in one file."""


def data(site: SiteContext) -> Iterator[Artifact]:
    """`docs/data/lessons.json` (the list of files), `docs/data/lessons-<n>.json`, and the page that explains them."""
    library, settings = site.library, site.settings
    lessons = sorted(library.lessons, key=lambda one: one.id)
    names = []
    for at in range(0, len(lessons), SHARD):
        names.append(f"lessons-{at // SHARD + 1}.json")
        rows = [_row(library, lesson, settings) for lesson in lessons[at : at + SHARD]]
        yield Artifact(f"docs/data/{names[-1]}", _json(rows))
    withdrawn = [
        {
            "id": one.id,
            "kind": one.kind,
            "date": one.date.iso if one.date else None,
            "aliases": list(one.aliases),
        }
        | {"lessons": list(one.lessons or (one.id,))}
        for one in library.withdrawn.values()
    ]
    listed = {"name": settings.name, "url": settings.url, "lessons": len(lessons), "files": names}
    listed["withdrawn"] = withdrawn
    yield Artifact("docs/data/lessons.json", _json(listed))
    yield site.page(
        "data/index.md",
        "data",
        title="ข้อมูลเปิด",
        description="บทเรียนทั้งหมดในรูปที่โปรแกรมอ่านได้",
        kind="data",
        names=names,
        total=len(lessons),
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _row(library: Library, lesson: Lesson, site: Settings) -> dict[str, Any]:
    """The fields of the table, then what stands in the body and what trials say; `licence` is that of the use."""
    told = of_lesson(library, lesson)
    trials = library.trials_of.get(lesson.id, ())
    row = {"id": lesson.id, "url": f"{site.url}lessons/{lesson.id}/"} | fields.data(lesson)
    row["licence"] = (lesson.source.licence if lesson.source else "") or site.licence
    row["tried"] = {
        "worked": told.worked,
        "partly": told.partly,
        "failed": told.failed,
    }
    row["evidence"] = told.level.value
    row["attachments"] = [
        {"url": f"{site.url}files/{one.path}", "kind": one.kind, "bytes": one.size}
        for one in library.handed_out.get(lesson.path, ())
    ]
    row["trials"] = [fields.data(trial) | {"id": trial.slug} for trial in trials]
    row["techniques"] = [_technique(technique) for technique in lesson.techniques]
    row["cautions"] = [_hazard(one) for section in lesson.sections for one in section.cautions]
    row["traps"] = [_hazard(trap) for trap in lesson.traps]
    row["sections"] = [_section(section) for section in lesson.sections if section.technique is None]
    return row


def _technique(technique: Technique) -> dict[str, Any]:
    steps = [
        {
            "number": step.number,
            "text": plain(step.text),
            "origin": step.origin.value,
            "cautions": [_hazard(one) for one in step.cautions],
        }
        for step in technique.steps
    ]
    return {
        "name": technique.name,
        "anchor": technique.anchor,
        "origin": technique.origin.value,
        "why": plain(technique.why),
        "steps": steps,
        "cautions": [_hazard(one) for one in technique.cautions],
        "tail": plain(technique.tail),
    }


def _hazard(one: Caution | Trap) -> dict[str, str]:
    remedied = {"remedy_origin": one.remedy_origin.value} if one.remedy else {}
    return {
        "text": plain(one.text),
        "anchor": one.anchor,
        "origin": one.origin.value,
        "remedy": plain(one.remedy),
        **remedied,
    }


def _section(section: Section) -> dict[str, Any]:
    """Prose and entries under a heading; `kind` is that of the table of sections."""
    return {
        "kind": section.kind.value,
        "heading": section.heading,
        "anchor": section.anchor,
        "text": "\n\n".join(filter(None, (plain(section.text), plain(section.tail)))),
        "items": [
            {"text": plain(item.text), "anchor": item.anchor, "origin": item.origin.value}
            for item in section.items
        ],
    }
