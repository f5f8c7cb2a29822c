"""Cuts a run of Thai letters with the words the index knows. The browser's twin is `cutting.js`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from harvester.search.lexicon import Lexicon, skeleton

_NO_START = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]")
_LEAD = re.compile("[\u0e40-\u0e44]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the query: a `term` of the index, terms with other tone marks (`same`), the beginning of
    terms (`unfinished`), or none of these."""

    text: str
    term: int | None = None
    same: tuple[int, ...] = ()
    unfinished: bool = False

    @property
    def is_unknown(self) -> bool:
        """True when the index knows nothing like it."""
        return self.term is None and not self.same and not self.unfinished


def cut(lexicon: Lexicon, run: str, marks: int, unfinished: bool) -> list[Piece]:
    """The cheapest way to read `run` in terms that bear one of `marks` (1 words, 2 parts, 3 both)."""
    size, costs = len(run), lexicon.ranking
    best = [0.0] + [1e9] * size
    origin = [0] * (size + 1)
    how: list[Piece | None] = [None] * (size + 1)

    def step(start: int, end: int, cost: float, piece: Piece | None) -> None:
        if best[start] + cost < best[end]:
            best[end], origin[end], how[end] = best[start] + cost, start, piece

    for start, stretches in enumerate(_possible(lexicon, run)):
        for end, text, term, same in stretches:
            is_stop = bool(costs["grammar"]) and text in lexicon.stop
            if term is not None and (lexicon.marks[term] & marks or is_stop):
                # words of grammar have no postings and yet are the commonest of all
                rarity = 0.0 if is_stop else lexicon.idf(lexicon.found[term])
                cost = 1 + 0.03 * rarity + (1.5 if end - start == 1 else 0)
                step(start, end, cost, Piece(text, term))
            elif end - start > 1:
                borne = tuple(one for one in same if lexicon.marks[one] & marks and lexicon.found[one])
                if borne:
                    rarity = lexicon.idf(max(lexicon.found[other] for other in borne))
                    step(start, end, 1 + 0.03 * rarity + costs["toneCost"], Piece(text, same=borne))
        if not start or not _NO_START.match(run[start]):
            text = run[start:]
            if (
                unfinished
                and len(text) > 1
                and text not in lexicon.ids
                and lexicon.completions(text, 1, marks)
            ):
                step(start, size, 1 + costs["openCost"], Piece(text, unfinished=True))
        step(start, start + 1, costs["unknownCost"], None)
    return _chosen_pieces(run, origin, how)


@lru_cache(maxsize=16)
def _possible(lexicon: Lexicon, run: str) -> list[list[tuple[int, str, int | None, tuple[int, ...]]]]:
    """For each start the ends and texts of stretches that are a term, or terms but for their tone marks."""
    size, out = len(run), []
    bare = skeleton(run)
    at = [0, *accumulate(skeleton(letter) == letter for letter in run)]
    for start in range(size):
        held: list[tuple[int, str, int | None, tuple[int, ...]]] = []
        out.append(held)
        if start and _NO_START.match(run[start]):
            continue
        for end in range(start + 1, min(size, start + lexicon.longest) + 1):
            if (end < size and _NO_START.match(run[end])) or _LEAD.match(run[end - 1]):
                continue
            text, same = run[start:end], lexicon.by_skeleton.get(bare[at[start] : at[end]], ())
            if same or text in lexicon.ids:
                held.append((end, text, lexicon.ids.get(text), tuple(same)))
    return out


def _chosen_pieces(run: str, origin: list[int], how: list[Piece | None]) -> list[Piece]:
    """The chosen pieces in order; letters that belong to none are joined to unknown pieces."""
    out: list[Piece] = []
    unknown, end = "", len(run)
    while end > 0:
        piece = how[end]
        if piece is None:
            unknown = run[origin[end] : end] + unknown
        else:
            if unknown:
                out.append(Piece(unknown))
                unknown = ""
            out.append(piece)
        end = origin[end]
    if unknown:
        out.append(Piece(unknown))
    return out[::-1]
