"""Places that a lesson's text names, beside the one where it happened."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from harvester.model import Lesson, Library, TagUse
from harvester.taggers._found import HALF, weighed
from harvester.thai.matching import Edges
from harvester.thai.mentions import Mention, mentions
from harvester.thai.places import PlaceName
from harvester.thai.segment import Segmenter


def place(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """One use per place and lesson; a district counts only where no subdistrict of it does, and so on up."""
    for lesson in library.lessons:
        weights, forms = _named(lesson, segmenter)
        exact = [path for path in weights if not any(other.startswith(f"{path}/") for other in weights)]
        for path in sorted(exact, key=lambda path: (-weights[path], path)):
            score = round(weights[path] / (weights[path] + HALF), 3)
            yield TagUse(lesson.id, "place", path, f"พบคำ “{forms[path]}”", score)


def _named(lesson: Lesson, segmenter: Segmenter) -> tuple[dict[str, float], dict[str, str]]:
    at = lesson.place
    known = PlaceName(at.province, at.district, at.subdistrict) if at and at.province else None
    weights: dict[str, float] = {}
    forms: dict[str, str] = {}
    # one text, so that a province named in the title settles a district named in a step
    text, counts = "", []
    for piece, weight in weighed(lesson):
        text += f"{piece}\n"
        counts.append((len(text), weight))
    for mention in _mentions(segmenter, text, known):
        weight = next(weight for end, weight in counts if mention.start < end)
        weights[mention.place.path] = weights.get(mention.place.path, 0.0) + weight
        forms.setdefault(mention.place.path, text[mention.start : mention.end])
    return weights, forms


@lru_cache(maxsize=1 << 15)
def _mentions(segmenter: Segmenter, text: str, known: PlaceName | None) -> tuple[Mention, ...]:
    return tuple(mentions(text, Edges(text, segmenter), known))
