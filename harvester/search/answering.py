"""What a reader gets for a query: hits grouped by lesson, what was relaxed, counts to narrow by.

The browser's twin is `answering.js`; the sentences are those of `notes.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harvester.search.engine import Search
from harvester.search.lexicon import Lexicon
from harvester.search.narrowing import Narrowing
from harvester.search.planning import LONGEST, Group, Plan, parse, plan
from harvester.search.ranking import Ranked, Ranking
from harvester.search.rewriting import mended, other_layout

ALSO = 3
"""Most other places of a lesson shown with its best one."""
NEAREST = 6
"""Most terms offered when nothing was found."""
SHOWN = 40
"""Most forms marked in what is shown."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something said about the answer: a key of `notes.NOTES` and the words to set into its sentence."""

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, and the other places of the same lesson that were found too."""

    document: int
    score: float
    whole: bool
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """All hits, the best first; `counts` hold for each facet its values with numbers; `marks` are the forms
    to mark in what is shown; `nearest` is filled only when nothing was found."""

    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]
    counts: Mapping[str, Mapping[str, int]]
    marks: tuple[str, ...]
    nearest: tuple[str, ...] = ()


def answer(search: Search, query: str, narrowing: Narrowing | None = None) -> Answer:
    """Everything about a query. `narrowing` maps facets (`kind` among them) to the values wanted."""
    lexicon, wanted = search.lexicon, narrowing or {}
    parsed = parse(query)
    planned = plan(lexicon, parsed)
    notes: list[Note] = []
    if len(query) > LONGEST:
        notes.append(Note("long"))
    if swapped := other_layout(lexicon, query, planned):
        notes.append(Note("layout", (swapped.after,)))
        parsed, planned = swapped.parsed, plan(lexicon, swapped.parsed)
    ranking = search.rank(planned)
    if not any(hit.whole for hit in ranking.hits) and len(planned.groups) <= 12:
        changed = mended(lexicon, parsed)
        other = plan(lexicon, changed.parsed) if changed else None
        better = search.rank(other) if other else None
        if changed and other and better and max((h.sure for h in better.hits),default=0)> .05+max((h.sure for h in ranking.hits),default=0):
            notes.append(Note("letter", (changed.after, changed.before)))
            planned, ranking = other, better
    notes += _relaxed(lexicon, planned, ranking)
    facets, relevant = search.facets(), _relevant(lexicon, ranking.hits)
    found = facets.kept(relevant, wanted)
    hits = _single(found) if wanted.get("kind") else _grouped(lexicon, found)
    nearest = () if ranking.hits else _nearest(lexicon, parsed.text, planned) or facets.common("tag", NEAREST)
    if ranking.hits and not hits:
        notes.append(Note("narrow"))
    return Answer(
        tuple(hits), tuple(notes), facets.counts(relevant, wanted), _marks(lexicon, planned), nearest
    )


def _relevant(lexicon: Lexicon, hits: Sequence[Ranked]) -> list[Ranked]:
    weights = lexicon.ranking
    least = hits[0].score * weights["least"] if hits else 0.0
    return [
        hit for place, hit in enumerate(hits) if hit.whole or hit.score >= least or place < weights["fewest"]
    ]


def _single(found: Sequence[Ranked]) -> list[Hit]:
    return [Hit(hit.document, hit.score, hit.whole) for hit in found]


def _grouped(lexicon: Lexicon, found: Sequence[Ranked]) -> list[Hit]:
    """One hit a lesson, so that a lesson and its own parts do not crowd out others."""
    members: dict[int, list[Ranked]] = {}
    for hit in found:
        members.setdefault(lexicon.owner[hit.document], []).append(hit)
    return [
        Hit(best.document, best.score, best.whole, tuple(hit.document for hit in rest[:ALSO]))
        for best, *rest in members.values()
    ]


def _relaxed(lexicon: Lexicon, planned: Plan, ranking: Ranking) -> list[Note]:
    notes = []
    if ranking.loose:
        notes.append(Note("phrase"))
    if ranking.hits and not ranking.hits[0].whole and len(planned.cuts[0]) > 1:
        notes.append(Note("partly"))
    unread = (group for group in planned.groups if not (group.inside or group.read or group.titles))
    unknown = [group.text for group in unread if group.cuts[0] and len(group.text) > 2]
    if ranking.hits and unknown:
        notes.append(Note("unknown", (" ".join(dict.fromkeys(unknown)),)))
    for kind, kinds in (("synonym", ("synonym",)), ("near", ("tone", "spelling", "infix", "fuzzy"))):
        words = dict.fromkeys(word for group in planned.groups for word in _readings(lexicon, group, kinds))
        shown = [word for word in words if not any(word in group.text for group in planned.groups)]
        if ranking.hits and shown:
            notes.append(Note(kind, (" · ".join(shown[:4]),)))
    return notes


def _readings(lexicon: Lexicon, group: Group, kinds: Sequence[str]) -> list[str]:
    """Other terms that stand for a word of the query; what is near to a known word goes without saying."""
    term = group.piece.term
    if term is not None and lexicon.found[term] and "synonym" not in kinds:
        return []
    terms = [number for number, (kind, _) in group.read.items() if kind in kinds and lexicon.found[number]]
    return [lexicon.terms[number] for number in terms[:3]]


def _nearest(lexicon: Lexicon, text: str, planned: Plan) -> tuple[str, ...]:
    """Terms of the index most like what was asked."""
    words = [group.text for group in planned.groups if not group.read] or text.split()
    near: dict[str, float] = {}
    for word in sorted(words, key=lambda word: -len(word))[:3]:
        for likeness, number in lexicon.similar(word, 0.3, NEAREST):
            term = lexicon.terms[number]
            if lexicon.found[number] and len(term) > 2 and not term.endswith("."):
                near[term] = max(near.get(term, 0.0), likeness)
    return tuple(sorted(near, key=lambda term: (-near[term], term)))[:NEAREST]


def _marks(lexicon: Lexicon, planned: Plan) -> tuple[str, ...]:
    """Forms of the query's words that may stand in what is shown, the longest first."""
    forms: dict[str, None] = {}
    for group in planned.groups:
        if len(group.text) > 1:
            forms[group.text] = None
        for number, (kind, _) in list(group.read.items())[:SHOWN]:
            if kind not in ("toneKnown", "abbreviation") and lexicon.found[number]:
                forms[lexicon.terms[number]] = None
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))[: 2 * SHOWN]
