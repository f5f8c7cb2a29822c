"""The engines that read text by a dictionary, and where a text may be split before they do. Knows no words of ours."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

from harvester.thai.dictionary import dictionary

try:
    import nlpo3
except ImportError:  # no wheel for this machine: newmm reads everything
    nlpo3 = None  # type: ignore[assignment]

_LATIN = re.compile("[A-Z]+")


def newmm(text: str, words: Iterable[str] | None = None) -> list[str]:
    """The pieces of `text` as PyThaiNLP's own newmm cuts them: slower, our oracle and our fallback. `words` is the
    whole dictionary to use, PyThaiNLP's when None."""
    from pythainlp.tokenize import newmm as engine

    return list(engine.segment(text, custom_dict=_trie(frozenset(words or dictionary())))) if text else []


@lru_cache(maxsize=4)
def _trie(words: frozenset[str]) -> Any:
    from pythainlp.util import Trie

    return Trie(words)


@lru_cache(maxsize=32)
def load_words(words: frozenset[str]) -> str:
    """The name under which nlpo3 holds these words, '' where there is no folder to hand it a file in. The engine
    reads a dictionary only from a file, and only once: the file goes again at once."""
    if nlpo3 is None:
        return ""
    text = "\n".join(sorted(words))
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    try:
        handle, path = tempfile.mkstemp(prefix="words-", suffix=".txt")
    except OSError:
        return ""
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        nlpo3.load_dict(path, name)
    except OSError:
        return ""
    finally:
        os.unlink(path)
    return name


def split_at_blanks(text: str, joined: frozenset[tuple[str, str]] | None = None) -> list[str]:
    """`text` at its blanks, but for those that may be inside a word (ทั้ง ๆ ที่): no piece changes how another is
    cut. Joined by blanks they are the text. `joined` is what is at both sides of blanks inside words."""
    joined = joined_words() if joined is None else joined
    behind = _behind(joined)
    parts = text.split(" ")
    kept = parts[:1]
    for before, part in pairwise(parts):
        if part[:1] == "ๆ" or ((start := part[:2].lower()) in behind and (_side(before), start) in joined):
            kept[-1] += f" {part}"
        else:
            kept.append(part)
    return kept


@lru_cache(maxsize=4)
def _behind(joined: frozenset[tuple[str, str]]) -> frozenset[str]:
    return frozenset(after for _, after in joined)


@lru_cache(maxsize=1)
def joined_words() -> frozenset[tuple[str, str]]:
    return frozenset(chain.from_iterable(map(blank_sides, dictionary())))


def blank_sides(word: str) -> list[tuple[str, str]]:
    """What is at both sides of each blank in a word: at most two letters each."""
    if " " not in word:
        return []
    return [(_side(before), after[:2].lower()) for before, after in pairwise(word.split(" "))]


def _side(before: str) -> str:
    return "ๆ" if before[-1:] == "ๆ" else before[-2:].lower()


def lower(text: str) -> str:
    """ASCII capitals as small letters; the length is kept."""
    return _LATIN.sub(lambda match: match[0].lower(), text)


def read(text: str, name: str, words: Iterable[str]) -> list[str]:
    """The pieces of `text` by the dictionary of that name, or by newmm over `words` where the engine loses something."""
    found = nlpo3.segment(text, name) if name else []
    return list(found) if "".join(found) == text else newmm(text, words)
