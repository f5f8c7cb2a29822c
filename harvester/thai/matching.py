"""Finds many known words in a text at once, on the edges of Thai words. Knows nothing of what the words mean.
Rendering uses the spans to link terms, taggers and linkers what is found."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

from harvester.thai.engine import Automaton, lower
from harvester.thai.segment import Segmenter
from harvester.thai.text import clusters, normalise

T = TypeVar("T")

NOMINALISERS = ("การ", "ความ", "ผู้", "นัก")
"""What may be before a word and make one dictionary word with it: ประสานงาน is found in การประสานงาน."""

_RUN = re.compile(r"\S+")
_BARE_ABBREVIATION = re.compile("[ก-ฮ]{2,5}")


class Edges:
    """The offsets of one text at which a word begins or ends; a stretch is cut only when it is asked about."""

    def __init__(self, text: str, segmenter: Segmenter) -> None:
        self._text, self._segmenter = text, segmenter
        self._runs = [match.span() for match in _RUN.finditer(text)]
        self._starts = [start for start, _ in self._runs]
        self._cut: dict[int, frozenset[int]] = {}

    def __contains__(self, offset: object) -> bool:
        if not isinstance(offset, int) or not 0 <= offset <= len(self._text):
            return False
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or not self._runs[at][0] < offset < self._runs[at][1]:
            return True
        if at not in self._cut:
            start, end = self._runs[at]
            edges = self._segmenter.boundaries(self._text[start:end])
            self._cut[at] = frozenset(start + edge for edge in edges)
        return offset in self._cut[at]


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A known word in a text, from `start` up to `end`, with everything it may mean."""

    start: int
    end: int
    values: tuple[T, ...]


class Matcher(Generic[T]):
    """Looks for `forms` (a written form and what it means); abbreviations match with and without dots."""

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        values: dict[str, dict[T, None]] = {}
        forms = list(forms)
        self.content_key = blake2b(repr(forms).encode("utf-8", "replace"), digest_size=20).hexdigest()
        for form, value in forms:
            for written in _spellings(form):
                values.setdefault(written, {})[value] = None
        self._automaton = Automaton()
        for written, meant in values.items():
            self._automaton.add_word(written, (len(written), tuple(meant)))
        self._automaton.make_automaton()

    def find(self, text: str, edges: Container[int]) -> list[Match[T]]:
        """Matches in reading order that do not overlap, the longest first; `text` is normalised."""
        if not len(self._automaton):
            return []
        hits = (
            (last + 1 - length, last + 1, values)
            for last, (length, values) in self._automaton.iter(lower(text))
        )
        found: list[Match[T]] = []
        occupied = bytearray(len(text))
        for start, end, values in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
            if any(occupied[start:end]) or end not in edges:
                continue
            before = (start - len(word) for word in NOMINALISERS if text.endswith(word, 0, start))
            if start in edges or any(at in edges for at in before):
                found.append(Match(start, end, values))
                occupied[start:end] = b"\1" * (end - start)
        return sorted(found, key=lambda match: match.start)


def _spellings(form: str) -> set[str]:
    form = lower(" ".join(normalise(form).split()))
    spellings = {form}
    if "." in form and not form.isascii():
        spellings |= {form.rstrip("."), form.replace(".", "")}
    elif _BARE_ABBREVIATION.fullmatch(form):
        spellings |= {f"{form}.", "".join(f"{letter}." for letter in form)}
    return {spelling for spelling in spellings if len(clusters(spelling)) > 1}
