"""What Thai is made of: letters, words, sentences, numbers, dates, names and places. Here is how its tables are opened."""

import tomllib
from collections.abc import Mapping
from functools import cache, reduce
from importlib.resources import files
from typing import Any


@cache
def read_data(name: str) -> str:
    """The text of a file of `data/`."""
    return files("harvester.thai").joinpath("data", name).read_text("utf-8")


@cache
def _rules() -> dict[str, dict[str, Any]]:
    return tomllib.loads(read_data("rules.toml"))


def rules_of(part: str) -> dict[str, Any]:
    """The words and patterns of a part of `data/rules.toml`, by their names."""
    return _rules()[part]


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with the parts in the place of their names in braces."""
    return reduce(lambda made, name: made.replace(f"{{{name}}}", parts[name]), parts, pattern)


def patterns_of(part: str, **known: str) -> Mapping[str, str]:
    """The patterns of a part by their names; each may name those before it, and what is `known`."""
    for name, pattern in rules_of(part)["patterns"].items():
        known[name] = fill(pattern, known)
    return known
