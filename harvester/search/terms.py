"""Which terms are in documents, how often and where: words of the library and the parts of compounds together. A term
is kept once, with a mark saying which of the two cuts produced it. Many documents are read at once: what is between
two blanks is cut once however often it is repeated, and all counting is done on arrays. Bytes are left to
`building.py`."""

import marshal
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

import numpy as np

from harvester.memo import key_of, memory
from harvester.search.chunks import Chunks, Cutter, Forms, place_terms
from harvester.search.coding import BUCKET, SLOTS
from harvester.search.document import Document, Kind
from harvester.search.weights import FIELDS
from harvester.search.wording import fold, runs
from harvester.thai.engine import split_at_blanks
from harvester.thai.segment import Segmenter

BATCH = 32
"""Lessons read at once: enough for arrays to pay, few enough to hold."""
LARGEST = 64
"""Documents that are remembered together."""
WORD, PART = 1, 2
"""Marks of a term: a word of the dictionary and vocabulary; a part, by the smaller dictionary."""
MANY = 255
"""Occurrences are counted up to this."""
_NOTE_MARK = re.compile(r" ?\[\^?[0-9๐-๙]{1,3}\]")
"""Sends the reader to a note (`[1]`): no word of the text."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Which term is in which document: four arrays of the same length, ordered by document and term. `terms` are the
    terms by number, `marks` says which cuts produced each (uint8). `term` and `document` are numbers (int32), `count`
    the weighted occurrences, 1 to 255 (uint8), `slots` a set of bits (uint16). `lengths` counts the words of each
    document, title included."""

    terms: Sequence[str]
    marks: Any
    term: Any
    document: Any
    count: Any
    slots: Any
    lengths: Sequence[int]


def postings_of(documents: Iterable[Document], segmenter: Segmenter, forms: Forms) -> Postings:
    """Everything of `documents` that can be looked for. The words of the title weigh nothing here: titles lie open in
    the index and are weighed there. What was read in a lesson before is not read again."""
    reader = _Reader(segmenter, forms)
    table: dict[str, int] = {}
    columns: list[Any] = []
    lengths: list[int] = []
    waiting = _groups(documents)
    while batch := list(islice(waiting, BATCH)):
        for group in reader.groups(batch):
            numbers = np.array([table.setdefault(term, len(table)) for term in group.terms], np.int64)
            rows = np.frombuffer(group.rows, np.int32).reshape(5, -1).copy()
            rows[0] = numbers[rows[0]]
            rows[1] += len(lengths)
            columns.append(rows)
            lengths += group.lengths
    term, document, count, slots, mark = np.concatenate([np.zeros((5, 0), np.int32), *columns], axis=1)
    marks = np.zeros(len(table), np.uint8)
    for one in (WORD, PART):
        marks[term[mark & one > 0]] |= one
    return Postings(
        list(table), marks, term, document, count.astype(np.uint8), slots.astype(np.uint16), lengths
    )


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """A lesson with what follows it."""
    group: list[Document] = []
    for document in documents:
        if group and (document.kind is Kind.LESSON or len(group) == LARGEST):
            yield group
            group = []
        group.append(document)
    if group:
        yield group


class _Group(NamedTuple):
    """What was read in some documents: their terms, the rows of the postings (term, document, count, slots and mark,
    five times int32), and the length of each document."""

    terms: list[str]
    rows: bytes
    lengths: list[int]


