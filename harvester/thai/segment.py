"""Where Thai words begin and end, with the words of our own field never cut.

Knows dictionaries and pieces of text; what a word means is left to taggers and linkers. The pieces always
join to the text.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import ahocorasick
import nlpo3

from harvester.thai.ambiguity import settled
from harvester.thai.dictionary import compound, dictionary
from harvester.thai.text import MARKS, clusters, fold, normalise

LONG = 3
"""Clusters from which a word of ours is kept whole even against the dictionary's reading of what stands
around it; of shorter ones (ตาก in ตากลม) the dictionary knows better."""
STRETCH = 1000
"""Most characters given to the dictionary at once: an ambiguous text costs more than its length."""

_ABBREVIATION = re.compile(
    rf"(?<![ก-๎])(?:(?:[เ-ไ]?[ก-ฮ][{MARKS}]?[ก-ฮ]{{0,3}}\.){{2,12}}|[เ-ไ]?[ก-ฮ]{{1,4}}\.(?!\d))"
)
_CONTENT = re.compile(r"[^\W_ฯๆ]")
_STRETCHES = re.compile(
    rf"\n|[^\n]{{1,{STRETCH}}}(?=\s|\Z)|[^\n]{{1,{STRETCH}}}(?![{MARKS}ะาำๅ])|[^\n]{{1,{STRETCH}}}"
)
_PLAIN = re.compile(r"\n|[^\S\n]+|\w+(?:[.,]\d+)*|[^\w\s]")
_THAI = re.compile("[ก-๎.]+")
_LETTERS = re.compile("[ก-๎]+")
_LATIN = re.compile("[A-Z]+")


@lru_cache(maxsize=1 << 16)
def _folded(piece: str) -> str:
    """`fold`, which a normalised word of Thai letters alone is already."""
    return piece if _LETTERS.fullmatch(piece) else fold(piece)


class Segmenter:
    """Cuts text into words by the dictionary of PyThaiNLP and `words` of our own.

    Two segmenters of the same words are equal, pickle as their words, and share one dictionary in a
    process. Texts are expected normalised.
    """

    __slots__ = ("_hash", "_lexicon", "own")

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.own = tuple(sorted({word for raw in words if (word := " ".join(normalise(raw).split()))}))
        self._lexicon = _lexicon(self.own)
        self._hash = hash(self.own)

    def __reduce__(self) -> tuple[type[Segmenter], tuple[tuple[str, ...]]]:
        return Segmenter, (self.own,)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Segmenter) and self.own == other.own)

    def __hash__(self) -> int:
        return self._hash

    def cut(self, text: str) -> list[str]:
        """The pieces of `text`, words, blanks and signs, that join to it again."""
        edges = self.boundaries(text)
        return [text[start:end] for start, end in pairwise(edges)]

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, folded for comparison; blanks and signs are left out."""
        return [word for piece in self.cut(text) if _CONTENT.search(piece) and (word := _folded(piece))]

    def boundaries(self, text: str) -> list[int]:
        """The offsets between the pieces, from 0 to the length of `text`, both included; of '' only 0."""
        edges = [0, *accumulate(map(len, self._lexicon.read(text)))]
        kept = self._lexicon.kept_whole(text, edges)
        return self._around(text, edges, kept) if kept else edges

    def first_reading(self, run: str) -> list[str]:
        """The pieces of a run of letters by longest words alone, as most programs cut it: for search, which
        must also find what such a program would look for."""
        return self._lexicon.first_reading(run) if run else []

    def parts(self, word: str) -> list[str]:
        """The dictionary words that a compound is made of, joining to it; the word alone when it is none."""
        return list(self._lexicon.parts(word))

    def _around(self, text: str, edges: list[int], kept: list[tuple[int, int]]) -> list[int]:
        """The edges with each kept span as one piece; a piece that a span cuts into is read anew."""
        result, at = [0], 0
        for start, end in [*kept, (len(text), len(text))]:
            inner = [at, *edges[bisect_right(edges, at) : bisect_left(edges, start)], start]
            if not _holds(edges, at):
                inner[1:1] = self._lexicon.edges(text, at, inner[1])
            if not _holds(edges, start) and inner[-2] < start:
                inner[-1:-1] = self._lexicon.edges(text, inner[-2], start)
            result += inner[1:] if start > at else ()
            if end > start:
                result.append(end)
            at = end
        return result


