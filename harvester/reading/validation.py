"""Gives a tree of text its meaning by a shape of the schema: all faults at once, each with its place and Thai words.
A faulty value is left out and the rest still read, so that one wrong date does not hide a wrong tag."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.fields import FieldRow, Shape, fields_of, names_of, paths_of, reader, rows
from harvester.model.lesson import nearest
from harvester.reading.limits import MAX_LISTED
from harvester.reading.wording import told
from harvester.reading.yaml import Listing, Node, Scalar, Table, in_words, plain
from harvester.thai.dates import DateError
from harvester.thai.places import LEVELS, find
from harvester.thai.text import did_you_mean, fold, near_names

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

S = TypeVar("S", bound=Shape)
RESERVED = frozenset((
    "template", "icon", "search", "hide", "hooks", "plugins", "extra_javascript", "extra_css", "extra", "theme", "nav",
    "slug", "url", "id", "permalink", "redirect", "exclude", "not_in_search", "boost", "markdown_extensions", "inherit",
))  # fmt: skip
"""Keys with which a page would steer the site around it."""


@dataclass(slots=True)
class Meaning:
    """What was read: `value` of the shape (None when nothing can be made of it), places and widths by dotted key,
    unknown keys kept as text, and the findings."""

    value: Any = None
    places: dict[str, Place] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)


def understand(head: Table, shape: type[S], fallback: Mapping[str, Any] | None = None) -> Meaning:
    """Read `head` as `shape`; `fallback` gives values for required fields that are missing or wrong."""
    from pydantic import ValidationError  # what the memory knows is not read: most commands never load it

    meaning = Meaning()
    data = _by_key(head, shape, "", meaning)
    for said in head.comments:  # public with the file, though no page shows them
        meaning.places[f"#{said.text}"] = said.place
        meaning.extra[f"#{said.text}"] = said.text
    reported: set[str] = set()
    for _ in range(40):
        try:
            meaning.value = _within_limits(reader(shape).validate_python(data), shape, "", meaning)
            return meaning
        except ValidationError as error:
            for detail in error.errors():
                key = _dotted_key(detail, data)
                if key not in reported:
                    reported.add(key)
                    meaning.findings.append(_finding(detail, key, shape, meaning, head))
                if (refused := _drop(data, key, fallback or {})) is not None:
                    meaning.extra.setdefault(key, str(refused))
                if key.split(".")[0] in (fallback or {}) and key.split(".")[0] not in data:
                    data[key.split(".")[0]] = (fallback or {})[key.split(".")[0]]
    return meaning


def _within_limits(value: S, shape: type[Shape], prefix: str, meaning: Meaning) -> S:
    """The value with every list as long as it may be, and of choices only those that there are; the rest is reported."""
    cut: dict[str, Any] = {}
    for row in fields_of(shape):
        held = getattr(value, row.key, None)
        most = MAX_LISTED.get(row.key, 200)
        key = prefix + row.key
        if isinstance(held, tuple) and len(held) > most:
            place = meaning.places.get(f"{key}.{most}") or meaning.places[key]
            meaning.findings.append(told("too-many-parts", place, row.label, key, len(held), most))
            cut[row.key] = held[:most]
        elif isinstance(held, Shape):
            cut[row.key] = _within_limits(held, type(held), f"{key}.", meaning)
        elif row.choices and held and not prefix and type(held) in (str, tuple):  # not one of an enumeration
            cut[row.key] = _chosen(row, held, meaning) or row.default
    return replace(value, **cut)


def _chosen(row: FieldRow, held: str | tuple[str, ...], meaning: Meaning) -> str | tuple[str, ...]:
    """Those of the values that there are, by key; a Thai name means its key."""
    labels = row.labels or {one: one for one in row.choices}
    by_name = {fold(label): key for key, label in labels.items()} | {fold(key): key for key in labels}
    kept = []
    for at, said in enumerate((held,) if isinstance(held, str) else held):
        if (key := by_name.get(fold(said))) is None:
            place = meaning.places.get(f"{row.key}.{at}") or meaning.places[row.key]
            meaning.findings.append(_choice(said, f"{row.label} ({row.key})", labels, place, len(said)))
        else:
            kept.append(key)
    return tuple(kept) if not isinstance(held, str) else "".join(kept)


KEPT = ("provenance",)
"""Top-level keys that are no fields but are no mistakes either: where an imported draft comes from."""


def _by_key(table: Table, shape: type[Shape], prefix: str, meaning: Meaning) -> dict[str, Any]:
    names = names_of(shape)
    own = {row.key: row for row in fields_of(shape)}
    data: dict[str, Any] = {}
    for key, node in table.entries:
        canonical = names.get(fold(key.text))
        if canonical is None and not prefix and key.text in KEPT:
            meaning.extra[key.text] = str(plain(node))
            continue
        if canonical is None or canonical in data:
            _unknown(key, node, table, shape, prefix, canonical, meaning)
            continue
        dotted = prefix + canonical
        value = _value(node, own[canonical].shape, dotted, meaning)
        if isinstance(value, str) and not own[canonical].long:
            value = " ".join(value.split())  # one line with single blanks, as `format` writes it
        if value is not None:
            data[canonical] = value
    return data


def _value(node: Node, shape: type[Shape] | None, dotted: str, meaning: Meaning) -> Any:
    meaning.places[dotted] = node.place
    meaning.widths[dotted] = node.width if isinstance(node, Scalar) else 1
    if isinstance(node, Table) and shape is not None:
        return _by_key(node, shape, dotted + ".", meaning)
    if isinstance(node, Listing):
        values = []
        for index, item in enumerate(node.items):
            value = _value(item, shape, f"{dotted}.{index}", meaning)
            values.append(" ".join(value.split()) if isinstance(value, str) else value)
        return [value for value in values if value not in (None, "")]
    text = plain(node)
    return None if isinstance(text, str) and text.strip() in ("", "~", "null") else text


def _unknown(
    key: Scalar,
    node: Node,
    table: Table,
    shape: type[Shape],
    prefix: str,
    canonical: str | None,
    meaning: Meaning,
) -> None:
    dotted = prefix + key.text
    meaning.extra[dotted] = in_words(node)
    meaning.places.setdefault(dotted, key.place)
    if canonical is not None:
        found = told("duplicate-key/meaning", key.place, key.text, canonical, width=len(key.text))
    elif not prefix and fold(key.text) in RESERVED:
        wording = "reserved-key/address" if key.text in ("id", "slug", "url") else "reserved-key"
        found = told(wording, key.place, key.text, width=len(key.text))
    else:
        hint, path = _meaning_of(key, table, shape)
        related = (path,) if path else ()
        found = told("unknown-key", key.place, key.text, hint=hint, width=len(key.text), related=related)
    meaning.findings.append(found)


def _meaning_of(key: Scalar, table: Table, shape: type[Shape]) -> tuple[str, str]:
    """What to do with a key that is none of the shape's, and the key of the field it is meant for, '' when unknown."""
    names = names_of(shape)
    paths = {row.key.rpartition(".")[2]: row.key for row in reversed(list(rows(shape)))} | dict(
        paths_of(shape)
    )
    path = paths.get(fold(key.text), "")
    for name in () if path else near_names(key.text, names, 1):
        return did_you_mean([name]), names[name]
    group = path.partition(".")[0]
    row = next((row for row in rows(shape) if row.key == group != path), None)
    if row is None or row.shape is None or (row.many and not row.first):  # a year alone is no list of facts
        return "ลบออก หรือดูชื่อช่องทั้งหมดด้วย harvester schema --for docs", ""
    thai = not key.text.isascii()
    beside = {
        paths[fold(one.text)]: (one.text, str(plain(node)))
        for one, node in table.entries
        if paths.get(fold(one.text), "").startswith(f"{group}.") and fold(one.text) not in names
    }
    needed = [one for one in rows(row.shape) if one.required and f"{group}.{one.key}" not in beside]
    inner = [f"{one.label if thai else one.key}: …" for one in needed]
    inner += [f"{said}: {_proper(where, value)}" for where, (said, value) in beside.items()]
    label = row.label if thai else group
    there = any(names.get(fold(one.text)) == group for one, _ in table.entries)
    words = f"ย้ายเข้าไปรวมในช่อง {label} ที่มีอยู่" if there else "ย้ายเป็น"
    return f"{words} {label}: {{{', '.join(inner)}}}", group


