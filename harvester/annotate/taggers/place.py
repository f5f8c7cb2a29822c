"""Places that a lesson's text names, beside the one where it happened."""

from collections.abc import Iterator, Sequence

from harvester.annotate.taggers.named import HALF, weighted_pieces
from harvester.memo import memoised
from harvester.model import Lesson, Library, TagUse
from harvester.thai.matching import Edges
from harvester.thai.place_mentions import mentions
from harvester.thai.places import PlaceName
from harvester.thai.segment import Segmenter


def place(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """One use per place and lesson; a district counts only where no subdistrict of it does, and so on up."""
    for lesson in library.lessons:
        yield from _uses(lesson, segmenter)


@memoised
def _uses(lesson: Lesson, segmenter: Segmenter) -> Sequence[TagUse]:
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
