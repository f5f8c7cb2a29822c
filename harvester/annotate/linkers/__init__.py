"""What leads from one place of the library to another, by the kind of link."""

from collections.abc import Callable, Iterator, Mapping

from harvester.annotate.linkers.citation import citation
from harvester.annotate.linkers.declared import answers, contradicts, follows, uses_with
from harvester.annotate.linkers.glossary import glossary
from harvester.annotate.linkers.related import related
from harvester.annotate.linkers.series import series
from harvester.annotate.linkers.similar_caution import similar_caution
from harvester.annotate.linkers.similar_technique import similar_technique
from harvester.model import Library, Link
from harvester.thai.segment import Segmenter

LINKERS: Mapping[str, Callable[[Library, Segmenter], Iterator[Link]]] = {
    "citation": citation,
    "follows": follows,
    "uses_with": uses_with,
    "contradicts": contradicts,
    "answers": answers,
    "series": series,
    "glossary": glossary,
    "related": related,
    "similar_technique": similar_technique,
    "similar_caution": similar_caution,
}
"""Kind -> linker: what authors wrote first, then what the words show."""
