"""What the words of lessons show to be near: lessons that speak of the same, techniques and hazards of other lessons."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from harvester.memo import latest, remembered_words
from harvester.model import Anchor, Because, Lesson, LessonId, Library, Link, Markdown, Ref
from harvester.model.plain_text import plain
from harvester.similarity import Bag, Document, Feature, SimilarityIndex, bag, weighed_bag
from harvester.thai.dictionary import telling
from harvester.thai.segment import Segmenter

REMEDY = "remedy"
"""The kind of the words that tell how a hazard is undone."""
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
DANGERS = Measure("similar_caution", {"word": 0.7, REMEDY: 0.3}, most=3, least=0.2, reasons=BY_CHANCE)
"""The words of what goes wrong and those of its remedy apart: a remedy that names the matter of a hazard is not like it."""


def related(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each lesson to those most like it, the most similar first."""
    broader = {tag.label: tag.broader for tag in library.vocabulary.tags if tag.broader}
    yield from near(
        library, LESSONS, {Ref(one.id): _document(library, one, broader) for one in library.lessons}
    )


def similar_technique(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each technique to the nearest of other lessons, by its name, reason and steps."""
    pieces = documents_by_words(library, _techniques, segmenter)
    yield from near(library, TECHNIQUES, pieces)


def similar_caution(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each caution or trap to the nearest of other lessons, by what goes wrong and how it is undone."""
    pieces = documents_by_words(library, _dangers, segmenter)
    yield from near(library, DANGERS, pieces)


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
    return 1.0 if kind not in DANGERS.shares else 0.0 if name in SELF else telling(name)


def shared_reasons(shared: Iterable[Feature]) -> tuple[Because, ...]:
    """The strongest shared features as reasons, by kind."""
    told: dict[str, list[Because]] = {kind: [] for kind in SHOWN}
    for feature in shared:
        kind, name = feature
        if kind in told and len(told[kind]) < SHOWN[kind] and worth(feature) >= CLEAR:
            told[kind].append(Because(kind, name))
    return tuple(chain.from_iterable(told.values()))


@remembered_words
def _techniques(lesson: Lesson, segmenter: Segmenter) -> Mapping[str, tuple[str, ...]]:
    texts = {
        one.anchor: "\n".join((one.name, one.name, one.why, *(step.text for step in one.steps)))
        for one in lesson.techniques
    }
    return {anchor: _words(segmenter, text) for anchor, text in texts.items()}


@remembered_words
def _dangers(lesson: Lesson, segmenter: Segmenter) -> Mapping[str, tuple[str, ...]]:
    said = ((one.anchor, one.text) for one in lesson.dangers)
    undone = ((f"{one.anchor} {REMEDY}", one.remedy) for one in lesson.dangers)
    return {name: _words(segmenter, text) for name, text in chain(said, undone)}


def _words(segmenter: Segmenter, text: str) -> tuple[str, ...]:
    return tuple(segmenter.words(_ASIDE.sub(" ", plain(Markdown(text)))))


def documents_by_words(
    library: Library, read: Callable[[Lesson, Segmenter], Mapping[str, tuple[str, ...]]], segmenter: Segmenter
) -> Mapping[Ref, Document]:
    """Pieces by their words. The numbers in bags are those of this process: they are never remembered."""
    pieces: dict[Ref, list[tuple[Bag, float]]] = {}
    for one in library.lessons:
        for name, words in read(one, segmenter).items():
            anchor, _, kind = name.partition(" ")
            pieces.setdefault(Ref(one.id, Anchor(anchor)), []).append((bag(kind or "word", words), 1.0))
    return pieces


@latest
def lesson_bags(library: Library) -> Mapping[LessonId, Bag]:
    """The words of each lesson, weighed by their fields."""
    return {one.id: weighed_bag("word", library.weights.get(one.id, {})) for one in library.lessons}


def _document(library: Library, lesson: Lesson, broader: Mapping[str, str]) -> Document:
    document: list[tuple[Bag, float]] = [(lesson_bags(library)[lesson.id], 1.0)]
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
