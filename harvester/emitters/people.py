"""Those who told the lessons, in Thai order, each with what they told."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Person
from harvester.rendering.addresses import DRAWER
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves


def people(site: SiteContext) -> Iterator[Artifact]:
    """`docs/people/index.md` and its further leaves."""
    library = site.library
    facts: dict[str, dict[Person, None]] = {}
    for lesson in library.lessons:
        for author in lesson.authors:
            facts.setdefault(author.name, {})[author] = None
    listed = [
        (site.addresses.person(name), list(facts[name]), site.indexes.people.get(name, ()))
        for name in site.addresses.people
    ]
    for leaf in leaves(listed, "people", DRAWER):
        yield site.page(
            leaf.path,
            "people",
            title="ผู้เล่า" if leaf.number == 1 else f"ผู้เล่า หน้า {leaf.number}",
            description="คนที่เล่าบทเรียนไว้ในคลัง",
            kind="people",
            leaf=leaf,
        )
