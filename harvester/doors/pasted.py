"""What is pasted into a form becomes plain words: HTML loses its tags, dots of a word processor become dashes.

Makes text readable; that nothing in it comes alive is left to `manuscript`, which looks at what comes out of here.
"""

from __future__ import annotations

import html
import re

from harvester.reading.wording import patterns

_P = patterns("harvester.doors", "pasted")


def words(text: str) -> str:
    """The text without the tags of HTML, each block and item on a line of its own. Markdown stays as it is."""
    if _P.element.search(text):
        text = _P.silent.sub("", text)
        text = _P.picture.sub(r"![](\1)", text)
        text = _P.item.sub("\n- ", _P.line_end.sub("\n", _P.cell.sub(" ", text)))
        text = html.unescape(_P.element.sub("", text))
        text = re.sub(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+", "\n\n", text).strip()
    return _P.dot.sub(r"\1- ", text)


def without_comments(text: str) -> str:
    """The text without the hints that a template's author left between the lines."""
    return _P.comment.sub("", text)
