"""The parts of each series in order, the missing ones too. Knows numbers and names, no pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harvester.model import Lesson, Library
from harvester.thai.text import sort_key

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
