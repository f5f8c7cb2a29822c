"""Finds what is near what among pieces of lessons, weighed by all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from harvester.annotate.linkers._likeness import because, worth
from harvester.model import Library, Link, Ref
from harvester.similarity import Document, Likeness

OWN = 40
"""Pieces of one lesson up to which its own are never in the way of others."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What likeness is of one kind of piece: the share of each kind of feature, how many neighbours are told
    of each piece, from which score and from how many reasons on."""

    name: str
    shares: Mapping[str, float]
    most: int
    least: float
    reasons: int = 1


def near(library: Library, measure: Measure, pieces: Mapping[Ref, Document]) -> Iterator[Link]:
    """From each piece to the nearest of *other* lessons, the nearest first; all are compared with all, exactly."""
    refs = sorted(pieces, key=lambda ref: (ref.lesson, ref.anchor))
    found = Likeness([pieces[ref] for ref in refs], measure.shares, worth)
    # pieces of the same lesson may be nearest, and are passed over afterwards; a lesson of very many alike
    # must not make every row of the library that much longer
    most_own = min(OWN, max(Counter(ref.lesson for ref in refs).values(), default=0))
    told: Counter[int] = Counter()
    for one in found.nearest(found.rows, measure.most + most_own, measure.least):
        source, target = refs[one.left], refs[one.right]
        if source.lesson == target.lesson or told[one.left] >= measure.most:
            continue
        reasons = because(found.shared(found.rows, one.left, found.rows, one.right))
        if len(reasons) >= measure.reasons:
            told[one.left] += 1
            yield Link(source, target, reasons, score=one.score)
