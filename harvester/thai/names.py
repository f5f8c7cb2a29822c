"""People's names: where one is at the head of a text, and how sure that is one. Knows name corpora, no document."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from harvester.thai import patterns_of, read_data
from harvester.thai.dictionary import times_met

UNLIKE = -0.3
"""`likeness` of two words from which they may be a name: 54 of 57 that no list of names holds are above, of 183 others 29."""
TITLED_NAME = 0.9
"""`person_at` of a title, a given name of the lists and a family name."""
COMMON = 300
"""Times that a word is in the Thai National Corpus from which it is no name without a title."""
TITLES, _TITLED, _TITLE, _PLAIN, _LATIN, _NOT_FAMILY = (
    re.compile(patterns_of("names")[name])
    for name in ("TITLES", "TITLED", "TITLE", "PLAIN", "LATIN", "NOT_FAMILY")
)
"""Titles before a name, and what follows or is one."""


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(thai_female_names()) | frozenset(thai_male_names())


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset(thai_family_names())


def person_at(text: str, start: int = 0) -> tuple[int, float]:
    """Where the name that begins at `start` ends, and how sure (0 to 1) it is a person's; (start, 0) without one."""
    for pattern, base in ((_TITLED, 0.55), (_PLAIN, 0.1), (_LATIN, 0.5)):
        match = pattern.match(text, start)
        if match is None:
            continue
        if pattern is _LATIN:
            return match.end(), base
        family = (match["family"] or "").strip()
        if family and _NOT_FAMILY.match(family):
            family = ""
        if not family and pattern is _PLAIN:
            continue
        end = match.end() if family or not match["family"] else match.start("family")
        is_listed = " ณ " in family or family.partition("-")[0] in _families()  # the first of two
        sure = base + 0.35 * (match["given"] in _given_names()) + 0.3 * is_listed + (0.15 if family else 0)
        if pattern is _PLAIN and not is_listed and times_met(match["given"]) > COMMON:
            sure -= 0.3
        if pattern is _PLAIN and sure < 0.5:
            continue
        return end, min(sure, 0.98)
    return start, 0.0


def names_somebody(text: str) -> bool:
    """Whether a name behind a title stands in a text."""
    return any(person_at(text, title.start())[1] >= TITLED_NAME for title in TITLES.finditer(text))


def is_name(word: str) -> bool:
    """Whether lists of names hold a given or family name."""
    return word in _given_names() or word in _families()


def person_before(words: Sequence[str], at: int) -> str:
    """The given or family name that a word is by the title or โดย before it, without the title; else ''."""
    for step, word in enumerate(words[max(0, at - 2) : at + 1][::-1]):
        title = _TITLE.match(word)
        if title and (step < 2 or title.end() == len(word)):
            return words[at][title.end() if step == 0 else 0 :]
    return ""


def trigrams(word: str) -> list[str]:
    """Every three letters of a word in a row, its two ends marked."""
    word = f"^{word}$"
    return [word[at : at + 3] for at in range(len(word) - 2)]


@lru_cache(maxsize=1)
def _trigram_weights() -> dict[str, int]:
    lines = (line.split(" ") for line in read_data("name_trigrams.txt").splitlines())
    return {part: int(weight) for weight, *parts in lines for part in parts}


def likeness(words: Sequence[str]) -> float:
    """How like names words are by their letters: about -4 (words of sentences) to 4, above 0 for most names."""
    weights = _trigram_weights()
    return sum(sum(weights.get(part, 0) for part in trigrams(word)) / max(1, len(word)) for word in words)


def may_be_person(text: str) -> bool:
    """Whether a text has the form of a given and a family name that no list of names holds: where it stands decides."""
    match = _PLAIN.fullmatch(text.strip())
    if match is None or _NOT_FAMILY.match(text.strip()):
        return False
    given, family = match["given"], match["family"].strip()
    return not _NOT_FAMILY.match(family) and len(family) > 3 and likeness((given, family)) > UNLIKE


def person_score(text: str) -> float:
    """How sure (0 to 1) it is that the whole of a text is one person's name."""
    text = text.strip(' .,()"“”')
    end, sure = person_at(text)
    return sure if end == len(text) else 0.0
