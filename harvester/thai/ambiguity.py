"""Which of two readings of a pair of words is meant, by how common the words are. Knows no sentence.

The dictionary prefers few words, whatever they are: บอ กว่า has as many as บอก ว่า.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from itertools import islice

from harvester.thai.dictionary import commonness, dictionary

SURE = 2.5
"""By how much the log of the other reading's frequencies must be greater: about twelve times as common."""
LONGEST = 24
"""Characters of a pair beyond which nothing is looked for."""


def settle(pieces: list[str], kept: Container[str]) -> list[str]:
    """`pieces` with the border between two of them moved where another reading is much commoner.

    Words in `kept` stay as they are. The pieces still join to the text, and are as many.
    """
    if not any(map(_border, pieces, islice(pieces, 1, None))):
        return pieces
    result = list(pieces)
    for at in range(len(result) - 1):
        left, right = result[at], result[at + 1]
        if (border := _border(left, right)) and left not in kept and right not in kept:
            both = left + right
            result[at], result[at + 1] = both[:border], both[border:]
    return result


@lru_cache(maxsize=1 << 18)
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
