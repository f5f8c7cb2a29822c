"""Words of the vocabulary and places that a lesson's text names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from harvester.annotate.taggers.declared import declared_labels
from harvester.memo import latest, memoised
from harvester.model import Lesson, LessonId, Library, Sense, TagUse
from harvester.model.plain_text import body_pieces, plain
from harvester.model.vocabulary import matcher, named_entries
from harvester.thai.matching import Edges, Matcher
from harvester.thai.place_mentions import mentions
from harvester.thai.places import PlaceName
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
    return {lesson.id: finds_in(lesson, finder, segmenter) for lesson in library.lessons}


@memoised
def finds_in(lesson: Lesson, finder: Matcher[Sense], segmenter: Segmenter) -> Mapping[Sense, Finds]:
    """The words of the vocabulary that a lesson's text names."""
    finds: dict[Sense, Finds] = {}
    for text, weight in weighted_pieces(lesson):
        for match in named_entries(finder, segmenter, text):
            for sense in match.values:
                find = finds.setdefault(sense, Finds())
                find.weight += weight
                find.count += 1
                find.forms[text[match.start : match.end]] = None
    return finds


def place(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """One use per place and lesson; a district counts only where no subdistrict of it does, and so on up."""
    for lesson in library.lessons:
        yield from places_in(lesson, segmenter)


@memoised
def places_in(lesson: Lesson, segmenter: Segmenter) -> Sequence[TagUse]:
    """The places that a lesson's text names, the likeliest first."""
    weights, forms = _named_places(lesson, segmenter)
    exact = [path for path in weights if not any(other.startswith(f"{path}/") for other in weights)]
    uses = []
    for path in sorted(exact, key=lambda path: (-weights[path], path)):
        score = round(weights[path] / (weights[path] + HALF), 3)
        uses.append(TagUse(lesson.id, "place", path, f"พบคำ “{forms[path]}”", score))
    return uses


def _named_places(lesson: Lesson, segmenter: Segmenter) -> tuple[dict[str, float], dict[str, str]]:
    at = lesson.place
    known = PlaceName(at.province, at.district, at.subdistrict) if at and at.province else None
    weights: dict[str, float] = {}
    forms: dict[str, str] = {}
    # one text, so that a province named in the title settles a district named in a step
    text, counts = "", []
    for piece, weight in weighted_pieces(lesson):
        text += f"{piece}\n"
        counts.append((len(text), weight))
    for mention in mentions(text, Edges(text, segmenter), known):
        weight = next(weight for end, weight in counts if mention.start < end)
        weights[mention.place.path] = weights.get(mention.place.path, 0.0) + weight
        forms.setdefault(mention.place.path, text[mention.start : mention.end])
    return weights, forms
