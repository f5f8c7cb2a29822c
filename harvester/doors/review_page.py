"""The reviewer's page of a change: each lesson with what changed, what must be mended and a picture of its page."""

from __future__ import annotations

from harvester.doors.comment import KINDS, SIGNS, headline, meter
from harvester.doors.review import Review
from harvester.rendering.templates import TEMPLATES, environment
from harvester.settings import Settings


def review_page(review: Review, settings: Settings, pictures: frozenset[str], built: frozenset[str]) -> str:
    """HTML that stands at the root of the built site as `review.html`; `pictures` are ids with `review/<id>.png`,
    `built` those with a page: a lesson with a fault has none."""
    return (
        environment()
        .get_template("doors/review.html")
        .render(
            review=review,
            headline=headline(review).lstrip("# "),
            site=settings,
            pictures=pictures,
            built=built,
            kinds=KINDS,
            signs=SIGNS,
            meter=meter,
        )
    )


def style_sheet() -> bytes:
    """What the page adds to the site's style sheet; stands at `review/review.css`."""
    return (TEMPLATES / "doors" / "review.css").read_bytes()
