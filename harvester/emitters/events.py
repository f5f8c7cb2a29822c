"""Events: what happened, what those who came liked, learned and take home, and the lessons that came of it."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Event
from harvester.model.schema import lines
from harvester.rendering import cards
from harvester.rendering.pages import SiteContext
from harvester.rendering.rows import Row
from harvester.thai.text import fold


def events(site: SiteContext) -> Iterator[Artifact]:
    """`docs/events/index.md` and `docs/events/<id>/index.md`; nothing where there are no events."""
    found = sorted(site.library.events, key=lambda one: one.date.iso if one.date else "", reverse=True)
    if not found:
        return
    yield site.page(
        "events/index.md",
        "rows",
        title="งานและเวที",
        lead="วันที่คนมาพบกัน ชอบอะไร ได้อะไร และบทเรียนที่ถอดออกมา",
        kind="events",
        rows=[
            Row(one.title, f"site:events/{one.id}/", one.summary, one.date.thai() if one.date else "")
            for one in found
        ],
        ask="มีเวทีที่อยากถอดบทเรียนไหม",
    )
    for one in found:
        yield _page(site, one)


def _page(site: SiteContext, event: Event) -> Artifact:
    lessons = [site.library.by_id[name] for name in event.lessons if name in site.library.by_id]
    rows = list(lines(event, "page"))
    return site.page(
        f"events/{event.id}/index.md",
        "event",
        title=event.title,
        description=event.summary,
        event=event,
        rows=[(row, words) for row, words in rows if row.page == "facts"],
        sources=[(row, words) for row, words in rows if row.page == "source" or row.key == "source.title"],
        cards=[cards.lesson_card(site, lesson) for lesson in lessons],
    )


def of_programme(site: SiteContext, label: str) -> list[Event]:
    """The events of a programme by any of its names."""
    wanted = site.addresses.programme(label).id
    return [
        event
        for event in site.library.events
        if event.programme
        and (fold(event.programme) == fold(label) or site.addresses.programme(event.programme).id == wanted)
    ]
