"""Links that an author declares in the front matter, of whatever kind."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Because, Library, Link, Ref


def typed(library: Library, kind: str, because: str) -> Iterator[Link]:
    """The declared links of one kind that lead to a lesson of the library, each target once."""
    for lesson in library.lessons:
        seen = {lesson.id}
        for link in lesson.links:
            target = library.by_id.get(link.target) if link.kind == kind else None
            if target and target.id not in seen:
                seen.add(target.id)
                yield Link(Ref(lesson.id), Ref(target.id), (Because("declared", because),))
