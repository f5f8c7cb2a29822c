"""What leads from one place of the library to another, by the kind of link."""

from collections.abc import Callable, Iterator, Mapping

from harvester.annotate.linkers.alike import related, remedy, similar_caution, similar_technique
from harvester.annotate.linkers.written import citation, declared_linker, glossary, series
from harvester.model import Library, Link
from harvester.thai.segment import Segmenter

LINKERS: Mapping[str, Callable[[Library, Segmenter], Iterator[Link]]] = {
    "citation": citation,
    "follows": declared_linker("follows", "ทำต่อจากบทเรียนนี้"),
    "uses_with": declared_linker("uses_with", "ใช้คู่กันได้ผลดี"),
    "contradicts": declared_linker("contradicts", "พบผลต่างกัน"),
    "answers": declared_linker("answers", "ตอบคำถามที่บทเรียนนี้ถามไว้"),
    "series": series,
    "glossary": glossary,
    "related": related,
    "similar_technique": similar_technique,
    "similar_caution": similar_caution,
    "remedy": remedy,
}
"""Kind -> linker: what authors wrote first, then what the words show."""
