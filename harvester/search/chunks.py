"""Chunks of text that are between blanks, each cut once into words and parts, with all their places as arrays."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from harvester.search.wording import fold, is_thai, run_spans, runs
from harvester.thai.dictionary import dictionary
from harvester.thai.engine import Automaton
from harvester.thai.segment import Segmenter
from harvester.thai.subwords import subwords

_STRETCH = re.compile(r".{1,900}(?=\n)|.{1,900}", re.DOTALL)
"""Not too much at once for the dictionary's engine, split where there is a blank."""


class Forms:
    """Words of the vocabulary: `own` are those no cut may lose, `joined` those that no dictionary has (คนดูแล), terms
    wherever their parts stand side by side; those written in several runs (`knowledge management`) are found by
    `find`."""

    def __init__(self, forms: Iterable[str], own: Iterable[str] = ()) -> None:
        self.own = frozenset(own)
        self.starting: dict[str, list[tuple[str, ...]]] = {}
        joined = set()
        for form in forms:
            texts = tuple(run.text for run in runs(fold(form)))
            if len(texts) > 1:
                self.starting.setdefault(texts[0], []).append(texts)
            elif texts and is_thai(form) and form not in dictionary():
                joined.add(form)
        self.joined = frozenset(joined) - self.own

    def find(self, text: str) -> Iterator[tuple[str, int]]:
        """Each form that is in a folded text, its own runs joined by blanks, and its offset."""
        found = list(runs(text))
        texts = [run.text for run in found]
        for place, first in enumerate(texts):
            for form in self.starting.get(first, ()):
                if tuple(texts[place : place + len(form)]) == form:
                    yield " ".join(form), found[place].at


class Cutter:
    """Finds where words begin in chunks, by the dictionary and by words of our own."""

    def __init__(self, segmenter: Segmenter, forms: Forms) -> None:
        self._segmenter, self._forms = segmenter, forms
        self._own, self._joined = _automaton(forms.own), _automaton(forms.joined)

    def edges(self, text: str) -> Any:
        """Where the pieces of a text begin by longest words, as other programs cut it, each once, in order."""
        self._segmenter.expect(text)
        pieces = (one for part in _STRETCH.findall(text) for one in self._segmenter.first_reading(part))
        return np.fromiter(accumulate(map(len, pieces), initial=0), np.int64)

    def own_words(self, text: str, starts: Any, ends: Any) -> list[tuple[str, int]]:
        """Words of our own that are in `text` (chunks split by line ends) but not among its pieces, and where."""
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

    def joined_words(self, text: str, starts: Any, ends: Any) -> Iterator[tuple[str, int]]:
        """Words whose parts stand side by side in `text`, cut at `starts` and `ends`, and where."""
        hits = (
            [(last + 1 - size, last + 1) for last, size in self._joined.iter(text)]
            if self._forms.joined
            else []
        )
        if hits:
            first, stop = np.array(hits).T
            for at in np.flatnonzero(np.isin(first, starts) & np.isin(stop, ends)).tolist():
                yield text[slice(*hits[at])], hits[at][0]

    def starts_form(self, text: str) -> bool:
        """True when a form of several runs begins with this run."""
        return text in self._forms.starting


class Chunks:
    """Chunks of text, each cut once: `words` and `parts` hold, chunk by chunk, where its terms begin among all,
    then number and offset of each term; `counts` are the words of a chunk, `starting` marks chunks in which a
    form of several runs may begin."""

    def __init__(self, text: str, table: dict[str, int], cutter: Cutter) -> None:
        self._table = table
        ends = np.array([*(match.start() for match in re.finditer("\n", text)), len(text)])
        self._starts = np.concatenate([[0], ends[:-1] + 1])
        self.sizes = ends - self._starts
        start, stop, dotted, thai, bare = run_spans(text)
        cut = cutter.edges(text)
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
        besides = [*cutter.own_words(text, at, end), *cutter.joined_words(text, at, end)]
        besides += [
            (f"{text[a:b]}.", a) for a, b in zip(start[dotted].tolist(), stop[dotted].tolist(), strict=True)
        ]
        places = np.concatenate([at, np.array([place for _, place in besides], np.int64)])
        self.words = self._by_chunk([*plain, *(term for term, _ in besides)], places)
        pieces: list[str] = []
        places_of: list[int] = []
        held: dict[str, list[str]] = {}
        begin = []
        for a, b, in_thai in zip(start.tolist(), stop.tolist(), thai.tolist(), strict=True):
            whole = text[a:b]
            if cutter.starts_form(whole):
                begin.append(a)
            if not in_thai:
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


def place_terms(terms: tuple[Any, Any, Any], chunk: Any, field: Any, at: Any) -> list[Any]:
    """Term, field and offset in the field of every term of the chunks as they are in the fields."""
    bounds, numbers, offsets = terms
    sizes = np.diff(bounds)[chunk]
    of = np.repeat(np.arange(len(chunk)), sizes)
    which = np.arange(len(of)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + bounds[chunk][of]
    return [numbers[which], field[of], at[of] + offsets[which]]


@lru_cache(maxsize=4)
def _automaton(words: frozenset[str]) -> Any:
    made: Any = Automaton()
    for word in words:
        made.add_word(word, len(word))
    made.make_automaton()
    return made
