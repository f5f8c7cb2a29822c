"""A page of text without a break, parted where a new thought begins, so that people can read and lists be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from harvester.model.document import Block, Kind
from harvester.reading.wording import patterns
from harvester.thai.sentences import sentences

LONG = 900
"""Characters of a paragraph that is parted."""
SHORTEST = 220
"""Characters of a part."""
_P = patterns("harvester.drafting", "paragraphs")


def parted(block: Block) -> Iterator[Block]:
    """The block, or its parts in order."""
    if len(block.text) < LONG or block.kind is Kind.TABLE:
        yield block
        return
    cuts = [0]
    for low, _ in sentences(block.text):
        if low - cuts[-1] >= SHORTEST and len(block.text) - low >= SHORTEST and _P.new.match(block.text, low):
            cuts.append(low)
    for low, high in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
        text = block.text[low:high]
        core = text.strip()
        start = block.start + low + text.index(core)
        yield replace(block, text=core, start=start, end=start + len(core), gap=block.gap if low == 0 else 0)
