"""What the words of lessons show to be near: lessons that speak of the same, techniques and hazards of other lessons."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from harvester.annotate.linkers.written import led_to
from harvester.memo import latest, remembered_plain
from harvester.model import Anchor, Because, Caution, Lesson, LessonId, Library, Link, Markdown, Ref
from harvester.model.plain_text import plain, words_by_weight
from harvester.search.meaning import meanings_of, unit
from harvester.similarity import Bag, Document, Feature, Packed, SimilarityIndex, bag, bags, packed
from harvester.thai.dictionary import telling
from harvester.thai.segment import Segmenter

OWN = 40
"""Pieces of one lesson up to which its own are never in the way of others."""
SHOWN: Mapping[str, int] = {"tag": 3, "place": 1, "role": 2, "programme": 1, "word": 4}
"""Kinds of reasons in the order they are reported, and how many of each."""

SELF = frozenset(
    ("กองบรรณาธิการ", "ข้อควรระวัง", "ทางแก้", "ขั้นตอน", "เทคนิค", "บทเรียน", "ผู้เล่า", "ผู้บันทึก", "ต้นทาง", "คลัง")
)
"""Words in which lessons speak of themselves."""
CLEAR = 0.3
"""How telling a word must be to be named as a reason."""
SPOKEN = 0.5
"""What a tag counts for that the text names, but the author does not."""
BROADER = 0.5
"""What a tag broader than one's own counts for, at each step up."""
STEPS = 4
"""Steps up that count."""
_ASIDE = re.compile(r"\([^()]*กองบรรณาธิการ[^()]*\)")
"""Notes of the editors in brackets say who wrote a sentence, not what it is about."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What likeness is of one kind of piece: the share of each kind of feature, how many neighbours are reported
    of each piece, from which score and from how many reasons on."""

    name: str
    shares: Mapping[str, float]
    most: int
    least: float
    reasons: int = 1


LESSONS = Measure(
    "related",
    {"word": 0.55, "tag": 0.25, "place": 0.08, "programme": 0.07, "role": 0.05},
    most=6,
    least=0.06,
)
WORDS, BY_CHANCE = {"word": 1.0}, 2
"""Techniques and hazards are compared by their words; fewer shared ones are alike by chance."""
TECHNIQUES = Measure("similar_technique", WORDS, most=3, least=0.12, reasons=BY_CHANCE)
BY_WORDS, BY_MEANING = 0.3, 0.55
"""From where on two pieces may speak of the same. Either alone is right in one case of three or four, both together in
nine of ten where an author leads from the lesson of the one to that of the other."""
UNLED = 0.62
"""What both come to, halved, for hazards of lessons that nobody leads between."""
ORDINARY = "ที่ การ เป็น ใน ของ มี จะ และ ไม่ ได้ ให้ ว่า ไป มา ก็ ความ กับ แล้ว อยู่ หรือ"
"""The commonest words; what they mean is in every sentence, and is taken away."""
MOST_DANGERS = 3
NEAREST = 40
"""Pieces nearest to a hazard by words whose meaning is compared."""


