"""The texts of a lesson's front matter with the dotted keys of where they stand, and what reading said of them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import fields

from harvester.model import Lesson, Library
from harvester.model.diagnostics import Place


def texts(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """(key, text) of everything a writer filled in as words, unknown keys included; empty ones left out."""
    yield "title", lesson.title
    if lesson.summary:
        yield "summary", lesson.summary
    if lesson.programme:
        yield "programme", lesson.programme
    for key, values in (("tags", lesson.tags), ("roles", lesson.roles)):
        yield from ((f"{key}.{index}", value) for index, value in enumerate(values))
    for index, author in enumerate(lesson.authors):
        yield from _texts_of(author, f"authors.{index}")
    for part, name in (
        (lesson.place, "place"),
        (lesson.needs, "needs"),
        (lesson.source, "source"),
        (lesson.series, "series"),
    ):
        if part is not None:
            yield from _texts_of(part, name)
    yield from lesson.extra.items()


def faults(library: Library) -> Set[Place]:
    """Where reading found something wrong: a field that stands there need not be missed as well."""
    return {found.place for found in library.diagnostics}


def misspelt(library: Library) -> Set[str]:
    """Files with a heading that is probably misspelt: which section is missing is told when it is mended."""
    return {found.place.path for found in library.diagnostics if found.rule == "misspelt-heading"}


def _texts_of(part: object, key: str) -> Iterator[tuple[str, str]]:
    for field in fields(part):  # type: ignore[arg-type]
        value = getattr(part, field.name)
        if isinstance(value, str) and value:
            yield f"{key}.{field.name}", value
