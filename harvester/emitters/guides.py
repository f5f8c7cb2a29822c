"""Pages that are no lessons: how to take part, about the library. Their Markdown is cleaned like a lesson's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.rendering.pages import binder
from harvester.settings import Settings
from harvester.thai.text import slug

_FENCED = re.compile(r"^[ \t]*```.*?^[ \t]*```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## +(.+?)[ #]*$", re.MULTILINE)


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
            headings=[(slug(heading), heading) for heading in _HEADING.findall(_FENCED.sub("", guide.body))],
            body=bound.guide(guide.body, guide.path),
        )
