"""Which characters our faces have, and replacements for the others. No character is dropped silently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from harvester.printing import fonts

MISSING = "◻"
"""Shown by the emoji font in place of a character without a glyph."""
_INVISIBLE = frozenset("\u200c\u200d\ufe0e\ufe0f\u20e3\u200b\u2060\ufeff\u00ad")
_SCRIPTS = {
    "HANGUL": "เกาหลี",
    "HIRAGANA": "ญี่ปุ่น",
    "KATAKANA": "ญี่ปุ่น",
    "CJK": "จีน",
    "TAMIL": "ทมิฬ",
    "DEVANAGARI": "เทวนาครี",
    "BENGALI": "เบงกาลี",
    "TAI": "ไท",
    "HEBREW": "ฮีบรู",
}


def printable(text: str) -> str:
    """The text with every character outside our fonts replaced by its closest equivalent, else by `MISSING`.

    Text in Thai and Latin comes back as the same object.
    """
    if text.isascii() or _letters().issuperset(text):
        return text
    return "".join(sign if sign in _letters() or _face_of(sign) else _stand_in(sign) for sign in text)


def missing(texts: Iterable[str]) -> Mapping[str, str]:
    """The characters of these texts that no face shows, by the Thai name of their script, each once."""
    found: dict[str, dict[str, None]] = {}
    for sign in dict.fromkeys("".join(texts)):
        if sign not in _letters() and not _face_of(sign) and _stand_in(sign) == MISSING:
            script = unicodedata.name(sign, "อื่น ๆ").split()[0]
            found.setdefault(_SCRIPTS.get(script, script), {})[sign] = None
    return {script: "".join(signs) for script, signs in found.items()}


def further_faces(text: str) -> dict[str, str]:
    """The faces beside those of Thai that a text needs, in the order of `fonts.FURTHER`, with the letters each shows."""
    if text.isascii() or _letters().issuperset(text):
        return {}
    found: dict[str, list[str]] = {}
    for sign in set(text) - _letters():
        found.setdefault(_face_of(sign), []).append(sign)
    return {name: "".join(sorted(found[name])) for name in fonts.FURTHER if name in found}


@cache
def _letters() -> frozenset[str]:
    """The signs of every text face, and those that take no glyph."""
    common = frozenset.intersection(*map(fonts.coverage, fonts.TEXT_FACES))
    return frozenset(map(chr, common)) | frozenset("\n\r\t") | _INVISIBLE


@cache
def _face_of(sign: str) -> str:
    """The first further face that has a sign; '' where none has."""
    return next((name for name in fonts.FURTHER if ord(sign) in fonts.coverage(name)), "")


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
