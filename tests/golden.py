"""Golden cases as text a writer can read: title, dot, input, dot, expected, dot; blank lines and # comments between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """One case; `line` is where its title stands."""

    title: str
    given: str
    expected: str
    line: int


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file, in order. Raises `ValueError` for a case that does not end."""
    lines = path.read_text(encoding="utf-8").split("\n")
    index = 0
    while index < len(lines):
        title = lines[index].strip()
        if not title or title.startswith("#"):
            index += 1
            continue
        start = index
        parts: list[str] = []
        if lines[index + 1] != ".":
            raise ValueError(f"{path.name}:{start + 1}: a dot must follow the title")
        index += 2
        for _ in range(2):
            try:
                end = lines.index(".", index)
            except ValueError as error:
                raise ValueError(f"{path.name}:{start + 1}: the case does not end with a dot") from error
            parts.append("\n".join(lines[index:end]))
            index = end + 1
        yield Case(title, parts[0], parts[1], start + 1)
