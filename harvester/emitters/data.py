"""Open data: the lessons as JSON for whoever wants to use them elsewhere, in files of a bearable size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from harvester.model import Artifact, Caution, Lesson, Library, Trap
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
    listed = {"name": settings.name, "url": settings.url, "lessons": len(lessons), "files": names}
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


def _row(library: Library, lesson: Lesson, settings: Settings) -> dict[str, Any]:
    """A lesson's facts; `licence` says on what terms each may be used."""
    source = lesson.source
    licence = (source.licence if source else "") or settings.licence
    told = of_lesson(library, lesson)
    place = lesson.place
    row: dict[str, Any] = {
        "id": lesson.id,
        "url": f"{settings.url}lessons/{lesson.id}/",
        "title": lesson.title,
        "summary": lesson.summary,
        "date": lesson.date.iso if lesson.date else None,
        "authors": [author.name for author in lesson.authors],
        "place": {"province": place.province, "district": place.district, "subdistrict": place.subdistrict}
        if place
        else None,
        "programme": lesson.programme or None,
        "series": {"name": lesson.series.name, "part": lesson.series.part} if lesson.series else None,
        "roles": list(lesson.roles),
        "tags": list(lesson.tags),
        "status": lesson.status.value,
        "licence": licence,
        "source": source.url or source.title if source else None,
        "trials": {"worked": told.worked, "partly": told.partly, "failed": told.failed},
        "evidence": told.level.value,
        "origin": lesson.origin.value,
    }
    row["techniques"] = [
        {
            "name": technique.name,
            "anchor": technique.anchor,
            "origin": technique.origin.value,
            "steps": [
                {
                    "text": plain(step.text),
                    "origin": step.origin.value,
                    "cautions": [_hazard(one) for one in step.cautions],
                }
                for step in technique.steps
            ],
            "cautions": [_hazard(one) for one in technique.cautions],
        }
        for technique in lesson.techniques
    ]
    row["cautions"] = [_hazard(one) for section in lesson.sections for one in section.cautions]
    row["traps"] = [_hazard(trap) for trap in lesson.traps]
    row["items"] = [
        {"kind": item.kind.value, "text": plain(item.text), "origin": item.origin.value}
        for section in lesson.sections
        for item in section.items
    ]
    return row


def _hazard(one: Caution | Trap) -> dict[str, str]:
    remedied = {"remedy_origin": one.remedy_origin.value} if one.remedy else {}
    return {"text": plain(one.text), "origin": one.origin.value, "remedy": plain(one.remedy), **remedied}
