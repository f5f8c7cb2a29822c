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
                if feature[0] in self._shares:
                    seen[feature] = seen.get(feature, 0) + 1
        self.features = sorted(feature for feature, count in seen.items() if count > 1)
        self._column = {feature: at for at, feature in enumerate(self.features)}
        total = len(documents)
        self._rarity = [log((1 + total) / (1 + seen[feature])) + 0.1 for feature in self.features]
        self._rarest = log((1 + total) / 2) + 0.1
        self.rows = self.placed(documents)

    def placed(self, documents: Iterable[Mapping[Feature, float]]) -> Any:
        """Documents (these or others) as rows over the features known here: a sparse matrix of float32."""
        data: list[float] = []
        columns: list[int] = []
        starts = [0]
        for document in documents:
            weighed = self._weighed(document)
            columns += weighed
            data += weighed.values()
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
        for left in range(product.shape[0]):
            span = slice(product.indptr[left], product.indptr[left + 1])
            pairs = zip(product.indices[span].tolist(), product.data[span].tolist(), strict=True)
            row = [Neighbour(left, right, round(min(score, 1.0), 4)) for right, score in pairs]
            found += sorted(row, key=lambda one: (-one.score, one.right))
        return found

    def shared(self, left: Any, right: Any) -> list[Feature]:
        """The features that two rows (1 × n) share, those that bind them most first."""
        product = left.multiply(right).tocoo()
        ranked = sorted(
            zip(product.col.tolist(), product.data.tolist(), strict=True), key=lambda one: (-one[1], one[0])
        )
        return [self.features[column] for column, weight in ranked if weight > 0]

    def _weighed(self, document: Mapping[Feature, float]) -> dict[int, float]:
        """Column -> weight, each kind of unit length times the root of its share, columns in order.

        What no other document has makes a row longer, though it is in no column: two texts are not alike
        because of the one word that they share.
        """
        weights: dict[int, float] = {}
        lengths: dict[str, float] = {}
        for feature, count in document.items():
            if feature[0] in self._shares and count > 0:
                column = self._column.get(feature, -1)
                rarity = self._rarity[column] if column >= 0 else self._rarest
                weight = (1 + log(1 + count)) * rarity * self._worth(feature)
                lengths[feature[0]] = lengths.get(feature[0], 0.0) + weight * weight
                if column >= 0 and weight:
                    weights[column] = weight
        scale = {kind: (self._shares[kind] / length) ** 0.5 for kind, length in lengths.items() if length}
        return {column: weights[column] * scale[self.features[column][0]] for column in sorted(weights)}
