"""What finds words of the vocabulary (and places) at work in lessons, by the origin that the reader is told."""

from collections.abc import Callable, Iterator, Mapping

from harvester.model import Library, TagUse
from harvester.taggers.alias import alias
from harvester.taggers.declared import declared
from harvester.taggers.organisation import organisation
from harvester.taggers.place import place
from harvester.taggers.programme import programme
from harvester.taggers.role import role
from harvester.taggers.suggested import suggested
from harvester.taggers.term import term
from harvester.thai.segment import Segmenter

TAGGERS: Mapping[str, Callable[[Library, Segmenter], Iterator[TagUse]]] = {
    "declared": declared,
    "alias": alias,
    "suggested": suggested,
    "place": place,
    "organisation": organisation,
    "role": role,
    "programme": programme,
    "term": term,
}
"""Origin -> tagger; what is declared comes first, what is only suggested is never mixed with it."""
