"""Finds what is near what among pieces of lessons, learnt from all of them and kept for those that did not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from harvester.annotate.linkers._likeness import because, worth
from harvester.model import Lesson, LessonId, Library, Link, Ref
from harvester.similarity import Document, Likeness

OWN = 40
"""Pieces of one lesson up to which its own are never in the way of others."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What likeness is of one kind of piece: the share of each kind of feature, how many neighbours are told
    of each piece, from which score and from how many reasons on."""

    name: str
    shares: Mapping[str, float]
    most: int
    least: float
    reasons: int = 1


@dataclass(slots=True)
class Learnt:
    """What all pieces of a library taught, and the links found by it, with the lesson they were found for."""

    refs: Sequence[Ref]
    likeness: Likeness
    told: dict[LessonId, tuple[Lesson, Sequence[Link]]] = field(default_factory=dict)


def near(library: Library, measure: Measure, pieces: Mapping[Ref, Document]) -> Iterator[Link]:
    """From each piece to the nearest of *other* lessons, the nearest first; all are compared with all, exactly.

    Where the library hands on what an earlier harvest learnt, only lessons that changed are compared anew.
    """
    refs = sorted(pieces, key=lambda ref: (ref.lesson, ref.anchor))
    learnt: Learnt | None = library.learnt.get(measure.name)
    if learnt is None:
        learnt = Learnt(refs, Likeness([pieces[ref] for ref in refs], measure.shares, worth))
        library.learnt[measure.name] = learnt
    new = {one.id: one for one in library.lessons if learnt.told.get(one.id, (None,))[0] is not one}
    asked = [ref for ref in refs if ref.lesson in new]
    found: dict[LessonId, list[Link]] = {lesson: [] for lesson in new}
    for link in _compared(learnt, measure, asked, [pieces[ref] for ref in asked]):
        found[link.source.lesson].append(link)
    learnt.told |= {lesson: (new[lesson], links) for lesson, links in found.items()}
    for lesson in sorted({one.id for one in library.lessons}):
        yield from (link for link in learnt.told[lesson][1] if link.target in pieces)


def _compared(
    learnt: Learnt, measure: Measure, refs: Sequence[Ref], documents: Sequence[Document]
) -> Iterator[Link]:
    likeness = learnt.likeness
    rows = likeness.rows if refs == learnt.refs else likeness.placed(documents)
    # pieces of the same lesson may be nearest, and are passed over afterwards; a lesson of very many alike
    # must not make every row of the library that much longer
    most_own = min(OWN, max(Counter(ref.lesson for ref in learnt.refs).values(), default=0))
    told: Counter[int] = Counter()
    for one in likeness.nearest(rows, measure.most + most_own, measure.least):
        source, target = refs[one.left], learnt.refs[one.right]
        if source.lesson == target.lesson or told[one.left] >= measure.most:
            continue
        reasons = because(likeness.shared(rows, one.left, likeness.rows, one.right))
        if len(reasons) >= measure.reasons:
            told[one.left] += 1
            yield Link(source, target, reasons, score=one.score)
