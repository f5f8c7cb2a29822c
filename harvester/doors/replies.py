"""What the sender of a message is reported, in Thai that needs no explaining. Every word of theirs is shown as a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from harvester.doors.marking import code, escape_line, texts
from harvester.doors.messages import MARKS
from harvester.doors.questions import LESSON_TRIED
from harvester.rendering.forge import NOWHERE, Forge
from harvester.rendering.templates import Environment

MOST = 12
"""Points told in one reply; more would not be read."""
_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies as Markdown below an issue, or (`plain`) as a text to paste into LINE or a mail."""

    forge: Forge = NOWHERE
    plain: bool = False

    def say(self, what: str, **values: Any) -> str:
        """The reply of this name in `templates/doors/replies.md`, which says what `values` it takes."""
        told = _engine(self.plain).get_template("doors/replies.md").render(
            what=what, plain=self.plain, most=MOST, marks=MARKS, tried=LESSON_TRIED.label,
            form=self.forge.form("lesson"), **{"notes": (), "near": ()} | values,
        )  # fmt: skip
        return f"{_GAP.sub(chr(10) * 2, told).strip()}\n"


@cache
def _engine(plain: bool) -> Environment:
    engine = texts().overlay()
    engine.filters = engine.filters | {
        "words": _line if plain else escape_line,
        "mono": (lambda text: f"“{_line(text)}”") if plain else code,
        "strong": (lambda text: f"“{_line(text)}”") if plain else (lambda text: f"**{escape_line(text)}**"),
        "bold": (lambda text: text) if plain else (lambda text: f"**{text}**"),
    }
    return engine


def _line(text: str, limit: int = 300) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


MARKDOWN = Replies()
"""Replies below an issue."""
