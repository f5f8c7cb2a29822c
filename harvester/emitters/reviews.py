"""What is to be looked at again: a page for reviewers, and the same as a feed that a mail reader can follow."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.doors.reminders import last_day, reminders
from harvester.model import Artifact
from harvester.rendering.pages import SiteContext


def reviews(site: SiteContext) -> Iterator[Artifact]:
    """`docs/reviews/index.md` and `docs/reviews.xml`."""
    library, settings = site.library, site.settings
    found = reminders(library)
    yield site.page(
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
        "docs/reviews.xml", site.text("reviews.xml", site=settings, reminders=found, updated=updated).encode()
    )
