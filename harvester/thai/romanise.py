"""Thai sounds in Latin letters by the rules of the Royal Institute. Says nothing of what they are for."""

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Any

from harvester.memo import by_word
from harvester.thai import read_data

_RUN = re.compile("[ก-๎]+")
_LETTERS = re.compile(r"[ก-ฮ]{1,4}(?=\.)")
_SILENT = re.compile("[ฯๆ]")
_LONGEST = 96  # characters of the longest word that is cut out of a run
_SWALLOWED = re.compile("(?!ng)[bcdfghjklmnpqrstvwxyz]{2}$|[bcdfghjklmnpqrstvwxyz]{4}|[ก-๎]")


def romanise(text: str) -> str:
    """`text` with Thai runs romanised between spaces and letters before a dot by their names (พ.ศ. is pho.so.)."""
    text = _LETTERS.sub(
        lambda letters: "".join(_sound(f"{one}อ") for one in letters[0]), _SILENT.sub("", text)
    )
    return _RUN.sub(lambda run: f" {_run(run[0])} ", text)


def formerly(text: str) -> str:
    """`text` as it was romanised until November 2569, when ร at a word's end joined the ร of the next: what
    addresses published before were made of."""
    return _RUN.sub(lambda run: f" {_former_run(run[0])} ", text)


class _Prefixes:
    """A set of words as PyThaiNLP's cutter asks for it: its own tree takes a second to build, for a few names."""

    def __init__(self, words: Container[str]) -> None:
        self._words = words

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that begin at an offset, the shortest first."""
        stops = range(start + 1, min(len(text), start + _LONGEST) + 1)
        return [part for stop in stops if (part := text[start:stop]) in self._words]


@by_word
def _run(run: str) -> str:
    return " ".join(filter(None, map(_word, _cut(run))))


@lru_cache(maxsize=1 << 14)
def _word(word: str) -> str:
    """By the list of exceptions, else the dictionary of sounds, else the sounds of its parts or the spelling."""
    if sound := _exceptions().get(word):
        return sound
    parts = [word] if word in _sounds() else _cut(word, "sounds")
    return "".join(map(_sound, [word] if any(len(part) < 2 for part in parts) else parts))


@by_word
def _sound(word: str) -> str:
    from thaiphon import errors, transcribe_word

    try:
        return re.sub("[^a-z]", "", transcribe_word(word, "rtgs"))
    except errors.ThaiphonError:
        return ""  # marks without a letter have no sound


def _cut(run: str, words: str = "words") -> list[str]:
    # PyThaiNLP takes time to wake, and most runs of the harvest name nothing in Thai
    from pythainlp.tokenize import newmm

    return list(newmm.segment(run, custom_dict=_tree(words)))


@lru_cache(maxsize=3)
def _tree(name: str) -> Any:
    from pythainlp.corpus import common

    return _Prefixes(_sounds() if name == "sounds" else getattr(common, f"thai_{name}")())


def _sounds() -> Any:
    from thaiphon_data_volubilis import ENTRIES

    return ENTRIES


@lru_cache(maxsize=1)
def _exceptions() -> Mapping[str, str]:
    return dict(line.split("\t") for line in read_data("sounds.tsv").splitlines())


@by_word
def _former_run(run: str) -> str:
    """Words in one go, or where that swallows a vowel (ชุมชน as chumtn) syllable by syllable."""
    from pythainlp.transliterate import royin

    vars(royin)["word_tokenize"] = _cut  # it cuts once more, by a tree of its own
    words = []
    for word in _cut(run):
        whole: str = royin.romanize(word)
        if _SWALLOWED.search(whole):
            whole = "".join(map(royin.romanize, _cut(word, "syllables")))
        words.append(_RUN.sub("", whole))
    return " ".join(filter(None, words))
