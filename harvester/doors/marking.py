"""Words of strangers inside Markdown that a forge will show: nothing of them becomes a link, a mention, a tag."""

from __future__ import annotations

import unicodedata
from functools import cache

from harvester.reading.wording import patterns
from harvester.rendering.templates import Environment, environment

_P = patterns("harvester.doors", "marking")
BREAK = "\u2060"
"""A word joiner: unseen, and enough to keep a forge from making a mention, a number or an address live."""


def escape_line(text: str, limit: int = 500) -> str:
    """One line of Markdown that shows exactly these words."""
    text = "".join(" " if unicodedata.category(s) in ("Cc", "Zl", "Zp") else s for s in text)
    text = " ".join(text.split())
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    text = _P.live.sub(lambda match: match[0] + BREAK, text)
    return _P.signs.sub(r"\\\1", text).replace("&", "&amp;")


def code(text: str, limit: int = 200) -> str:
    """Words as code: a path, an id, a value."""
    text = " ".join("".join(" " if unicodedata.category(s)[0] in "CZ" else s for s in text).split())
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return f"`{text.replace('`', 'ˋ')}`" if text else "` `"


@cache
def texts() -> Environment:
    """Templates of Markdown: what strangers wrote goes through `words` or `code` there."""
    return environment({"words": escape_line, "code": code}).overlay(autoescape=False)
