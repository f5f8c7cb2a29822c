"""Many words found in one pass: pyahocorasick, or a plain search where no wheel of it exists for the machine."""

from collections.abc import Iterator
from typing import Any


class PlainAutomaton:
    """What is used of pyahocorasick's Automaton, by looking words up at every place: slower, the same hits in order."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._lengths: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._values)

    def add_word(self, word: str, value: Any) -> None:
        """Look for `word`; a word added again gets the new value."""
        self._values[word] = value

    def make_automaton(self) -> None:
        """Ready to look."""
        lengths: dict[str, set[int]] = {}
        for word in self._values:
            lengths.setdefault(word[-1:], set()).add(len(word))
        self._lengths = {last: sorted(found, reverse=True) for last, found in lengths.items()}

    def iter(self, text: str) -> Iterator[tuple[int, Any]]:
        """(offset of the last letter, value) of every hit, by where it ends, the longest first."""
        for at, letter in enumerate(text):
            for length in self._lengths.get(letter, ()):
                word = text[at + 1 - length : at + 1] if length <= at + 1 else ""
                if word in self._values:
                    yield at, self._values[word]


try:
    from ahocorasick import Automaton
except ImportError:
    Automaton = PlainAutomaton

__all__ = ["Automaton", "PlainAutomaton"]
