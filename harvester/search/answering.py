"""What a reader gets for a query: whether it is answered, hits grouped by lesson, what was relaxed, counts to narrow
by. The browser's twin is `answering.js`; the sentences are those of `data/words.toml`."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from harvester.search.engine import Meanings, Search
from harvester.search.lexicon import ASKED, Lexicon
from harvester.search.narrowing import Narrowing
from harvester.search.planning import Group, Parsed, Plan, beginning, parse, plan, share_with_row
from harvester.search.ranking import Ranked, Ranking, order
from harvester.search.rewriting import mend_query, other_layout
from harvester.search.wording import runs

NEAR = 5
"""Most lessons shown as like the query."""
SURER = 0.05
"""How much surer a mended query must be answered to be searched at once."""
ALSO = 3
"""Most other places of a lesson shown with its best one."""
TELLING = 0.3
"""How much a word must tell to be marked, where another does."""
SHOWN = 40
"""Most forms marked in what is shown."""

Note = tuple[str, ...]
"""Something said about the answer: a key of `weights.NOTES` and the words to set into its sentence."""
Hit = Ranked
"""A document found, the best of its lesson, with the other places of the lesson that were found too."""


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
    with numbers; `marks` are the forms to mark in what is shown."""

    verdict: Verdict
    hits: tuple[Hit, ...]
    near: tuple[Hit, ...]
    entries: tuple[int, ...]
    notes: tuple[Note, ...]
    counts: Mapping[str, Mapping[str, int]]
    marks: tuple[str, ...]
    meant: Meant | None = None


def answer(search: Search, query: str, narrowing: Narrowing | None = None) -> Answer:
    """Everything about a query. `narrowing` maps facets (`kind` among them) to the values wanted."""
    lexicon, wanted = search.lexicon, narrowing or {}
    read = beginning(lexicon, query)
    is_cut = read != query
    notes: list[Note] = [("long",)] if is_cut else []
    query, parsed = read, parse(read)
    planned = plan(lexicon, parsed)
    if swapped := other_layout(lexicon, query, planned):
        notes.append(("layout", swapped.after))
        parsed, planned = swapped.parsed, plan(lexicon, swapped.parsed)
    ranking = search.rank(planned)
    meant = Meant(query.strip(), swapped.after, True) if swapped else None
    whole = any(hit.whole for hit in ranking.hits if lexicon.in_lesson(hit.document))
    is_long = is_cut or len(planned.groups) >= lexicon.ranking["most"]
    changed = None if whole or is_long or parsed.phrases else mend_query(lexicon, parsed)
    if changed:
        other = plan(lexicon, changed.parsed)
        better = search.rank(other) if changed.sure else ranking
        searched = _best(lexicon, better) > _best(lexicon, ranking) + SURER
        if searched:
            notes.append(("letter", changed.after, changed.before))
            parsed, planned, ranking = changed.parsed, other, better
        if searched or _best(lexicon, ranking) < lexicon.ranking["bar"]:
            meant = Meant(changed.before, changed.after, searched)
    words = [hit.document for hit in ranking.hits if hit.whole and not lexicon.in_lesson(hit.document)]
    if _best(lexicon, ranking) < lexicon.ranking["bar"] and words and not planned.asks_fact:
        other = plan(lexicon, parse(f"{lexicon.titles[words[0]]} "))
        better = search.rank(other)
        if _best(lexicon, better) >= lexicon.ranking["bar"]:
            planned, ranking = other, better
            notes.append(("synonym", lexicon.titles[words[0]]))
    facets, asked = search.facets(), wanted.get("kind", ())
    if any(kind in lexicon.entries for kind in asked):
        kept = facets.kept(ranking.hits, wanted)
        hits = [hit for hit in kept if hit.sure >= 0.5]
        near: list[Hit] = []
        relevant = ranking.hits
    else:
        lessons = _group_by_lesson(lexicon, ranking.hits)
        likely = {hit.document: hit.sure for hit in lessons}
        if not (planned.phrases or _is_settled(lexicon, lessons)):
            lessons = _by_meaning(lexicon, planned, lessons, search.alike(planned))
        found, near = _split_found_and_near(lexicon, lessons, likely, ranking.loose)
        owners = {lexicon.owner[hit.document] for hit in found}
        relevant = [hit for hit in ranking.hits if lexicon.owner[hit.document] in owners]
        kept = facets.kept(relevant, wanted)
        if asked:
            hits = kept
        else:
            left = {lexicon.owner[hit.document] for hit in kept}
            hits = [hit for hit in found if lexicon.owner[hit.document] in left]
        if found and not hits:
            notes.append(("narrow",))
        near = [] if found else near
    notes += _relaxation_notes(lexicon, planned, ranking, bool(hits or near))
    entries = () if asked else _entries(lexicon, parsed, not hits and not parsed.text.endswith(" "))
    verdict = Verdict.FOUND if hits else Verdict.NEAR if near or entries else Verdict.NOTHING
    counts = facets.counts([hit for hit in relevant if lexicon.kind_of[hit.document] != ASKED], wanted)
    marks = _marks(lexicon, planned)
    return Answer(verdict, tuple(hits), tuple(near), entries, tuple(notes), counts, marks, meant)


