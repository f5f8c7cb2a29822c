"""The words of Thai, how common they are, and what compounds are made of. Knows no text."""

from collections.abc import Container, Mapping
from functools import lru_cache
from heapq import nlargest
from importlib.resources import files
from itertools import accumulate, islice
from math import log

from harvester.memo import by_word, key_of, memoised, recall
from harvester.thai import read_data
from harvester.thai.text import clusters, fold


@lru_cache(maxsize=1)
def dictionary() -> frozenset[str]:
    """The words of PyThaiNLP's dictionary, and those of working life that it lacks (`data/words.txt`)."""
    from pythainlp.corpus.common import thai_words

    return thai_words() | frozenset(read_data("words.txt").split())


@memoised
def words_of_the_web() -> tuple[str, ...]:
    """The words of the dictionary that are met on pages of the web, the commonest first (Phupha, of Common Crawl)."""
    rows = files("pythainlp.corpus").joinpath("phupha_word_freqs.txt").read_text("utf-8").split("\n")
    known = dictionary()
    return tuple(word for word in (row.partition("\t")[0] for row in rows) if word in known)


SHORT = 10
"""Characters of a compound; what is longer in a dictionary is mostly a sentence."""


@lru_cache(maxsize=1)
def compounds_beginning(heads: tuple[str, ...]) -> tuple[str, ...]:
    """What Volubilis has and the dictionary lacks that begins with one of some words: รถรับส่ง, ตารางรถไฟ."""
    return recall(key_of("compounds beginning", *heads), lambda: _compounds_beginning(heads))


def _compounds_beginning(heads: tuple[str, ...]) -> tuple[str, ...]:
    rows = files("pythainlp.corpus").joinpath("volubilis_words_th.txt").read_text("utf-8").split("\n")
    known = dictionary()
    return tuple(row for row in rows if row.startswith(heads) and len(row) <= SHORT and row not in known)


@by_word
def times_met(word: str) -> int:
    """How often a word is in the Thai National Corpus, among its 33 million."""
    return int(_frequencies().get(word, 0))


@lru_cache(maxsize=1)
def _frequencies() -> Mapping[str, str]:
    # the reader of PyThaiNLP takes six times as long, and every run waits for it; few of the numbers are asked for
    text = files("pythainlp.corpus").joinpath("tnc_freq.txt").read_text("utf-8-sig")
    fields = iter(text.replace("\n ", "\n").replace("\n", "\t").split("\t"))
    return dict(zip(fields, fields, strict=False))


@lru_cache(maxsize=1 << 17)
@by_word
def commonness(word: str) -> float:
    """Natural log of how often a word is met; a compound that was not counted is rarer than its rarest part."""
    count: float = times_met(word)
    if not count and len(parts := compound(word, dictionary())) > 1:
        count = min(times_met(part) for part in parts) / 10
    return log(count + 0.5)


LISTED = 5600
"""Words that an index of a small library takes from here, so that a query is cut right that holds others than its own."""


@memoised
def commonest() -> tuple[str, ...]:
    """The `LISTED` commonest words of the dictionary, the commonest first."""
    known = dictionary()
    counted = (
        (int(count), word) for word, count in _frequencies().items() if len(word) > 1 and word in known
    )
    return tuple(word for _, word in nlargest(LISTED, counted))


LONGEST_COMPOUND = 60
"""Characters; what is longer is no word, and taking it apart would take too long."""


def compound(word: str, words: Container[str]) -> tuple[str, ...]:
    """The words that a compound is made of: the fewest, then the commonest; the word alone when it is none. Many tiny
    ones (สา มา รถ) are no compound."""
    if len(word) > LONGEST_COMPOUND:
        return (word,)
    edges = list(accumulate(map(len, clusters(word)), initial=0))
    best: dict[int, tuple[int, float, tuple[str, ...]]] = {0: (0, 0.0, ())}
    for stop in edges[1:]:
        for start, (count, rarity, parts) in [*best.items()]:
            part = word[start:stop]
            if 2 <= len(part) < len(word) and part in words:
                rank = (count + 1, rarity - log(times_met(part) + 1), (*parts, part))
                best[stop] = min(best.get(stop, rank), rank)
    parts = best.get(len(word), (0, 0.0, ()))[2]
    return parts if 1 < len(parts) <= len(word) / 2.5 else (word,)


SURE = 2.5
"""By how much the log of the other reading's frequencies must be greater: about twelve times as common."""
LONGEST = 24
"""Characters of a pair beyond which nothing is looked for."""


def settle(pieces: list[str], kept: Container[str]) -> list[str]:
    """`pieces` with the border between two of them moved where another reading is much commoner. Words in `kept` stay
    as they are. The pieces still join to the text, and are as many."""
    if not any(map(_border, pieces, islice(pieces, 1, None))):
        return pieces
    result = list(pieces)
    for at in range(len(result) - 1):
        left, right = result[at], result[at + 1]
        if (border := _border(left, right)) and left not in kept and right not in kept:
            both = left + right
            result[at], result[at + 1] = both[:border], both[border:]
    return result


@lru_cache(maxsize=1 << 15)
def _border(left: str, right: str) -> int:
    """Where else two pieces should be split, 0 to leave them."""
    both, words, here = left + right, dictionary(), len(left)
    if len(both) > LONGEST or not ("ก" <= left[0] <= "๎" and "ก" <= right[0] <= "๎"):
        return 0
    # words of the dictionary begin and end with whole clusters, so every such border does
    others = [
        at for at in range(2, len(both) - 1) if at != here and both[:at] in words and both[at:] in words
    ]
    if not others:
        return 0
    score, border = max((commonness(both[:at]) + commonness(both[at:]), at) for at in others)
    return border if score > commonness(left) + commonness(right) + SURE else 0


RARE, COMMON = 5_000, 40_000
"""Times in the Thai National Corpus up to which a word tells all it can, and from which it tells nothing."""


@lru_cache(maxsize=1 << 16)
@by_word
def telling(word: str) -> float:
    """0 for a word that carries no topic (คน, เรื่อง, numbers), 1 for one that says much, between them by rarity. A
    compound that no count knows tells as much as its most telling part (พูดถึง nothing). `word` is folded."""
    if len(word) < 2 or word in stopwords() or not any(sign.isalpha() for sign in word):
        return 0.0
    count = times_met(word)
    if not count and len(parts := compound(word, dictionary())) > 1:
        return max(map(telling, parts))
    if count <= RARE:
        return 1.0
    return max(0.0, (log(COMMON) - log(count)) / (log(COMMON) - log(RARE)))


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Folded words that serve the others."""
    from pythainlp.corpus.common import thai_stopwords

    others = ("ฯลฯ", "the", "and", "of", "to", "in", "is", "for")
    return frozenset(map(fold, thai_stopwords())) | frozenset(others)
