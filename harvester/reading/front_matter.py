"""Splits a lesson's text into front matter and body, and reads as much of the front matter as can be read."""

import re
from dataclasses import dataclass

from harvester.model.diagnostics import Diagnostic, Place
from harvester.reading.wording import told
from harvester.reading.yaml import Node, Scalar, Table, YamlRefused, parse

_FENCE = re.compile(r"^(?:---|–--|—-|———|–––|\+\+\+)[ \t]*$")
_CLOSING = re.compile(rf"{_FENCE.pattern}|^(?:-{{4,}}|\.\.\.)[ \t]*$")
"""What closes a head that is open; that it should be three dashes is said by `wrong-fence`."""
_CHUNK = re.compile(r"^[^\s#\-\]}][^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The two halves of a file; `body_line` is the line of the file on which the body starts."""

    head: Table
    body: str
    body_line: int
    findings: tuple[Diagnostic, ...]


def split(text: str, path: str) -> Parts:
    """Front matter and body. Never raises: what cannot be read is among the findings."""
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.match(lines[first]):
        place = Place(path, first + 1)
        return Parts(Table((), place), text, 1, (told("missing-front-matter", place),))
    last = next((i for i in range(first + 1, len(lines)) if _CLOSING.match(lines[i])), None)
    if last is None:
        # The fence was forgotten: the head ends where the first heading or blank line after keys stands.
        last = next(
            (i for i in range(first + 1, len(lines)) if lines[i].startswith("#") or not lines[i].strip()),
            len(lines),
        )
        place = Place(path, min(last, len(lines) - 1) + 1)
        head, found = read_head("\n".join(lines[first + 1 : last]), path, first + 2)
        found.insert(0, told("unclosed-front-matter", place))
        return Parts(head, "\n".join(lines[last:]), last + 1, tuple(found))
    head, found = read_head("\n".join(lines[first + 1 : last]), path, first + 2)
    return Parts(head, "\n".join(lines[last + 1 :]), last + 2, tuple(found))


def read_head(text: str, path: str, first_line: int = 1) -> tuple[Table, list[Diagnostic]]:
    """The mapping of a YAML text. After a fault of syntax each top-level key is read alone, so that
    one broken line hides neither the other fields nor their faults."""
    try:
        node, faults = parse(text, path, first_line)
        found = [say(*fault) for fault in faults]
        return _table(node, path, first_line, found), found
    except YamlRefused as refused:
        whole = say(*refused.fault)
        if not refused.fault.key.startswith("unreadable-yaml"):
            return Table((), Place(path, first_line)), [whole]
    entries: list[tuple[Scalar, Node]] = []
    found = []
    starts = [match.start() for match in _CHUNK.finditer(text)] or [0]
    if text[: starts[0]].strip():  # something stands before the first field
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = first_line + text.count("\n", 0, start)
        try:
            node, faults = parse(text[start:end].rstrip(), path, line)
            found += [say(*fault) for fault in faults]
            entries += _table(node, path, line, found).entries
        except YamlRefused as refused:
            # What is left open is noticed only after its end: the fault lies where the field begins.
            last = line + text[start:end].rstrip().count("\n")
            beyond = refused.fault.place.line > last
            found.append(say(*(refused.fault._replace(place=Place(path, line)) if beyond else refused.fault)))
    kept = tuple(_first_of_each(entries, found))
    return Table(kept, Place(path, first_line)), found or [whole]  # each part alone may be sound


def say(key: str, place: Place, values: tuple[object, ...], width: int) -> Diagnostic:
    """A fault of YAML in words."""
    return told(key, place, *values, width=width)


def _first_of_each(entries: list[tuple[Scalar, Node]], found: list[Diagnostic]) -> list[tuple[Scalar, Node]]:
    kept: dict[str, tuple[Scalar, Node]] = {}
    for key, value in entries:
        if key.text in kept:
            found.append(told("duplicate-key", key.place, key.text, width=len(key.text)))
        else:
            kept[key.text] = (key, value)
    return list(kept.values())


def _table(node: Node | None, path: str, line: int, found: list[Diagnostic]) -> Table:
    if isinstance(node, Table):
        return node
    if node is not None:
        found.append(told("unreadable-yaml", node.place))
    return Table((), Place(path, line))
