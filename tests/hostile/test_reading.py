"""Hostile lessons: refused with a rule and a way out, limited, normalised, warned of, or let through unharmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from harvester import pipeline
from harvester.model import Library

from .judges import Outcome, answer, judge_lesson, judge_tree
from .seeds import Row, cpu_limit, inputs, maker, present, rows

pytestmark = [pytest.mark.seeds, present]

OURS = {
    "md/t08_title_int.md": "every scalar stays text: a title of digits is a title",
    "md/t09_title_bool.md": "every scalar stays text: no is a word",
    "md/t11_title_sexa.md": "every scalar stays text: 1:30 is a title",
    "md/t14_tags_str.md": "a lone tag is a list of one",
    "md/t16_tags_int.md": "every scalar stays text: 2566 is a tag",
    "md/t17_id_octal.md": "every scalar stays text: 0123 is only not the file's name, which is told",
    "md/t19_bigint.md": "every scalar stays text: no number is ever made of it",
    "md/c23_thai_keys.md": "Thai keys are what facilitators write",
    "md/e05_utf16le.md": "read, and saved as UTF-8 by check --fix",
    "md/e07_tis620.md": "read, and saved as UTF-8 by check --fix",
    "md/e08_cp874.md": "read, and saved as UTF-8 by check --fix",
}
"""Inputs that this format reads instead of refusing, and why."""

STRICTER = {"md/a27_stash_forge.md": "control-sign"}
"""Inputs that are refused though cleaning them would do, and the rule."""

LESSONS = [row for row in rows() if row.kind == "md"]
TREES = [row for row in rows() if row.kind == "tree" and row.file != "tree:t_docs_2000"]


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    """The dictionary is loaded once, before any clock runs."""
    pipeline.checked(Library())


@pytest.mark.parametrize("row", LESSONS, ids=lambda row: row.stem)
def test_lesson(row: Row, tmp_path: Path) -> None:
    outcome = Outcome()
    with cpu_limit(5):
        judge_lesson(row, outcome, inputs()[row.file], tmp_path, ask=answer)
    outcome.settle(row)
    assert outcome.faults == []
    assert bool(outcome.read_instead) == (row.file in OURS)
    assert row.file not in OURS or not outcome.refused
    if row.file in STRICTER:
        assert STRICTER[row.file] in outcome.rules
    elif row.expect in ("SANITISE", "WARN", "NORMALISE"):
        assert not outcome.refused, outcome.rules


@pytest.mark.parametrize("row", TREES, ids=lambda row: row.file)
def test_tree(row: Row, tmp_path: Path) -> None:
    """Odd names, links and pipes: nothing of them becomes a lesson or a picture, and each is told."""
    outcome = Outcome()
    with cpu_limit(5):
        judge_tree(row, outcome, maker(), tmp_path, ask=answer)
    assert outcome.faults == []
