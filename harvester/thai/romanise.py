"""Thai sounds in Latin letters by the rules of the Royal Institute. Says nothing of what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

_RUN = re.compile("[ก-๎]+")
_SWALLOWED = re.compile("(?!ng)[bcdfghjklmnpqrstvwxyz]{2}$|[bcdfghjklmnpqrstvwxyz]{4}|[ก-๎]")


def romanise(text: str) -> str:
    """`text` with every Thai run as romanised words between spaces; what is not Thai stays."""
    return _RUN.sub(lambda run: f" {_run(run[0])} ", text)


class _Prefixes:
    """A set of words as PyThaiNLP's cutter asks for it: its own tree takes a second to build, for a few names."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word.strip() for word in words)
        self._longest: dict[str, int] = {}
        for word in self._words:
            self._longest[word[:1]] = max(len(word), self._longest.get(word[:1], 0))

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that begin at an offset, the shortest first."""
        most = min(len(text), start + self._longest.get(text[start], 0))
        parts = (text[start:stop] for stop in range(start + 1, most + 1))
        return [part for part in parts if part in self._words]


@lru_cache(maxsize=1 << 14)
def _run(run: str) -> str:
    return " ".join(filter(None, map(_word, _cut(run))))


def _cut(run: str) -> list[str]:
    # PyThaiNLP takes time to wake, and most runs of the harvest name nothing in Thai
    from pythainlp.tokenize import newmm

    return list(newmm.segment(run, custom_dict=_words()))


@lru_cache(maxsize=1)
def _words() -> Any:
    from pythainlp.corpus.common import thai_words

    return _Prefixes(thai_words())


@lru_cache(maxsize=1)
def _syllables() -> Any:
    from pythainlp.corpus.common import thai_syllables

    return _Prefixes(thai_syllables())


@lru_cache(maxsize=1 << 14)
def _word(word: str) -> str:
    """A word in one go, or where that swallows a vowel (ชุมชน as chumtn) syllable by syllable."""
    from pythainlp.tokenize import newmm
    from pythainlp.transliterate import royin

    vars(royin)["word_tokenize"] = _cut  # it cuts once more, by a tree of its own
    whole: str = royin.romanize(word)
    if _SWALLOWED.search(whole):
        whole = "".join(map(royin.romanize, newmm.segment(word, custom_dict=_syllables())))
    return _RUN.sub("", whole)
