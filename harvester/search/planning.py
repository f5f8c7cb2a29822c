"""From what was typed to what must be read: words of the query, and the terms that may mean each. The browser's twin
is `planning.js`; scoring is left to `ranking.py`."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from harvester.search.cutting import Piece, cut
from harvester.search.lexicon import Lexicon, skeleton
from harvester.search.meaning import MOST_WORDS
from harvester.search.wording import Run, abbreviation_term, fold, is_thai, runs

LONGEST = 200
"""Characters of a query that are looked at."""
TAIL = 40
"""Letters before its end that show where the last word of a query too long begins."""
JOINED = 3
"""Letters of the shortest Latin word that is seen inside a longer run."""
INSIDE = 12
"""Longest lone word that is also looked for inside terms."""

_PHRASE = re.compile('["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)')
_WITHOUT = re.compile(r"(^|[ \t\n])[-–−](?=[^ \t\n0-9-])([^ \t\n]+)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query taken apart, all of it folded."""

    text: str
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(slots=True)
class Group:
    """A word of the query: which of the three cuts hold it, and the terms that mean it with kind and share."""

    piece: Piece
    cuts: list[int]
    bare: bool = False
    last: bool = False
    inside: bool = False
    covered: bool = False
    read: dict[int, tuple[str, float]] = field(default_factory=dict)
    titles: list[int] = field(default_factory=list)
    mass: float = 0.0
    slots: dict[int, int] = field(default_factory=dict)
    by: dict[int, int] = field(default_factory=dict)
    tells: float = 1.0
    sure: dict[int, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it is in the query."""
        return self.piece.text


@dataclass(frozen=True, slots=True)
class Exact:
    """A phrase or excluded word as terms in order, nothing relaxed; not `known` when a part is no term."""

    text: str
    terms: tuple[int, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Groups of a query; `cuts` are the groups of each of the three ways to cut it, in order; `asks_fact` where it asks
    for a number, a day, a place or a price."""

    groups: list[Group]
    cuts: tuple[list[Group], ...]
    asks_fact: bool
    phrases: tuple[Exact, ...] = ()
    without: tuple[Exact, ...] = ()


def beginning(lexicon: Lexicon, query: str) -> str:
    """A query, or the whole words among its first `LONGEST` characters."""
    if len(query) <= LONGEST:
        return query
    held = query[:LONGEST]
    tail = [run.text for run in runs(fold(held))][-1:]
    for text in tail:
        pieces = cut(lexicon, text[-TAIL:], 1, False) if is_thai(text) else []
        last = pieces[-1].text if pieces else text
        if len(last) < TAIL:
            held = held.removesuffix(last)
    return f"{held} "


def parse(query: str) -> Parsed:
    """“Phrases”, -words and the rest."""
    phrases: list[str] = []
    without: list[str] = []

    def phrase(match: re.Match[str]) -> str:
        phrases.append(fold(match[1]))
        return f" {match[1]} "

    def exclusion(match: re.Match[str]) -> str:
        without.append(fold(match[2]))
        return " "

    text = _WITHOUT.sub(exclusion, _PHRASE.sub(phrase, query))
    kept = tuple(phrase for phrase in phrases if phrase.strip(" "))
    return Parsed(fold(text), kept, tuple(without))


def plan(lexicon: Lexicon, parsed: Parsed) -> Plan:
    """The groups of a query with everything that may mean them."""
    found = list(runs(parsed.text))
    groups: dict[str, Group] = {}
    cuts: tuple[list[Group], ...] = ([], [], [])
    typing = not parsed.text.endswith(" ") and not parsed.phrases
    for place, run in enumerate(found):
        last = typing and place == len(found) - 1
        for view, marks in enumerate((1, 2, 3)):
            pieces = _plan_pieces(lexicon, run, marks, last, len(found))
            for number, piece in enumerate(pieces):
                key = piece.text + ("*" if piece.unfinished else "")
                if key not in groups:
                    groups[key] = Group(piece, [0, 0, 0], bare=len(pieces) == 1 and run.text == piece.text)
                group = groups[key]
                if group.piece.term is None and piece.term is not None:
                    group.piece = piece
                group.cuts[view] = 1
                group.last = group.last or (last and number == len(pieces) - 1)
                cuts[view].append(group)
    for form in _forms(lexicon, found):
        for word in form.split(" "):
            if word in groups:
                groups[word].covered = True
        groups[form] = Group(Piece(form, lexicon.ids[form]), [1, 1, 1])
    if len(found) == 1 and is_thai(found[0].text) and len(found[0].text) <= INSIDE:
        text = found[0].text
        if text not in groups and f"{text}*" not in groups:
            groups[text] = Group(Piece(text), [1, 1, 1], inside=True)
    # a query of nothing but grammar looks at titles
    telling = [group for group in groups.values() if group.text not in lexicon.stop or group.piece.unfinished]
    kept = _rarest(lexicon, telling or list(groups.values()))
    for group in kept:
        _read(lexicon, group, len(kept))
    chosen = {id(group) for group in kept}
    return Plan(
        kept,
        tuple([group for group in cut if id(group) in chosen] for cut in cuts),
        any(group.text in lexicon.facts for group in cuts[0]),
        tuple(_exact(lexicon, phrase) for phrase in parsed.phrases),
        tuple(_exact(lexicon, word) for word in parsed.without),
    )


def _rarest(lexicon: Lexicon, groups: list[Group]) -> list[Group]:
    """A very long query is read by its rarest words."""
    ranking = lexicon.ranking
    most = int(ranking["most"])
    if len(groups) <= most:
        return groups

    def worth(place: int) -> tuple[float, int]:
        term = groups[place].piece.term
        rarity = lexicon.idf(1 if term is None else lexicon.found[term])
        return -rarity * weight_of(lexicon, groups[place]), place

    best = frozenset(sorted(range(len(groups)), key=worth)[:most])
    return [group for place, group in enumerate(groups) if place in best]


def shards_of(lexicon: Lexicon, planned: Plan) -> list[int]:
    """The files of postings that must be there before the plan can be scored."""
    terms = [term for group in planned.groups for term in group.read]
    terms += [term for exact in (*planned.phrases, *planned.without) for term in exact.terms]
    return list(dict.fromkeys(lexicon.shard_of(term) for term in terms))


def words_of(planned: Plan, lexicon: Lexicon) -> list[int]:
    """The words of a query that have a vector, the most telling ones."""
    found = []
    for group in planned.cuts[0]:
        terms = [term for term in (group.piece.term, *group.piece.same) if term in lexicon.rows]
        if terms and (-group.tells, terms[0]) not in found:
            found.append((-group.tells, terms[0]))
    return [term for _, term in sorted(found)[:MOST_WORDS]]


def share_with_row(planned: Plan, lexicon: Lexicon) -> float:
    """Share of what a query tells that is in words with a vector."""
    told = held = 0.0
    for group in planned.groups:
        value = 0.0 if group.inside or group.covered else weight_of(lexicon, group) * group.tells
        told += value
        if group.piece.term in lexicon.rows or any(term in lexicon.rows for term in group.piece.same):
            held += value
    return held / told if told else 0.0


def weight_of(lexicon: Lexicon, group: Group) -> float:
    """The weight of a word of the query, by the cuts it is in."""
    weights, (words, parts, every) = lexicon.ranking, group.cuts
    return weights["words"] * words + weights["parts"] * parts + weights["all"] * every


def _plan_pieces(lexicon: Lexicon, run: Run, marks: int, last: bool, count: int) -> list[Piece]:
    term, thai = lexicon.ids.get(run.text), is_thai(run.text)
    if run.dotted and term is None and lexicon.completions(run.text, 1):
        return [Piece(run.text, unfinished=True)]
    # a Latin run that is a term, and a lone run that is a part, are not cut
    if term is not None and (not thai or run.dotted or (count == 1 and lexicon.marks[term] == 2)):
        return [Piece(run.text, term)]
    if thai:
        return cut(lexicon, run.text, marks, last)
    if last and lexicon.completions(run.text, 1):
        return [Piece(run.text, unfinished=True)]
    pieces = cut(lexicon, run.text, marks, False)
    # several Latin words without a gap, all of them known
    joined = (count == 1 and lexicon.ranking["chop"]) or all(
        piece.term is not None and len(piece.text) >= JOINED for piece in pieces
    )
    return pieces if joined else [Piece(run.text)]


def _forms(lexicon: Lexicon, found: Sequence[Run]) -> Iterable[str]:
    texts = [run.text for run in found]
    out: dict[str, None] = {}
    for place, text in enumerate(texts):
        for form in lexicon.forms:
            if form[0] == text and texts[place : place + len(form)] == form:
                out[" ".join(form)] = None
    return [form for form in out if form in lexicon.ids]


def _read(lexicon: Lexicon, group: Group, size: int) -> None:
    """Which terms mean a group, one of `size`; the first reason given counts. A long query asks for fewer of them."""
    text, term, piece, ranking = group.text, group.piece.term, group.piece, lexicon.ranking
    thai, brief = is_thai(text), size <= ranking["brief"]

    def put(number: int, kind: str, share: float = 1.0) -> None:
        group.read.setdefault(number, (kind, share))

    missing = piece.is_unknown or (term is not None and not lexicon.found[term] and text not in lexicon.stop)
    if term is not None and not missing:
        put(term, "exact")
    if group.bare and abbreviation_term(text) in lexicon.ids:
        put(lexicon.ids[abbreviation_term(text)], "abbreviation")
    for other in lexicon.standing_for(text):
        put(other, "synonym")
    for other in piece.same:
        put(other, "tone")
    if piece.unfinished or (group.last and len(text) > 1):
        for begun in lexicon.completions(text, int(ranking["prefixMost"])):
            form = lexicon.terms[begun]
            for other in (begun, *lexicon.standing_for(form)) if piece.unfinished else (begun,):
                put(other, "prefix", math.sqrt(len(text) / len(form)))
    if thai and brief:
        for other in lexicon.variants(text, term):
            put(other, "spelling")
    if term is not None and thai:
        for other in lexicon.by_skeleton.get(skeleton(text), ()) if brief else ():
            if lexicon.found[other]:
                put(other, "toneKnown")
        if len(text) > 3 and lexicon.found[term] <= ranking["rare"]:
            for share, other in lexicon.containing(text, False, 8):
                put(other, "infix", math.sqrt(share))
    if (missing or (piece.unfinished and len(group.read) < 3)) and len(text) >= (3 if thai else 4):
        for share, other in lexicon.containing(text, piece.unfinished, int(ranking["infixMost"])):
            put(other, "infix", math.sqrt(share))
    if missing and not group.inside and len(text) > 2 and len(group.read) < 3 and size < ranking["most"]:
        for likeness, other in lexicon.similar(text, 0.55, 5):
            put(other, "fuzzy", likeness)
    for number in [number for number in group.read if lexicon.terms[number] in lexicon.stop]:
        del group.read[number]
    group.titles = lexicon.titles_with(text) if len(text) > 1 else []
    group.tells = _tells(lexicon, piece)


def _tells(lexicon: Lexicon, piece: Piece) -> float:
    """How much a word of the query tells of what is wanted, by how rare it is in the language."""
    if piece.term is not None:
        return max(0.05, lexicon.telling[piece.term])
    if piece.same:
        return max(0.05, *(lexicon.telling[term] for term in piece.same))
    if piece.unfinished:
        return 0.6
    return 0.4 if len(piece.text) < 3 else 1.0 if is_thai(piece.text) else 0.6


def _exact(lexicon: Lexicon, folded: str) -> Exact:
    pieces: list[Piece] = []
    for run in runs(folded):
        term = lexicon.ids.get(run.text)
        whole = term is not None or not is_thai(run.text)
        pieces += [Piece(run.text, term)] if whole else cut(lexicon, run.text, 1, False)
    terms = (one.term for one in pieces if one.term is not None and one.text not in lexicon.stop)
    return Exact(folded.strip(" "), tuple(terms), all(one.term is not None for one in pieces))