def lessons_for(search: Search, query: str) -> list[str]:
    """Ids of the lessons that answer a query, the best first; where none does, of those like it."""
    found = answer(search, query)
    return [search.lexicon.names[search.lexicon.owner[hit.document]] for hit in (*found.hits, *found.near)]


def _best(lexicon: Lexicon, ranking: Ranking) -> float:
    """How surely the best lesson answers."""
    return max((hit.sure for hit in ranking.hits if lexicon.in_lesson(hit.document)), default=0.0)


def _group_by_lesson(lexicon: Lexicon, ranked: Sequence[Ranked]) -> list[Hit]:
    """One hit a lesson, the best first: a lesson counts by itself and a little by its best part,
    more by one that holds all words."""
    members: dict[int, list[Ranked]] = {}
    for hit in ranked:
        if lexicon.in_lesson(hit.document):
            members.setdefault(lexicon.owner[hit.document], []).append(hit)
    weights = lexicon.ranking
    out = []
    for owner, (best, *rest) in members.items():
        whole = part = asked = 0.0
        for hit in (best, *rest):
            if hit.document == owner:
                whole = hit.score
            elif lexicon.kind_of[hit.document] == ASKED:
                asked = max(asked, hit.score)
            else:
                part = max(part, hit.score * (1 + weights["partWhole"] * hit.whole))
        surely = 1 - weights["surely"] + weights["surely"] * best.sure
        score = (whole + weights["part"] * part + weights["asked"] * asked) * surely
        shown = [hit.document for hit in (best, *rest) if lexicon.kind_of[hit.document] != ASKED] or [owner]
        also = tuple(shown[1 : 1 + ALSO])
        is_whole = any(hit.whole for hit in (best, *rest))
        out.append(Hit(score, shown[0], is_whole, best.sure, also))
    return sorted(out, key=lambda hit: order(hit.score, lexicon.owner[hit.document]))


def _is_settled(lexicon: Lexicon, lessons: Sequence[Hit]) -> bool:
    """True where words leave nothing open: a lesson surely answers, and no other comes near."""
    first, second = [hit.score for hit in lessons[:2]] if len(lessons) > 1 else (1.0, 0.0)
    best = max((hit.sure for hit in lessons), default=1.0)
    return best >= lexicon.ranking["certain"] and second <= first * lexicon.ranking["apart"]


def _by_meaning(lexicon: Lexicon, planned: Plan, lessons: Sequence[Hit], meant: Meanings) -> list[Hit]:
    """Lessons in the order of their words and their meaning together: the more of the query has a meaning, the more
    that counts. They answer the surer, the further it lies in their scope."""
    alike, scope = meant
    if not alike:
        return list(lessons)
    most, share = lessons[0].score, share_with_row(planned, lexicon)
    text, asked = (share * lexicon.ranking[name] for name in ("meaning", "meaningAsked"))
    weights, scored = lexicon.ranking, list[Hit]()
    odds = math.exp(weights["scope"] * (scope - weights["scopeFrom"])) if scope else 1.0
    for hit in lessons:
        by_text, by_asked = alike.get(lexicon.owner[hit.document], (0.0, 0.0))
        sure = math.floor(1024 * (hit.sure * odds / (hit.sure * odds + 1 - hit.sure)) + 0.5) / 1024
        scored.append(replace(hit, score=hit.score / most + (text * by_text + asked * by_asked), sure=sure))
    return sorted(scored, key=lambda hit: order(hit.score, lexicon.owner[hit.document]))


