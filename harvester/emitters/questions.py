"""Open questions of all lessons: asked once, answered by other lessons where someone linked them."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library, SectionKind
from harvester.rendering.pages import binder
from harvester.rendering.paging import leaves
from harvester.settings import Settings

LEAF = 100


def questions(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/questions/index.md` and its further leaves: lessons with their questions and the lessons that answer."""
    bound = binder(library, site)
    listed = []
    for lesson in bound.shelves.newest:
        asked = [
            (bound.addresses.lesson(lesson.id, item.anchor), bound.piece(lesson, item.text, line=True))
            for item in lesson.items(SectionKind.QUESTIONS)
        ]
        answers = [other for other, link in bound.declared_to.get(lesson.id, ()) if link.kind == "answers"]
        if asked:
            listed.append((lesson, asked, answers))
    for leaf in leaves(listed, "questions", LEAF):
        yield bound.page(
            leaf.path,
            "questions",
            title="คำถามชวนคิด" if leaf.number == 1 else f"คำถามชวนคิด หน้า {leaf.number}",
            description="คำถามที่ผู้เล่าทิ้งไว้ให้คิดต่อ และบทเรียนที่ลองตอบ",
            kind="questions",
            leaf=leaf,
        )
