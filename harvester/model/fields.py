"""How a table of fields is written and walked: shapes, their rows, their names, and the values of an object by row.
Knows no field: `lesson`, `companions`, `vocabulary` and `field_groups` hold the tables."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import MISSING, Field, dataclass, field, fields, make_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, TypeVar, cast

from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold

if TYPE_CHECKING:
    from pydantic import TypeAdapter

C = TypeVar("C", bound=Callable[..., Any])
LONGEST = 1_000
"""Letters that a text on one line may have where its row says nothing else."""
DOORS = ("page", "search", "data", "form", "editor")
"""What a field reaches by being in the table. A row leaves one out only with its reason (`without`)."""


def field_row(
    label: str, names: str = "", hint: str = "", example: str = "", default: Any = None, **more: Any
) -> Any:
    """A row of the table: Thai label, other accepted names (comma-separated), hint and example in Thai; `default` is
    `...` where the field must be filled. `more` sets the other members of `FieldRow`; `without={"search": "why not"}`
    takes a field out of a door."""
    accepted = tuple(name.strip() for name in names.split(",") if name.strip())
    row = {"label": label, "names": accepted, "hint": hint or label, "example": example, **more}
    return field(default=MISSING if default is ... else default, metadata={"row": row})


@dataclass(frozen=True, slots=True)
class Shape:
    """What has rows: a mapping whose every scalar came as text; unknown keys never reach it. Its other members, which
    have no row, are what reading adds."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "str_strip_whitespace": True}


def _cached(work: C) -> C:
    """`cache`; to mypy a data class is no `Hashable`."""
    return cast(C, cache(work))


def _fields(shape: type[Shape]) -> Iterator[Field[Any]]:
    return (one for one in fields(shape) if "row" in one.metadata)


class Read(NamedTuple):
    """In the annotation of a field: what is made of its value, and when. Pydantic, which knows it by its method, is
    loaded only where something is read that the memory does not have."""

    work: Callable[[Any], Any]
    when: Literal["Before", "After", "Plain"] = "Before"

    def __get_pydantic_core_schema__(self, kind: Any, handler: Any) -> Any:
        import pydantic

        validator = getattr(pydantic, f"{self.when}Validator")(self.work)
        return validator.__get_pydantic_core_schema__(kind, handler)


@_cached
def reader(shape: type[Shape]) -> "TypeAdapter[Any]":
    """What makes a value of the shape's rows out of a mapping of texts."""
    # looking for plugins of pydantic reads what every installed library says of itself
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from pydantic import TypeAdapter

    own = [(one.name, one.type, copy(one)) for one in _fields(shape)]
    return TypeAdapter(make_dataclass(shape.__name__, own, bases=(Shape,), frozen=True))


def members(value: Shape) -> dict[str, Any]:
    """What `reader` made, as arguments of the shape."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


@dataclass(frozen=True, slots=True, eq=False)
class FieldRow:
    """A row of the table; `key` is dotted (`place.province`), `kind` of text, date, integer, boolean, group. `page`
    says where the lesson page shows the field: `facts` (top of the page), `source` (its foot), `systems` (a group in
    a section of its own), or `own` where the template has a place of its own for it. `unit` is that of a bare number;
    `search` is the weighed field of a search document; `longest` counts letters, 0 without limit. Forms ask `first`
    fields before the story and insist on `insist`; a date that is `ahead` may lie in the future. `without` maps one
    of `DOORS` to the reason why not."""

    key: str
    label: str
    names: tuple[str, ...]
    hint: str
    example: str
    required: bool
    default: Any
    many: bool
    choices: tuple[str, ...]
    shape: type[Shape] | None
    kind: str
    longest: int
    insist: bool
    without: Mapping[str, str]
    long: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    vocabulary: str = ""
    main: bool = False
    page: str = "facts"
    icon: str = ""
    unit: str = ""
    search: str = "body"
    first: bool = False
    ahead: bool = False


class Value(NamedTuple):
    """A filled field of an object: its row, its dotted key with list positions (`authors.0.name`), what it holds."""

    row: FieldRow
    key: str
    value: Any


@_cached
def fields_of(shape: type[Shape]) -> tuple[FieldRow, ...]:
    """The rows of a shape's own fields, in the table's order."""
    return tuple(row for row in rows(shape) if "." not in row.key)


@_cached
def rows(shape: type[Shape]) -> tuple[FieldRow, ...]:
    """The rows of a shape in the table's order, nested shapes after their parent, of which they take `page`."""
    return tuple(_rows(shape, "", None))


def _rows(shape: type[Shape], prefix: str, parent: FieldRow | None) -> Iterator[FieldRow]:
    for one in _fields(shape):
        key = one.name
        row = _row(prefix + key, one, parent)
        yield row
        if row.shape is not None:
            yield from _rows(row.shape, f"{prefix}{key}.", row)


