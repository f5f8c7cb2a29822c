"""The glossary in Thai order, each word with the lessons that use it."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Lesson
from harvester.rendering.addresses import DRAWER
from harvester.rendering.linked_data import terms_head
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves

MOST_LESSONS = 8


def glossary(site: SiteContext) -> Iterator[Artifact]:
    """`docs/glossary/index.md` and its further leaves."""
    library = site.library
    to = site.addresses
    entries = {term.label: term for term in library.vocabulary.terms}
    used: dict[str, dict[str, Lesson]] = {}
    for label, name in (
        *((use.term, use.lesson) for use in library.tag_uses if use.kind == "term"),
        *((link.term, link.source.lesson) for link in library.links if link.term),
    ):
        if lesson := library.by_id.get(name):
            used.setdefault(to.term(label).label, {})[lesson.id] = lesson
    listed = [(to.term(label), entries[label], list(used.get(label, {}).values())) for label in to.terms]
    for leaf in leaves(listed, "glossary", DRAWER):
        yield site.page(
            leaf.path,
            "glossary",
            title="คำและความหมาย" if leaf.number == 1 else f"คำและความหมาย หน้า {leaf.number}",
            description="คำที่คนทำงานพื้นที่ใช้กัน คำย่อ และบทเรียนที่ใช้คำนั้น",
            kind="glossary",
            head=terms_head(((term, named.href) for named, term, _ in leaf.items), site.settings),
            leaf=leaf,
            most=MOST_LESSONS,
        )
