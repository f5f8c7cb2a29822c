"""Words of the glossary where they first are in a lesson, with the sentence."""

from collections.abc import Iterator, Sequence

from harvester.memo import memoised
from harvester.mentions import matcher, named_entries
from harvester.model import Because, Lesson, Library, Link, Ref, Sense
from harvester.model.plain_text import body_pieces, plain
from harvester.thai.matching import Matcher
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentence_around


def glossary(library: Library, segmenter: Segmenter) -> Iterator[Link]:
    """One link for each term and lesson, in the order in which the reader meets them."""
    finder = matcher(library.vocabulary)
    for lesson in library.lessons:
        yield from _first(lesson, finder, segmenter)


@memoised
def _first(lesson: Lesson, finder: Matcher[Sense], segmenter: Segmenter) -> Sequence[Link]:
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
