"""How much a Thai word tells of what a text is about, judged by how common it is. Knows no text."""

from __future__ import annotations

from functools import lru_cache
from math import log

from harvester.memo import by_word
from harvester.thai.dictionary import compound, dictionary, frequencies
from harvester.thai.text import fold

RARE, COMMON = 5_000, 40_000
"""Times in the Thai National Corpus up to which a word tells all it can, and from which it tells nothing."""


@lru_cache(maxsize=1 << 16)
@by_word
def telling(word: str) -> float:
    """0 for a word that carries no topic (คน, เรื่อง, numbers), 1 for one that says much, between them by rarity.

    A compound that no count knows tells as much as its most telling part (พูดถึง nothing). `word` is folded.
    """
    if len(word) < 2 or word in stopwords() or not any(sign.isalpha() for sign in word):
        return 0.0
    count = frequencies().get(word, 0)
    if not count and len(parts := compound(word, dictionary())) > 1:
        return max(map(telling, parts))
    if count <= RARE:
        return 1.0
    return max(0.0, (log(COMMON) - log(count)) / (log(COMMON) - log(RARE)))


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Folded words that serve the others."""
    from pythainlp.corpus.common import thai_stopwords

    return frozenset(fold(word) for word in thai_stopwords()) | {
        "ฯลฯ",
        "the",
        "and",
        "of",
        "to",
        "in",
        "is",
        "for",
    }
