"""What the table of fields lets every check see, and what reading said of the places where fields are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from harvester.memo import memoised
from harvester.model import Lesson, Library, schema


@memoised
def texts(of: schema.Holder) -> Sequence[tuple[str, str]]:
    """(dotted key, text) of everything that someone wrote as words in the fields, unknown keys included."""
    return tuple(schema.texts(of))


def holders(library: Library) -> Iterator[schema.Holder]:
    """Everything whose fields the table knows."""
    yield from library.lessons
    yield from library.trials
    yield from library.collections
    yield from library.events
    yield from library.wishes


def lessons_without(library: Library, key: str) -> Iterator[Lesson]:
    """Lessons whose field holds nothing, but for those where it is with a fault or under another name: that is
    told already."""
    wrong = {found.place for found in library.diagnostics}
    named = {(found.place.path, name) for found in library.diagnostics for name in found.related}
    for lesson in library.lessons:
        if (
            not getattr(lesson, key)
            and lesson.places.get(key) not in wrong
            and (lesson.path, key) not in named
        ):
            yield lesson


def misspelt(library: Library) -> Set[str]:
    """Files with a heading that is probably misspelt: which section is missing is reported when it is mended."""
    return {found.place.path for found in library.diagnostics if found.rule == "misspelt-heading"}
