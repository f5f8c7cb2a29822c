"""Old addresses that must open for ever: every alias of a lesson leads on to it, and what was withdrawn says so."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.pages import SiteContext


def redirects(site: SiteContext) -> Iterator[Artifact]:
    """`docs/lessons/<alias>.md` and a notice for each withdrawn lesson, unless a lesson of that id lives there."""
    library = site.library
    taken = {str(lesson.id) for lesson in library.lessons}
    for lesson in library.lessons:
        for alias in lesson.old_ids:
            if alias not in taken:
                taken.add(alias)
                yield site.page(
                    f"lessons/{alias}.md",
                    "redirect",
                    title=lesson.title,
                    description=lesson.summary,
                    kind="redirect",
                    redirect=f"lessons/{lesson.id}/",
                    robots="noindex",
                    lesson=lesson,
                )
    yield site.page(
        "lessons/index.md",
        "redirect",
        title="รายชื่อบทเรียน",
        kind="redirect",
        redirect="titles/",
        robots="noindex",
        lesson=None,
    )
    for one in library.withdrawn.values():
        for name in (one.id, *one.aliases) if one.kind == "lesson" else ():
            if name not in taken:
                taken.add(name)
                yield site.page(
                    f"lessons/{name}.md",
                    "withdrawn",
                    title="เรื่องนี้ถูกถอนแล้ว",
                    kind="withdrawn",
                    robots="noindex",
                    date=one.date,
                )