def _row(key: str, of: Field[Any], parent: FieldRow | None) -> FieldRow:
    said: Mapping[str, Any] = of.metadata["row"]
    required = of.default is MISSING and of.default_factory is MISSING
    shape = nested_shape(of.type)
    computed = {
        "required": required,
        "default": of.default,
        "many": "tuple" in str(of.type),
        "choices": tuple(said.get("labels", ())),
        "shape": shape,
        "kind": "group" if shape else _kind(str(of.type)),
        "longest": 0 if said.get("long") else LONGEST,
        "insist": required and parent is None,
    }
    inherited = {name: getattr(parent, name) for name in ("page", "search", "first")} if parent else {}
    without = {**(parent.without if parent else {}), **said.get("without", {})}
    return FieldRow(key=key, **{**computed, **inherited, **said, "without": without})


def _kind(annotation: str) -> str:
    signs = {"ThaiDate": "date", "int": "integer", "bool": "boolean"}
    return next((kind for sign, kind in signs.items() if re.search(rf"\b{sign}\b", annotation)), "text")


def nested_shape(annotation: Any) -> type[Shape] | None:
    """The shape inside an annotation such as `Annotated[tuple[Person, ...], …] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = nested_shape(inner)
        if found is not None:
            return found
    return None


@_cached
def names_of(shape: type[Shape]) -> Mapping[str, str]:
    """Every accepted name of a shape's own fields, folded, to its canonical key."""
    return {
        fold(name): row.key for row in fields_of(shape) for name in (*row.names, row.label, *_keys(row.key))
    }


def _keys(key: str) -> tuple[str, ...]:
    return key, key.replace("_", "-"), key.replace("_", " ")


@_cached
def paths_of(shape: type[Shape]) -> Mapping[str, str]:
    """Every label and other name of a shape's fields at any depth, folded, to the dotted key it means. For labels
    that are in a text without their group (`ตำบล : ปันแต`). A group's name means its main member; a name that two
    fields have means the outer one, else the first of the table."""
    found: dict[str, str] = {}
    table = {row.key: row for row in rows(shape)}
    for row in sorted(table.values(), key=lambda row: row.key.count(".")):
        main = row.key
        if row.shape is not None:
            inner = fields_of(row.shape)
            main += "." + next((one.key for one in inner if one.main), inner[0].key)
        for name in (row.label, *row.names, *_keys(row.key)):
            found.setdefault(fold(name), main)
    return found


def values_of(of: Shape) -> Iterator[Value]:
    """Every filled field that is no group, in the table's order."""
    return _values(of, "", "", {row.key: row for row in rows(type(of))})


def _values(of: Shape, key: str, row_key: str, table: Mapping[str, FieldRow]) -> Iterator[Value]:
    for name in (one.name for one in _fields(type(of))):
        row = table[row_key + name]
        value = getattr(of, name)
        for index, one in enumerate(value) if row.many else [(None, value)]:
            if one in (None, "", (), 0, False):
                continue
            dotted = f"{key}{name}" if index is None else f"{key}{name}.{index}"
            if row.shape is None:
                yield Value(row, dotted, one)
            else:
                yield from _values(one, f"{dotted}.", f"{row.key}.", table)


def lines(of: Shape, door: str = "") -> Iterator[tuple[FieldRow, str]]:
    """Every filled row once, its values in words, several split by ` · `; rows that leave out `door` are left out."""
    said: dict[FieldRow, list[str]] = {}
    for row, _, value in values_of(of):
        if door not in row.without:
            said.setdefault(row, []).append(in_words(row, value))
    return ((row, " · ".join(words)) for row, words in said.items())


def groups(of: Shape, page: str) -> Iterator[tuple[FieldRow, list[list[tuple[FieldRow, str]]]]]:
    """The filled groups of fields with that place on the page: for each of their entries its rows in words."""
    for row in fields_of(type(of)):
        value = getattr(of, row.key) if row.page == page and row.shape is not None else None
        if value:
            entries = value if isinstance(value, tuple) else (value,)
            yield row, [list(lines(entry, "page")) for entry in entries]


def data(of: Shape) -> dict[str, Any]:
    """The fields as JSON values in the table's order: every one that open data has, `null` or `[]` where empty."""
    return {
        row.key: [*map(_json, getattr(of, row.key))] if row.many else _json(getattr(of, row.key))
        for row in fields_of(type(of))
        if "data" not in row.without
    }


def _json(value: Any) -> Any:
    if value in (None, ""):
        return None
    if isinstance(value, Shape):
        return data(value)
    return value.iso if isinstance(value, ThaiDate) else value


def in_words(row: FieldRow, value: Any) -> str:
    """A value as people read it: a date in Thai, a choice by its label, a bare number with its unit."""
    if isinstance(value, ThaiDate):
        return value.thai()
    words = row.labels.get(str(value), str(value))
    return words if not row.unit or re.search("[ก-ฮA-Za-z]", words) else f"{words} {row.unit}"
