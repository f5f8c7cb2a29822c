"""Other spellings of a word: signs on other letters, one letter more, less or other.

Loan words have many. The browser's twin is `spelling.js`.
"""

from __future__ import annotations

from harvester.search.lexicon import Lexicon

SHORTEST = 6
"""Letters from which a word is long enough not to be another word when one letter changes."""


def variants(lexicon: Lexicon, text: str, term: int | None) -> list[int]:
    """Terms that may be `text` in another spelling; for a word in many documents only those with other signs."""
    if len(text) < SHORTEST:
        return []
    others = lexicon.marked_otherwise(text)
    if term is not None and lexicon.found[term] > lexicon.ranking["rareSpelling"]:
        return others
    alike = (number for _, number in lexicon.similar(text, 0.55, 8))
    return [*others, *(number for number in alike if one_edit(text, lexicon.terms[number]))]


def one_edit(first: str, second: str) -> bool:
    """True when one letter more, less, other or swapped with the next makes the one into the other."""
    if first == second:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
