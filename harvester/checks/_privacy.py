"""Finds in a lesson what matches a pattern of personal data, body and front matter alike, on plain digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from harvester.checks._body import MOST, finding
from harvester.checks._fields import texts
from harvester.diagnostics import Finding
from harvester.model import Lesson

_PLAIN = str.maketrans("๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９：＠－‐‑–—", "01234567890123456789:@-----")
"""Digits and signs in one spelling; the length of a text is kept."""


def matches(
    lesson: Lesson,
    pattern: re.Pattern[str],
    counts: Callable[[re.Match[str]], bool],
    message: Callable[[re.Match[str]], str],
    hint: str,
) -> Iterator[Finding]:
    """One finding for each match that counts; what was found is never repeated in the message."""
    told = 0
    for match in pattern.finditer(lesson.body.translate(_PLAIN)):
        if counts(match) and told < MOST:
            told += 1
            yield finding(lesson, match.start(), match.end(), message(match), hint)
    for key, text in texts(lesson):
        plain = text.translate(_PLAIN)
        for match in pattern.finditer(plain):
            if counts(match) and not key.startswith("source.url"):
                yield Finding(lesson.place_of(key), message(match), hint, width=len(text))
