"""An Atom feed of the newest lessons."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact
from harvester.rendering.pages import SiteContext

NEWEST = 30


def feed(site: SiteContext) -> Iterator[Artifact]:
    """`docs/feed.xml`; lessons without a date are left out, as a feed lives by dates."""
    settings = site.settings
    entries = [(lesson, _stamp(lesson.date.iso)) for lesson in site.indexes.newest if lesson.date][:NEWEST]
    made = site.text(
        "feed.xml",
        site=settings,
        entries=entries,
        updated=entries[0][1] if entries else "2026-01-01T00:00:00Z",
    )
    yield Artifact("docs/feed.xml", made.encode())


def _stamp(iso: str) -> str:
    """A moment of RFC 3339 from a date that may lack month or day, or be a range."""
    first = iso.split("/")[0]
    return f"{first}{'-01' * (3 - len(first.split('-')))}T00:00:00Z"
