"""Organisations that a lesson's text names, by name or abbreviation."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.taggers._found import uses
from harvester.model import Library, TagUse
from harvester.thai.segment import Segmenter


def organisation(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """One use per organisation and lesson, whether the author declares it or not."""
    yield from uses(library, segmenter, "organisation")
