"""Similarity of documents by weighted features, with exact nearest neighbours."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import log
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

try:
    from sparse_dot_topn import sp_matmul_topn
except ImportError:  # no wheel for this machine: scipy makes the whole product
    sp_matmul_topn = None

Feature = tuple[str, str]
"""A kind (word, tag, place …) and a name."""
Bag = tuple[Any, Any]
"""Features by number, and how often each is there: two arrays."""
Packed = tuple[str, Mapping[str, tuple[bytes, bytes]]]
"""The names that are in some pieces, and for each piece which are in it and how often."""
Document = Sequence[tuple[Bag, float]]
"""Bags, and what a feature of each counts."""

AT_ONCE = 1 << 12
"""Pairs whose shared features are found at once."""
_numbers: dict[str, dict[str, int]] = {}
_features: list[Feature] = []


@lru_cache(maxsize=1 << 17)
def bag(kind: str, names: tuple[str, ...]) -> Bag:
    """The names of one kind in a piece of a document, counted."""
    counts = Counter(names)
    return _numbers_of(kind, counts), np.fromiter(counts.values(), np.float32, len(counts))


def packed(pieces: Mapping[str, Mapping[str, int]]) -> Packed:
    """Pieces with what their names count for, as a plain value that `bags` unpacks."""
    names = {name: number for number, name in enumerate(dict.fromkeys(chain.from_iterable(pieces.values())))}
    return "\n".join(names), {
        key: (array("i", map(names.__getitem__, counts)).tobytes(), array("f", counts.values()).tobytes())
        for key, counts in pieces.items()
    }


def bags(kind: str, found: Packed) -> dict[str, Bag]:
    """What was packed, as bags."""
    names, pieces = found
    numbers = _numbers_of(kind, names.split("\n"))
    return {
        key: (numbers[np.frombuffer(which, np.int32)], np.frombuffer(counts, np.float32))
        for key, (which, counts) in pieces.items()
    }


def _numbers_of(kind: str, names: Collection[str]) -> Any:
    known = _numbers.setdefault(kind, {})
    for name in names:
        if name not in known:
            known[name] = len(_features)
            _features.append((kind, name))
    return np.fromiter(map(known.__getitem__, names), np.int32, len(names))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Row `left` of some rows is like row `right` of others, by `score` in 0…1."""

    left: int
    right: int
    score: float


