"""How a table of fields is written and walked: shapes, their rows, their names, and the values of an object by row.
Knows no field. `schema` holds the tables."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold

LONGEST = 1_000
"""Letters that a text on one line may have where its row says nothing else."""
DOORS = ("page", "search", "data", "form", "editor")
"""What a field reaches by being in the table. A row leaves one out only with its reason (`without`)."""


def field_row(
    label: str, names: str = "", hint: str = "", example: str = "", default: Any = None, **more: Any
) -> Any:
    """A row of the table: Thai label, other accepted names (comma-separated), hint and example in Thai. `more` sets
    the other members of `FieldRow`; `without={"search": "why not"}` takes a field out of a door."""
    accepted = [name.strip() for name in names.split(",") if name.strip()]
    return Field(
        default,
        title=label,
        description=hint or label,
        examples=[example] if example else None,
        json_schema_extra={"x-names": accepted, **more},
    )


class Shape(BaseModel):
    """A mapping whose every scalar came as text; unknown keys never reach it. `model` is the value that the library
    holds for it; `None` where reading makes it in its own way."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    model: ClassVar[type | None] = None

    @classmethod
    def member(cls, value: Any, key: str) -> Any:
        """The member `key` of a library's value of this shape."""
        return getattr(value, key, None)

    def members(self) -> dict[str, Any]:
        """The fields as the library holds them, each nested shape as a value of its `model`."""
        return {key: _as_model(value) for key, value in self}


def _as_model(value: Any) -> Any:
    if isinstance(value, Shape):
        members = value.members()
        return value.model(**members) if value.model is not None else members
    return tuple(map(_as_model, value)) if isinstance(value, tuple) else value


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
    many: bool
    long: bool
    choices: tuple[str, ...]
    labels: dict[str, str]
    vocabulary: str
    shape: type[Shape] | None
    kind: str
    main: bool
    page: str
    icon: str
    unit: str
    search: str
    longest: int
    first: bool
    insist: bool
    ahead: bool
    without: Mapping[str, str]


class Value(NamedTuple):
    """A filled field of an object: its row, its dotted key with list positions (`authors.0.name`), what it holds."""

    row: FieldRow
    key: str
    value: Any


def fields_of(shape: type[Shape]) -> tuple[FieldRow, ...]:
    """The rows of a shape's own fields, in the table's order."""
    return tuple(row for row in rows(shape) if "." not in row.key)


@cache
def rows(shape: type[Shape]) -> tuple[FieldRow, ...]:
    """The rows of a shape in the table's order, nested shapes after their parent, of which they take `page`."""
    return tuple(_rows(shape, "", None))


def _rows(shape: type[Shape], prefix: str, parent: FieldRow | None) -> Iterator[FieldRow]:
    for key, info in shape.model_fields.items():
        row = _row(prefix + key, info, parent)
        yield row
        if row.shape is not None:
            yield from _rows(row.shape, f"{prefix}{key}.", row)


def _row(key: str, info: FieldInfo, parent: FieldRow | None) -> FieldRow:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    more: Callable[[str, Any], Any] = extra.get
    annotation = str(info.annotation)
    without = dict(parent.without) if parent else {}
    is_long = bool(more("long", False))
    return FieldRow(
        key=key,
        label=info.title or key,
        names=tuple(more("x-names", [])),
        hint=info.description or "",
        example=str(info.examples[0]) if info.examples else "",
        required=info.is_required(),
        many="tuple" in annotation,
        long=is_long,
        choices=tuple(more("choices", [])) or tuple(more("labels", {})),
        labels=dict(more("labels", {})),
        vocabulary=str(more("vocabulary", "")),
        shape=nested_shape(info.annotation),
        kind=_kind(info.annotation),
        main=bool(more("main", False)),
        page=str(more("page", parent.page if parent else "facts")),
        icon=str(more("icon", "")),
        unit=str(more("unit", "")),
        search=str(more("search", parent.search if parent else "body")),
        longest=int(more("longest", 0 if is_long else LONGEST)),
        first=bool(more("first", parent.first if parent else False)),
        insist=bool(more("insist", info.is_required() and parent is None)),
        ahead=bool(more("ahead", False)),
        without=without | dict(more("without", {})),
    )


def _kind(annotation: Any) -> str:
    signs = {"Shape": "group", "ThaiDate": "date", "int": "integer", "bool": "boolean"}
    return next((kind for sign, kind in signs.items() if re.search(rf"{sign}\b", str(annotation))), "text")


@cache
def shape_of(shape: type[Shape], key: str) -> type[Shape] | None:
    """The shape of a nested field, or nothing for a plain one."""
    return nested_shape(shape.model_fields[key].annotation)


def nested_shape(annotation: Any) -> type[Shape] | None:
    """The shape inside an annotation such as `Annotated[tuple[PersonShape, ...], …] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = nested_shape(inner)
        if found is not None:
            return found
    return None


@cache
def names_of(shape: type[Shape]) -> Mapping[str, str]:
    """Every accepted name of a shape's own fields, folded, to its canonical key."""
    return {
        fold(name): row.key for row in fields_of(shape) for name in (*row.names, row.label, *_keys(row.key))
    }


def _keys(key: str) -> tuple[str, ...]:
    return key, key.replace("_", "-"), key.replace("_", " ")


@cache
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


def values(of: Any, shape: type[Shape]) -> Iterator[Value]:
    """Every filled field of an object that is no group, in the table's order."""
    table = {row.key: row for row in rows(shape)}
    return _values(of, shape, "", "", table)


def _values(
    of: Any, shape: type[Shape], key: str, row_key: str, table: Mapping[str, FieldRow]
) -> Iterator[Value]:
    for name in shape.model_fields:
        row = table[row_key + name]
        value = shape.member(of, name)
        for index, one in enumerate(value) if row.many else [(None, value)]:
            if one in (None, "", (), 0, False):
                continue
            dotted = f"{key}{name}" if index is None else f"{key}{name}.{index}"
            if row.shape is None:
                yield Value(row, dotted, one)
            else:
                yield from _values(one, row.shape, f"{dotted}.", f"{row.key}.", table)


def lines_of(of: Any, shape: type[Shape], door: str = "") -> Iterator[tuple[FieldRow, str]]:
    """Every filled row once, its values in words, several split by ` · `; rows that leave out `door` are left out."""
    said: dict[FieldRow, list[str]] = {}
    for row, _, value in values(of, shape):
        if door not in row.without:
            said.setdefault(row, []).append(in_words(row, value))
    return ((row, " · ".join(words)) for row, words in said.items())


def as_data(of: Any, shape: type[Shape]) -> dict[str, Any]:
    """An object as JSON values in the table's order: every field that open data has, `null` or `[]` where empty."""
    return {
        row.key: _json(row, shape.member(of, row.key))
        for row in fields_of(shape)
        if "data" not in row.without
    }


def _json(row: FieldRow, value: Any) -> Any:
    if row.many:
        return [_json_of(row, one) for one in value or ()]
    return _json_of(row, value)


def _json_of(row: FieldRow, value: Any) -> Any:
    if value in (None, ""):
        return None
    if row.shape is not None:
        return as_data(value, row.shape)
    return value.iso if isinstance(value, ThaiDate) else value


def in_words(row: FieldRow, value: Any) -> str:
    """A value as people read it: a date in Thai, a choice by its label, a bare number with its unit."""
    if isinstance(value, ThaiDate):
        return value.thai()
    words = row.labels.get(str(value), str(value))
    return words if not row.unit or re.search("[ก-ฮA-Za-z]", words) else f"{words} {row.unit}"
