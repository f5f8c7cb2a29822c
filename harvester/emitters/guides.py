"""Pages that are no lessons: how to take part, about the library. Their Markdown is cleaned like a lesson's."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.rendering.pages import binder
from harvester.settings import Settings


def guides(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/pages/<id>.md` for each guide."""
    bound = binder(library)
    for guide in library.guides:
        yield bound.page(
            f"pages/{guide.id}.md",
            "guide",
            title=guide.title,
            description=guide.description,
            kind="guide",
            edit=guide.path,
            body=bound.guide(guide.body, guide.path),
        )