class Lexicon:
    """A loaded dictionary with words of our own; `lexicon()` shares one per process and set of words."""

    def __init__(self, own: tuple[str, ...]) -> None:
        self._kept = frozenset(own)
        self._dictionary = dictionary() | {word for word in own if _THAI.fullmatch(word)}
        self._own = ahocorasick.Automaton()
        for word in own:
            if len(clusters(word)) > 1:
                self._own.add_word(lower(word), len(word))
        self._own.make_automaton()
        self._name = _loaded(self._dictionary)
        self.parts = lru_cache(maxsize=1 << 16)(lambda word: compound(word, self._dictionary))

    def read(self, text: str) -> list[str]:
        """The dictionary's reading, of two as good ones the commoner; lossless whatever the engine does."""
        pieces: list[str] = []
        for stretch in _STRETCHES.findall(text):
            if stretch.isascii():
                pieces += _PLAIN.findall(stretch)
            else:
                pieces += settled(self.first_reading(stretch), self._kept)
        return pieces

    def edges(self, text: str, start: int, end: int) -> list[int]:
        """The offsets strictly between `start` and `end` at which that piece of `text` is cut."""
        return list(accumulate(map(len, self.read(text[start:end])[:-1]), initial=start))[1:]

    def first_reading(self, stretch: str) -> list[str]:
        """What the engine makes of a stretch, whether or not another reading is commoner."""
        found = nlpo3.segment(stretch, self._name) if self._name else []
        return list(found) if "".join(found) == stretch else newmm(stretch, self._dictionary)

    def kept_whole(self, text: str, edges: list[int]) -> list[tuple[int, int]]:
        """Spans that `edges` cut and that must stay whole: the longest first, then the first."""
        found = [(*match.span(), True) for match in _ABBREVIATION.finditer(text)] if "." in text else []
        if len(self._own):
            hits = self._own.iter(lower(text))
            found += [(last + 1 - length, last + 1, False) for last, length in hits]
        found = [span for span in found if bisect_right(edges, span[0]) < bisect_left(edges, span[1])]
        if not found:
            return []
        breaks = set(accumulate(map(len, clusters(text)), initial=0))
        taken: list[tuple[int, int]] = []
        occupied = bytearray(len(text))
        for start, end, sure in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
            aligned = _holds(edges, start) and _holds(edges, end)
            if not any(occupied[start:end]) and (sure or aligned or _may_stand(text, start, end, breaks)):
                taken.append((start, end))
                occupied[start:end] = b"\1" * (end - start)
        return sorted(taken)


@lru_cache(maxsize=16)
def _lexicon(own: tuple[str, ...]) -> Lexicon:
    return Lexicon(own)


def newmm(text: str, words: Iterable[str] | None = None) -> list[str]:
    """The pieces of `text` as PyThaiNLP's own newmm cuts them: slower, our oracle and our fallback.

    `words` is the whole dictionary to use, PyThaiNLP's when None.
    """
    from pythainlp.tokenize import newmm as engine

    return list(engine.segment(text, custom_dict=_trie(frozenset(words or dictionary())))) if text else []


@lru_cache(maxsize=4)
def _trie(words: frozenset[str]) -> Any:
    from pythainlp.util import Trie

    return Trie(words)


@lru_cache(maxsize=32)
def _loaded(words: frozenset[str]) -> str:
    """The name under which nlpo3 holds these words, '' where there is no folder to hand it a file in.

    The engine reads a dictionary only from a file, and only once: the file goes again at once.
    """
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


def parted(text: str) -> list[str]:
    """`text` at its blanks, but for those that may stand inside a word of the dictionary (ทั้ง ๆ ที่): no piece
    changes how another is cut. Joined by blanks they are the text."""
    parts = text.split(" ")
    kept = parts[:1]
    joined = _joined()
    for before, part in pairwise(parts):
        if part[:1] == "ๆ" or (before[-2:] if before[-1:] != "ๆ" else "ๆ", part[:2]) in joined:
            kept[-1] += f" {part}"
        else:
            kept.append(part)
    return kept


@lru_cache(maxsize=1)
def _joined() -> frozenset[tuple[str, str]]:
    """What stands at both sides of the blanks inside words: at most two letters each."""
    return frozenset(
        (before[-2:] if before[-1:] != "ๆ" else "ๆ", after[:2])
        for word in dictionary()
        if " " in word
        for before, after in pairwise(word.split(" "))
    )


def lower(text: str) -> str:
    """ASCII capitals as small letters; the length is kept."""
    return _LATIN.sub(lambda match: match[0].lower(), text)


def _holds(edges: list[int], offset: int) -> bool:
    at = bisect_left(edges, offset)
    return at < len(edges) and edges[at] == offset


def _may_stand(text: str, start: int, end: int, breaks: set[int]) -> bool:
    """True when a word of ours may be taken out of a stretch that the dictionary reads otherwise."""
    if start not in breaks or end not in breaks or len(clusters(text[start:end])) < LONG:
        return False
    return not any(
        text[at - 1].isalnum() and text[at].isalnum() and text[at].isascii() and text[at - 1].isascii()
        for at in (start, end)
        if 0 < at < len(text)
    )
