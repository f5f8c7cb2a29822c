"""The parts of each series in order, the missing ones too. Knows numbers and names, no pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harvester.model import Lesson, Library
from harvester.thai.text import fold, sort_key

MOST_MISSING = 60
"""Numbers beyond this gap are taken for a slip of the pen and not drawn as missing parts."""


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
    gathered: dict[str, list[Lesson]] = {}
    for lesson in library.lessons:
        if lesson.series and lesson.series.name:
            gathered.setdefault(fold(lesson.series.name), []).append(lesson)
    made = {key: _ordered(lessons) for key, lessons in gathered.items()}
    return dict(sorted(made.items(), key=lambda pair: sort_key(pair[1].name)))


def _ordered(lessons: list[Lesson]) -> Series:
    placed = sorted(lessons, key=lambda one: (one.series.part if one.series else 0, one.id))
    numbers = [one.series.part for one in placed if one.series and one.series.part]
    missing = set(range(1, max(numbers, default=0))) - set(numbers)
    parts = [Part(one.series.part if one.series else 0, one) for one in placed]
    if len(missing) <= MOST_MISSING:
        parts += [Part(number, None) for number in missing]
    parts.sort(key=lambda part: (part.number == 0, part.number))
    name = placed[0].series.name if placed[0].series else ""
    return Series(name, tuple(parts))
