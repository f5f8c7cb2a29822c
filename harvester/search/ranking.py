"""Scores what was read. The same sums in the same order as `ranking.js`, so that both give the same ranks."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from harvester.search.coding import SLOTS
from harvester.search.lexicon import ASKED, FOLLOWS, LEAD, Lexicon
from harvester.search.planning import Exact, Group, Plan, weight_of
from harvester.search.wording import LETTER

_LETTER = re.compile(LETTER)
_BITS = 32  # groups whose presence is noted; a longer query is never called whole


class Posting(NamedTuple):
    """Where a term stands: documents, level of occurrences and slots (0 when not kept), side by side."""

    documents: Sequence[int]
    counts: Sequence[int]
    slots: Sequence[int]


@dataclass(slots=True)
class Ranked:
    """A document and its score; `whole` when every word of some cut of the query is in it; `sure`, 0 to 1, is how
    likely its lesson answers: by the share of what the query tells that surely is in it, and how many words.
    `also` are other places of its lesson that were found."""

    score: float
    document: int
    whole: bool
    sure: float = 0.0
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best first; `loose` when no document had the phrases and they were taken as words."""

    hits: list[Ranked]
    loose: bool


def rank(
    lexicon: Lexicon, planned: Plan, postings: Mapping[int, Posting], texts: Sequence[str] = ()
) -> Ranking:
    """All documents that hold something of the query and nothing that is excluded; phrases of several words are looked
    for in `texts`, one a document, empty for most parts, where they are given."""
    weights, groups = lexicon.ranking, planned.groups
    total, found, asked = dict[int, float](), dict[int, float](), dict[int, float]()
    seen: dict[int, int] = {}
    surely: list[dict[int, float]] = []
    mass = told = 0.0
    for place, group in enumerate(groups):
        weight = weight_of(lexicon, group)
        value = 0.0 if group.inside or group.covered else weight * group.tells
        told += value
        sure: dict[int, float] = {}
        surely.append(sure)
        if not group.read and not group.titles:
            mass += weight * lexicon.idf(1) * 0.5
            continue
        single = _score(lexicon, group, weight, len(groups) == 1, postings)
        group.mass *= weight
        mass += group.mass
        for document, score in single.items():
            total[document] = total.get(document, 0.0) + score
            found[document] = found.get(document, 0.0) + min(group.mass, score)
            held, owner = group.sure.get(document, 0.0), lexicon.owner[document]
            is_asked = lexicon.kind_of[document] == ASKED
            if is_asked:
                asked[document] = asked.get(document, 0.0) + value * held
            sure[owner] = max(sure.get(owner, 0.0), held * (weights["sure.asked"] if is_asked else 1.0))
            if place < _BITS and held >= weights["whole"]:
                seen[document] = seen.get(document, 0) | 1 << place
    shares = _shares(lexicon, groups, surely, asked)
    number = {id(group): place for place, group in enumerate(groups)}
    ways = [*planned.cuts, [group for group in groups if group.inside]]
    needed = [reduce(lambda bits, group: bits | 1 << number[id(group)], way, 0) for way in ways]
    must = [_holding(lexicon, exact, postings, texts) for exact in planned.phrases]
    banned = {document for exact in planned.without for document in _holding(lexicon, exact, postings)}
    hits = []
    for document, score in total.items():
        if not score or document in banned:
            continue
        held_bits = seen.get(document, 0)
        whole = len(groups) <= _BITS and any(bits and held_bits & bits == bits for bits in needed)
        share = found[document] / mass if mass else 1.0
        covered = 1 - weights["coverage"] + weights["coverage"] * share
        share = shares.get(lexicon.owner[document], 0.0) / told if told else 0.0
        hits.append(Ranked(score * covered, document, whole, _likely(share, planned, weights)))
    strict = [hit for hit in hits if all(hit.document in holding for holding in must)]
    chosen = strict or hits
    least = weights["least"] * max((hit.score for hit in chosen), default=0.0)
    ranked = sorted(
        (hit for hit in chosen if hit.whole or hit.score >= least),
        key=lambda hit: order(hit.score, hit.document),
    )
    most = int(weights["rerank"])
    best = _rerank(lexicon, ranked[:most], planned, found, mass or 1.0)
    if len(groups) == 1:
        best = _vary_completions(best, groups[0], weights)
    return Ranking([*best, *ranked[most:]], not strict and bool(hits))


