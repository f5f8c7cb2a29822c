"""Which terms stand in a document, how often and where: words of the library and the parts of compounds together.

A term is kept once, with a mark saying which of the two cuts produced it. Bytes are left to `building.py`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from harvester.search.coding import BUCKET, SLOTS
from harvester.search.document import Document
from harvester.search.weights import FIELDS
from harvester.search.wording import Run, fold, is_bare, is_thai, marked, runs
from harvester.thai.segment import Segmenter
from harvester.thai.subwords import subwords

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


def words(run: Run, segmenter: Segmenter, own: Container[str] = ()) -> list[tuple[str, int]]:
    """The words of a run and their offsets; an abbreviation or bare run of consonants stays whole.

    These are the longest words, as other programs cut them too; where a word of our `own` was cut, it is
    found besides.
    """
    if not is_thai(run.text) or run.dotted or is_bare(run.text):
        return [(run.text, run.at)]
    first = list(_placed(segmenter.first_reading(run.text), run.at))
    if not own:
        return first
    return first + [
        placed
        for placed in _placed(segmenter.cut(run.text), run.at)
        if placed[0] in own and placed not in first
    ]


def parts(run: Run) -> Iterator[tuple[str, int]]:
    """The parts of a run by the smaller dictionary, and their offsets."""
    if not is_thai(run.text):
        yield run.text, run.at
        return
    yield from _placed(subwords(run.text), run.at)


def _placed(pieces: Sequence[str], at: int) -> Iterator[tuple[str, int]]:
    for piece in pieces:
        yield piece, at
        at += len(piece)


def terms_of(document: Document, segmenter: Segmenter, forms: Forms) -> Terms:
    """Everything of `document` that can be looked for.

    The words of the title weigh nothing here: titles lie open in the index and are weighed there.
    """
    terms = Terms()
    _read(terms, document.title, 0.0, -1, segmenter, forms)
    start = 0
    for name, text in document.fields:
        folded = fold(text)
        _read(terms, folded, FIELDS[name], start, segmenter, forms)
        start += len(folded) + 1
    return terms


def _read(terms: Terms, text: str, weight: float, start: int, segmenter: Segmenter, forms: Forms) -> None:
    """Adds the terms of a field that begins at offset `start` of the document; -1 keeps no positions."""
    found = list(runs(fold(text) if start < 0 else text))
    by_word: dict[str, list[int]] = {}
    by_part: dict[str, list[int]] = {}
    for run in found:
        for word, at in words(run, segmenter, forms.own):
            by_word.setdefault(word, []).append(at)
            terms.length += 1
        for part, at in parts(run):
            by_part.setdefault(part, []).append(at)
        if run.dotted:
            by_word.setdefault(marked(run.text), []).append(run.at)
    for form, at in forms.find(found):
        by_word.setdefault(form, []).append(at)
    # a term that both cuts produce weighs what the more generous cut finds
    for term in {**by_word, **by_part}:
        offsets = by_word.get(term, []), by_part.get(term, [])
        occurrence = terms.found.setdefault(term, Occurrence())
        occurrence.marks |= (WORD if offsets[0] else 0) | (PART if offsets[1] else 0)
        occurrence.weight += weight * max(map(len, offsets))
        if start >= 0:
            for at in (*offsets[0], *offsets[1]):
                occurrence.slots |= 1 << (start + at) // BUCKET % SLOTS


def as_term(form: str) -> str:
    """The term under which a form of the vocabulary stands in the index; '' when nothing of it can."""
    return " ".join(run.text for run in runs(fold(form)))
