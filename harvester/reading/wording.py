"""What a room looks for and what it tells people, kept as YAML beside its code. `patterns.yml`: regular expressions
by the file that uses them. A pattern is one expression, or a list of alternatives; `%name%` means the text entry of
that name, and flags are written inside (`(?i)`). A list of `key: pattern` is a table whose first fitting entry wins.
Each is compiled when it is first asked for. `messages.yml`: severity, message and hint by rule, or `rule/file` where
one rule has several wordings. `rules.yml`: what a rule weighs, says and explains; other wordings are under `also`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from harvester.model.diagnostics import Diagnostic, Finding, Fix, Place, Severity
from harvester.model.document import Unreadable
from harvester.reading.yaml import load_own

_FRAGMENT = re.compile(r"%([a-z_]+)%")
Table = tuple[tuple[str, re.Pattern[str]], ...]


class Patterns:
    """The entries of one section; asking for a name that is not there raises `AttributeError`."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._entries = entries
        self.table_of = cache(self._table_of)

    def __getattr__(self, name: str) -> re.Pattern[str]:
        try:
            found = re.compile(self._text(self._entries[name]))
        except KeyError:
            raise AttributeError(name) from None
        setattr(self, name, found)
        return found

    def _table_of(self, name: str) -> Table:
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
        return next((key for key, pattern in self.table_of(name) if pattern.search(text)), "")

    def _pairs(self, name: str) -> Iterator[tuple[str, Any]]:
        return (pair for entry in self._entries[name] for pair in entry.items())

    def _text(self, value: Any) -> str:
        text = value if isinstance(value, str) else "|".join(value)
        return _FRAGMENT.sub(lambda match: self._text(self._entries[match[1]]), text)


class Messages:
    """The wordings of a room; values fill the places `{0}`, `{1}` … of a wording."""

    def __init__(self, room: str) -> None:
        self._room = room

    def refused(self, key: str, *values: object) -> Unreadable:
        """Why a document cannot be read."""
        entry = data_file(self._room, "messages.yml")[key]
        return Unreadable(key.partition("/")[0], *_fill(entry, values))

    def remark(self, key: str, place: Place, *values: object) -> Diagnostic:
        """What has to be said of one."""
        entry = data_file(self._room, "messages.yml")[key]
        return Diagnostic(key.partition("/")[0], Severity(entry["severity"]), place, *_fill(entry, values))

    def finding(
        self,
        key: str,
        place: Place,
        *values: object,
        hint: str = "",
        mend: tuple[int, int, str] | None = None,
        **more: Any,
    ) -> Finding:
        """What a rule (or `rule/wording`) of the room says of a place; `hint` is a better one than the table's, `mend`
        (start, end, text) a safe edit whose title is in the table; `more` are other members of the finding."""
        rule, _, other = key.partition("/")
        entry = data_file(self._room)[rule]
        entry = entry["also"][other] if other else entry
        message, usual = _fill(entry, values)
        fix = Fix(entry["fix"].format(*values), *mend) if mend else None
        return Finding(place, message, hint or usual, fix, **more)

    def signed(self, key: str, place: Place, *values: object, **more: Any) -> Diagnostic:
        """The same, signed with the rule and its weight."""
        rule = key.partition("/")[0]
        severity = Severity(data_file(self._room)[rule].get("severity", "info"))
        return self.finding(key, place, *values, **more).signed(rule, severity)


def _fill(entry: Mapping[str, str], values: Sequence[object]) -> tuple[str, str]:
    return entry["message"].format(*values), entry.get("hint", "").format(*values)


@cache
def messages(room: str) -> Messages:
    """The wordings of a room (`harvester.drafting`)."""
    return Messages(room)


@cache
def data_file(room: str, name: str = "rules.yml") -> Mapping[str, Any]:
    """The entries of a YAML file of a room."""
    found: Mapping[str, Any] = load_own(files(room).joinpath(name).read_text("utf-8"))
    return found


@cache
def patterns(room: str, section: str) -> Patterns:
    """The patterns of a file of a room (`harvester.drafting`)."""
    return Patterns(data_file(room, "patterns.yml")[section])


told = messages("harvester.reading").signed
"""What reading has to say of a place."""
