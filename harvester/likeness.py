"""How alike documents are, by weighted features and exact nearest neighbours. Knows no Thai and no lesson."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

Feature = tuple[str, str]
"""A kind (word, tag, place …) and a name."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Row `left` is like row `right`, by `score` in 0…1."""

    left: int
    right: int
    score: float


class Likeness:
    """Documents as rows of weighted features, for cosines by kind of feature.

    `documents` give each feature's count; `shares` the part that each kind has in the score (kinds not named are
    left out, the shares should sum to 1). A feature weighs less the more documents have it, and by `worth`, what
    it tells anywhere. The result depends on the order of the documents only where scores are equal.
    """

    def __init__(
        self,
        documents: Sequence[Mapping[Feature, float]],
        shares: Mapping[str, float],
        worth: Callable[[Feature], float] = lambda feature: 1.0,
    ) -> None:
        self._shares = dict(shares)
        self._worth = worth
        seen: dict[Feature, int] = {}
        for document in documents:
            for feature in document:
                seen[feature] = seen.get(feature, 0) + 1
        self._total = len(documents)
        held = {feature: worth(feature) for feature, count in seen.items() if feature[0] in self._shares}
        self.features = sorted(feature for feature, told in held.items() if told and seen[feature] > 1)
        column = {feature: at for at, feature in enumerate(self.features)}
        self._weights = {
            feature: (column.get(feature, -1), self._rarity(seen[feature]) * told)
            for feature, told in held.items()
        }
        self.rows = self.placed(documents)

    def placed(self, documents: Iterable[Mapping[Feature, float]]) -> Any:
        """Documents (these or others) as rows over the features known here: a sparse matrix of float32."""
        data: list[float] = []
        columns: list[int] = []
        starts = [0]
        for document in documents:
            weighed = self._weighed(document)
            columns += [column for column, _ in weighed]
            data += [weight for _, weight in weighed]
            starts.append(len(columns))
        shape = (len(starts) - 1, len(self.features))
        values = np.asarray(data, dtype=np.float32)
        return csr_matrix((values, np.asarray(columns, np.int32), np.asarray(starts, np.int32)), shape=shape)

    def neighbours(self, count: int, least: float) -> list[Neighbour]:
        """For each row its `count` nearest others of at least `least`, nearest first."""
        return [one for one in self.nearest(self.rows, count + 1, least) if one.left != one.right]

    def nearest(self, rows: Any, count: int, least: float) -> list[Neighbour]:
        """For each of `rows` the `count` nearest rows held here, of at least `least`, nearest first."""
        if not self.features or not rows.shape[0]:
            return []
        product = sp_matmul_topn(rows, self.rows.T.tocsr(), top_n=count, threshold=least, sort=True)
        found: list[Neighbour] = []
        starts = product.indptr.tolist()
        for left in range(product.shape[0]):
            span = slice(starts[left], starts[left + 1])
            pairs = zip(product.indices[span].tolist(), product.data[span].tolist(), strict=True)
            row = [Neighbour(left, right, round(min(score, 1.0), 4)) for right, score in pairs]
            found += sorted(row, key=lambda one: (-one.score, one.right))
        return found

    def shared(self, left: int, right: int, rows: Any = None) -> list[Feature]:
        """The features that row `left` (of `rows`, or of those held here) and row `right` share, those that
        bind them most first."""
        ours = _row(self.rows if rows is None else rows, left)
        theirs = _row(self.rows, right)
        columns, at, other = np.intersect1d(ours[0], theirs[0], assume_unique=True, return_indices=True)
        order = np.argsort(-(ours[1][at] * theirs[1][other]), kind="stable")
        return [self.features[column] for column in columns[order].tolist()]

    def _weighed(self, document: Mapping[Feature, float]) -> list[tuple[int, float]]:
        """Columns in order with their weights, each kind of unit length times the root of its share.

        What no other document has makes a row longer, though it is in no column: two texts are not alike
        because of the one word that they share.
        """
        weights: list[tuple[int, float, str]] = []
        lengths = dict.fromkeys(self._shares, 0.0)
        for feature, count in document.items():
            kind = feature[0]
            if kind in lengths and count > 0:
                column, weight = self._weights.get(feature) or (-1, self._rarity(1) * self._worth(feature))
                weight *= 1 + log(1 + count)
                lengths[kind] += weight * weight
                if column >= 0:
                    weights.append((column, weight, kind))
        scale = {kind: (self._shares[kind] / length) ** 0.5 for kind, length in lengths.items() if length}
        return sorted((column, weight * scale[kind]) for column, weight, kind in weights)

    def _rarity(self, count: int) -> float:
        return log((1 + self._total) / (1 + count)) + 0.1


def _row(rows: Any, at: int) -> tuple[Any, Any]:
    span = slice(rows.indptr[at], rows.indptr[at + 1])
    return rows.indices[span], rows.data[span]
