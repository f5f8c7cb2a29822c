"""What words mean, as vectors: a table that was distilled once (`tools/distil_meaning.py`) and travels with us. A row
is a byte of weight and `DIMENSIONS` numbers from -7 to 7, two a byte. A text is the weighted sum of its words; two
texts are alike as far as they point the same way. All sums are of whole numbers, so that the browser's twin,
`meaning.js`, gives the same. What is done with the likeness is left to `answering.py`."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from harvester.memo import by_word, key_of, recall
from harvester.search.coding import decode_numbers, decode_text, encode_numbers, encode_text, pack, unpack
from harvester.search.document import Document, Kind
from harvester.search.weights import SCOPE
from harvester.search.wording import is_thai, runs
from harvester.thai.subwords import subwords

DIMENSIONS = 96
WIDTH = 1 + DIMENSIONS // 2
ROWS = 16
"""Words whose rows share a file."""
MOST_WORDS = 5
"""Words of a query whose rows are read, the most telling ones."""
MOST_PASSAGES = 800
"""A library with more has one for each lesson, and none from as many lessons: there words say enough."""
COARSE = 3
"""Numbers of passages go from -3 to 3: all of them come in one file, two thirds as large so, and rank questions as well."""
WITHIN = 0.05
"""From so much of their likeness to the scope on the passages of a library are of its matters."""
PASSAGES = (Kind.LESSON, Kind.ASKED)
FILE = Path(__file__).parent / "data" / "meaning.bin"


def packed_table(words: Sequence[str], weights: Any, table: Any) -> bytes:
    """The file of the table; `weights` (n) and `table` (n, DIMENSIONS) of any numbers."""
    return pack((encode_text("\n".join(words)), _rows(weights, table)))


def has_row(term: str, marks: int) -> bool:
    """True for a term that has a row in the index: a Thai word of the first cut."""
    return bool(marks & 1) and is_thai(term) and " " not in term


@lru_cache(maxsize=1)
def rows_of_words() -> Mapping[str, bytes]:
    """The row of each word of the table; empty where the table is missing."""
    if not FILE.is_file():
        return {}
    words, rows = unpack(FILE.read_bytes())
    return {
        word: rows[at * WIDTH : (at + 1) * WIDTH] for at, word in enumerate(decode_text(words).split("\n"))
    }


@by_word
def row_of(word: str) -> bytes:
    """The row of a word; of a word that the table lacks the sum of its parts."""
    known = rows_of_words()
    if word in known:
        return known[word]
    parts = [known[part] for part in subwords(word) if part in known]
    if not parts:
        return bytes(WIDTH)
    weight = max(part[0] for part in parts)
    return bytes([weight]) + _numbers(_sum(parts))


def meanings_of(words: Sequence[str]) -> Any:
    """A weighed row of numbers for each word, zeros where the table says nothing of it."""
    return _weighed(b"".join(map(row_of, words)))


def unit(vectors: Any) -> Any:
    """Rows of length one; zeros stay."""
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)


def _rows(weights: Any, table: Any) -> bytes:
    """Rows of weighted vectors; the weight takes in how long a vector is."""
    most = np.abs(table).max(1).clip(1e-9)
    gain = weights * most
    gains = np.round(255 * gain / gain.max()).astype(np.uint8)
    return b"".join(bytes([one]) + _numbers(row) for one, row in zip(gains, table, strict=True))


def _numbers(vector: Any, most: int = 7) -> bytes:
    """Numbers from -`most` to `most` that point where a vector does, two a byte."""
    scaled = np.round(vector * most / max(1e-9, np.abs(vector).max())).astype(int) + 8
    return bytes((scaled[::2] << 4 | scaled[1::2]).astype(np.uint8))


def _read(pairs: Any) -> Any:
    """Rows of numbers, two a byte."""
    return np.stack([pairs >> 4, pairs & 15], 2).reshape(len(pairs), DIMENSIONS).astype(np.int64) - 8


def _weighed(rows: bytes) -> Any:
    """A row of whole numbers for each row of bytes, its weight taken in."""
    table = np.frombuffer(rows, np.uint8).reshape(-1, WIDTH)
    return _read(table[:, 1:]) * table[:, :1].astype(np.int64)


def _sum(rows: Iterable[bytes]) -> Any:
    return _weighed(b"".join(rows)).sum(0)


def likeness(texts: Sequence[Sequence[str]], query: Sequence[str]) -> list[float]:
    """How alike each text is to a query, both in words, -1 to 1; what all texts have in common is taken away. Zeros
    where no word of the query has a row."""
    vectors = np.array([_sum(map(row_of, words)) for words in (*texts, query)], float)
    vectors = unit(vectors)
    if not vectors[-1].any():
        return [0.0] * len(texts)
    vectors = unit(vectors - vectors[:-1].mean(0))
    return [float(one) for one in vectors[:-1] @ vectors[-1]]


def encode_passages(documents: Sequence[Document], cut: Callable[[str], Sequence[str]], about: str) -> bytes:
    """The file of a library's passages: their documents as gaps, and a vector for each, the mean taken away; last the
    scope, or zeros for a library of other matters. `cut` gives the pieces of a text; what it depends on is told by
    `about`. Empty for a library too large for it."""
    held = [(number, one) for number, one in enumerate(documents) if one.kind in PASSAGES]
    if len(held) > MOST_PASSAGES:
        held = [pair for pair in held if pair[1].kind is Kind.LESSON]
    if not held or len(held) > MOST_PASSAGES or not FILE.is_file():
        return b""

    def vector(text: str) -> bytes:
        return bytes(_sum(row_of(piece) for piece in cut(text) if any(runs(piece))).data)

    texts = (_passage_text(document) for _, document in held)
    known = [recall(key_of("passage", about, text), partial(vector, text)) for text in texts]
    vectors = unit(np.frombuffer(b"".join(known), np.int64).reshape(len(held), -1).astype(float))
    mean, scope = vectors.mean(0), unit(np.array([SCOPE], float))[0]
    vectors -= mean
    numbers = [number for number, _ in held]
    gaps = [b - a - 1 for a, b in zip([-1, *numbers], numbers, strict=False)]
    rows = [*(_numbers(one, COARSE) for one in vectors), _numbers(scope * (mean @ scope >= WITHIN))]
    return pack((encode_numbers(gaps), b"".join(rows)))


def _passage_text(document: Document) -> str:
    fields = dict(document.fields)
    if document.kind is Kind.LESSON:
        fields = {"summary": fields.get("summary", "")}
    return " ".join((document.title, *fields.values()))


class Passages:
    """The passages of an index, read from its file."""

    def __init__(self, data: bytes) -> None:
        gaps, numbers = unpack(data)
        self.documents = [at + gap for at, gap in enumerate(accumulate(decode_numbers(gaps)))]
        self._vectors = _read(np.frombuffer(numbers, np.uint8).reshape(-1, DIMENSIONS // 2))
        self._lengths = [math.sqrt(int(one)) or 1.0 for one in (self._vectors**2).sum(1)]

    def alike(self, rows: Sequence[bytes]) -> list[float]:
        """How alike each passage is to a query of these words, and last how far it lies in the scope, -1 to 1, on a
        grid."""
        query = _sum(rows)
        size = math.sqrt(int((query**2).sum())) or 1.0
        return [
            math.floor(int(product) / (size * length) * 1024 + 0.5) / 1024
            for product, length in zip(self._vectors @ query, self._lengths, strict=True)
        ]
