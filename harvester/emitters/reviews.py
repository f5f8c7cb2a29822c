"""What is to be looked at again: a page for reviewers, and the same as a feed that a mail reader can follow."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.doors.reminders import last_day, reminders
from harvester.model import Artifact, Library
from harvester.rendering.pages import binder
from harvester.settings import Settings


def reviews(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/reviews/index.md` and `docs/reviews.xml`."""
    bound = binder(library, site)
    found = reminders(library)
    yield bound.page(
        "reviews/index.md",
        "reviews",
        title="ถึงเวลาทบทวน",
        description="บทเรียนที่ครบกำหนดให้กลับมาดูว่ายังใช้ได้หรือไม่",
        kind="reviews",
        over=[one for one in found if one.over],
        soon=[one for one in found if not one.over],
    )
    updated = f"{last_day(library.today)}T00:00:00Z" if library.today and found else "2026-01-01T00:00:00Z"
    yield Artifact(
        "docs/reviews.xml", bound.text("reviews.xml", site=site, reminders=found, updated=updated).encode()
    )
