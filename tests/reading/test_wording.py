"""What the rooms look for and tell people stands in their data files: everything used is there, everything there is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from harvester.reading import wording
from harvester.reading.wording import patterns
from harvester.reading.yaml import parse, plain

ROOT = Path(__file__).parents[2]
ROOMS = sorted(file.parent for file in (ROOT / "harvester").rglob("patterns.yml"))
TELLING = [room for room in ROOMS if (room / "messages.yml").is_file()]
TABLES = ("table_of", "words_of", "set_of", "first_of")


def entries(room: Path, name: str) -> dict[str, dict[str, object]]:
    return dict(plain(parse((room / name).read_text(encoding="utf-8"), name)[0]))


def used(room: Path) -> set[tuple[str, str]]:
    """(section, name) of every pattern or table that the code asks for, by the name that a module gives the section."""
    found = set()
    for file in room.rglob("*.py"):
        if file == Path(wording.__file__):  # it makes these tables, and asks for none
            continue
        source = file.read_text(encoding="utf-8")
        sections = dict(re.findall(r'^(_\w+) = patterns\("[\w.]+", "(\w+)"\)', source, re.MULTILINE))
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in TABLES
            ):
                assert isinstance(node.args[0], ast.Constant)
                found.add((sections[ast.unparse(node.func.value)], str(node.args[0].value)))
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in sections
            ):
                found.add((sections[node.value.id], node.attr))
    return {one for one in found if one[1] not in TABLES}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_pattern_is_there_is_used_and_compiles(room: Path) -> None:
    held = entries(room, "patterns.yml")
    whole = (room / "patterns.yml").read_text(encoding="utf-8")
    there = {(file, name) for file, names in held.items() for name in names}
    fragments = {one for one in there if f"%{one[1]}%" in whole}
    assert used(room) - there == set()
    assert there - used(room) - fragments == set()
    dotted = ".".join(room.relative_to(ROOT).parts)
    for file, name in used(room):
        if isinstance(held[file][name], str):
            getattr(patterns(dotted, file), name)


@pytest.mark.parametrize("room", TELLING, ids=lambda room: room.name)
def test_every_message_is_there_and_is_used(room: Path) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in room.rglob("*.py"))
    unused = [
        key
        for key in entries(room, "messages.yml")
        if f'"{key}"' not in code and not (key.startswith("missing-") and f'"{key[8:]}"' in code)
    ]
    assert unused == []
    for node in ast.walk(ast.parse(code.replace("from __future__ import annotations", ""))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in ("refused", "remark") and node.args and isinstance(node.args[0], ast.Constant):
                entry = entries(room, "messages.yml")[str(node.args[0].value)]
                places = set(re.findall(r"\{(\d)", f"{entry['message']}{entry.get('hint', '')}"))
                values = len(node.args) - (1 if name == "refused" else 2)
                assert places == {str(number) for number in range(values)}, entry
