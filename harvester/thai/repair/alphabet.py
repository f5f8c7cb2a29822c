"""What a line of Thai is made of: letters that take a place, and marks that sit on them."""

from __future__ import annotations

import re

LETTER = "ก-ฮะาเแโใไๅๆฯ"
"""Character class of what takes a place on the line."""
VOWEL = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e3a\u0e38\u0e39\u0e47\u0e4d\u0e4e"
"""Marks next to the base: vowels above and below, maitaikhu, nikhahit, phinthu, yamakkan."""
TONE = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
"""Marks on top of those: the four tones and thanthakhat."""
MARK = VOWEL + TONE
NIKHAHIT = "\u0e4d"
LOST = "\ufffd"
"""A glyph that the font did not name."""

CELL = re.compile(f"([{LETTER}])([{MARK}{LOST} ]*)")
"""One letter and its slot of marks and spaces."""
RUN = re.compile(f"[{LETTER}](?:[{LETTER}{MARK}{LOST}]| {{1,2}}(?=[{LETTER}{MARK}{LOST}]))* ?")
"""Thai without anything foreign in it; at most two spaces in a row."""
CONSONANT = re.compile("[ก-ฮ]")
VALID = re.compile(f"[{VOWEL}]?[{TONE}]?$")

_WHOLE_AM = re.compile("([\u0e48-\u0e4b]?)ำ")
_SPLIT_AM = re.compile(NIKHAHIT + "([\u0e48-\u0e4b]?)า")


def decompose(text: str) -> str:
    """สระอำ as nikhahit on its base and า after it, so that it is one more mark that moves or gets lost."""
    return _WHOLE_AM.sub(NIKHAHIT + r"\1า", text)


def compose(text: str) -> str:
    """The reverse of `decompose`."""
    return _SPLIT_AM.sub(r"\1ำ", text)


def marks_of(slot: str) -> str:
    """The marks of a slot without its spaces."""
    return slot.replace(" ", "")
