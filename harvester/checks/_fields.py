"""The texts of a lesson's front matter, each with the dotted key of where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from harvester.model import Lesson


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


def _texts_of(part: object, key: str) -> Iterator[tuple[str, str]]:
    for field in fields(part):  # type: ignore[arg-type]
        value = getattr(part, field.name)
        if isinstance(value, str) and value:
            yield f"{key}.{field.name}", value
