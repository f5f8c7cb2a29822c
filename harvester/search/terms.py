"""Which terms stand in documents, how often and where: words of the library and the parts of compounds together.

A term is kept once, with a mark saying which of the two cuts produced it. Many documents are read at once: what
stands between two blanks is cut once however often it is repeated, and all counting is done on arrays. Bytes are
left to `building.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import Any

import numpy as np

from harvester.search.coding import BUCKET, SLOTS
from harvester.search.document import Document
from harvester.search.weights import FIELDS
from harvester.search.wording import fold, run_spans, runs
from harvester.thai.automaton import Automaton
from harvester.thai.engine import parted
from harvester.thai.segment import Segmenter
from harvester.thai.subwords import subwords

_STRETCH = re.compile(r".{1,900}(?=\n)|.{1,900}", re.DOTALL)
"""Not too much at once for the dictionary's engine, parted where there is a blank."""
BATCH = 256
"""Documents read at once: enough for arrays to pay, few enough to hold."""
WORD, PART = 1, 2
"""Marks of a term: a word of the dictionary and vocabulary; a part, by the smaller dictionary."""
MANY = 255
"""Occurrences are counted up to this."""


class Forms:
    """Words of the vocabulary: `own` are those no cut may lose; those written in several runs
    (`knowledge management`) are found by `find`."""

    def __init__(self, forms: Iterable[str], own: Iterable[str] = ()) -> None:
        self.own = frozenset(own)
        self.starting: dict[str, list[tuple[str, ...]]] = {}
        for form in forms:
            texts = tuple(run.text for run in runs(fold(form)))
            if len(texts) > 1:
                self.starting.setdefault(texts[0], []).append(texts)

    def find(self, text: str) -> Iterator[tuple[str, int]]:
        """Each form that stands in a folded text, its own runs joined by blanks, and its offset."""
        found = list(runs(text))
        texts = [run.text for run in found]
        for place, first in enumerate(texts):
            for form in self.starting.get(first, ()):
                if tuple(texts[place : place + len(form)]) == form:
                    yield " ".join(form), found[place].at


@dataclass(frozen=True, slots=True)
class Postings:
    """Which term stands in which document: four arrays of the same length, ordered by document and term.

    `terms` are the terms by number, `marks` says which cuts produced each (uint8). `term` and `document` are
    numbers (int32), `count` the weighted occurrences, 1 to 255 (uint8), `slots` a set of bits (uint16).
    `lengths` counts the words of each document, title included.
    """

    terms: Sequence[str]
    marks: Any
    term: Any
    document: Any
    count: Any
    slots: Any
    lengths: Sequence[int]


def postings_of(documents: Iterable[Document], segmenter: Segmenter, forms: Forms) -> Postings:
    """Everything of `documents` that can be looked for.

    The words of the title weigh nothing here: titles lie open in the index and are weighed there.
    """
    reader = _Reader(segmenter, forms)
    waiting = iter(documents)
    parts: list[list[Any]] = []
    lengths: list[int] = []
    marks = np.zeros(0, np.uint8)
    while batch := list(islice(waiting, BATCH)):
        arrays, marked, counted = reader.read(batch)
        arrays[1] += len(lengths)
        parts.append(arrays)
        lengths += counted
        marks = np.pad(marks, (0, len(marked) - len(marks))) | marked
    kinds = (np.int32, np.int32, np.uint8, np.uint16)
    term, document, count, slots = (
        np.concatenate([np.zeros(0, kind), *(part[at].astype(kind) for part in parts)])
        for at, kind in enumerate(kinds)
    )
    return Postings(list(reader.table), marks, term, document, count, slots, lengths)


