"""Names of the vocabulary that are in the text of lessons: tags, organisations, roles, programmes, terms."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from harvester.annotate.taggers.declared import declared_labels
from harvester.memo import latest, memoised
from harvester.mentions import matcher, named_entries
from harvester.model import Lesson, LessonId, Library, Sense, TagUse
from harvester.model.plain_text import body_pieces, plain
from harvester.thai.matching import Matcher
from harvester.thai.segment import Segmenter

TITLE, CORE, BODY = 4.0, 2.0, 1.0
"""What one find counts in the title, in summary, techniques and steps, and elsewhere."""
HALF = 3.0
"""Weight at which a find scores 0.5."""
LEAST = 0.4
"""Score of a tag named once in the title, a technique or the summary, or twice elsewhere."""


@dataclass(slots=True)
class Finds:
    """How often and in which forms one entry of the vocabulary is in a lesson."""

    weight: float = 0.0
    count: int = 0
    forms: dict[str, None] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """0…1, growing with every find."""
        return round(self.weight / (self.weight + HALF), 3)

    @property
    def because(self) -> str:
        """What was found, in words to show."""
        forms = ", ".join(f"“{form}”" for form in list(self.forms)[:3])
        return f"พบคำ {forms}" + (f" รวม {self.count} แห่ง" if self.count > 1 else "")


def alias(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """Tags that a lesson does not declare and speaks of in their words, more than once or where it weighs."""
    own = declared_labels(library, segmenter)
    spoken = uses("tag")(library, segmenter)
    yield from (use for use in spoken if use.score >= LEAST and ("tag", use.term) not in own[use.lesson])


def uses(kind: str) -> Callable[[Library, Segmenter], Iterator[TagUse]]:
    """The tagger of one kind of entry: its finds in each lesson, declared or not, the strongest first."""

    def used(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
        for lesson in library.lessons:
            finds = find_entries(library, segmenter)[lesson.id]
            for sense, find in sorted(finds.items(), key=lambda pair: (-pair[1].weight, pair[0].label)):
                if sense.kind == kind:
                    yield TagUse(lesson.id, kind, sense.label, find.because, find.score)

    return used


def weighted_pieces(lesson: Lesson) -> Iterator[tuple[str, float]]:
    """The lesson's running text in pieces, with what a find in each counts; headings are left out."""
    yield lesson.title, TITLE
    yield plain(lesson.summary), CORE
    for anchor, piece in body_pieces(lesson):
        if piece:
            yield plain(piece), CORE if anchor.startswith(("technique", "step")) else BODY


@latest
def find_entries(library: Library, segmenter: Segmenter) -> Mapping[LessonId, Mapping[Sense, Finds]]:
    """Lesson -> entry -> finds."""
    finder = matcher(library.vocabulary)
    return {lesson.id: _finds(lesson, finder, segmenter) for lesson in library.lessons}


@memoised
def _finds(lesson: Lesson, finder: Matcher[Sense], segmenter: Segmenter) -> Mapping[Sense, Finds]:
    finds: dict[Sense, Finds] = {}
    for text, weight in weighted_pieces(lesson):
        for match in named_entries(finder, segmenter, text):
            for sense in match.values:
                find = finds.setdefault(sense, Finds())
                find.weight += weight
                find.count += 1
                find.forms[text[match.start : match.end]] = None
    return finds
