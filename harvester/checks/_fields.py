"""What the table of fields lets every check see, and what reading said of the places where fields stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from harvester.memo import remembered
from harvester.model import Library, schema
from harvester.model.diagnostics import Place


@remembered
def texts(of: schema.Holder) -> Sequence[tuple[str, str]]:
    """(dotted key, text) of everything that somebody wrote as words in the fields, unknown keys included."""
    return tuple(schema.texts(of))


def holders(library: Library) -> Iterator[schema.Holder]:
    """Everything whose fields the table knows."""
    yield from library.lessons
    yield from library.trials
    yield from library.collections
    yield from library.events
    yield from library.wishes


def faults(library: Library) -> Set[Place]:
    """Where reading found something wrong: a field that stands there need not be missed as well."""
    return {found.place for found in library.diagnostics}


def misspelt(library: Library) -> Set[str]:
    """Files with a heading that is probably misspelt: which section is missing is told when it is mended."""
    return {found.place.path for found in library.diagnostics if found.rule == "misspelt-heading"}
