"""The engines that read text by a dictionary, where a text may be split before, and many words found in one pass."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

from harvester.memo import key_of, memory
from harvester.thai.dictionary import dictionary

try:
    import nlpo3
except ImportError:  # no wheel for this machine: newmm reads everything
    nlpo3 = None  # type: ignore[assignment]

MUCH, LOADS = 100_000, 200
"""Characters that a reader reads, and how often it loads words for them, before it loads all."""
PLAIN, PLAIN_LOADS = 200_000, 2_000
"""As many for the dictionary alone: it is seldom asked, and all words take 60 MB."""
_LATIN = re.compile("[A-Z]+")


def newmm(text: str, words: Iterable[str] | None = None) -> list[str]:
    """The pieces of `text` as PyThaiNLP's own newmm cuts them: slower, our oracle and our fallback. `words` is the
    whole dictionary to use, PyThaiNLP's when None."""
    from pythainlp.tokenize import newmm as engine

    return list(engine.segment(text, custom_dict=_trie(frozenset(words or dictionary())))) if text else []


@lru_cache(maxsize=4)
def _trie(words: frozenset[str]) -> Any:
    from pythainlp.util import Trie

    return Trie(words)


class Reader:
    """Reads text by a dictionary. Until it has read much, nlpo3 is given the words that are in a text and no others, by
    which it cuts it just the same: to load all of them takes longer than an edited lesson does. `around` is the text
    that the next ones to be read are from."""

    def __init__(
        self, words: frozenset[str], more: Iterable[str] = (), much: int = MUCH, loads: int = LOADS
    ) -> None:
        self._words, self._much, self._least = words, much, much // loads
        self._more = lengths_of(more)
        self._seen, self._held, self._name = 0, "", ""
        self.around = self._expected = ""

    def expect(self, text: str) -> None:
        """Be ready for pieces of `text`: the words of all of it are loaded at once."""
        self._expected = text
        if self._seen <= self._much < len(text):
            self._seen, self._expected = len(text), ""
            self._name = _load(self._words)

    def read(self, text: str) -> list[str]:
        """The pieces of `text`, by newmm where the engine loses something."""
        if self._seen <= self._much and text not in self._held:
            self._held = next(one for one in (self._expected, self.around, text) if text in one)
            self._seen += max(self._least, len(self._held))
            self._name = _load(frozenset(self._found()) if self._seen <= self._much else self._words)
        found = nlpo3.segment(text, self._name) if self._name else []
        return list(found) if "".join(found) == text else newmm(text, self._words)

    def _found(self) -> Iterator[str]:
        """The words that are in the text held."""
        text, words, lengths = self._held, self._words, _lengths()
        for at in range(len(text)):
            head = text[at : at + 2]
            for length in (1, *lengths.get(head, ()), *self._more.get(head, ())):
                if (word := text[at : at + length]) in words:
                    yield word


def _lengths() -> Mapping[str, tuple[int, ...]]:
    table: dict[str, tuple[int, ...]] = memory.table(key_of("lengths of words"))
    if not table:
        table.update(lengths_of(dictionary()))
    return table


def lengths_of(words: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """How long the words are that begin with two letters."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:2], set()).add(len(word))
    return {head: tuple(sorted(lengths)) for head, lengths in found.items()}


@lru_cache(maxsize=1)
def plain_reader() -> Reader:
    """Reads by the dictionary alone, without words of ours."""
    return Reader(dictionary(), much=PLAIN, loads=PLAIN_LOADS)


def _load(words: frozenset[str]) -> str:
    """The name under which nlpo3 holds these words, '' where there is no folder to hand it a file in. The engine
    reads a dictionary only from a file, and only once: the file goes again at once."""
    if nlpo3 is None:
        return ""
    text = "\n".join(sorted(words))
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    try:
        handle, path = tempfile.mkstemp(prefix="words-", suffix=".txt")
    except OSError:
        return ""
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        nlpo3.load_dict(path, name)
    except OSError:
        return ""
    finally:
        os.unlink(path)
    return name


def split_at_blanks(text: str, joined: frozenset[tuple[str, str]] | None = None) -> list[str]:
    """`text` at its blanks, but for those that may be inside a word (ทั้ง ๆ ที่): no piece changes how another is
    cut. Joined by blanks they are the text. `joined` is what is at both sides of blanks inside words."""
    joined = joined_words() if joined is None else joined
    behind = _behind(joined)
    parts = text.split(" ")
    kept = parts[:1]
    for before, part in pairwise(parts):
        if part[:1] == "ๆ" or ((start := part[:2].lower()) in behind and (_side(before), start) in joined):
            kept[-1] += f" {part}"
        else:
            kept.append(part)
    return kept


@lru_cache(maxsize=4)
def _behind(joined: frozenset[tuple[str, str]]) -> frozenset[str]:
    return frozenset(after for _, after in joined)


@lru_cache(maxsize=1)
def joined_words() -> frozenset[tuple[str, str]]:
    return frozenset(chain.from_iterable(blank_sides(word) for word in dictionary() if " " in word))


def blank_sides(word: str) -> list[tuple[str, str]]:
    """What is at both sides of each blank in a word: at most two letters each."""
    return [(_side(before), after[:2].lower()) for before, after in pairwise(word.split(" "))]


def _side(before: str) -> str:
    return "ๆ" if before[-1:] == "ๆ" else before[-2:].lower()


def lower(text: str) -> str:
    """ASCII capitals as small letters; the length is kept."""
    return _LATIN.sub(lambda match: match[0].lower(), text)


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
