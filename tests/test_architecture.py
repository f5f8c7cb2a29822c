"""The shape of the code: floors without circles, doors with one key, tables that say what is there."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parent.parent
CORE = ROOT / "harvester"

FLOORS = (
    {"memo", "shares"},
    {"thai"},
    {"model", "settings", "reports", "similarity", "executors"},
    {"reading", "annotate", "checks", "search", "rendering"},
    {"documents", "drafting", "emitters", "doors"},
    {"imports"},
    {"pipeline", "store"},
    {"printing", "build_record", "offline", "study"},
    {"cli", "site_plugins"},
)
"""Rooms from the ground up; a room imports from the floors below, never from its own or above."""

BESIDE = {
    # What a report prints and what names stand in a text are told of nouns.
    ("reports", "model"),
    ("settings", "model"),
    # The editor's pages and the reminders are artifacts too; doors know nothing of emitters.
    ("emitters", "doors"),
    # A wrong tag is told which tags mean much the same, by the vectors that search has.
    ("checks", "search"),
    # Two hazards warn of the same when they mean the same, by those vectors.
    ("annotate", "search"),
    # The weight and the wording of a rule are data, which reading opens.
    ("checks", "reading"),
}
"""Pairs on one floor that may meet: (who imports, whom)."""

DOORS = {
    "mkdocs": {"site_plugins"},
    "pythainlp": {"harvester/thai"},
    "nlpo3": {"harvester/thai"},
    "thaiphon": {"harvester/thai"},
    "yaml": {"harvester/reading/yaml.py"},
    "jinja2": {"harvester/rendering"},
    "nh3": {"harvester/rendering"},
    "weasyprint": {"harvester/printing"},
}
"""Library to the only places that may import it."""

TABLES = ("documents", "annotate.taggers", "annotate.linkers", "checks", "emitters")

LONGEST = 300
"""Lines of a file; beyond it one file holds more than one thing."""

ALLOWED_LONG: dict[str, str] = {}
"""Files over the limit, with the reason."""


def sources() -> list[Path]:
    return sorted([*CORE.rglob("*.py"), *(ROOT / "site_plugins").rglob("*.py")])


def imports(file: Path) -> Iterator[str]:
    """Dotted names that a file imports, wherever the statement stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if is_module(inner) else node.module


def is_module(dotted: str) -> bool:
    place = ROOT.joinpath(*dotted.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def room_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    if parts[0] == "site_plugins":
        return "site_plugins"
    return parts[1] if parts[0] == "harvester" and len(parts) > 1 else None


def dotted_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def files() -> tuple[tuple[Path, str, tuple[str, ...]], ...]:
    """Every source file with its path from the root and the names it imports."""
    return tuple((file, file.relative_to(ROOT).as_posix(), tuple(imports(file))) for file in sources())


def floor_of(room: str) -> int:
    floors = [number for number, rooms in enumerate(FLOORS) if room in rooms]
    assert floors, f"harvester/{room} stands on no floor: add it to FLOORS and to docs/architecture.md"
    return floors[0]


def test_imports_go_downward() -> None:
    faults = []
    for file, here, imported in files():
        room = room_of(dotted_of(file))
        for name in imported if room else ():
            target = room_of(name)
            if target in (None, room) or name.endswith("__version__") or (room, target) in BESIDE:
                continue
            if floor_of(str(target)) >= floor_of(str(room)):
                faults.append(f"{here} imports {name} from a floor that is not below")
    assert faults == []


def test_outside_libraries_have_one_door() -> None:
    assert [
        f"{here} imports {name}"
        for _, here, imported in files()
        for name in imported
        if not here.startswith(tuple(DOORS.get(name.split(".")[0], {here})))
    ] == []


def test_modules_import_without_circles() -> None:
    names = {dotted_of(file) for file, _, _ in files()}
    edges = {dotted_of(file): (set(imported) & names) - {dotted_of(file)} for file, _, imported in files()}
    seen: dict[str, int] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert seen.get(name) != 1, f"circle: {' -> '.join((*path, name))}"
        if seen.get(name) == 2:
            return
        seen[name] = 1
        for target in sorted(edges[name]):
            visit(target, (*path, name))
        seen[name] = 2

    for name in sorted(edges):
        visit(name, ())


def test_every_module_has_a_docstring_stays_short_and_prints_nothing() -> None:
    faults = []
    for file, here, _ in files():
        text = file.read_text(encoding="utf-8")
        tree = ast.parse(text)
        if text.strip() and not ast.get_docstring(tree):
            faults.append(f"{here} has no docstring")
        if len(text.splitlines()) > LONGEST and here not in ALLOWED_LONG:
            faults.append(f"{here} is longer than {LONGEST} lines")
        if {"utils", "helpers", "common", "base"} & set(Path(here).with_suffix("").parts):
            faults.append(f"{here} has a name that says nothing")
        if room_of(dotted_of(file)) not in ("cli", None):
            faults += [f"{here}:{node.lineno} prints" for node in ast.walk(tree) if _prints(node)]
    assert faults == []


def _prints(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


@pytest.mark.parametrize("room", TABLES)
def test_tables_are_only_tables(room: str) -> None:
    """The `__init__` of an extension point holds one table and defines no behaviour."""
    tree = ast.parse((CORE / room.replace(".", "/") / "__init__.py").read_text(encoding="utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert functions == [], f"harvester/{room}/__init__.py defines {functions}"
    module = importlib.import_module(f"harvester.{room}")
    assert getattr(module, room.split(".")[-1].upper()), f"harvester/{room} has an empty table"


def test_the_flows_in_the_docs_name_modules_that_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    hops = re.findall(r"`([a-z_]+/[a-z_]+)`", text.partition("## Flows")[2])
    assert len(hops) > 20
    assert [hop for hop in hops if not any((CORE / f"{hop}{end}").exists() for end in (".py", ""))] == []
