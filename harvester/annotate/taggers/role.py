"""Roles that a lesson's text names."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.annotate.taggers._found import uses
from harvester.model import Library, TagUse
from harvester.thai.segment import Segmenter


def role(library: Library, segmenter: Segmenter) -> Iterator[TagUse]:
    """One use per role and lesson, whether the author declares it or not."""
    yield from uses(library, segmenter, "role")
