"""Signs that mean others: text read with the wrong code page, glyphs of old fonts, hidden directions."""

import re
from collections.abc import Iterator
from itertools import islice

from harvester.model.diagnostics import Finding
from harvester.reading.syntax_slips.source import Source
from harvester.thai.repair.normalise import PRIVATE_USE, unmojibake
from harvester.thai.text import HIDING

_MISREAD = re.compile(r"[\u00a1-\u00ff]{3}|à[¸¹]|(?:เ[ธน]\S){3}")
_LOST = re.compile(r"(?:เ[ธน]\S?){6}|(?:à[¸¹].?){4}")
"""Thai in UTF-8 that was read with another code page, though too much is gone to read it again."""
_GLYPHS = re.compile("[\ue000-\uf8ff]+")
MOST = 20


def garbled_text(source: Source) -> Iterator[Finding]:
    """ข้อความเพี้ยนเพราะเปิดไฟล์ด้วยรหัสภาษาผิด"""
    if not _MISREAD.search(source.text):
        return
    read = unmojibake("\n".join(line.text for line in source.lines)).split("\n")
    told = 0
    for line, better in zip(source.lines, read, strict=True):
        if told == MOST:
            return
        if line.text == better and _LOST.search(line.text):
            told += 1
            yield source.finding(line.start, line.end, "garbled-text/lost")
        elif line.text != better:
            told += 1
            yield source.mended(line.start, line.end, "garbled-text", better.strip(), right=better)


def private_use_glyph(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรเฉพาะของฟอนต์เก่า ที่เครื่องอื่นมองไม่เห็น"""
    for match in _GLYPHS.finditer(source.text):
        right = match[0].translate(PRIVATE_USE)
        mend = None if _GLYPHS.search(right) else (*match.span(), right)
        yield source.finding(*match.span(), "private-use-glyph", mend=mend)


def lost_letter(source: Source) -> Iterator[Finding]:
    """มีตัวอักษรที่หายไปแล้ว เห็นเป็น �"""
    for line in source.lines if "\ufffd" in source.text else ():
        if (at := line.text.find("\ufffd")) >= 0:
            yield source.finding(line.start + at, line.start + at + 1, "lost-letter")


def hidden(source: Source, rule: str) -> Iterator[Finding]:
    """What of a text a rule calls hidden, to be deleted."""
    for match in islice(HIDING[rule].finditer(source.text), MOST):
        yield source.mended(*match.span(), rule, right="")