class _Reader:
    """Cuts batches of documents; numbers each term of a batch at its first sight."""

    def __init__(self, segmenter: Segmenter, forms: Forms) -> None:
        self.table: dict[str, int] = {}
        self._forms = forms
        self._cutter = Cutter(segmenter, forms)
        named = repr((sorted(forms.starting.items()), sorted(forms.joined)))
        self._key = key_of("search terms", segmenter.content_key, named)

    def groups(self, batch: Sequence[Sequence[Document]]) -> Iterator[_Group]:
        """What is in each group; those that the memory does not know are read together."""
        keys = [
            key_of(self._key, *(text for one in group for text in (one.title, *chain(*one.fields), "\0")))
            for group in batch
        ]
        known = [memory.get(key) if memory.is_open else None for key in keys]
        missing = [at for at, raw in enumerate(known) if raw is None]
        found = dict(zip(missing, self._read_groups([batch[at] for at in missing]), strict=True))
        for at, raw in enumerate(known):
            if raw is not None:
                yield _Group(*marshal.loads(raw))
                continue
            if memory.is_open:
                memory.put(keys[at], marshal.dumps(tuple(found[at])))
            yield found[at]

    def _read_groups(self, groups: Sequence[Sequence[Document]]) -> list[_Group]:
        if not groups:
            return []
        self.table = {}
        columns, lengths = self.read([one for group in groups for one in group])
        rows = np.stack([column.astype(np.int32) for column in columns])
        stops = np.cumsum([len(group) for group in groups])
        ends = np.searchsorted(rows[1], stops)
        terms = list(self.table)
        made: list[_Group] = []
        start = first = 0
        for end, stop in zip(ends.tolist(), stops.tolist(), strict=True):
            part = rows[:, start:end].copy()
            held, part[0] = np.unique(part[0], return_inverse=True)
            part[1] -= first
            made.append(_Group([terms[at] for at in held.tolist()], part.tobytes(), lengths[first:stop]))
            start, first = end, stop
        return made

    def read(self, documents: Sequence[Document]) -> tuple[list[Any], list[int]]:
        """Term, document, count, slots and mark of each posting, by document; the length of each document."""
        chunks: dict[str, int] = {}
        texts: list[str] = []
        held: list[tuple[int, float, int]] = []  # document, weight, start in the document or -1
        for number, document in enumerate(documents):
            texts.append(fold(document.title))
            held.append((number, 0.0, -1))
            place = 0
            for name, text in document.fields:
                texts.append(fold(_NOTE_MARK.sub("", text)))
                held.append((number, FIELDS[name], place))
                place += len(texts[-1]) + 1
        found = [[chunks.setdefault(one, len(chunks)) for one in split_at_blanks(text)] for text in texts]
        cut = Chunks("\n".join(chunks), self.table, self._cutter)
        whose, weight, start = (np.array(column) for column in zip(*held, strict=True))
        field = np.repeat(np.arange(len(found)), [len(one) for one in found])
        chunk = np.concatenate([np.zeros(0, np.int64), *map(np.array, found)]).astype(np.int64)
        ends = np.cumsum(cut.sizes[chunk] + 1)
        at = ends - cut.sizes[chunk] - 1
        firsts = np.searchsorted(field, np.arange(len(found)))
        at = at - at[firsts][field]
        words = place_terms(cut.words, chunk, field, at)
        parts = place_terms(cut.parts, chunk, field, at)
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
        return _count_postings(words, parts, len(self.table), whose, weight, start), lengths


def _count_postings(
    words: Sequence[Any], parts: Sequence[Any], most: int, whose: Any, weight: Any, start: Any
) -> list[Any]:
    """The postings of terms placed in fields."""
    keys = [np.unique(field * most + term, return_counts=True) for term, field, _ in (words, parts)]
    # a term that both cuts produce weighs what the more generous cut finds
    both = _different(np.concatenate([keys[0][0], keys[1][0]]))
    count = np.zeros(len(both), np.int64)
    cuts = np.zeros(len(both), np.int64)
    for mark, (key, times) in zip((WORD, PART), keys, strict=True):
        place = np.searchsorted(both, key)
        count[place] = np.maximum(count[place], times)
        cuts[place] |= mark
    field, term = np.divmod(both, most)
    pairs, of = np.unique(whose[field] * most + term, return_inverse=True)
    total = np.bincount(of, weight[field] * count, len(pairs))
    marks = sum(np.minimum(np.bincount(of, cuts & mark > 0, len(pairs)), 1) * mark for mark in (WORD, PART))
    seen = []
    for term, field, offset in (words, parts):
        kept = start[field] >= 0
        slot = (start[field] + offset)[kept] // BUCKET % SLOTS
        seen.append((whose[field] * most + term)[kept] * SLOTS + slot)
    key, slot = np.divmod(_different(np.concatenate(seen)), SLOTS)
    slots = np.bincount(np.searchsorted(pairs, key), 2.0**slot, len(pairs))
    document, term = np.divmod(pairs, most)
    return [term, document, np.clip(np.floor(total + 0.5), 1, MANY), slots, marks]


def _different(numbers: Any) -> Any:
    """Each number once, in order: asked for no counts, numpy gathers them in a table of hashes, ten times as slow."""
    return np.unique(numbers, return_counts=True)[0]


@lru_cache(maxsize=1 << 14)
def as_term(form: str) -> str:
    """The term under which a form of the vocabulary is in the index; '' when nothing of it can."""
    return " ".join(run.text for run in runs(fold(form)))
