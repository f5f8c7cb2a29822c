"""What finds words of the vocabulary (and places) at work in lessons, by the origin that the reader is reported."""

from collections.abc import Callable, Iterator, Mapping

from harvester.annotate.taggers.declared import declared
from harvester.annotate.taggers.named import alias, place, uses
from harvester.annotate.taggers.suggested import suggested
from harvester.model import Library, TagUse
from harvester.thai.segment import Segmenter

TAGGERS: Mapping[str, Callable[[Library, Segmenter], Iterator[TagUse]]] = {
    "declared": declared,
    "alias": alias,
    "suggested": suggested,
    "place": place,
    "organisation": uses("organisation"),
    "role": uses("role"),
    "programme": uses("programme"),
    "term": uses("term"),
}
"""Origin -> tagger; what is declared comes first, what is only suggested is never mixed with it."""
