"""What else the reader may have meant: the other keyboard layout, a word with one letter wrong.

Only proposes; `answering.py` decides whether a proposal finds more. The browser's twin is `rewriting.js`.
"""

from __future__ import annotations

from dataclasses import dataclass

from harvester.search.cutting import Piece, cut
from harvester.search.keyboard import as_latin, as_thai
from harvester.search.lexicon import Lexicon
from harvester.search.planning import Parsed, Plan, parse, plan
from harvester.search.spelling import one_edit
from harvester.search.wording import Run, is_thai, runs

SHORTEST, LONGEST = 4, 24
"""Letters of a word that is looked at for a wrong one."""
WINDOWS = 12
"""Most stretches of a query that are looked at."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Another query, and what of the old one became what."""

    kind: str
    parsed: Parsed
    before: str
    after: str


def other_layout(lexicon: Lexicon, query: str, planned: Plan) -> Rewriting | None:
    """The query as typed with the other layout, when the index knows that and hardly knows this."""
    if knowledge(lexicon, planned) >= 0.5:
        return None
    for swapped in (as_thai(query), as_latin(query)):
        if swapped == query:
            continue
        parsed = parse(swapped)
        other = plan(lexicon, parsed)
        pieces = other.cuts[0]
        letters = sum(len(group.text) for group in pieces)
        if pieces and letters >= 2 * len(pieces) and knowledge(lexicon, other) >= 0.8:
            return Rewriting("layout", parsed, query.strip(), " ".join(swapped.split()))
    return None


def knowledge(lexicon: Lexicon, planned: Plan) -> float:
    """Share of the letters of a query that stand in terms of documents."""
    pieces = planned.cuts[0]
    letters = sum(len(group.text) for group in pieces)
    known = 0
    for group in pieces:
        if group.piece.term is not None:
            known += len(group.text) if lexicon.found[group.piece.term] else 0
        elif group.piece.unfinished and group.read:
            known += len(group.text)
    return known / letters if letters else 0.0


def one_letter_wrong(lexicon: Lexicon, parsed: Parsed) -> Rewriting | None:
    """The query with one word changed by one letter into a term of the index: the longest such word.

    The word may have been typed with a blank inside.
    """
    found = list(runs(parsed.text))
    best: tuple[int, float, str, str, int, int] | None = None
    looked = 0
    for first in range(len(found)):
        for last in (first, first + 1):
            for text in _stretches(lexicon, found[first : last + 1]) if last < len(found) else ():
                looked += 1
                near = _nearest(lexicon, text) if looked <= WINDOWS else None
                if near and (best is None or (len(text), near[0]) > best[:2]):
                    best = len(text), near[0], text, near[1], first, last
    if best is None:
        return None
    _, _, before, after, first, last = best
    texts = [run.text + "." * run.dotted for run in found]
    texts[first : last + 1] = ["".join(run.text for run in found[first : last + 1]).replace(before, after, 1)]
    text = " ".join(texts) + (" " if parsed.text.endswith(" ") else "")
    return Rewriting("letter", Parsed(text, parsed.phrases, parsed.without), before, after)


def _stretches(lexicon: Lexicon, held: list[Run]) -> list[str]:
    """Neighbouring pieces of a run that may be one misspelt word; of two runs only both in full."""
    whole = "".join(run.text for run in held)
    if whole in lexicon.ids or any(is_thai(run.text) != is_thai(whole) for run in held):
        return []
    if not is_thai(whole):
        return [whole] if len(held) == 1 and SHORTEST <= len(whole) <= LONGEST else []
    rows = [cut(lexicon, run.text, 1, False) for run in held]
    pieces = [piece for row in rows for piece in row]
    sure = all if len(rows) > 1 else any
    out = []
    for first in range(len(pieces)):
        for last in range(first, min(first + 4, len(pieces))):
            part = pieces[first : last + 1]
            text = "".join(piece.text for piece in part)
            weak = [_is_weak(piece, 4 if len(rows) > 1 else 3) for piece in part]
            if (
                (len(rows) == 1 or text == whole)
                and sure(weak)
                and SHORTEST <= len(text) <= LONGEST
                and text not in lexicon.ids
            ):
                out.append(text)
    return sorted(out, key=lambda text: -len(text))


def _is_weak(piece: Piece, most: int) -> bool:
    """True for a piece that may be an accident of cutting."""
    return piece.term is None or len(piece.text) <= most


def _nearest(lexicon: Lexicon, text: str) -> tuple[float, str] | None:
    """The most alike term that is one letter away."""
    others = [(1.0, number) for number in lexicon.marked_otherwise(text)]
    for likeness, number in [*others, *lexicon.similar(text, 0.4, 20)]:
        term = lexicon.terms[number]
        if (
            lexicon.found[number]
            and len(term) >= SHORTEST
            and term not in lexicon.stop
            and one_edit(text, term)
        ):
            return likeness, term
    return None