class _Reader:
    """Cuts batches of documents; numbers each term at its first sight."""

    def __init__(self, segmenter: Segmenter, forms: Forms) -> None:
        self.table: dict[str, int] = {}
        self._segmenter, self._forms = segmenter, forms
        self._own = _automaton(forms.own)

    def read(self, documents: Sequence[Document]) -> tuple[list[Any], Any, list[int]]:
        """Term, document, count and slots of each posting; the marks of all terms; the length of each document."""
        chunks: dict[str, int] = {}
        texts: list[str] = []
        held: list[tuple[int, float, int]] = []  # document, weight, start in the document or -1
        for number, document in enumerate(documents):
            texts.append(fold(document.title))
            held.append((number, 0.0, -1))
            place = 0
            for name, text in document.fields:
                texts.append(fold(text))
                held.append((number, FIELDS[name], place))
                place += len(texts[-1]) + 1
        found = [[chunks.setdefault(one, len(chunks)) for one in parted(text)] for text in texts]
        cut = _Cut("\n".join(chunks), self.table, self)
        whose, weight, start = (np.array(column) for column in zip(*held, strict=True))
        field = np.repeat(np.arange(len(found)), [len(one) for one in found])
        chunk = np.concatenate([np.zeros(0, np.int64), *map(np.array, found)]).astype(np.int64)
        ends = np.cumsum(cut.sizes[chunk] + 1)
        at = ends - cut.sizes[chunk] - 1
        firsts = np.searchsorted(field, np.arange(len(found)))
        at = at - at[firsts][field]
        words = _placed(cut.words, chunk, field, at)
        parts = _placed(cut.parts, chunk, field, at)
        if cut.starting.any():
            extra = [
                (self.table.setdefault(form, len(self.table)), one, offset)
                for one in np.unique(field[cut.starting[chunk]]).tolist()
                for form, offset in self._forms.find(texts[one])
            ]
            if extra:
                more = np.array(extra).T
                words = [np.concatenate(pair) for pair in zip(words, more, strict=True)]
        lengths = np.bincount(whose[field], cut.counts[chunk], len(documents)).astype(int).tolist()
        return *_counted(words, parts, len(self.table), whose, weight, start), lengths

    def edges(self, text: str) -> Any:
        """Where the pieces of a text begin by longest words, as other programs cut it, each once, in order."""
        pieces = (one for part in _STRETCH.findall(text) for one in self._segmenter.first_reading(part))
        return np.fromiter(accumulate(map(len, pieces), initial=0), np.int64)

    def own_words(self, text: str, starts: Any, ends: Any) -> list[tuple[str, int]]:
        """Words of our own that stand in `text` (chunks parted by line ends) but not among its pieces, and where."""
        known = set(zip(starts.tolist(), ends.tolist(), strict=True))
        hits = (
            {last for last, size in self._own.iter(text) if (last + 1 - size, last + 1) not in known}
            if len(self._own)
            else set()
        )
        besides: list[tuple[str, int]] = []
        done = -1
        for hit in sorted(hits):
            if hit < done:
                continue
            first, done = text.rfind("\n", 0, hit) + 1, text.find("\n", hit)
            done = len(text) if done < 0 else done
            chunk = text[first:done]
            cuts = sorted({0, *accumulate(map(len, self._segmenter.cut(chunk)))})
            for run in runs(chunk):
                if not "ก" <= run.text[0] <= "๎" or run.dotted:
                    continue
                stop = run.at + len(run.text)
                inner = [run.at, *(one for one in cuts if run.at < one < stop), stop]
                for left, right in pairwise(inner):
                    if chunk[left:right] in self._forms.own and (first + left, first + right) not in known:
                        besides.append((chunk[left:right], first + left))
        return besides

    def starts_form(self, text: str) -> bool:
        """True when a form of several runs begins with this run."""
        return text in self._forms.starting