def related(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each lesson to those most like it, the most similar first."""
    broader = {tag.label: tag.broader for tag in library.vocabulary.tags if tag.broader}
    yield from near(
        library,
        LESSONS,
        {Ref(one.id): _document(library, one, broader, segmenter) for one in library.lessons},
    )


def similar_technique(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each technique to the nearest of other lessons, by its name, reason and steps."""
    pieces = documents_by_words(library, segmenter, "technique")
    yield from near(library, TECHNIQUES, pieces)


def similar_caution(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each caution or trap to those of other lessons that warn of the same, the nearest first."""
    told: Counter[Ref] = Counter()
    for link, danger in _of_the_same(library, segmenter):
        if danger and told[link.source] < MOST_DANGERS:
            told[link.source] += 1
            yield link


def remedy(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each caution or trap without a remedy to the nearest step or remedy of another lesson."""
    missing = {
        Ref(one.id, it.anchor) for one in library.lessons for it in one.dangers if not it.remedy.strip()
    }
    for link, danger in _of_the_same(library, segmenter):
        if link.source in missing and (danger is None or danger.remedy.strip()):
            missing.remove(link.source)
            yield link


@latest
def _of_the_same(library: Library, segmenter: Segmenter) -> Sequence[tuple[Link, Caution | None]]:
    """From each hazard to the steps (then None) and hazards of other lessons that are like it by words and by meaning,
    the nearest first."""
    dangers = {Ref(one.id, it.anchor): it for one in library.lessons for it in one.dangers}
    hazards = documents_by_words(library, segmenter, "danger")
    pieces = hazards | documents_by_words(library, segmenter, "step")
    refs, found = list(pieces), SimilarityIndex([*pieces.values()], WORDS, worth)
    near = found.nearest(found.rows[: len(hazards)], NEAREST, BY_WORDS)
    near = [one for one in near if refs[one.left].lesson != refs[one.right].lesson]
    rows = sorted({row for one in near for row in (one.left, one.right)})
    # words of no topic tell a meaning too
    words = SimilarityIndex([pieces[refs[row]] for row in rows], WORDS)
    meanings = unit(words.counts @ meanings_of([name for _, name in words.features]))
    meanings = unit(meanings - unit(meanings_of(ORDINARY.split()).sum(0, keepdims=True)) / 2)
    pairs = np.array([(one.left, one.right) for one in near], int).reshape(-1, 2)
    left, right = np.searchsorted(rows, pairs.T)
    meant = np.einsum("ij,ij->i", meanings[left], meanings[right]).tolist()
    ids = {refs[row].lesson for row in rows}
    leads = {(source, target) for source in ids for target in led_to(library.by_id[source])}
    kept = []
    for one, alike in zip(near, meant, strict=True):
        source, target = refs[one.left], refs[one.right]
        score = round((one.score + alike) / 2, 4)
        led = not leads.isdisjoint(((source.lesson, target.lesson), (target.lesson, source.lesson)))
        if alike >= BY_MEANING and (led or (score >= UNLED and target in dangers)):
            kept.append((one.left, one.right, score))
    shared = found.shared(found.rows, found.rows, [(left, right) for left, right, _ in kept])
    links = [
        (Link(refs[left], refs[right], shared_reasons(features), score=score), dangers.get(refs[right]))
        for (left, right, score), features in zip(kept, shared, strict=True)
    ]
    return sorted(links, key=lambda found: -found[0].score)


def near(library: Library, measure: Measure, pieces: Mapping[Ref, Document]) -> Iterator[Link]:
    """From each piece to the nearest of *other* lessons, the nearest first; all are compared with all, exactly."""
    refs = sorted(pieces, key=lambda ref: (ref.lesson, ref.anchor))
    found = SimilarityIndex([pieces[ref] for ref in refs], measure.shares, worth)
    # pieces of the same lesson may be nearest, and are passed over afterwards; a lesson of very many alike
    # must not make every row of the library that much longer
    most_own = min(OWN, max(Counter(ref.lesson for ref in refs).values(), default=0))
    told: Counter[int] = Counter()
    pairs = [
        one
        for one in found.nearest(found.rows, measure.most + most_own, measure.least)
        if refs[one.left].lesson != refs[one.right].lesson
    ]
    shared = found.shared(found.rows, found.rows, [(one.left, one.right) for one in pairs])
    for one, features in zip(pairs, shared, strict=True):
        source, target = refs[one.left], refs[one.right]
        if told[one.left] >= measure.most:
            continue
        reasons = shared_reasons(features)
        if len(reasons) >= measure.reasons:
            told[one.left] += 1
            yield Link(source, target, reasons, score=one.score)


def worth(feature: Feature) -> float:
    """What a feature tells anywhere; names of the vocabulary tell all they can."""
    kind, name = feature
    return 1.0 if kind != "word" else 0.0 if name in SELF else telling(name)


def shared_reasons(shared: Iterable[Feature]) -> tuple[Because, ...]:
    """The strongest shared features as reasons, by kind."""
    told: dict[str, list[Because]] = {kind: [] for kind in SHOWN}
    for feature in shared:
        kind, name = feature
        if kind in told and len(told[kind]) < SHOWN[kind] and worth(feature) >= CLEAR:
            told[kind].append(Because(kind, name))
    return tuple(chain.from_iterable(told.values()))


@remembered_plain
def words_of_pieces(lesson: Lesson, segmenter: Segmenter) -> Packed:
    """The words of a lesson by what they count for (under ''), and of each technique, hazard and step (`step #anchor`)."""
    texts = {
        f"technique #{one.anchor}": "\n".join(
            (one.name, one.name, one.why, *(step.text for step in one.steps))
        )
        for one in lesson.techniques
    }
    texts |= {f"danger #{one.anchor}": one.text for one in lesson.dangers}
    texts |= {f"step #{step.anchor}": step.text for one in lesson.techniques for step in one.steps}
    return packed(
        {"": words_by_weight(lesson, segmenter)}
        | {piece: Counter(_words(segmenter, text)) for piece, text in texts.items()}
    )


def _words(segmenter: Segmenter, text: str) -> list[str]:
    return segmenter.words(_ASIDE.sub(" ", plain(Markdown(text))))


@latest
def _bags(
    lessons: Sequence[Lesson], cut: Collection[LessonId], segmenter: Segmenter
) -> Mapping[LessonId, Mapping[str, Bag]]:
    """Pieces by their words, of lessons that did not take too much to cut. The numbers in bags are those of this
    process: they are never remembered."""
    return {one.id: bags("word", words_of_pieces(one, segmenter)) for one in lessons if one.id in cut}


def documents_by_words(library: Library, segmenter: Segmenter, kind: str) -> dict[Ref, Document]:
    """The pieces of a kind by their words."""
    return {
        Ref(lesson, Anchor(anchor)): ((found, 1.0),)
        for lesson, pieces in _bags(library.lessons, library.tokens, segmenter).items()
        for (of, _, anchor), found in ((piece.partition(" #"), found) for piece, found in pieces.items())
        if of == kind
    }


def words_of_lesson(library: Library, lesson: Lesson, segmenter: Segmenter) -> Document:
    """The words of a lesson, weighed by their fields."""
    known = _bags(library.lessons, library.tokens, segmenter).get(lesson.id)
    return ((known[""], 1.0),) if known else ()


def _document(library: Library, lesson: Lesson, broader: Mapping[str, str], segmenter: Segmenter) -> Document:
    document = [*words_of_lesson(library, lesson, segmenter)]
    tags: dict[str, float] = {}
    for use in library.uses_of.get(lesson.id, ()):
        if use.origin == "declared" and use.kind in ("role", "programme"):
            document.append((bag(use.kind, (use.term,)), 1.0))
        elif use.kind == "tag" and use.origin in ("declared", "alias"):
            _climb(tags, use.term, 1.0 if use.origin == "declared" else SPOKEN, broader)
    document += [(bag("tag", (tag,)), weight) for tag, weight in tags.items()]
    if place := lesson.place:
        document.append((bag("place", tuple(filter(None, (place.province, place.district)))), 1.0))
    return document


def _climb(tags: dict[str, float], tag: str, weight: float, broader: Mapping[str, str]) -> None:
    """A tag and what is broader, each step up counting less; a loop in the vocabulary does no harm."""
    for _ in range(STEPS):
        tags[tag] = max(weight, tags.get(tag, 0.0))
        tag, weight = broader.get(tag, ""), weight * BROADER
        if not tag:
            return