class SimilarityIndex:
    """Documents as rows of weighted features, for cosines by kind of feature. `shares` give the part that each kind
    has in the score (kinds not named are left out, the shares should sum to 1). A feature weighs less the more
    documents have it, and by `worth`, what it tells anywhere. The result depends on the order of the documents only
    where scores are equal."""

    def __init__(
        self,
        documents: Sequence[Document],
        shares: Mapping[str, float],
        worth: Callable[[Feature], float] = lambda feature: 1.0,
    ) -> None:
        numbers = np.unique(
            np.concatenate([_NONE, *(one[0] for document in documents for one, _ in document)])
        )
        named = sorted((_features[number], number) for number in numbers.tolist())
        named = [pair for pair in named if pair[0][0] in shares and worth(pair[0])]
        self.features = [feature for feature, _ in named]
        self._column = np.full(len(_features), -1, np.int32)
        self._column[[number for _, number in named]] = np.arange(len(named), dtype=np.int32)
        kinds = list(shares)
        self._kind = np.array([kinds.index(feature[0]) for feature in self.features], np.int64)
        self._share = np.array([shares[kind] for kind in kinds])
        self.counts = self._counted(documents)
        held = np.bincount(self.counts.indices, minlength=len(named))
        rarity = log(1 + len(documents)) - np.log(1 + held) + 0.1
        self._weight = rarity * np.array([worth(feature) for feature in self.features])
        self._alone = held < 2
        self.rows = self.weighed(self.counts)

    def summed(self, groups: Sequence[Sequence[int]]) -> Any:
        """Sums of groups of rows."""
        starts = np.cumsum([0, *map(len, groups)])
        members = np.array([row for group in groups for row in group], np.int32)
        shape = (len(groups), self.counts.shape[0])
        return self.weighed(
            csr_matrix((np.ones(len(members), np.float32), members, starts), shape=shape) @ self.counts
        )

    def weighed(self, counts: Any) -> Any:
        """Rows of counts as rows of weights, each kind of unit length times the root of its share. What no other
        document has makes a row longer, though it is left out: two texts are not alike because of the one word that
        they share."""
        counts.sort_indices()
        weights = (1 + np.log1p(counts.data)) * self._weight[counts.indices]
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        slot = row * len(self._share) + self._kind[counts.indices]
        length = np.bincount(slot, weights**2, minlength=counts.shape[0] * len(self._share))
        scale = np.sqrt(np.tile(self._share, counts.shape[0]) / np.where(length > 0, length, 1))
        weights = np.where(self._alone[counts.indices], 0, weights * scale[slot]).astype(np.float32)
        rows = csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape, copy=True)
        rows.eliminate_zeros()
        return rows

    def nearest(self, rows: Any, count: int, least: float) -> list[Neighbour]:
        """For each of `rows` the `count` nearest rows held here, of at least `least`, nearest first."""
        return nearest(rows, self.rows, count, least)

    def shared(self, ours: Any, theirs: Any, pairs: Sequence[tuple[int, int]]) -> Iterator[Sequence[Feature]]:
        """For each pair of a row of `ours` and one of `theirs` the features that they share, heaviest first."""
        for at in range(0, len(pairs), AT_ONCE):
            left, right = np.array(pairs[at : at + AT_ONCE], np.int64).reshape(-1, 2).T
            both = ours[left].multiply(theirs[right]).tocsr()
            both.sort_indices()
            row = np.repeat(np.arange(len(left)), np.diff(both.indptr))
            columns = both.indices[np.lexsort((-both.data, row))].tolist()
            for start, end in pairwise(both.indptr.tolist()):
                yield [self.features[column] for column in columns[start:end]]

    def _counted(self, documents: Sequence[Document]) -> Any:
        bags = [(*one, worth) for document in documents for one, worth in document]
        sizes = [len(numbers) for numbers, _, _ in bags]
        ends = np.cumsum([0, *sizes])
        starts = ends[np.cumsum([0, *map(len, documents)])]
        column = self._column[np.concatenate([_NONE, *(numbers for numbers, _, _ in bags)])]
        count = np.concatenate([_NO_TIMES, *(times for _, times, _ in bags)])
        count = count * np.repeat(np.array([worth for _, _, worth in bags], np.float32), sizes)
        known = (column >= 0) & (count > 0)
        kept = np.concatenate([[0], np.cumsum(known)])[starts]
        rows = csr_matrix((count[known], column[known], kept), shape=(len(documents), len(self.features)))
        rows.sum_duplicates()
        return rows


_NONE, _NO_TIMES = np.zeros(0, np.int32), np.zeros(0, np.float32)


def nearest(rows: Any, others: Any, count: int, least: float) -> list[Neighbour]:
    """For each of `rows` the `count` nearest of `others`, of at least `least`, nearest first."""
    if not rows.shape[0] or not rows.shape[1] or not others.shape[0]:
        return []
    product = _product(rows, others.T.tocsr(), count, least)
    found: list[Neighbour] = []
    starts = product.indptr.tolist()
    for left in range(product.shape[0]):
        span = slice(starts[left], starts[left + 1])
        pairs = zip(product.indices[span].tolist(), product.data[span].tolist(), strict=True)
        row = [Neighbour(left, right, round(min(score, 1.0), 4)) for right, score in pairs]
        found += sorted(row, key=lambda one: (-one.score, one.right))
    return found


def _product(rows: Any, others: Any, count: int, least: float) -> Any:
    """The products above `least`, of each row the `count` greatest."""
    if sp_matmul_topn is not None:
        return sp_matmul_topn(rows, others, top_n=count, threshold=least, sort=True)
    product = (rows @ others).tocsr()
    product.data[product.data <= least] = 0.0
    for start, end in pairwise(product.indptr.tolist()):
        order = np.argsort(-product.data[start:end], kind="stable")
        product.data[start:end][order[count:]] = 0.0
    product.eliminate_zeros()
    return product
