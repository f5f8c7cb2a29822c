"""Lines that were broken for width, joined again without gluing words."""

from __future__ import annotations

import re

from harvester.thai.repair.alphabet import CELL, LETTER, decompose
from harvester.thai.repair.spaces import SpaceModel

_GOES_ON = re.compile(f"(?![ก-ฮ]\\.)[{LETTER}(“]")
"""A line that may continue another: Thai, and not ก. of a list."""
SHORTEST = 40
"""Characters: narrower columns are lists, not prose."""
NEARLY_FULL = 0.8
"""Of the longest neighbours: such a line was broken for width."""
NEIGHBOURS = 4


def unwrap(text: str, spaces: SpaceModel) -> str:
    """Join every line that is nearly as long as its longest neighbours with a line that may go on."""
    lines = text.split("\n")
    joined: list[str] = []
    full = False
    for number, line in enumerate(lines):
        if joined and full and _GOES_ON.match(line):
            left = decompose(joined[-1].rstrip())
            right = decompose(line[:12])
            thai = CELL.search(left[-2:]) and CELL.match(line)
            gap = "" if thai and spaces.odds(left[-40:], right) <= 0 else " "
            joined[-1] = joined[-1].rstrip() + gap + line
        else:
            joined.append(line)
        near = sorted(map(len, lines[max(0, number - NEIGHBOURS) : number + NEIGHBOURS + 1]))
        full = SHORTEST <= len(line.rstrip()) >= NEARLY_FULL * near[-2:][0]
    return "\n".join(joined)
