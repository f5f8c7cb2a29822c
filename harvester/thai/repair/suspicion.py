"""A cheap look at a text: is a repair worth its time? Says yes too often rather than too seldom."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    "[\uf700-\uf71a\uf884-\uf899\ufffd]"  # private-use marks, lost glyphs
    "|[ก-ฮ][\u0e48-\u0e4b]? [าะ](?=[ก-ฮเ-ไ ])"  # สระอำ or a mark that became a space: ท างาน
    "|\u0e4d[\u0e48-\u0e4b]?า|า\u0e4d"  # สระอำ in its parts
    "|(?<![ก-ฮ\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"  # a mark without a letter under it
    "|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e39]"  # tone before vowel
    "|à¸|เธ[\u0080-\u00ff\u2010-\u2122]|¡Ò|Ã\u0082"  # another code page
)
_MOVED = re.compile("[ก-ฮ][ก-ฮ][\u0e31\u0e34-\u0e39\u0e48-\u0e4c]+ (?=[ก-ฮ])")
_LOST_AM = re.compile("สานัก|ตาแหน่ง|อาเภอ|ตาบล|การทา|จานวน|สาคัญ|ดาเนิน|ผู้นา|แนะนา|คาว่า")
_THAI = re.compile("[ก-๎]")
OFTEN = 0.012
"""Marks before a space, a Thai letter: sound texts stay under it, broken ones have several times as many."""


def looks_broken(text: str) -> bool:
    """Whether something in the text looks like the damage that `repairer` mends."""
    if not text.isascii() and not _THAI.search(text):
        return True
    letters = len(_THAI.findall(text))
    if letters == 0:
        return False
    return (
        len(_SIGNS.findall(text)) > 0
        or bool(_LOST_AM.search(text))
        or len(_MOVED.findall(text)) > max(3, OFTEN * letters)
    )