def _proper(path: str, value: str) -> str:
    """A value as it may be between braces; a place in the gazetteer's spelling."""
    level = path.removeprefix("place.")
    value = getattr(find(**{level: value}).place, level) or value if level in LEVELS else value
    value = " ".join(value.split())
    return f'"{value[:40]}"' if set(value) & set(',:{}[]#"') else value[:60]


def _dotted_key(detail: "ErrorDetails", data: Mapping[str, Any]) -> str:
    """The dotted key of an error's location, cut at what the data really holds (no union or validator tags)."""
    kept: list[str] = []
    here: Any = data
    for part in detail["loc"]:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            if detail["type"] != "missing":
                continue
        kept.append(str(part))
    return ".".join(kept)


def _drop(data: dict[str, Any], key: str, fallback: Mapping[str, Any]) -> Any:
    """Take the value at a dotted key out of the data, and return it; None where there is none."""
    parts = key.split(".")
    here: Any = data
    for part in parts[:-1]:
        inside = here.get(part) if isinstance(here, dict) else None
        here = here[int(part)] if isinstance(here, list) else inside
        if here is None:
            break
    if isinstance(here, dict) and parts[-1] in here:
        return here.pop(parts[-1])
    if isinstance(here, list) and parts[-1].isdigit() and int(parts[-1]) < len(here):
        return here.pop(int(parts[-1]))
    if parts[0] in data and parts[0] not in fallback:
        # A required part of a nested mapping is missing: the mapping cannot stand.
        return data.pop(parts[0])
    return None


