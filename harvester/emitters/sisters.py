"""Lessons that are in sister libraries: one page each that says where, under what terms, and leads there."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Lesson, SisterLesson, licences
from harvester.rendering.pages import SiteContext
from harvester.thai.text import fold

MOST = 3
"""Of them beside a lesson."""


def sisters(site: SiteContext) -> Iterator[Artifact]:
    """`docs/lessons/<library>/<id>.md`."""
    for one in site.library.sisters:
        yield site.page(
            f"lessons/{one.key}/{one.id}.md",
            "sister",
            title=one.title,
            description=one.summary,
            robots="noindex",
            one=one,
            licence=licences.in_words(one.licence, one.licence),
        )


def sister_lessons(site: SiteContext, lesson: Lesson) -> tuple[SisterLesson, ...]:
    """Those that share most tags with a lesson."""
    tags = {fold(tag) for tag in lesson.tags}
    shared = [(len(tags & {fold(tag) for tag in one.tags}), one) for one in site.library.sisters]
    best = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1].name))
    return tuple(one for _, one in best[:MOST])
