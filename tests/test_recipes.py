"""CONTRIBUTING's recipes for a field and a check, followed word for word in a copy of the tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PARTS = (
    "harvester",
    "site_plugins",
    "templates",
    "lessons",
    "tests",
    "schemas",
    "docs",
    ".vscode",
    ".github",
    ".gitlab",
)
"""Folders that the recipes and the tests they name need."""
_EDIT = re.compile(
    r"^In `(?P<file>[^`]+)`, (?:below `(?P<below>[^`]+)`|(?P<end>at the end)|(?P<new>a new file))[^\n]*:\n\n"
    r"```\w+\n(?P<text>.*?)```$",
    re.MULTILINE | re.DOTALL,
)


class Edit(NamedTuple):
    """One change of a recipe: a text put below the line that begins with `below`, at the end, or in a new file."""

    file: str
    below: str
    text: str


def edits(recipe: str) -> Iterator[Edit]:
    """The changes of one recipe, in order."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition(f"### {recipe}\n")[2].partition("\n### ")[0]
    for match in _EDIT.finditer(section):
        yield Edit(match["file"], match["below"] or "", match["text"])


def follow(tree: Path, edit: Edit) -> None:
    """Make the change as the recipe says it."""
    file = tree / edit.file
    if not edit.below:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(before + edit.text, encoding="utf-8")
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines, 1) if line.startswith(edit.below))
    file.write_text("".join([*lines[:at], edit.text, *lines[at:]]), encoding="utf-8")


def run(tree: Path, *arguments: str) -> str:
    """A Python command in the copy, which must succeed; what it printed."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout[-3000:]}{done.stderr[-2000:]}"
    return done.stdout


def run_tests(tree: Path, *files: str, chosen: str) -> str:
    """Tests of the copy, chosen by their names."""
    return run(tree, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *files, "-k", chosen)


def generated(tree: Path) -> None:
    """`make generated`, by this interpreter."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ngenerated:")[2]
    for command in re.findall(r"^\t\$\(BIN\)/harvester (.+)$", recipe.partition("\n\n")[0], re.MULTILINE):
        arguments, _, target = command.partition(" > ")
        said = run(tree, "-c", "from harvester.cli import main; main()", *arguments.split())
        if target:
            (tree / target).write_text(said, encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what is committed; with the compiled modules, which hold for files of the same time and size."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part)
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    return tmp_path


def test_a_field_takes_three_files(tree: Path) -> None:
    # The shipped lessons do not know the field: judging them again by the schema is left to its own test.
    of_a_field = "funder or test_head or (test_schema and not shipped and not alike)"
    changes = list(edits("Add a field to the lesson"))
    assert len({edit.file for edit in changes}) == 3
    for edit in changes:
        follow(tree, edit)
    generated(tree)
    run_tests(
        tree,
        "tests/test_fields.py",
        "tests/reading/test_head.py",
        "tests/doors/test_schema.py",
        chosen=of_a_field,
    )
    assert "ผู้สนับสนุน" in (tree / "lessons/pages/fields.md").read_text(encoding="utf-8")
    assert '"funder"' in (tree / "schemas/lesson.schema.json").read_text(encoding="utf-8")
    assert "ผู้สนับสนุน" in (tree / ".github/ISSUE_TEMPLATE/1-lesson.yml").read_text(encoding="utf-8")


def test_a_check_takes_three_files(tree: Path) -> None:
    changes = list(edits("Add a check"))
    assert len({edit.file for edit in changes}) == 3
    for edit in changes:
        follow(tree, edit)
    generated(tree)
    said = run_tests(tree, "tests/checks", chosen="review-before-date or agree or page_of_rules")
    assert "..." in said, "the rule, its table and its page"
    assert "review-before-date" in (tree / "docs/rules.md").read_text(encoding="utf-8")
