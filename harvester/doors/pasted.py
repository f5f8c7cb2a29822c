"""What is pasted into a form becomes plain words: HTML loses its tags, dots of a word processor become dashes.

Makes text readable; that nothing in it comes alive is left to `manuscript`, which looks at what comes out of here.
"""

from __future__ import annotations

import html
import re

_NAMES = (
    r"p|br|div|span|ul|ol|li|b|i|u|s|em|strong|font|a|table|thead|tbody|tr|td|th|h[1-6]|hr|blockquote|center|"
    r"sup|sub|small|img|o:p|w:\w+|v:\w+|st1:\w+|xml|script|style|iframe|section|article|pre|code"
)
_ELEMENT = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]{{0,2000}}>", re.IGNORECASE)
_SILENT = re.compile(
    r"<(script|style|xml)\b[^<>]{0,500}>.{0,20000}?</\1\s*>|<!--.{0,20000}?-->", re.IGNORECASE | re.DOTALL
)
_PICTURE = re.compile(
    r"<img\b[^<>]{0,1000}?\bsrc=[\"']?(https?://[^\s\"'<>]{1,500})[^<>]{0,1000}>", re.IGNORECASE
)
_BREAK = re.compile(
    r"<(?:br|hr)\b[^<>]{0,200}>|</(?:p|div|tr|h[1-6]|table|ul|ol|blockquote|section|article)\s*>",
    re.IGNORECASE,
)
_ITEM = re.compile(r"<li\b[^<>]{0,500}>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_DOT = re.compile(r"^([ \t]*)[•●▪▫◦○·‣⁃➢➤✓✔►][ \t\u00a0]*(?=\S)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)


def words(text: str) -> str:
    """The text without the tags of HTML, each block and item on a line of its own. Markdown stays as it is."""
    if _ELEMENT.search(text):
        text = _SILENT.sub("", text)
        text = _PICTURE.sub(r"![](\1)", text)
        text = _ITEM.sub("\n- ", _BREAK.sub("\n", _CELL.sub(" ", text)))
        text = html.unescape(_ELEMENT.sub("", text))
        text = re.sub(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+", "\n\n", text).strip()
    return _DOT.sub(r"\1- ", text)


def without_comments(text: str) -> str:
    """The text without the hints that a template's author left between the lines."""
    return _COMMENT.sub("", text)
