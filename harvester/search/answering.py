"""What a reader gets for a query: whether it is answered, hits grouped by lesson, what was relaxed, counts to narrow by.

The browser's twin is `answering.js`; the sentences are those of `notes.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from harvester.search.engine import Search
from harvester.search.lexicon import Lexicon
from harvester.search.narrowing import Narrowing
from harvester.search.planning import LONGEST, Group, Parsed, Plan, parse, plan
from harvester.search.ranking import Ranked, Ranking
from harvester.search.rewriting import mended, other_layout
from harvester.search.wording import runs

NEAR = 5
"""Most lessons shown as like the query."""
SURER = 0.05
"""How much surer a mended query must be answered to be searched at once."""
ALSO = 3
"""Most other places of a lesson shown with its best one."""
NEAREST = 6
"""Most terms offered when nothing was found."""
SPELT_ALIKE = 0.5
"""How like the typed word a term must be to be offered: words that only share some letters help nobody."""
SHOWN = 40
"""Most forms marked in what is shown."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something said about the answer: a key of `notes.NOTES` and the words to set into its sentence."""

    kind: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, and the other places of the same lesson that were found too; `sure`, 0 to 1, is how likely
    its lesson answers the query."""

    document: int
    score: float
    whole: bool
    sure: float
    also: tuple[int, ...] = ()


class Verdict(StrEnum):
    """What can be said of a query: lessons answer it, some are only like it, there is nothing."""

    FOUND = "found"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Meant:
    """What was meant by a word of the query, or by all of it: searched at once (`searched`), or only offered."""

    before: str
    after: str
    searched: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """All hits, the best first; `near` is what is like the query, at most `NEAR`, and only when nothing was found;
    `entries` are words of the vocabulary that are just what was asked for. `counts` hold for each facet its values
    with numbers; `marks` are the forms to mark in what is shown; `nearest` is filled only when there is nothing."""

    verdict: Verdict
    hits: tuple[Hit, ...]
    near: tuple[Hit, ...]
    entries: tuple[int, ...]
    notes: tuple[Note, ...]
    counts: Mapping[str, Mapping[str, int]]
    marks: tuple[str, ...]
    meant: Meant | None = None
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
    meant = Meant(query.strip(), swapped.after, True) if swapped else None
    changed = None if _is_whole(lexicon, ranking) or parsed.phrases else mended(lexicon, parsed)
    if changed:
        other = plan(lexicon, changed.parsed)
        better = search.rank(other) if changed.sure else ranking
        searched = _best(lexicon, better) > _best(lexicon, ranking) + SURER
        if searched:
            notes.append(Note("letter", (changed.after, changed.before)))
            parsed, planned, ranking = changed.parsed, other, better
        if searched or _best(lexicon, ranking) < lexicon.ranking["bar"]:
            meant = Meant(changed.before, changed.after, searched)
    if _best(lexicon, ranking) < lexicon.ranking["bar"] and (title := _named(lexicon, ranking)):
        other = plan(lexicon, parse(f"{title} "))
        better = search.rank(other)
        if _best(lexicon, better) >= lexicon.ranking["bar"]:
            planned, ranking = other, better
            notes.append(Note("synonym", (title,)))
    notes += _relaxed(lexicon, planned, ranking)
    facets, asked = search.facets(), wanted.get("kind", ())
    if any(kind in lexicon.entries for kind in asked):
        kept = facets.kept(ranking.hits, wanted)
        hits = [Hit(hit.document, hit.score, hit.whole, hit.sure) for hit in kept if hit.sure >= 0.5]
        near: list[Hit] = []
        relevant = ranking.hits
    else:
        lessons = _grouped(lexicon, ranking.hits)
        if lessons and _best(lexicon, ranking) < lexicon.ranking["certain"]:
            lessons = _by_meaning(lexicon, lessons, search.alike(planned))
        found, near = _parted(lexicon, lessons)
        owners = {lexicon.owner[hit.document] for hit in found}
        relevant = [hit for hit in ranking.hits if lexicon.owner[hit.document] in owners]
        kept = facets.kept(relevant, wanted)
        if asked:
            hits = [Hit(hit.document, hit.score, hit.whole, hit.sure) for hit in kept]
        else:
            left = {lexicon.owner[hit.document] for hit in kept}
            hits = [hit for hit in found if lexicon.owner[hit.document] in left]
        if found and not hits:
            notes.append(Note("narrow"))
        near = [] if found else near
    entries = () if asked else _entries(lexicon, parsed, not hits and not parsed.text.endswith(" "))
    verdict = Verdict.FOUND if hits else Verdict.NEAR if near or entries else Verdict.NOTHING
    narrowed = any(note.kind == "narrow" for note in notes)
    nearest = _nearest(lexicon, parsed.text, planned) if verdict is Verdict.NOTHING and not narrowed else ()
    counts = facets.counts(relevant, wanted)
    marks = _marks(lexicon, planned)
    return Answer(verdict, tuple(hits), tuple(near), entries, tuple(notes), counts, marks, meant, nearest)


def lessons_for(search: Search, query: str) -> list[str]:
    """Ids of the lessons that answer a query, the best first; where none does, of those like it."""
    found = answer(search, query)
    return [search.lexicon.names[search.lexicon.owner[hit.document]] for hit in (*found.hits, *found.near)]


def _best(lexicon: Lexicon, ranking: Ranking) -> float:
    """How surely the best lesson answers."""
    return max((hit.sure for hit in ranking.hits if _in_lesson(lexicon, hit.document)), default=0.0)


def _named(lexicon: Lexicon, ranking: Ranking) -> str:
    """The label of the word of the vocabulary whose names or meaning hold all of the query."""
    whole = (hit.document for hit in ranking.hits if hit.whole and not _in_lesson(lexicon, hit.document))
    return next((lexicon.titles[document] for document in whole), "")


def _is_whole(lexicon: Lexicon, ranking: Ranking) -> bool:
    return any(hit.whole for hit in ranking.hits if _in_lesson(lexicon, hit.document))


def _in_lesson(lexicon: Lexicon, document: int) -> bool:
    return lexicon.kind_of[document] not in lexicon.entries


def _grouped(lexicon: Lexicon, ranked: Sequence[Ranked]) -> list[Hit]:
    """One hit a lesson, the best first: a lesson counts by itself and a little by its best part."""
    members: dict[int, list[Ranked]] = {}
    for hit in ranked:
        if _in_lesson(lexicon, hit.document):
            members.setdefault(lexicon.owner[hit.document], []).append(hit)
    weights = lexicon.ranking
    out = []
    for owner, (best, *rest) in members.items():
        whole = sum(hit.score for hit in (best, *rest) if hit.document == owner)
        part = max((hit.score for hit in (best, *rest) if hit.document != owner), default=0.0)
        surely = 1 - weights["surely"] + weights["surely"] * best.sure
        score = (whole + weights["part"] * part) * surely
        also = tuple(hit.document for hit in rest[:ALSO])
        out.append(Hit(best.document, score, any(hit.whole for hit in (best, *rest)), best.sure, also))
    return sorted(out, key=lambda hit: _order(lexicon, hit))


def _by_meaning(lexicon: Lexicon, lessons: Sequence[Hit], alike: Mapping[int, float]) -> list[Hit]:
    """Lessons in the order of their words and their meaning together."""
    most, share = lessons[0].score, lexicon.ranking["meaning"]
    scored = [
        replace(hit, score=hit.score / most + share * alike.get(lexicon.owner[hit.document], 0.0))
        for hit in lessons
    ]
    return sorted(scored, key=lambda hit: _order(lexicon, hit)) if alike else list(lessons)


def _order(lexicon: Lexicon, hit: Hit) -> tuple[int, int]:
    """Ranks rest on whole numbers; equals keep the order of the library."""
    return -math.floor(hit.score * 4096 + 0.5), lexicon.owner[hit.document]


def _parted(lexicon: Lexicon, lessons: Sequence[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Lessons that answer, and those that are only like the query."""
    weights = lexicon.ranking
    best = max((hit.sure for hit in lessons), default=0.0)
    if best < weights["bar"]:
        return [], [hit for hit in lessons if hit.sure >= weights["alike"]][:NEAR]
    least = min(weights["bar"], best * weights["kept"])
    return [hit for hit in lessons if hit.whole or hit.sure >= least], []


def _entries(lexicon: Lexicon, parsed: Parsed, typing: bool) -> tuple[int, ...]:
    """The word of the vocabulary that is just what was asked for, by any of its names; while `typing` one that
    begins so."""
    asked = " ".join(run.text for run in runs(parsed.text))
    begun = None
    for document, title in enumerate(lexicon.folded):
        if not asked or _in_lesson(lexicon, document):
            continue
        names = (title, *lexicon.synonyms.get(title, ()))
        if asked in names:
            return (document,)
        if begun is None and any(name.startswith(asked) for name in names):
            begun = document
    return (begun,) if typing and begun is not None else ()


def _relaxed(lexicon: Lexicon, planned: Plan, ranking: Ranking) -> list[Note]:
    notes = []
    if ranking.loose:
        notes.append(Note("phrase"))
    unread = (group for group in planned.groups if not (group.inside or group.read))
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
        for likeness, number in lexicon.similar(word, SPELT_ALIKE, NEAREST):
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
