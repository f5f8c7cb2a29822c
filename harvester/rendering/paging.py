"""Long lists in leaves of a size that a phone can load. Knows numbers and addresses, not what is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LEAF = 60
"""Cards on one leaf: at most about 120 kB of HTML."""


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One leaf of a list that lives at `folder` (`techniques`): the first at `techniques/`, then `techniques/2/`."""

    items: Sequence[T]
    number: int
    last: int
    folder: str
    total: int
    size: int

    @property
    def path(self) -> str:
        """The page's Markdown file."""
        return f"{self.folder}/index.md" if self.number == 1 else f"{self.folder}/{self.number}.md"

    def titled(self, title: str) -> str:
        """The title of the list as that of this page."""
        return title if self.number == 1 else f"{title} หน้า {self.number}"

    def href(self, number: int) -> str:
        """Link to another leaf."""
        return f"site:{self.folder}/" if number == 1 else f"site:{self.folder}/{number}/"

    @property
    def near(self) -> list[int | None]:
        """Numbers worth showing: the ends, and two on either side; None for a gap."""
        shown = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        numbers: list[int | None] = []
        for at, number in enumerate(shown):
            if at and number - shown[at - 1] > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers


def paginate(items: Sequence[T], folder: str, size: int = LEAF) -> Iterator[Leaf[T]]:
    """The list in leaves; one empty leaf when there is nothing."""
    last = max(1, -(-len(items) // size))
    for number in range(1, last + 1):
        yield Leaf(items[(number - 1) * size : number * size], number, last, folder, len(items), size)
