"""Damage that can be undone without judgement. Well-formed Thai is not changed by it."""

from __future__ import annotations

import re

from harvester.thai.repair.alphabet import LETTER, LOST, MARK, NIKHAHIT, TONE
from harvester.thai.repair.codepages import unmojibake

PRIVATE_USE = {0xF700: "ฐ", 0xF70F: "ญ", 0xF710: "\u0e31", 0xF711: "\u0e4d", 0xF712: "\u0e47",
               0xF718: "\u0e38", 0xF719: "\u0e39", 0xF71A: "\u0e3a"}  # fmt: skip
"""Shifted glyphs of old Windows fonts (U+F700-F71A) and of the Mac (U+F884-F899), by what they show."""
PRIVATE_USE.update(zip(range(0xF701, 0xF705), "\u0e34\u0e35\u0e36\u0e37", strict=True))
for _first in (0xF705, 0xF70A, 0xF713):
    PRIVATE_USE.update(zip(range(_first, _first + 5), TONE, strict=True))
# The Mac's corporate zone, as the Adobe Glyph List names it (maihanakatleftthai …): three shapes a tone.
PRIVATE_USE.update(
    zip(range(0xF884, 0xF89A), "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47" + "".join(3 * t for t in TONE) + NIKHAHIT,
        strict=True)
)  # fmt: skip


def _one_tone(match: re.Match[str]) -> str:
    """A tone behind its สระอำ goes before it, unless one is there."""
    return (match[1] or match[2]) + "ำ"


_RULES = [
    (re.compile(pattern), by)
    for pattern, by in (
        ("(?<=[ก-๎])[\u200b\u200c\u200d\u00ad\ufeff]+(?=[ก-๎])", ""),
        ("เเ", "แ"),
        (f"(?<=[{LETTER}{MARK}]) ?\n ?(?=[{MARK}])", ""),  # a line never starts with a mark
        (f"(?<=[ก-ฮ]){LOST}+(?=[{TONE}]?ำ|{NIKHAHIT})", ""),  # the two halves of a สระอำ glyph
        (f"ำ{LOST}+", "ำ"),
        (f"า{NIKHAHIT} ?(?![าำ])", "ำ"),  # nikhahit drawn after its า
        (f" ?{NIKHAHIT}([\u0e48-\u0e4b]?)า", r"\1ำ"),
        ("([\u0e48-\u0e4b]?)ำ([\u0e48-\u0e4b])", _one_tone),
    )
]
_MARKS = re.compile(f"[{MARK}]{{2,}}")


def _in_order(marks: re.Match[str]) -> str:
    """Vowel first, then tone, each once."""
    return "".join(dict.fromkeys(sorted(marks[0], key=TONE.__contains__)))


def normalise(text: str) -> str:
    """Code pages, private-use marks, order of marks, doubled marks, สระอำ out of its parts, เเ to แ."""
    text = _MARKS.sub(_in_order, unmojibake(text).translate(PRIVATE_USE))
    for _ in range(3):  # what one rule joins, another may have to mend
        before = text
        for pattern, by in _RULES:
            text = pattern.sub(by, text)
        if text == before:
            break
    return text
