"""What comes off the press: a set document and what can be known of its pages. Knows no typesetter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF as bytes. `anchors` gives the page (from 1) that each element with an id begins on;
    `warnings` are the typesetter's own words (English)."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def packed(self) -> bytes:
        """As one piece of bytes, to be kept."""
        head = {"pages": self.pages, "anchors": self.anchors, "warnings": self.warnings}
        return json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n" + self.pdf

    @classmethod
    def unpacked(cls, content: bytes) -> Sheets:
        """What was packed. Raises `ValueError` when it was not."""
        head, _, pdf = content.partition(b"\n")
        try:
            known = json.loads(head)
            return cls(pdf, known["pages"], known["anchors"], tuple(known["warnings"]))
        except (KeyError, TypeError) as error:
            raise ValueError("not packed sheets") from error


class Shelf(Protocol):
    """Where set documents are kept under the digest of what they were set from."""

    def get(self, key: str) -> bytes | None:
        """What is kept, or None."""

    def put(self, key: str, content: bytes) -> None:
        """Keep it."""
