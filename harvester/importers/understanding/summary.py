"""The one sentence of a lesson, where the document itself sets it apart: a label, or a line that the text repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.importers.draft import Said, said, tidy
from harvester.importers.understanding.clues import Clues

LONGEST = 260
_SPACE = re.compile(r"\s+")


def summary(clues: Clues) -> Iterator[tuple[str, Said]]:
    """`summary`: labelled; or a short line near the top whose words come again in the text."""
    for value in clues.labelled("summary"):
        yield "summary", value
    for block in clues.blocks[:4]:
        if not 25 <= len(block.text) <= LONGEST or block.start == clues.title.start:
            continue
        words = _SPACE.sub("", block.text)
        rest = _SPACE.sub("", clues.document.text[block.end :])
        if words in rest:
            yield "summary", said(block, confidence=0.75, rule="summary")
            return
    given = tidy(clues.document.properties.get("description", ""))
    if 25 <= len(given) <= LONGEST:
        yield "summary", Said(given, confidence=0.5, rule="format")
