"""Words and forms that a room looks for, kept as YAML beside its code: regular expressions by the file that uses them.

A pattern is one expression, or a list of alternatives; `%name%` stands for the text entry of that name, and flags are
written inside (`(?i)`). A list of `key: pattern` is a table whose first fitting entry wins. Everything is compiled when first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from harvester.reading.yaml import parse, plain

_FRAGMENT = re.compile(r"%([a-z_]+)%")
Table = tuple[tuple[str, re.Pattern[str]], ...]


class Patterns:
    """The entries of one section; asking for a name that is not there raises `AttributeError`."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._entries = entries
        self._tables = cache(self.table_of)

    def __getattr__(self, name: str) -> re.Pattern[str]:
        try:
            found = re.compile(self._text(self._entries[name]))
        except KeyError:
            raise AttributeError(name) from None
        setattr(self, name, found)
        return found

    def table_of(self, name: str) -> Table:
        """Keys with their patterns, in order; a key may come again."""
        return tuple((key, re.compile(self._text(value))) for key, value in self._pairs(name))

    def words_of(self, name: str) -> dict[str, str]:
        """A table of plain words."""
        return dict(self._pairs(name))

    def set_of(self, name: str) -> frozenset[str]:
        """Words written with blanks between them."""
        return frozenset(self._entries[name].split())

    def first_of(self, name: str, text: str) -> str:
        """The key of the first pattern of a table that is found in a text, or ''."""
        return next((key for key, pattern in self._tables(name) if pattern.search(text)), "")

    def _pairs(self, name: str) -> Iterator[tuple[str, Any]]:
        return (pair for entry in self._entries[name] for pair in entry.items())

    def _text(self, value: Any) -> str:
        text = value if isinstance(value, str) else "|".join(value)
        return _FRAGMENT.sub(lambda match: self._text(self._entries[match[1]]), text)


@cache
def sections(room: str) -> Mapping[str, Mapping[str, Any]]:
    """What `patterns.yml` of a room (`harvester.drafting`) holds, unread."""
    source = files(room).joinpath("patterns.yml")
    found: Mapping[str, Mapping[str, Any]] = plain(parse(source.read_text("utf-8"), source.name)[0])
    return found


@cache
def patterns(room: str, section: str) -> Patterns:
    """The patterns of a file of a room."""
    return Patterns(sections(room)[section])
