"""What several families of checks ask of fields and names: their texts, what reading said of them, which name was meant."""

from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from pathlib import PurePosixPath
from typing import TypeVar

from harvester.memo import memoised
from harvester.model import Entry, Lesson, Library, by_form
from harvester.model.fields import values_of
from harvester.model.lesson import Holder
from harvester.thai.text import did_you_mean, near_names

T = TypeVar("T")


@memoised
def texts(of: Holder) -> Sequence[tuple[str, str]]:
    """(dotted key, text) of everything that someone wrote as words in the fields, unknown keys included."""
    said = ((key, str(value)) for row, key, value in values_of(of) if row.kind == "text" and not row.labels)
    return (*said, *of.extra.items())


def holders(library: Library) -> Iterator[Holder]:
    """Everything whose fields the table knows."""
    yield from library.lessons
    yield from library.trials
    yield from library.collections
    yield from library.events
    yield from library.wishes


def doubles(things: Iterable[tuple[Hashable, T]]) -> Iterator[tuple[T, T]]:
    """(thing, earlier one) for each whose key an earlier one has."""
    first: dict[Hashable, T] = {}
    for key, one in things:
        if (other := first.setdefault(key, one)) is not one:
            yield one, other


def by_path(library: Library) -> list[Lesson]:
    """The lessons in the order of their files, by which an earlier one is the first."""
    return sorted(library.lessons, key=lambda lesson: lesson.path)


def misspelt(library: Library) -> Set[str]:
    """Files with a heading that is probably misspelt: which section is missing is reported when it is mended."""
    return {found.place.path for found in library.diagnostics if found.rule == "misspelt-heading"}


def known(entries: Iterable[Entry]) -> dict[str, str]:
    """Folded form to the label it leads to."""
    return {form: entry.label for form, entry in by_form(entries).items()}


def suggestion(name: str, choices: Iterable[str]) -> str:
    """“หมายถึง … ใช่ไหม” with up to three near names, or nothing."""
    return did_you_mean(f"“{one}”" for one in near_names(name, choices))


def lesson_ids(library: Library) -> set[str]:
    """Ids and aliases that lead somewhere; lessons that could not be read count, their own fault is reported."""
    broken = (
        PurePosixPath(found.place.path).stem
        for found in library.diagnostics
        if found.place.path.endswith(".md")
    )
    return {*library.by_id, *broken}
