"""Which characters our fonts have, and replacements for the others. No character is dropped silently."""

from __future__ import annotations

import unicodedata
from functools import cache

from harvester.printing import fonts

MISSING = "◻"
"""Shown by the emoji font in place of a character without a glyph."""
_INVISIBLE = frozenset("\u200d\ufe0e\ufe0f\u20e3\u200b\u2060\ufeff\u00ad")


def printable(text: str) -> str:
    """The text with every character outside our fonts replaced by its closest equivalent, else by `MISSING`.

    Text in Thai and Latin comes back as the same object.
    """
    if text.isascii() or _readable().issuperset(text):
        return text
    return "".join(sign if sign in _readable() else _stand_in(sign) for sign in text)


def needs_emoji(text: str) -> bool:
    """Whether the text holds a sign that only the emoji face can show."""
    return not (text.isascii() or _letters().issuperset(text))


@cache
def _letters() -> frozenset[str]:
    """The signs of every text face, and those that take no glyph."""
    common = frozenset.intersection(*map(fonts.coverage, fonts.TEXT_FACES))
    return frozenset(map(chr, common)) | frozenset("\n\r\t") | _INVISIBLE


@cache
def _readable() -> frozenset[str]:
    return _letters() | frozenset(map(chr, fonts.coverage(fonts.EMOJI_FACE))) | frozenset(MISSING)


@cache
def _stand_in(sign: str) -> str:
    if sign in _KIN:
        return _KIN[sign]
    simple = "".join(part for part in unicodedata.normalize("NFKD", sign) if part in _letters())
    if simple:
        return simple
    return "" if unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Me", "Cs", "Cn", "Co") else MISSING


_KIN = {
    "✓": "✔",
    "✗": "✖",
    "☐": "◻",
    "□": "◻",
    "★": "⭐",
    "☆": "⭐",
    "○": "◦",
    "☑": "✔",
    "▪": "•",
    "●": "•",
    "‒": "–",
    "―": "—",
    "⁃": "-",
    "‑": "-",
    "′": "'",
    "″": '"',
}
