"""The result of typesetting: a PDF and facts about its pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

END = "end--"
"""How ids begin that only tell where something ends."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF as bytes. `anchors` gives the page (from 1) that each element with an id begins on, `ends` how far
    down its page (0 to 1) each element stands whose id begins with `END`; these are no anchors of the PDF.
    `warnings` are the typesetter's own words (English)."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    ends: Mapping[str, float] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As bytes, for the cache."""
        head = {"pages": self.pages, "anchors": self.anchors, "warnings": self.warnings, "ends": self.ends}
        return json.dumps(head, ensure_ascii=False, sort_keys=True).encode() + b"\n" + self.pdf

    @classmethod
    def unpacked(cls, content: bytes) -> Sheets:
        """What was packed. Raises `ValueError` when it was not."""
        head, _, pdf = content.partition(b"\n")
        try:
            known = json.loads(head)
            return cls(pdf, known["pages"], known["anchors"], tuple(known["warnings"]), known["ends"])
        except (KeyError, TypeError) as error:
            raise ValueError("not packed sheets") from error


def length(sheets: Sheets, name: str) -> int:
    """The pages from an id to the mark of its end."""
    return sheets.anchors.get(f"{END}{name}", 0) - sheets.anchors.get(name, 0) + 1


def fitted(
    run: Callable[[Mapping[str, str]], Sheets], names: Sequence[str], classes: Iterable[str]
) -> Sheets:
    """What `run` sets, where the parts that are longer than a page got the first class that makes them one page."""
    fits: dict[str, str] = {}
    sheets = run(fits)
    for one in classes:
        over = [name for name in names if length(sheets, name) > 1]
        if not over:
            break
        fits |= dict.fromkeys(over, one)
        sheets = run(fits)
    return sheets


class Shelf(Protocol):
    """A cache of typeset documents by the digest of their input."""

    def get(self, key: str) -> bytes | None:
        """What is kept, or None."""

    def put(self, key: str, content: bytes) -> None:
        """Keep it."""
