"""A row of a list that leads somewhere, and a page of cards under one heading. Knows no kind of page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from harvester.model import Artifact, Lesson
from harvester.rendering.cards import lesson_card
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import paginate

MOST_SUGGESTED = 6
BASKET = 60
"""Lessons that a reader's basket holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words, a link, a smaller line below and what is at the right."""

    label: str
    href: str
    text: str = ""
    count: str = ""
    id: str = ""


def lesson_count(count: int) -> str:
    """How many lessons, in words."""
    return f"{count} เรื่อง" if count else "ยังไม่มี"


def keys_of(lessons: Iterable[Lesson]) -> str:
    """The lessons as the basket's address names them, from where they are printed."""
    return ",".join(lesson.id for lesson in islice(lessons, BASKET))


def list_pages(
    site: SiteContext,
    folder: str,
    lessons: Sequence[Lesson],
    *,
    title: str,
    kind: str,
    suggested: Sequence[Lesson] = (),
    template: str = "shelf",
    **values: Any,
) -> Iterator[Artifact]:
    """The leaves of a page of lessons, with the words around them that `pages/shelf.html` knows."""
    given = {
        "heading": "",
        "lead": "",
        "trail": (),
        "facts": (),
        "pills": (),
        "body": "",
        "listed": "บทเรียน",
        "empty": "ยังไม่มีบทเรียนในหน้านี้",
        "below": (),
        "below_title": "",
        "description": "",
        "keys": keys_of(lessons),
    } | values
    near = [lesson_card(site, lesson) for lesson in suggested[:MOST_SUGGESTED]]
    for leaf in paginate([lesson_card(site, lesson) for lesson in lessons], folder):
        words = {"title": leaf.titled(title), "heading": given["heading"] or title, "suggested": near}
        yield site.page(leaf.path, template, **given | words, kind=kind, leaf=leaf)
