"""Which lessons are under which word: tag, role, place, programme, person, organisation. Walks the library once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from harvester.model import Lesson, Library
from harvester.model.library import grouped
from harvester.rendering.addresses import Addresses
from harvester.thai.text import sort_key

Shelf = Mapping[str, Sequence[Lesson]]
"""Lessons by a canonical label, newest first."""


def _shelf(labels: Callable[[Indexes, Lesson], Iterable[str]]) -> cached_property[Shelf]:
    """Lessons by what `labels` gives for each, found when it is asked for."""
    return cached_property(lambda indexes: indexes._by(partial(labels, indexes)))


class Indexes:
    """Lessons of a library in use (not retired), by what people look for."""

    def __init__(self, library: Library, addresses: Addresses) -> None:
        self._library = library
        self._to = addresses

    @cached_property
    def newest(self) -> Sequence[Lesson]:
        """All lessons in use, newest first, those without a date last."""
        return sorted(
            self._library.in_use, key=lambda one: (one.date.iso if one.date else "", one.id), reverse=True
        )

    @cached_property
    def by_title(self) -> Sequence[Lesson]:
        """All lessons in use in Thai order of their titles."""
        return sorted(self.newest, key=lambda one: (sort_key(one.title), one.id))

    tags = _shelf(lambda self, one: (self._to.tag(tag).label for tag in one.tags))
    """By tags that authors declared."""

    @cached_property
    def suggested(self) -> Shelf:
        """By tags that the harvest found and the author did not declare."""

        def found(lesson: Lesson) -> Iterable[str]:
            declared = {self._to.tag(tag).label for tag in lesson.tags}
            uses = self._library.uses_of.get(lesson.id, ())
            return (use.term for use in uses if use.kind == "tag" and use.term not in declared)

        return self._by(found)

    roles = _shelf(lambda self, one: (self._to.role(role).label for role in one.roles))
    """By the roles that can use them."""
    provinces = _shelf(lambda self, one: (one.place.province,) if one.place and one.place.province else ())
    """By province."""
    programmes = _shelf(lambda self, one: (self._to.programme(one.programme).label,) if one.programme else ())
    """By programme."""
    years = _shelf(lambda self, one: (str(one.date.buddhist_year),) if one.date else ())
    """By Buddhist year, the newest first."""
    people = _shelf(lambda self, one: (author.name for author in one.authors))
    """By those who told them."""

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
        return grouped((label, lesson) for lesson in self.newest for label in dict.fromkeys(labels(lesson)))


MOST_MISSING = 60
"""Numbers beyond this gap count as typing errors and are not drawn as missing parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a series; without `lesson` it is known only by its absence. `number` 0: not numbered."""

    number: int
    lesson: Lesson | None


@dataclass(frozen=True, slots=True)
class Series:
    """A series by its name as most of its lessons write it, numbered parts first."""

    name: str
    parts: tuple[Part, ...]

    @property
    def present(self) -> int:
        """Parts that the library holds."""
        return sum(part.lesson is not None for part in self.parts)

    @property
    def missing(self) -> int:
        """Parts that are known only by the gap they leave."""
        return len(self.parts) - self.present


def series_of(library: Library) -> Mapping[str, Series]:
    """Every series of the library by folded name, in Thai order of names."""
    made = {key: _with_gaps(found) for key, found in library.series.items()}
    return dict(sorted(made.items(), key=lambda pair: sort_key(pair[1].name)))


def _with_gaps(found: Sequence[tuple[int, Lesson]]) -> Series:
    numbers = {number for number, _ in found if number > 0}
    missing = set(range(1, max(numbers, default=0))) - numbers
    parts = [Part(max(number, 0), lesson) for number, lesson in found]
    if len(missing) <= MOST_MISSING:
        parts += [Part(number, None) for number in missing]
    parts.sort(key=lambda part: (part.number == 0, part.number))
    first = found[0][1].series
    return Series(first.name if first else "", tuple(parts))
