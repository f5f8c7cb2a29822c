"""Which terms stand in a document, how often and where: words of the library and the parts of compounds together.

A term is kept once, with a mark saying which of the two cuts produced it. Bytes are left to `building.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from harvester.search.coding import BUCKET, SLOTS
from harvester.search.document import Document
from harvester.search.weights import FIELDS
from harvester.search.wording import Run, fold, is_bare, is_thai, marked, runs
from harvester.thai.segment import Segmenter
from harvester.thai.subwords import subwords

_STRETCH = re.compile(r".{1,900}(?= )|.{1,900}", re.DOTALL)
"""Not too much at once for the dictionary's engine, parted where there is a blank."""
WORD, PART = 1, 2
"""Marks of a term: a word of the dictionary and vocabulary; a part, by the smaller dictionary."""


@dataclass(slots=True)
class Occurrence:
    """A term in one document: who cut it, how much it weighs there by either cut, in which slots."""

    marks: int = 0
    weight: float = 0.0
    slots: int = 0


@dataclass(slots=True)
class Terms:
    """The terms of one document; `length` in words, title included."""

    length: int = 0
    found: dict[str, Occurrence] = field(default_factory=dict)


class Forms:
    """Words of the vocabulary: `own` are those no cut may lose; those written in several runs
    (`knowledge management`) are found by `find`."""

    def __init__(self, forms: Iterable[str], own: Iterable[str] = ()) -> None:
        self.own = frozenset(own)
        self._starting: dict[str, list[tuple[str, ...]]] = {}
        for form in forms:
            texts = tuple(run.text for run in runs(fold(form)))
            if len(texts) > 1:
                self._starting.setdefault(texts[0], []).append(texts)

    def find(self, found: Sequence[Run]) -> Iterator[tuple[str, int]]:
        """Each form that stands in these runs, its own runs joined by blanks, and its offset."""
        if not self._starting:
            return
        texts = [run.text for run in found]
        for place, text in enumerate(texts):
            for form in self._starting.get(text, ()):
                if tuple(texts[place : place + len(form)]) == form:
                    yield " ".join(form), found[place].at


def terms_of(document: Document, segmenter: Segmenter, forms: Forms) -> Terms:
    """Everything of `document` that can be looked for.

    The words of the title weigh nothing here: titles lie open in the index and are weighed there.
    """
    terms = Terms()
    _read(terms, fold(document.title), 0.0, -1, segmenter, forms)
    start = 0
    for name, text in document.fields:
        folded = fold(text)
        _read(terms, folded, FIELDS[name], start, segmenter, forms)
        start += len(folded) + 1
    return terms


def _read(terms: Terms, text: str, weight: float, start: int, segmenter: Segmenter, forms: Forms) -> None:
    """Adds the terms of folded text that begins at offset `start` of the document; -1 keeps no positions."""
    found = list(runs(text))
    words, length = _words(text, found, segmenter, forms)
    terms.length += length
    counted = _counted(words), _counted(_parts(found))
    # a term that both cuts produce weighs what the more generous cut finds
    for mark, others, (counts, slots) in ((WORD, {}, counted[0]), (PART, counted[0][0], counted[1])):
        for term, count in counts.items():
            occurrence = terms.found.get(term)
            if occurrence is None:
                occurrence = terms.found[term] = Occurrence()
            occurrence.marks |= mark
            occurrence.weight += weight * max(0, count - others.get(term, 0))
            if start >= 0:
                for at in slots[term]:
                    occurrence.slots |= 1 << (start + at) // BUCKET % SLOTS


def _counted(placed: Iterable[tuple[str, int]]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """How often each piece stands there, and where."""
    places: dict[str, list[int]] = {}
    for piece, at in placed:
        if piece in places:
            places[piece].append(at)
        else:
            places[piece] = [at]
    return {piece: len(held) for piece, held in places.items()}, places


def _words(
    text: str, found: Sequence[Run], segmenter: Segmenter, forms: Forms
) -> tuple[list[tuple[str, int]], int]:
    """The words and their offsets, and how many there are; an abbreviation or bare run of consonants stays whole.

    These are the longest words, as other programs cut them too. Where a word of our own was cut it is found
    besides, and so is an abbreviation under its marked term.
    """
    placed: list[tuple[str, int]] = []
    edges = _edges(segmenter.first_reading, text)
    for run in found:
        if not is_thai(run.text) or run.dotted or is_bare(run.text):
            placed.append((run.text, run.at))
        else:
            _cut(placed, text, run, edges)
    length = len(placed)
    placed += [(marked(run.text), run.at) for run in found if run.dotted]
    placed += forms.find(found)
    if forms.own:
        held, own = set(placed), _edges(segmenter.cut, text)
        besides: list[tuple[str, int]] = []
        for run in found:
            if is_thai(run.text) and not run.dotted:
                _cut(besides, text, run, own)
        placed += [pair for pair in besides if pair[0] in forms.own and pair not in held]
    return placed, length


def _edges(cut: Callable[[str], list[str]], text: str) -> list[int]:
    """Where the pieces of a text begin, each once, in order."""
    pieces = (piece for stretch in _STRETCH.findall(text) for piece in cut(stretch))
    return list(accumulate(map(len, pieces), initial=0))


def _cut(placed: list[tuple[str, int]], text: str, run: Run, edges: list[int]) -> None:
    """Adds the pieces of a run, parted at those of `edges` that stand inside it."""
    at, stop = run.at, run.at + len(run.text)
    for edge in edges[bisect_right(edges, at) : bisect_left(edges, stop)]:
        placed.append((text[at:edge], at))
        at = edge
    placed.append((text[at:stop], at))


def _parts(found: Sequence[Run]) -> Iterator[tuple[str, int]]:
    """The parts of each run by the smaller dictionary, and their offsets."""
    for run in found:
        at = run.at
        for piece in subwords(run.text) if is_thai(run.text) else (run.text,):
            yield piece, at
            at += len(piece)


def as_term(form: str) -> str:
    """The term under which a form of the vocabulary stands in the index; '' when nothing of it can."""
    return " ".join(run.text for run in runs(fold(form)))
