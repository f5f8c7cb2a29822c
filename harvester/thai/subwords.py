"""Where a small dictionary ends words: compounds fall into the parts that people also search for.

The rules are those of ICU's Thai break engine (look ahead three words, then look for the next plausible
start), over the word list that PyThaiNLP carries from it. Knows nothing of our vocabulary; the words of
the library are cut in `segment.py`.
"""

from __future__ import annotations

from functools import lru_cache

import ahocorasick

SHORT = 3
"""A known word of fewer characters takes in the strange letters after it."""
HEAD = 2
"""Letters are strange when fewer than these first ones begin any word."""
SMALLEST = 5
"""A stretch of fewer characters is one piece."""

_MARKS = frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))
_NEVER_LAST = frozenset(map(chr, (0x0E31, *range(0x0E40, 0x0E45))))
_FIRST = frozenset(map(chr, (*range(0x0E01, 0x0E2F), *range(0x0E40, 0x0E45))))


def subwords(run: str) -> list[str]:
    """The pieces of an unbroken stretch of Thai letters; they join to it."""
    if len(run) < SMALLEST:
        return [run] if run else []
    automaton, heads = _dictionary()
    ends: list[list[int]] = [[] for _ in range(len(run) + 1)]
    for last, length in automaton.iter(run):
        ends[last + 1 - length].append(last + 1)
    pieces, start = [], 0
    while start < len(run):
        stop = _piece(run, start, ends, heads)
        pieces.append(run[start:stop])
        start = stop
    return pieces


def _piece(run: str, start: int, ends: list[list[int]], heads: frozenset[str]) -> int:
    """Where the piece that begins at `start` ends; `ends` holds for each offset the ends of known words."""
    size = len(run)
    stop = _furthest(ends, start, size)
    if stop < size and stop - start < SHORT and not ends[stop]:
        strange = size - stop <= HEAD or run[stop : stop + HEAD] not in heads
        if stop == start or strange:
            stop = _next_start(run, stop, ends)
    while stop < size and run[stop] in _MARKS:
        stop += 1
    for sign in "ฯๆ":
        if start < stop < size and run[stop] == sign and run[stop - 1] != "ๆ" and not ends[stop]:
            stop += 1
    return stop


def _furthest(ends: list[list[int]], start: int, size: int) -> int:
    """The end of the longest word that two more can follow; else one more; else of the longest."""
    first = ends[start]
    if not first:
        return start
    if len(first) == 1 or first[-1] == size:
        return first[-1]
    best = first[-1]
    for end in reversed(first):
        second = ends[end]
        if not second:
            continue
        best = end
        if second[-1] == size or any(ends[third] for third in second):
            break
    return best


def _next_start(run: str, at: int, ends: list[list[int]]) -> int:
    """The next offset after `at` where a known word begins and the piece before it may end."""
    at += 1
    while at < len(run) and not (run[at - 1] not in _NEVER_LAST and run[at] in _FIRST and ends[at]):
        at += 1
    return at


@lru_cache(maxsize=1)
def _dictionary() -> tuple[ahocorasick.Automaton, frozenset[str]]:
    """All words of the list, found in one pass, and the first characters of each."""
    from pythainlp.corpus.icu import thai_icu_words

    automaton = ahocorasick.Automaton()
    words = frozenset(filter(None, thai_icu_words()))
    for word in words:
        automaton.add_word(word, len(word))
    automaton.make_automaton()
    return automaton, frozenset(word[:HEAD] for word in words if len(word) > HEAD)
