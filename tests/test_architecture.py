"""The shape of the code: floors without circles, doors with one key, tables that say what is there."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = ROOT / "harvester"

FLOORS = (
    {"thai", "diagnostics", "remembering"},
    {"model", "settings", "reports", "prose", "editions", "likeness", "naming", "licences"},
    {"reading", "taggers", "linkers", "checks", "search", "rendering", "selection"},
    {"documents", "drafting", "emitters", "printing", "doors"},
    {"pipeline", "store"},
    {"prints"},
    {"cli", "site_plugins"},
)
"""Rooms from the ground up; a room imports from the floors below, never from its own or above."""

BESIDE = {
    # Composed of what stands on the same floor, and below the floor above it.
    ("reports", "model"),
    ("prose", "model"),
    ("naming", "model"),
    ("editions", "model"),
    # The editor's pages and the reminders are artifacts too; doors know nothing of emitters.
    ("emitters", "doors"),
    ("checks", "selection"),
}
"""Pairs on one floor that may meet: (who imports, whom)."""

DOORS = {
    "mkdocs": {"site_plugins"},
    "pythainlp": {"harvester/thai"},
    "nlpo3": {"harvester/thai"},
    "yaml": {"harvester/reading/yaml.py"},
    "jinja2": {"harvester/rendering"},
    "nh3": {"harvester/rendering"},
    "weasyprint": {"harvester/printing"},
}
"""Library to the only places that may import it."""

TABLES = ("documents", "taggers", "linkers", "checks", "emitters")

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


def room_of_file(file: Path) -> str | None:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return room_of(".".join(part for part in parts if part != "__init__"))


def floor_of(room: str) -> int:
    floors = [number for number, rooms in enumerate(FLOORS) if room in rooms]
    assert floors, f"harvester/{room} stands on no floor: add it to FLOORS and to docs/architecture.md"
    return floors[0]


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_go_downward(file: Path) -> None:
    room = room_of_file(file)
    if room is None:
        return
    for dotted in imports(file):
        target = room_of(dotted)
        if target is None or target == room or dotted.endswith("__version__"):
            continue
        assert floor_of(target) < floor_of(room) or (room, target) in BESIDE, (
            f"{file.relative_to(ROOT)} imports {dotted} from a floor that is not below"
        )


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_doors_have_one_key(file: Path) -> None:
    here = file.relative_to(ROOT).as_posix()
    for dotted in imports(file):
        allowed = DOORS.get(dotted.split(".")[0])
        assert allowed is None or any(here.startswith(place) for place in allowed), f"{here} imports {dotted}"


def test_modules_import_without_circles() -> None:
    graph = {file: set(imports(file)) for file in sources()}
    names = {_dotted(file): file for file in graph}
    edges = {
        _dotted(file): {name for name in found if name in names} - {_dotted(file)}
        for file, found in graph.items()
    }
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


def _dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_module_says_what_it_knows_and_stays_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    here = file.relative_to(ROOT).as_posix()
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), f"{here} has no docstring"
    assert len(text.splitlines()) <= LONGEST or here in ALLOWED_LONG, f"{here} is longer than {LONGEST} lines"
    assert not {"utils", "helpers", "common", "base"} & set(file.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("room", TABLES)
def test_tables_are_only_tables(room: str) -> None:
    """The `__init__` of an extension point holds one table and defines no behaviour."""
    tree = ast.parse((CORE / room / "__init__.py").read_text(encoding="utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert functions == [], f"harvester/{room}/__init__.py defines {functions}"
    module = importlib.import_module(f"harvester.{room}")
    table = getattr(module, room.upper())
    assert table, f"harvester/{room} has an empty table"


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_only_the_commands_print(file: Path) -> None:
    room = room_of_file(file)
    if room in ("cli", None):
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        is_print = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        assert not is_print, f"{file.relative_to(ROOT)} prints"