def _finding(
    detail: "ErrorDetails", key: str, shape: type[Shape], meaning: Meaning, head: Table
) -> Diagnostic:
    parts = [part for part in key.split(".") if not part.isdigit()]
    row = next((row for row in rows(shape) if row.key == ".".join(parts)), None)
    name, kind, width = parts[-1], detail["type"], meaning.widths.get(key, 1)
    called = f"{row.label if row else key} ({name})"
    place = nearest(meaning.places, key) or Place(head.place.path, max(head.place.line - 1, 1))
    cause = detail.get("ctx", {}).get("error")
    example = f"{name}: {row.example}" if row and row.example else ""
    if kind == "missing":
        return told("missing-field", place, called, example or f"{name}: …")
    if kind == "enum" and row is not None:
        return _choice(str(detail["input"]), called, row.labels, place, width)
    if isinstance(cause, DateError):
        return told("wrong-date", place, called, cause, width=width)
    if kind in ("int_parsing", "int_type"):
        return told("wrong-number", place, called, name, row.example if row else 1, width=width)
    if isinstance(cause, ValueError):
        return told("wrong-value/why", place, called, cause, hint=row.hint if row else "", width=width)
    single = "กลุ่มช่องย่อย" if row and row.shape else "ข้อความบรรทัดเดียว"
    wanted = "รายการหรือข้อความ" if row and row.many else single
    if row is not None and row.shape is not None and not row.many:
        inner = next(iter(fields_of(row.shape)))
        example = f"{name}: {{{inner.key}: {inner.example or inner.label}}}"
    return told("wrong-value", place, called, wanted, f" เช่น {example}" if example else "", width=width)


def _choice(given: str, called: str, labels: Mapping[str, str], place: Place, width: int) -> Diagnostic:
    choices = " ".join(f"{label} ({key})" for key, label in labels.items())
    names = {name: key for key, label in labels.items() for name in (key, label)}
    near = [f"{labels[names[one]]} ({names[one]})" for one in near_names(given, names, 1)]
    hint = f"{did_you_mean(near)} เลือกได้: {choices}" if near else f"เลือกหนึ่งคำ: {choices}"
    return told("wrong-choice", place, called, given, hint=hint, width=width)
