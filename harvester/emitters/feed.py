"""Feeds of the newest lessons: Atom for all, for each tag and each province; JSON Feed for all."""

import json
from collections.abc import Iterator, Sequence

from harvester.model import Artifact, Lesson
from harvester.rendering.linked_data import address_of
from harvester.rendering.pages import SiteContext

NEWEST = 30


def feed(site: SiteContext) -> Iterator[Artifact]:
    """`docs/feed.xml`, `docs/feed.json`, `docs/tags/<id>/feed.xml`, `docs/places/<province>/feed.xml`; lessons without
    a date are left out, as a feed lives by dates."""
    settings = site.settings
    newest = [lesson for lesson in site.indexes.newest if lesson.date]
    yield _atom(site, newest, settings.name, "")
    items = [
        {
            "id": address_of(lesson, settings),
            "url": address_of(lesson, settings),
            "title": lesson.title,
            "content_text": lesson.summary or lesson.title,
            "date_published": _stamp(lesson),
            "language": "th",
            "authors": [{"name": person.name} for person in lesson.authors],
            "tags": list(lesson.tags),
        }
        for lesson in newest[:NEWEST]
    ]
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.name,
        "description": settings.description,
        "language": "th",
        "home_page_url": settings.url,
        "feed_url": f"{settings.url}feed.json",
        "items": items,
    }
    yield Artifact("docs/feed.json", (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
    by_place: dict[str, list[Lesson]] = {}
    by_tag: dict[str, list[Lesson]] = {}
    for lesson in newest:
        for tag in lesson.tags:
            by_tag.setdefault(tag, []).append(lesson)
        if lesson.place and lesson.place.province:
            by_place.setdefault(lesson.place.province, []).append(lesson)
    for label, found in by_tag.items():
        named = site.addresses.tag(label)
        yield _atom(site, found, f"{named.label} · {settings.name}", f"tags/{named.id}/")
    for label, found in by_place.items():
        if there := site.addresses.province(label).id:
            yield _atom(site, found, f"{label} · {settings.name}", f"places/{there}/")


def _atom(site: SiteContext, lessons: Sequence[Lesson], title: str, folder: str) -> Artifact:
    entries = [(lesson, _stamp(lesson)) for lesson in lessons[:NEWEST]]
    updated = entries[0][1] if entries else "2026-01-01T00:00:00Z"
    return site.text(
        f"{folder}feed.xml", "feed.xml", entries=entries, updated=updated, title=title, folder=folder
    )


def _stamp(lesson: Lesson) -> str:
    """A moment of RFC 3339 from a date that may lack month or day, or be a range."""
    first = lesson.date.iso.split("/")[0] if lesson.date else "2026"
    return f"{first}{'-01' * (3 - len(first.split('-')))}T00:00:00Z"