class _Cut:
    """Chunks of text, each cut once: `words` and `parts` hold, chunk by chunk, where its terms begin among all,
    then number and offset of each term; `counts` are the words of a chunk, `starting` marks chunks in which a
    form of several runs may begin."""

    def __init__(self, text: str, table: dict[str, int], reader: _Reader) -> None:
        self._table = table
        ends = np.array([*(match.start() for match in re.finditer("\n", text)), len(text)])
        self._starts = np.concatenate([[0], ends[:-1] + 1])
        self.sizes = ends - self._starts
        start, stop, dotted, thai, bare = run_spans(text)
        cut = reader.edges(text)
        run = np.searchsorted(start, cut, "right") - 1
        inner = (
            cut[(run >= 0) & (cut < stop[run]) & (cut > start[run]) & (thai & ~dotted & ~bare)[run]]
            if len(start)
            else cut[:0]
        )
        at = np.sort(np.concatenate([start, inner]))
        end = np.minimum(np.append(at[1:], len(text)), stop[np.searchsorted(start, at, "right") - 1])
        plain = [text[one:other] for one, other in zip(at.tolist(), end.tolist(), strict=True)]
        self.counts = np.diff(np.append(np.searchsorted(at, self._starts), len(at)))
        besides = reader.own_words(text, at, end)
        besides += [
            (f"{text[a:b]}.", a) for a, b in zip(start[dotted].tolist(), stop[dotted].tolist(), strict=True)
        ]
        places = np.concatenate([at, np.array([place for _, place in besides], np.int64)])
        self.words = self._by_chunk([*plain, *(term for term, _ in besides)], places)
        pieces: list[str] = []
        places_of: list[int] = []
        held: dict[str, list[str]] = {}
        begin = []
        for a, b, is_thai in zip(start.tolist(), stop.tolist(), thai.tolist(), strict=True):
            whole = text[a:b]
            if reader.starts_form(whole):
                begin.append(a)
            if not is_thai:
                pieces.append(whole)
                places_of.append(a)
                continue
            parts = held.get(whole)
            if parts is None:
                parts = held[whole] = subwords(whole)
            pieces += parts
            for one in parts:
                places_of.append(a)
                a += len(one)
        self.parts = self._by_chunk(pieces, np.array(places_of, np.int64))
        self.starting = np.zeros(len(ends), bool)
        self.starting[np.searchsorted(self._starts, np.array(begin, np.int64), "right") - 1] = True

    def _by_chunk(self, terms: Sequence[str], at: Any) -> tuple[Any, Any, Any]:
        order = np.argsort(at, kind="stable")
        table = self._table
        numbers = np.array([table.setdefault(one, len(table)) for one in terms], np.int64)[order]
        at = at[order]
        bounds = np.append(np.searchsorted(at, self._starts), len(at))
        return bounds, numbers, at - np.repeat(self._starts, np.diff(bounds))


def _placed(terms: tuple[Any, Any, Any], chunk: Any, field: Any, at: Any) -> list[Any]:
    """Term, field and offset in the field of every term of the chunks as they stand in the fields."""
    bounds, numbers, offsets = terms
    sizes = np.diff(bounds)[chunk]
    of = np.repeat(np.arange(len(chunk)), sizes)
    which = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + bounds[chunk][of]
    return [numbers[which], field[of], at[of] + offsets[which]]


def _counted(
    words: Sequence[Any], parts: Sequence[Any], most: int, whose: Any, weight: Any, start: Any
) -> tuple[list[Any], Any]:
    """The postings of terms placed in fields, and the marks of the terms."""
    marks = np.zeros(most, np.uint8)
    keys = []
    for mark, (term, field, _) in ((WORD, words), (PART, parts)):
        marks[term] |= mark
        keys.append(np.unique(field * most + term, return_counts=True))
    # a term that both cuts produce weighs what the more generous cut finds
    both = np.union1d(keys[0][0], keys[1][0])
    count = np.zeros(len(both), np.int64)
    for key, times in keys:
        place = np.searchsorted(both, key)
        count[place] = np.maximum(count[place], times)
    field, term = np.divmod(both, most)
    pairs, of = np.unique(whose[field] * most + term, return_inverse=True)
    total = np.bincount(of, weight[field] * count, len(pairs))
    seen = []
    for term, field, offset in (words, parts):
        kept = start[field] >= 0
        slot = (start[field] + offset)[kept] // BUCKET % SLOTS
        seen.append((whose[field] * most + term)[kept] * SLOTS + slot)
    key, slot = np.divmod(np.unique(np.concatenate(seen)), SLOTS)
    slots = np.bincount(np.searchsorted(pairs, key), 2.0**slot, len(pairs))
    document, term = np.divmod(pairs, most)
    return [term, document, np.clip(np.floor(total + 0.5), 1, MANY), slots], marks


@lru_cache(maxsize=4)
def _automaton(words: frozenset[str]) -> Any:
    made: Any = Automaton()
    for word in words:
        made.add_word(word, len(word))
    made.make_automaton()
    return made


def as_term(form: str) -> str:
    """The term under which a form of the vocabulary stands in the index; '' when nothing of it can."""
    return " ".join(run.text for run in runs(fold(form)))
