"""Open data: the lessons as JSON for whoever wants to use them elsewhere, in files of a bearable size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from harvester.model import Artifact, Lesson, Library
from harvester.model.plain_text import plain
from harvester.rendering.evidence import of_lesson
from harvester.rendering.pages import binder
from harvester.settings import Settings

SHARD = 500
"""Lessons in one file."""


def data(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/data/lessons.json` (the list of files), `docs/data/lessons-<n>.json`, and the page that explains them."""
    bound = binder(library, site)
    lessons = sorted(library.lessons, key=lambda one: one.id)
    names = []
    for at in range(0, len(lessons), SHARD):
        names.append(f"lessons-{at // SHARD + 1}.json")
        rows = [_row(library, lesson, site) for lesson in lessons[at : at + SHARD]]
        yield Artifact(f"docs/data/{names[-1]}", _json(rows))
    listed = {"name": site.name, "url": site.url, "lessons": len(lessons), "files": names}
    yield Artifact("docs/data/lessons.json", _json(listed))
    yield bound.page(
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
    """A lesson's facts; `licence` says on what terms each may be used."""
    source = lesson.source
    licence = (source.licence if source else "") or site.licence
    told = of_lesson(library, lesson)
    place = lesson.place
    row: dict[str, Any] = {
        "id": lesson.id,
        "url": f"{site.url}lessons/{lesson.id}/",
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
        "trials": None
        if told.example
        else {"worked": told.worked, "partly": told.partly, "failed": told.failed},
    }
    row["techniques"] = [
        {
            "name": technique.name,
            "anchor": technique.anchor,
            "steps": [
                {
                    "text": plain(step.text),
                    "cautions": [
                        {"text": plain(one.text), "remedy": plain(one.remedy)} for one in step.cautions
                    ],
                }
                for step in technique.steps
            ],
        }
        for technique in lesson.techniques
    ]
    row["traps"] = [{"text": plain(trap.text), "remedy": plain(trap.remedy)} for trap in lesson.traps]
    return row
