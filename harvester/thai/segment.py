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
from math import log
from typing import Any

import ahocorasick
import nlpo3

from harvester.thai.text import MARKS, clusters, fold, normalise

LONG = 3
"""Clusters from which a word of ours is kept whole even against the dictionary's reading of what stands
around it; of shorter ones (ตาก in ตากลม) the dictionary knows better."""
STRETCH = 2000
"""Most characters given to the dictionary at once: an ambiguous text costs more than its length."""

_ABBREVIATION = re.compile(
    rf"(?<![ก-๎])(?:(?:[เ-ไ]?[ก-ฮ][{MARKS}]?[ก-ฮ]{{0,3}}\.){{2,}}|[ก-ฮ]{{1,4}}\.(?!\d))"
)
_CONTENT = re.compile(r"[^\W_ฯๆ]")
_STRETCHES = re.compile(rf"\s+|\S{{1,{STRETCH}}}(?![{MARKS}ะาำๅ])|\S{{1,{STRETCH}}}")
_PLAIN = re.compile(r"\n|[^\S\n]+|\w+(?:[.,]\d+)*|[^\w\s]")
_LOWER = str.maketrans({chr(code): chr(code + 32) for code in range(65, 91)})


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
        return [word for piece in self.cut(text) if _CONTENT.search(piece) and (word := fold(piece))]

    def boundaries(self, text: str) -> list[int]:
        """The offsets between the pieces, from 0 to the length of `text`, both included; of '' only 0."""
        edges = [0, *accumulate(map(len, self._lexicon.read(text)))]
        kept = self._lexicon.kept_whole(text, edges)
        return self._around(text, edges, kept) if kept else edges

    def parts(self, word: str) -> list[str]:
        """The dictionary words that a compound is made of, joining to it; the word alone when it is none."""
        return list(self._lexicon.parts(word))

    def _around(self, text: str, edges: list[int], kept: list[tuple[int, int]]) -> list[int]:
        """The edges with each kept span as one piece; a piece that a span cuts into is read anew."""
        result, at = [0], 0
        for start, end in [*kept, (len(text), len(text))]:
            inner = edges[bisect_right(edges, at) : bisect_left(edges, start)]
            for left, right in pairwise([at, *inner, start]):
                known = _holds(edges, left) and _holds(edges, right)
                pieces = (right - left,) if known else map(len, self._lexicon.read(text[left:right]))
                result.extend(accumulate(pieces, initial=left))
            result.append(end)
            at = end
        return sorted(set(result))


class Lexicon:
    """A loaded dictionary with words of our own; `lexicon()` shares one per process and set of words."""

    def __init__(self, own: tuple[str, ...]) -> None:
        self._dictionary = dictionary() | {word for word in own if not re.search(r"\s", word)}
        self._own = ahocorasick.Automaton()
        for word in own:
            if len(clusters(word)) > 1:
                self._own.add_word(word.translate(_LOWER), len(word))
        self._own.make_automaton()
        self._name = _loaded(self._dictionary)
        self.parts = lru_cache(maxsize=1 << 16)(self._parts)

    def read(self, text: str) -> list[str]:
        """The dictionary's reading, lossless whatever the engine does."""
        pieces: list[str] = []
        for stretch in _STRETCHES.findall(text):
            if stretch.isascii() or stretch.isspace():
                pieces += _PLAIN.findall(stretch)
                continue
            found = nlpo3.segment(stretch, self._name) if self._name else []
            pieces += found if "".join(found) == stretch else newmm(stretch, self._dictionary)
        return pieces

    def kept_whole(self, text: str, edges: list[int]) -> list[tuple[int, int]]:
        """Spans that `edges` cut and that must stay whole: the longest first, then the first."""
        found = [(*match.span(), True) for match in _ABBREVIATION.finditer(text) if match[0].count(".") > 1]
        found += [(*match.span(), True) for match in _ABBREVIATION.finditer(text) if match[0].count(".") == 1]
        if len(self._own):
            hits = self._own.iter(text.translate(_LOWER))
            found += [(last + 1 - length, last + 1, False) for last, length in hits]
        found = [span for span in found if bisect_right(edges, span[0]) < bisect_left(edges, span[1])]
        if not found:
            return []
        breaks = set(accumulate(map(len, clusters(text)), initial=0))
        taken: list[tuple[int, int]] = []
        for start, end, sure in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
            aligned = _holds(edges, start) and _holds(edges, end)
            if any(start < right and left < end for left, right in taken):
                continue
            if sure or aligned or _may_stand(text, start, end, breaks):
                taken.append((start, end))
        return sorted(taken)

    def _parts(self, word: str) -> tuple[str, ...]:
        """Fewest words, then the commonest; many tiny ones (สา มา รถ) are no compound."""
        edges = list(accumulate(map(len, clusters(word)), initial=0))
        best: dict[int, tuple[int, float, tuple[str, ...]]] = {0: (0, 0.0, ())}
        for stop in edges[1:]:
            for start in edges:
                part = word[start:stop]
                if start in best and 2 <= len(part) < len(word) and part in self._dictionary:
                    count, rarity, parts = best[start]
                    rank = (count + 1, rarity - log(frequencies().get(part, 0) + 1), (*parts, part))
                    best[stop] = min(best.get(stop, rank), rank)
        parts = best.get(len(word), (0, 0.0, ()))[2]
        return parts if 1 < len(parts) <= len(word) / 2.5 else (word,)


@lru_cache(maxsize=16)
def _lexicon(own: tuple[str, ...]) -> Lexicon:
    return Lexicon(own)


def newmm(text: str, words: Iterable[str] | None = None) -> list[str]:
    """The pieces of `text` as PyThaiNLP's own newmm cuts them: slower, our oracle and our fallback.

    `words` is the whole dictionary to use, PyThaiNLP's when None.
    """
    from pythainlp.tokenize import newmm as engine

    return list(engine.segment(text, custom_dict=_trie(frozenset(words or dictionary())))) if text else []


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """The words of PyThaiNLP's dictionary."""
    from pythainlp.corpus.common import thai_words

    return frozenset(thai_words())


@lru_cache(maxsize=4)
def _trie(words: frozenset[str]) -> Any:
    from pythainlp.util import Trie

    return Trie(words)


@lru_cache(maxsize=1)
def frequencies() -> dict[str, int]:
    """How often a word stands in the Thai National Corpus."""
    from pythainlp.corpus.tnc import unigram_word_freqs

    return dict(unigram_word_freqs())


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
