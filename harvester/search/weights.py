"""Every number, word list and sentence that search rests on, read from `data/words.toml`."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

WORDS: Mapping[str, Any] = tomllib.loads(
    files("harvester.search").joinpath("data", "words.toml").read_text("utf-8")
)
FIELDS: Mapping[str, float] = WORDS["fields"]
RANKING: Mapping[str, float] = WORDS["ranking"]
LARGE: Mapping[str, float] = WORDS["large"]
STOP = tuple(WORDS["stop"].split())
SPOKEN = tuple(WORDS["spoken"].split())
THINGS = tuple(WORDS["things"].split())
FACTS = tuple(WORDS["facts"].split())
HEADS = frozenset(WORDS["heads"].split())
WHOLE = tuple(WORDS["whole"].split())
SCOPE = tuple(map(int, WORDS["scope"].split()))
NOTES: Mapping[str, str] = WORDS["notes"]
KINDS: Mapping[str, str] = WORDS["kinds"]
FACETS: dict[str, str] = WORDS["facets"]


def sentence(kind: str, *words: str) -> str:
    """The sentence of a note."""
    text = NOTES[kind]
    for place, word in enumerate(words):
        text = text.replace(f"{{{place}}}", word)
    return text
