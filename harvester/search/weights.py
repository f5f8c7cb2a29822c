"""Every number, word list and sentence that search rests on, read from `data/words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

_HELD: Mapping[str, Any] = tomllib.loads(
    files("harvester.search").joinpath("data", "words.toml").read_text("utf-8")
)
FIELDS: Mapping[str, float] = _HELD["fields"]
RANKING: Mapping[str, float] = _HELD["ranking"]
LARGE: Mapping[str, float] = _HELD["large"]
STOP = tuple(_HELD["stop"].split())
NOTES: Mapping[str, str] = _HELD["notes"]
KINDS: Mapping[str, str] = _HELD["kinds"]


def sentence(kind: str, words: tuple[str, ...]) -> str:
    """The sentence of a note."""
    text = NOTES[kind]
    for place, word in enumerate(words):
        text = text.replace(f"{{{place}}}", word)
    return text
