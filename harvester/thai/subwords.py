"""Where a small dictionary ends words: compounds fall into the parts that people also search for. The rules are those
of ICU's Thai break engine (look ahead three words, then look for the next plausible start), over the word list that
PyThaiNLP carries from it. Knows nothing of our vocabulary; the words of the library are cut in `segment.py`."""

from functools import lru_cache

from harvester.thai.engine import Automaton
from harvester.thai.places import PROVINCES

SHORT = 3
"""A known word of fewer characters takes in the strange letters after it."""
HEAD = 2
"""Letters are strange when fewer than these first ones begin any word."""
SMALLEST = 5
"""A stretch of fewer characters is one piece."""

_MARKS = frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))
_LEFT_OVER = _MARKS | frozenset("ฯๆ")
_NEVER_LAST = frozenset(map(chr, (0x0E31, *range(0x0E40, 0x0E45))))
_FIRST = frozenset(map(chr, (*range(0x0E01, 0x0E2F), *range(0x0E40, 0x0E45))))


def subwords(run: str) -> list[str]:
    """The pieces of an unbroken stretch of Thai letters; they join to it."""
    if len(run) < SMALLEST:
        return [run] if run else []
    automaton, heads = _dictionary()
    ends: dict[int, list[int]] = {}
    for last, before in automaton.iter(run):
        ends.setdefault(last - before, []).append(last + 1)
    pieces, start, size = [], 0, len(run)
    while start < size:
        stop = _furthest(ends, start, size)
        if stop < size and (stop - start < SHORT or run[stop] in _LEFT_OVER):
            stop = _completed(run, start, stop, ends, heads)
        pieces.append(run[start:stop])
        start = stop
    return pieces


def _completed(run: str, start: int, stop: int, ends: dict[int, list[int]], heads: frozenset[str]) -> int:
    """Where a piece ends that must or may take in what follows the known word; `ends` holds for each offset
    the ends of known words."""
    size = len(run)
    if stop - start < SHORT and stop not in ends:
        strange = size - stop <= HEAD or run[stop : stop + HEAD] not in heads
        if stop == start or strange:
            stop = _next_start(run, stop, ends)
    while stop < size and run[stop] in _MARKS:
        stop += 1
    for sign in "ฯๆ":
        if start < stop < size and run[stop] == sign and run[stop - 1] != "ๆ" and stop not in ends:
            stop += 1
    return stop


def _furthest(ends: dict[int, list[int]], start: int, size: int) -> int:
    """The end of the longest word that two more can follow; else one more; else of the longest."""
    first = ends.get(start)
    if first is None:
        return start
    best = first[-1]
    if best == size or len(first) == 1:
        return best
    for end in reversed(first):
        second = ends.get(end)
        if second is None:
            continue
        best = end
        if second[-1] == size or any(third in ends for third in second):
            break
    return best


def _next_start(run: str, at: int, ends: dict[int, list[int]]) -> int:
    """The next offset after `at` where a known word begins and the piece before it may end."""
    at += 1
    while at < len(run) and not (run[at - 1] not in _NEVER_LAST and run[at] in _FIRST and at in ends):
        at += 1
    return at


@lru_cache(maxsize=1)
def _dictionary() -> tuple[Automaton, frozenset[str]]:
    """All words of the list, found in one pass, and the first characters of each."""
    from pythainlp.corpus.icu import thai_icu_words

    automaton = Automaton()
    words = frozenset(filter(None, thai_icu_words())) | PROVINCES.keys()  # nobody means แก่น by ขอนแก่น
    for word in words:
        automaton.add_word(word, len(word) - 1)
    automaton.make_automaton()
    return automaton, frozenset(word[:HEAD] for word in words if len(word) > HEAD)
