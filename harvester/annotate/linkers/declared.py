"""Links that authors declare in the front matter: one linker for each kind."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Because, Library, Link, Ref
from harvester.thai.segment import Segmenter


def follows(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From a lesson to the one that should be read, or done, before it."""
    yield from _declared(library, "follows", "ทำต่อจากบทเรียนนี้")


def uses_with(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From a lesson to one that helps beside it."""
    yield from _declared(library, "uses_with", "ใช้คู่กันได้ผลดี")


def contradicts(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From a lesson to one whose finding it denies."""
    yield from _declared(library, "contradicts", "พบผลต่างกัน")


def answers(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From the answer to the lesson that asks."""
    yield from _declared(library, "answers", "ตอบคำถามที่บทเรียนนี้ถามไว้")


def _declared(library: Library, kind: str, because: str) -> Iterator[Link]:
    """The declared links of one kind that lead to a lesson of the library, each target once."""
    for lesson in library.lessons:
        seen = {lesson.id}
        for link in lesson.links:
            target = library.by_id.get(link.target) if link.kind == kind else None
            if target and target.id not in seen:
                seen.add(target.id)
                yield Link(Ref(lesson.id), Ref(target.id), (Because("declared", because),))
