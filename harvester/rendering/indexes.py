"""Which lessons are under which word: tag, role, place, programme, person, organisation. Walks the library once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from harvester.model import Lesson, Library
from harvester.rendering.addresses import Addresses
from harvester.thai.text import sort_key

Shelf = Mapping[str, Sequence[Lesson]]
"""Lessons by a canonical label, newest first."""


class Indexes:
    """Lessons of a library in use (not retired), by what people look for."""

    def __init__(self, library: Library, addresses: Addresses) -> None:
        self._library = library
        self._to = addresses

    @cached_property
    def newest(self) -> Sequence[Lesson]:
        """All lessons in use, newest first, those without a date last."""
        return sorted(
            self._library.in_use,
            key=lambda one: (one.date.iso if one.date else "", one.id),
            reverse=True,
        )

    @cached_property
    def by_title(self) -> Sequence[Lesson]:
        """All lessons in use in Thai order of their titles."""
        return sorted(self.newest, key=lambda one: (sort_key(one.title), one.id))

    @cached_property
    def tags(self) -> Shelf:
        """By tags that authors declared."""
        return self._by(lambda one: (self._to.tag(tag).label for tag in one.tags))

    @cached_property
    def suggested(self) -> Shelf:
        """By tags that the harvest found and the author did not declare."""

        def found(lesson: Lesson) -> Iterable[str]:
            declared = {self._to.tag(tag).label for tag in lesson.tags}
            uses = self._library.uses_of.get(lesson.id, ())
            return (use.term for use in uses if use.kind == "tag" and use.term not in declared)

        return self._by(found)

    @cached_property
    def roles(self) -> Shelf:
        """By the roles that can use them."""
        return self._by(lambda one: (self._to.role(role).label for role in one.roles))

    @cached_property
    def provinces(self) -> Shelf:
        """By province."""
        return self._by(lambda one: (one.place.province,) if one.place and one.place.province else ())

    @cached_property
    def programmes(self) -> Shelf:
        """By programme."""
        return self._by(lambda one: (self._to.programme(one.programme).label,) if one.programme else ())

    @cached_property
    def years(self) -> Shelf:
        """By Buddhist year, the newest first."""
        return self._by(lambda one: (str(one.date.buddhist_year),) if one.date else ())

    @cached_property
    def people(self) -> Shelf:
        """By those who told them."""
        return self._by(lambda one: (author.name for author in one.authors))

    @cached_property
    def organisations(self) -> Shelf:
        """By organisations of their authors, and those the harvest found in the text."""

        def found(lesson: Lesson) -> Iterable[str]:
            yield from (self._to.organisation(a.organisation).label for a in lesson.authors if a.organisation)
            uses = self._library.uses_of.get(lesson.id, ())
            yield from (use.term for use in uses if use.kind == "organisation")

        return self._by(found)

    def below(self, label: str) -> Sequence[str]:
        """Labels of the tags right below a tag, in Thai order."""
        return self.children.get(label, ())

    @cached_property
    def children(self) -> Mapping[str, Sequence[str]]:
        """Labels of the tags right below each tag that has such, in Thai order."""
        children: dict[str, list[str]] = {}
        for tag in self._library.vocabulary.tags:
            if tag.broader:
                children.setdefault(self._to.tag(tag.broader).label, []).append(tag.label)
        return {label: sorted(below, key=sort_key) for label, below in children.items()}

    def _by(self, labels: Callable[[Lesson], Iterable[str]]) -> Shelf:
        shelves: dict[str, list[Lesson]] = {}
        for lesson in self.newest:
            for label in dict.fromkeys(labels(lesson)):
                shelves.setdefault(label, []).append(lesson)
        return shelves
