"""A page's stream says the same in fewer words: cases as they come from the typesetter, and as they go out."""

from __future__ import annotations

import re

import pytest

from harvester.printing.streams import condensed

CASES = {
    "a box that is cut out of itself": (
        "q/1 0 0 rg/2 3 10 5 re/W/n/2 3 10 5 re/f/Q",
        "1 0 0 rg/2 3 10 5 re/f",
    ),
    "one side of a frame": (
        "q/90 20 m/10 20 l/13 19 l/89 19 l/W*/n/.5 g rg/13 11 76 8 re/10 10 80 10 re/f*/Q",
        ".5 g rg/90 20 m/10 20 l/13 19 l/89 19 l/f",
    ),
    "a disc": (
        "q/10 0 m/10 0 l/15.5 0 20 4.5 20 10 c/20 15.5 15.5 20 10 20 c/4.5 20 0 15.5 0 10 c/0 4.5 4.5 0 10 0 c/W/n"
        "|/Artifact|BMC|q/1 0 0 rg/0 0 20 20 re/W/n/0 0 20 20 re/f/Q|EMC|Q",
        "|/Artifact|BMC|q/1 0 0 RG/20.0 w/1 J/10.0 10.0 m/10.0 10.0 l/S/Q|EMC",
    ),
    "lines of a paragraph": (
        "|/Span|<</MCID 0>>|BDC|BT/1 0 0 -1 10 20.4 Tm/|/F 12 Tf|[<01>] TJ/ET|EMC"
        "|/Span|<</MCID 1>>|BDC|BT/1 0 0 -1 10 40.4 Tm/|/F 12 Tf|[<02>] TJ/ET|EMC",
        "|/Span|<</MCID 0>>|BDC|BT/1 0 0 -1 10 20.4 Tm/|/F 12 Tf|[<01>] TJ/0 -20 Td/[<02>] TJ/ET|EMC",
    ),
    "two paragraphs": (
        "|/Span|<</MCID 0>>|BDC|BT/1 0 0 -1 10 20 Tm/[<01>] TJ/ET|EMC"
        "|/Span|<</MCID 9>>|BDC|BT/1 0 0 -1 10 40 Tm/[<02>] TJ/ET|EMC",
        "|/Span|<</MCID 0>>|BDC|BT/1 0 0 -1 10 20 Tm/[<01>] TJ/ET|EMC"
        "|/Span|<</MCID 9>>|BDC|BT/1 0 0 -1 10 40 Tm/[<02>] TJ/ET|EMC",
    ),
    "a colour that is asked for and left again": (
        "0 0 0 rg/q/1 0 0 rg/0 0 5 5 re/f/Q/0 0 6 6 re/f",
        "1 0 0 rg/0 0 5 5 re/f/0 0 0 rg/0 0 6 6 re/f",
    ),
    "a picture keeps its own place": (
        "q/5 0 0 5 1 1 cm/|/i1 Do|Q/0 0 6 6 re/f",
        "q/5 0 0 5 1 1 cm/|/i1 Do|Q/0 0 6 6 re/f",
    ),
    "nothing": ("q/Q/BT/ET", ""),
}


def parts(text: str) -> list[bytes]:
    """`/` parts operators, `|` those that hold a slash themselves."""
    found: list[str] = []
    for piece in text.split("|"):
        found += [piece] if piece.startswith(("/", "<")) else piece.split("/")
    return [part.encode() for part in found if part]


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES)
def test_cases(given: str, expected: str) -> None:
    assert condensed(parts(given), together) == parts(expected)


def together(first: bytes, second: bytes) -> bool:
    """The first five pieces are of one paragraph."""
    return all(int(re.findall(rb"\d+", piece)[0]) < 5 for piece in (first, second))