def _shares(
    lexicon: Lexicon,
    groups: Sequence[Group],
    surely: Sequence[Mapping[int, float]],
    asked: Mapping[int, float],
) -> dict[int, float]:
    """How much of what the query tells surely stands in each lesson, or in one thing that is `asked` for it; where a
    word stands by another name, its parts half do."""
    out: dict[int, float] = {}
    within = lexicon.ranking["sure.within"]
    for group, sure in zip(groups, surely, strict=True):
        if group.inside or group.covered:
            continue
        held = dict(sure)
        for other, also in zip(groups, surely, strict=True):
            if not group.cuts[0] and other.cuts[0] and group.text in other.text:
                for owner, share in also.items():
                    held[owner] = max(held.get(owner, 0.0), share * within)
        value = weight_of(lexicon, group) * group.tells
        for owner, share in held.items():
            out[owner] = out.get(owner, 0.0) + value * share
    for document, share in asked.items():
        out[lexicon.owner[document]] = max(out.get(lexicon.owner[document], 0.0), share)
    return out


def _likely(share: float, planned: Plan, weights: Mapping[str, float]) -> float:
    """From the share of a query that surely is in a lesson to how likely it answers, on a grid."""
    words = len(planned.cuts[0])
    power = weights["share"] * share + weights["length"] * math.log(1 + words)
    power -= weights["doubt"] + weights["fact"] * planned.asks_fact
    power += weights["short"] / max(1, words * words)
    return math.floor(1024 / (1 + math.exp(-power)) + 0.5) / 1024


def order(score: float, place: int) -> tuple[int, int]:
    """Ranks rest on whole numbers; equals keep the order of the library."""
    return -math.floor(score * 4096 + 0.5), place


def _score(
    lexicon: Lexicon, group: Group, weight: float, alone: bool, postings: Mapping[int, Posting]
) -> dict[int, float]:
    """The best reading of a group in each document."""
    weights = lexicon.ranking
    k1, b, title, lengths = weights["k1"], weights["b"], weights["title"], lexicon.lengths
    term = group.piece.term
    cap = lexicon.idf(lexicon.found[term]) if term is not None and lexicon.found[term] > 0 else math.inf
    titled = frozenset(group.titles)
    single: dict[int, float] = {}

    def often(document: int, count: float) -> float:
        return count * (k1 + 1) / (count + k1 * (1 - b + b * lengths[document]))

    for number, (kind, share) in group.read.items():
        posting = postings[number]
        own = lexicon.idf(len(posting.documents))
        most = own if kind == "abbreviation" else cap + weights["lone"] if kind == "prefix" and alone else cap
        rarity = min(most, own)
        gain = weight * share * weights.get(kind, 1) * rarity
        held = _surety(lexicon, group, number, kind, share)
        if posting.documents and rarity > group.mass:
            group.mass = rarity
        for document, count, slots in zip(*posting, strict=True):
            value = gain * often(document, count + (title if document in titled else 0))
            if held > group.sure.get(document, 0.0):
                group.sure[document] = held
            if value > single.get(document, 0.0):
                single[document] = value
                if alone:
                    group.by[document] = number
            if slots and kind != "fuzzy":
                group.slots[document] = group.slots.get(document, 0) | slots
    _score_titles(lexicon, group, weight * min(cap, lexicon.idf(len(titled))), single)
    return single


def _score_titles(lexicon: Lexicon, group: Group, gain: float, single: dict[int, float]) -> None:
    """Titles in which the word is, for words whose postings do not tell: those of grammar have none and are asked
    for only where nothing else is; an unfinished one means others."""
    weights = lexicon.ranking
    is_stop = group.text in lexicon.stop
    share = 1.0 if is_stop else weights["titleBegun" if group.piece.unfinished else "titlePart"]
    if not share:
        return
    k1, b, title = weights["k1"], weights["b"], weights["title"]
    for document in group.titles:
        value = gain * share * (title * (k1 + 1) / (title + k1 * (1 - b + b * lexicon.lengths[document])))
        if is_stop or not single.get(document):
            at = lexicon.folded[document].find(group.text)
            if is_stop or (
                group.piece.unfinished and (not at or not _LETTER.match(lexicon.folded[document][at - 1]))
            ):
                group.sure[document] = 1.0
            if value > single.get(document, 0.0):
                single[document] = value
                group.by.pop(document, None)


