"""Tags whose label or alias stands in the text of a lesson that does not declare them."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.taggers.declared import said
from harvester.annotate.taggers.named import uses
from harvester.model import Library, TagUse
from harvester.thai.segment import Segmenter

LEAST = 0.4
"""Score of a tag named once in the title, a technique or the summary, or twice elsewhere."""


def alias(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """What a lesson speaks of in the words of the vocabulary, more than once or where it weighs."""
    own = said(library, segmenter)
    spoken = uses(library, segmenter, "tag")
    yield from (use for use in spoken if use.score >= LEAST and ("tag", use.term) not in own[use.lesson])