def _split_found_and_near(
    lexicon: Lexicon, lessons: Sequence[Hit], likely: Mapping[int, float], loose: bool
) -> tuple[list[Hit], list[Hit]]:
    """Lessons that answer, the first of them beside likely ones, and those that are only like the query by their
    words, as they are `likely` to be; of a phrase that is nowhere all are."""
    weights = lexicon.ranking
    best = max((hit.sure for hit in lessons), default=0.0)
    if (loose and weights["phrases"]) or best < weights["bar"]:
        return [], [hit for hit in lessons if likely[hit.document] >= weights["alike"]][:NEAR]
    least = min(weights["bar"], best * weights["kept"])
    needed = (least if place < weights["beside"] else weights["bar"] for place in range(len(lessons)))
    return [hit for hit, sure in zip(lessons, needed, strict=True) if hit.whole or hit.sure >= sure], []


def _entries(lexicon: Lexicon, parsed: Parsed, typing: bool) -> tuple[int, ...]:
    """The word of the vocabulary that is just what was asked for, by any of its names; while `typing` one that
    begins so."""
    asked = " ".join(run.text for run in runs(parsed.text))
    begun = None
    for document, title in enumerate(lexicon.folded):
        if not asked or lexicon.in_lesson(document):
            continue
        names = (title, *lexicon.synonyms.get(title, ()))
        if asked in names:
            return (document,)
        if begun is None and any(name.startswith(asked) for name in names):
            begun = document
    return (begun,) if typing and begun is not None else ()


def _relaxation_notes(lexicon: Lexicon, planned: Plan, ranking: Ranking, is_shown: bool) -> list[Note]:
    """What was looked for besides the words typed, where lessons are shown for it; what the library lacks."""
    notes: list[Note] = []
    if ranking.loose:
        notes.append(("phrase",))
    unread = (group for group in planned.groups if not (group.inside or group.read))
    unknown = [group.text for group in unread if group.cuts[0] and len(group.text) > 2]
    if ranking.hits and unknown:
        notes.append(("unknown", " ".join(dict.fromkeys(unknown))))
    is_lone = len(planned.cuts[0]) == 1
    for kind, kinds in (("synonym", ("synonym",)), ("near", ("tone", "spelling", "infix", "fuzzy"))):
        words = dict.fromkeys(
            word for group in planned.groups for word in _readings(lexicon, group, kinds, is_lone)
        )
        shown = [word for word in words if not any(word in group.text for group in planned.groups)]
        if is_shown and shown:
            notes.append((kind, " · ".join(shown[:4])))
    return notes


def _readings(lexicon: Lexicon, group: Group, kinds: Sequence[str], is_lone: bool) -> list[str]:
    """Other terms that mean a word of the query; of a known word among others they go without saying."""
    term = group.piece.term
    if term is not None and lexicon.found[term] and not (is_lone and "synonym" in kinds):
        return []
    terms = [number for number, (kind, _) in group.read.items() if kind in kinds and lexicon.found[number]]
    return [lexicon.terms[number] for number in terms[:3]]


def _marks(lexicon: Lexicon, planned: Plan) -> tuple[str, ...]:
    """Forms of the query's words that may be in what is shown, the longest first: a part of a word that lessons have
    only in that word, words of grammar only where there are no others."""
    forms: dict[str, None] = {}
    known = [group.text for group in planned.cuts[0] if group.piece.term and lexicon.found[group.piece.term]]
    most = max((group.tells for group in planned.groups), default=0.0)
    for group in planned.groups:
        inside = not group.cuts[0] and any(group.text in text for text in known)
        if inside or group.tells < min(most, TELLING):
            continue
        if len(group.text) > 1:
            forms[group.text] = None
        for number, (kind, _) in list(group.read.items())[:SHOWN]:
            if kind not in ("toneKnown", "abbreviation") and lexicon.found[number]:
                forms[lexicon.terms[number]] = None
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))[: 2 * SHOWN]
