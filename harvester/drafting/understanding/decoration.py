"""Signs for show around a line's words: ✨ … ✨, 📌, ***. They say nothing and stay out of titles and headings."""

from __future__ import annotations

import re

from harvester.thai.numbering import SHOWN

_MARK = rf"(?:{SHOWN}[\ufe0f\U0001f3fb-\U0001f3ff]?|[*=~_#|•●■★☆])"
LONGEST = 400
"""Characters of a line that may be decorated."""
_BEFORE = re.compile(rf"^(?:{_MARK}|\s)+")
_AFTER = re.compile(rf"(?:{_MARK}|\s)+$")


def undecorated(text: str) -> tuple[int, int]:
    """Start and end of the words; all of the text when it has no others."""
    if len(text) > LONGEST:
        return 0, len(text)
    before = match.end() if (match := _BEFORE.match(text)) else 0
    after = match.start() if (match := _AFTER.search(text, before)) else len(text)
    return (before, after) if after > before else (0, len(text))
