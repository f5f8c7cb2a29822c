"""Keys that are where no field has that name: misspelt, or a part of a group that was written outside of it."""

from harvester.model.fields import Shape, names_of, paths_of, rows
from harvester.reading.yaml import Scalar, Table, plain
from harvester.thai.places import LEVELS, find
from harvester.thai.text import did_you_mean, fold, near_names


def meaning_of(key: Scalar, table: Table, shape: type[Shape]) -> tuple[str, str]:
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
