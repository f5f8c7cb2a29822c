"""What comes off the press: a set document and what can be known of its pages. Knows no typesetter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF as bytes. `anchors` gives the page (from 1) that each element with an id begins on;
    `warnings` are the typesetter's own words (English)."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
