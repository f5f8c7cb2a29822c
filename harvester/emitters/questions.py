"""Open questions of all lessons: asked once, answered by other lessons where someone linked them."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, SectionKind
from harvester.rendering.pages import SiteContext
from harvester.rendering.paging import leaves

LEAF = 100


def questions(site: SiteContext) -> Iterator[Artifact]:
    """`docs/questions/index.md` and its further leaves: lessons with their questions and the lessons that answer."""
    listed = []
    for lesson in site.indexes.newest:
        asked = [
            (site.addresses.lesson(lesson.id, item.anchor), site.piece(lesson, item.text, line=True))
            for item in lesson.items(SectionKind.QUESTIONS)
        ]
        answers = [other for other, link in site.declared_to.get(lesson.id, ()) if link.kind == "answers"]
        if asked:
            listed.append((lesson, asked, answers))
    for leaf in leaves(listed, "questions", LEAF):
        yield site.page(
            leaf.path,
            "questions",
            title="คำถามชวนคิด" if leaf.number == 1 else f"คำถามชวนคิด หน้า {leaf.number}",
            description="คำถามที่ผู้เล่าทิ้งไว้ให้คิดต่อ และบทเรียนที่ลองตอบ",
            kind="questions",
            leaf=leaf,
        )
