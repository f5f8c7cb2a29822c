"""Terms and abbreviations of the glossary that stand in a lesson's text."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.taggers._found import uses
from harvester.model import Library, TagUse
from harvester.thai.segment import Segmenter


def term(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """One use per term and lesson, whether the author declares it or not."""
    yield from uses(library, segmenter, "term")