def _surety(lexicon: Lexicon, group: Group, term: int, kind: str, share: float) -> float:
    """How surely a term of the index is what the word of the query means, 0 to 1."""
    weights = lexicon.ranking
    if kind == "prefix":
        return 1.0 if group.piece.unfinished else share * share * weights["sure.prefix"]
    if kind == "infix":
        return weights["sure.infix"] if lexicon.is_compound(term, group.text, group.piece.unfinished) else 0.0
    return weights.get(f"sure.{kind}", 1.0)


def _vary_completions(hits: list[Ranked], group: Group, weights: Mapping[str, float]) -> list[Ranked]:
    """An unfinished word can become several: among the first ten no completion stands more than `same` times."""
    count: dict[int | None, int] = {}
    first, later = list[Ranked](), list[Ranked]()
    for hit in hits:
        term = group.by.get(hit.document)
        count[term] = count.get(term, 0) + 1
        most = weights["own"] if term is not None and term == group.piece.term else weights["same"]
        (first if len(first) < 10 and count[term] <= most else later).append(hit)
    return first + later


def _holding(
    lexicon: Lexicon, exact: Exact, postings: Mapping[int, Posting], texts: Sequence[str] = ()
) -> set[int]:
    """The documents that hold a phrase or word as it is, at borders of letters; by `texts` also what is in them or in
    the vocabulary and holds its words."""
    out = set(lexicon.titles_with(exact.text)) if len(exact.text) > 1 else set()
    held = [dict(zip(postings[term].documents, postings[term].slots, strict=True)) for term in exact.terms]
    every = [one for one in held[0] if all(one in slots for slots in held)] if held else []
    if texts and exact.text not in lexicon.ids:
        standing = re.compile(f"(?<!{LEAD}){re.escape(exact.text)}(?!{FOLLOWS})")
        out |= {number for number, text in enumerate(texts) if standing.search(text)}
        return out.union(one for one in every if lexicon.owner[one] in out or not lexicon.in_lesson(one))
    return out | {one for one in every if exact.known and _in_order([slots[one] for slots in held])}


def _in_order(slots: Sequence[int]) -> bool:
    """False only when the slots of two neighbours show that they stand apart."""
    return all(not after or not before or after & _around(before) for before, after in pairwise(slots))


def _around(slots: int) -> int:
    """These slots and the ones after them."""
    return slots | slots << 1 | slots >> (SLOTS - 1)


def _rerank(
    lexicon: Lexicon, hits: list[Ranked], planned: Plan, found: Mapping[int, float], most: float
) -> list[Ranked]:
    """Whole titles, words next to each other and words in one window of text raise a document; of
    at `most` so much of the query each holds what was `found`."""
    weights = lexicon.ranking
    mass = 0.0  # added one by one: sum() rounds in its own way from Python 3.12 on
    for group in planned.groups:
        if group.slots:
            mass += group.mass
    pairs = [
        (first.slots, second.slots, min(first.mass, second.mass) * weights[name])
        for name, cut in zip(("words", "parts", "all"), planned.cuts, strict=True)
        for first, second in pairwise(cut)
        if first is not second
    ]
    for hit in hits:
        cover = lexicon.cover_of_title(hit.document, [group.text for group in planned.groups])
        square = cover * cover
        whole = square * square * square * square * min(1.0, found[hit.document] / most)
        hit.score *= 1 + weights["titleWhole"] * whole
        if not mass:
            continue
        near = 0.0
        for before, after, gain in pairs:
            x, y = before.get(hit.document, 0), after.get(hit.document, 0)
            if x and y and y & _around(x):
                near += gain
        window = max(_windows(planned.groups, hit.document))
        hit.score *= 1 + (weights["near"] * near + weights["window"] * window) / mass
    return sorted(hits, key=lambda hit: order(hit.score, hit.document))


def _windows(groups: Sequence[Group], document: int) -> list[float]:
    """For each two neighbouring slots, how much of the query is in them."""
    held = [(group.slots.get(document, 0), group.mass) for group in groups]
    out = []
    for slot in range(SLOTS):
        two, mass = 1 << slot | 1 << (slot + 1) % SLOTS, 0.0
        for slots, value in held:
            if slots & two:
                mass += value
        out.append(mass)
    return out
