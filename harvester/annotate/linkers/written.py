"""What authors write of other lessons, with its sentence: links, parts of a series, citations; terms of the glossary."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from harvester.memo import memoised
from harvester.model import Anchor, Because, Lesson, LessonId, Library, Link, Markdown, Ref, Sense
from harvester.model.plain_text import CITATION, CODE, body_pieces, plain
from harvester.model.vocabulary import matcher, named_entries
from harvester.thai.matching import Matcher
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentence_around, sentences

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Signs of no script, standing for the ends of a citation while its sentence is looked for."""
_MARK = re.compile(f"[{_OPEN}{_CLOSE}]")


def declared_linker(kind: str, because: str) -> Callable[[Library, Segmenter], Iterator[Link]]:
    """The linker of one kind of declared link: those that lead to a lesson of the library, each target once."""

    def linked(library: Library, segmenter: Segmenter) -> Iterator[Link]:
        for lesson in library.lessons:
            seen = {lesson.id}
            for link in lesson.declared:
                name = link.target.partition("#")[0]
                target = library.by_id.get(LessonId(name)) if link.kind == kind else None
                if target and target.id not in seen:
                    seen.add(target.id)
                    yield Link(Ref(lesson.id), Ref(target.id), (Because("declared", because),))

    return linked


def led_to(lesson: Lesson) -> frozenset[str]:
    """The ids that the author of a lesson names, not to contradict them."""
    declared = {it.target.partition("#")[0] for it in lesson.declared if it.kind != "contradicts"}
    return frozenset(declared.union(it["id"].strip() for it in CITATION.finditer(lesson.body)))


def series(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """From each part to its neighbours: `because` of kind previous or next, naming the part led to."""
    for parts in library.series.values():
        for (before, earlier), (after, later) in pairwise(part for part in parts if part[0] > 0):
            yield _neighbour(earlier, later, "next", after)
            yield _neighbour(later, earlier, "previous", before)


def _neighbour(lesson: Lesson, other: Lesson, kind: str, part: int) -> Link:
    name = other.series.name if other.series else ""
    return Link(Ref(lesson.id), Ref(other.id), (Because(kind, f"{name} ตอนที่ {part}"),))


def citation(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """One link for each lesson (or object) that a piece of the text cites; what leads nowhere gives none."""
    for lesson in library.lessons:
        seen: set[tuple[Ref, Ref]] = set()
        for anchor, piece in body_pieces(lesson) if "[[" in lesson.body else ():
            for target, sentence in _citations(library, piece):
                ends = (Ref(lesson.id, anchor), target)
                if target.lesson != lesson.id and ends not in seen:
                    seen.add(ends)
                    yield Link(*ends, because=(Because("citation", "ผู้เล่าอ้างถึง"),), sentence=sentence)


def _citations(library: Library, piece: Markdown) -> Iterator[tuple[Ref, str]]:
    if "[[" not in piece:
        return
    shown = CODE.sub(" ", piece)
    targets: dict[Ref, None] = {}

    def marked(match: re.Match[str]) -> str:
        """A citation as the words that it shows; the first of each target between marks."""
        lesson = library.by_id.get(match["id"].strip())
        words = match["text"] or (lesson.title if lesson else match["id"])
        ref = Ref(lesson.id, Anchor((match["part"] or "").strip())) if lesson else None
        if ref is None or ref in targets:
            return words
        targets[ref] = None
        return f"{_OPEN}{words}{_CLOSE}"

    parts = _MARK.split(plain(Markdown(CITATION.sub(marked, shown))))
    text = "".join(parts)
    spans = sentences(text)
    start = len(parts[0])
    for target, words, after in zip(targets, parts[1::2], parts[2::2], strict=False):
        yield target, sentence_around(text, start, start + len(words), spans=spans)
        start += len(words) + len(after)


def glossary(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """One link for each term and lesson, in the order in which the reader meets them."""
    finder = matcher(library.vocabulary)
    for lesson in library.lessons:
        yield from terms_in(lesson, finder, segmenter)


@memoised
def terms_in(lesson: Lesson, finder: Matcher[Sense], segmenter: Segmenter) -> Sequence[Link]:
    """Where a lesson first names each term."""
    met: dict[str, Link] = {}
    for anchor, piece in body_pieces(lesson):
        text = plain(piece)
        for match in named_entries(finder, segmenter, text) if text else ():
            for term in (sense.label for sense in match.values if sense.kind == "term"):
                if term not in met:
                    form = text[match.start : match.end]
                    because = (Because("term", form),)
                    sentence = sentence_around(text, match.start, match.end)
                    met[term] = Link(Ref(lesson.id, anchor), None, because, sentence, term=term)
    return tuple(met.values())
