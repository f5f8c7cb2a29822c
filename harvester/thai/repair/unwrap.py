"""Lines that were broken for width, joined again without gluing words."""

from __future__ import annotations

import re

from harvester.thai.repair.alphabet import CELL, LETTER, MARK, decompose
from harvester.thai.repair.spaces import SpaceModel

_GOES_ON = re.compile(f"(?![ก-ฮ]\\.)[{LETTER}(“]")
"""A line that may continue another: Thai, and not ก. of a list."""
_ENDS_THAI = re.compile(f"[{LETTER}{MARK}ำ]$")
SHORTEST = 40
"""Characters: narrower columns are lists, not prose."""
NEARLY_FULL = 0.8
"""Of the longest neighbours: such a line was broken for width."""
NEIGHBOURS = 4


def gap_between(left: str, right: str, spaces: SpaceModel) -> str:
    """A blank, or nothing inside a Thai phrase."""
    thai = _ENDS_THAI.search(left) and CELL.match(right)
    return "" if thai and spaces.odds(decompose(left[-40:]), decompose(right[:12])) <= 0 else " "


def unwrap(text: str, spaces: SpaceModel) -> str:
    """Join every line that is nearly as long as its longest neighbours with a line that may go on."""
    lines = text.split("\n")
    joined: list[str] = []
    full = False
    for number, line in enumerate(lines):
        if joined and full and _GOES_ON.match(line):
            joined[-1] = joined[-1].rstrip() + gap_between(joined[-1].rstrip(), line, spaces) + line
        else:
            joined.append(line)
        near = sorted(map(len, lines[max(0, number - NEIGHBOURS) : number + NEIGHBOURS + 1]))
        full = SHORTEST <= len(line.rstrip()) >= NEARLY_FULL * near[-2:][0]
    return "\n".join(joined)
