"""The one door to PyYAML: text in, a tree of nodes with positions out, every scalar still text. Aliases, tags,
repeated keys, depth and size are refused here, at event level, before anything is built. What keys and values mean is
left to the tables of `model` and to `validation`; the wording of faults to `rules.yml`."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import yaml

from harvester.model.diagnostics import Place
from harvester.thai.text import HIDING, normalise

MAX_DEPTH = 12
MAX_NODES = 20_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PICTOGRAM = re.compile(r"\\U[0-9A-F]{8}")
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value; `width` is its length on its first line in code points."""

    text: str
    place: Place
    width: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A sequence of nodes."""

    items: "tuple[Node, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping in the order written; keys are scalars. The outermost table also holds the comments."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    place: Place
    comments: tuple[Scalar, ...] = ()


Node = Scalar | Listing | Table
_THOUSANDS, _HELD = re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), "\ue0fe"
"""The comma in 1,250,000, which would end a value between brackets, and what takes its place while YAML is read."""
_COMMENT = re.compile(r"(?:^|(?<=\s))#+(.*)")


class Fault(NamedTuple):
    """What is wrong at a place: the key of its wording in `rules.yml`, the values that it takes."""

    key: str
    place: Place
    values: tuple[object, ...] = ()
    width: int = 1


class YamlRefused(ValueError):
    """The text cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.key)
        self.fault = fault


def parse(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Fault]]:
    """The tree of a text whose first line is line `first_line` of `path`, and what was refused on the way. A fault of
    syntax raises `YamlRefused`; a repeated key keeps the first value and is reported."""
    builder = _Builder(path, first_line)
    try:
        builder.read(yaml.parse(_THOUSANDS.sub(_HELD, text), Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        raise YamlRefused(_syntax(error, path, first_line)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, YamlRefused):
            raise
        raise YamlRefused(Fault("unreadable-yaml/odd", Place(path, first_line))) from error
    comments = tuple(_comments(text, builder.spans, path, first_line))
    return _with(builder.root, comments), builder.refused


def _with(root: Node | None, comments: tuple[Scalar, ...]) -> Node | None:
    if isinstance(root, Listing) and root.items:  # a file of entries: the first one holds them
        first, *others = root.items
        return replace(root, items=(_with(first, comments) or first, *others))
    return replace(root, comments=comments) if isinstance(root, Table) and comments else root


def _comments(text: str, spans: Sequence[tuple[int, int]], path: str, first_line: int) -> Iterator[Scalar]:
    """What is behind a # that is no part of a value; `spans` are the values' places in order."""
    at = 0
    for number, line in enumerate(text.split("\n"), first_line):
        match = _COMMENT.search(line)
        while match is not None:
            before = bisect_right(spans, (at + match.start(), len(text)))
            if (end := spans[before - 1][1] - at if before else 0) <= match.start():
                said = match[1].strip()
                yield Scalar(said, Place(path, number, match.start(1) + 1), len(said))
                break
            match = _COMMENT.search(line, end)
        at += len(line) + 1


def plain(node: Node | None) -> Any:
    """The tree as dicts, lists and normalised text."""
    if isinstance(node, Table):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return normalise(node.text) if node is not None else None


def in_words(node: Node | None) -> str:
    """The tree as one line that people can read."""
    if isinstance(node, Table):
        return " · ".join(f"{key.text}: {in_words(value)}" for key, value in node.entries)
    return ", ".join(map(in_words, node.items)) if isinstance(node, Listing) else plain(node) or ""


def load_own(text: str) -> Any:
    """A data file of ours, every sign as it is in it."""
    return yaml.load(text, Loader=_Loader)


def dump(data: Mapping[str, Any] | Sequence[Any]) -> str:
    """Canonical YAML: block style, Thai readable, keys in the order given."""
    text = _dump(data, _Dumper)
    # The quick writer spells pictograms as numbers, which nobody can read.
    return _dump(data, yaml.SafeDumper) if _PICTOGRAM.search(text) else text


def _dump(data: Any, dumper: Any) -> str:
    style: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "default_flow_style": False}
    return str(yaml.dump(data, Dumper=dumper, width=100, indent=2, **style))


_PROBLEMS = (
    "cannot start any token", "mapping values are not allowed", "could not find expected ':'", "expected <block end>",
    "expected ',' or", "unexpected end of stream", "found unexpected document",
)  # fmt: skip
"""What PyYAML says, by which `rules.yml` has its wordings."""


def _syntax(error: yaml.MarkedYAMLError, path: str, first_line: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    place = Place(path, first_line + (mark.line if mark else 0), 1 + (mark.column if mark else 0))
    said = next((one for one in _PROBLEMS if one in str(error.problem or "")), "syntax")
    return Fault(f"unreadable-yaml/{said}", place)


class _Builder:
    """Folds the event stream into nodes; depth and size are counted before anything is kept."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.root: Node | None = None
        self.refused: list[Fault] = []
        self.count = 0
        self.spans: list[tuple[int, int]] = []

    def read(self, events: Iterator[Any]) -> None:
        self.events = events
        for event in events:
            if isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if self.root is not None:
                    self._refuse("unreadable-yaml/fence", event)
                continue
            self.root = self._node(event, 1)

    def _node(self, event: Any, depth: int) -> Node:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            self._refuse("yaml-too-deep", event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse("yaml-alias", event)
        if event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            self._refuse("yaml-tag", event)
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            end: Any = event.end_mark
            self.spans.append((start.index, end.index))
            width = end.column - start.column if start.line == end.line else 1
            return Scalar(self._without_signs(event), self._place(event), max(width, 1))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Listing(tuple(items), self._place(event))
        return self._table(event, depth)

    def _without_signs(self, event: Any) -> str:
        """The value without signs that no one sees, which only escapes in double quotes can hide from the eye."""
        text: str = event.value.replace(_HELD, ",")
        for rule, signs in HIDING.items() if event.style == '"' else ():
            if found := signs.search(text):
                self.refused.append(Fault(f"{rule}/escaped", self._place(event), (ord(found[0][0]),)))
                text = signs.sub("", text)
        return text

    def _table(self, event: Any, depth: int) -> Table:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self._refuse("unreadable-yaml/key", inner)
            elif key.text in entries:
                self.refused.append(Fault("duplicate-key", key.place, (key.text,), len(key.text)))
            else:
                entries[key.text] = (key, value)
        return Table(tuple(entries.values()), self._place(event))

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.path, self.first_line + mark.line, mark.column + 1)

    def _refuse(self, key: str, event: Any) -> None:
        raise YamlRefused(Fault(key, self._place(event), (MAX_DEPTH,)))
