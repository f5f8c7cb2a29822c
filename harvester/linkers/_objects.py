"""Pieces of lessons that stand for themselves (techniques, cautions, traps) and are like pieces of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from harvester.likeness import Likeness, bag
from harvester.linkers._likeness import because, worth
from harvester.model import Link, Markdown, Ref
from harvester.prose import plain
from harvester.thai.segment import Segmenter

REASONS = 2
"""Shared words below which two short texts are alike by chance."""
_ASIDE = re.compile(r"\([^()]*กองบรรณาธิการ[^()]*\)")
"""Notes of the editors in brackets say who wrote a sentence, not what it is about."""


def alike(objects: Sequence[tuple[Ref, str]], segmenter: Segmenter, most: int, least: float) -> list[Link]:
    """From each object to its `most` nearest in *other* lessons, the nearest first."""
    ordered = sorted(objects, key=lambda one: (one[0].lesson, one[0].anchor))
    refs = [ref for ref, _ in ordered]
    documents = [((bag("word", _words(segmenter, text)), 1.0),) for _, text in ordered]
    likeness = Likeness(documents, {"word": 1.0}, worth)
    # those of the same lesson may be nearest, and are passed over afterwards
    most_own = max(Counter(ref.lesson for ref in refs).values(), default=0)
    links: list[Link] = []
    told: Counter[int] = Counter()
    for one in likeness.neighbours(most + most_own, least):
        if refs[one.left].lesson == refs[one.right].lesson or told[one.left] >= most:
            continue
        reasons = because(likeness.shared(one.left, one.right))
        if len(reasons) >= REASONS:
            told[one.left] += 1
            links.append(Link(refs[one.left], refs[one.right], reasons, score=one.score))
    return links


@lru_cache(maxsize=1 << 16)
def _words(segmenter: Segmenter, text: str) -> tuple[str, ...]:
    return tuple(segmenter.words(_ASIDE.sub(" ", plain(Markdown(text)))))
