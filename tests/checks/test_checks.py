"""Every rule of the library has a case that says line by line what must be found, and nothing else is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from harvester.checks import CHECKS, RULES
from harvester.model.diagnostics import Severity
from harvester.reading.rules import RULES as READING_RULES
from harvester.reading.rules import SLIPS

from .library import files_of, harvested, where

CASES = Path(__file__).parent / "cases"


def test_table_pages_and_cases_agree() -> None:
    assert sorted(CHECKS) == sorted(RULES) == sorted(case.stem for case in CASES.glob("*.txt"))
    for rule, find in CHECKS.items():
        assert all((RULES[rule].summary, RULES[rule].explanation, RULES[rule].bad, RULES[rule].good))
        if isinstance(find, partial):
            assert find.keywords == {"rule": rule}
            find = find.func
        else:
            assert find.__name__ == rule.replace("-", "_")
        assert find.__module__.startswith("harvester.checks."), "a rule stands in the file of its family"


ELSEWHERE = {
    "unreadable-file": "tests/hostile, with links and pipes",
    "file-too-large": "tests/reading, with bytes",
    "over-its-share": "tests/hostile, with a clock",
    "active-attachment": "tests/hostile, with bytes",
    "unreadable-encoding": "tests/reading, with bytes",
    "mixed-encoding": "tests/reading, with bytes",
    "old-encoding": "tests/checks/test_commands.py, with bytes",
    "unclosed-front-matter": "unclosed-fence says it better; this is what stays when no key is known",
}
"""Rules of reading whose cases text files cannot hold."""


def test_rules_of_reading_have_their_cases() -> None:
    shown = {case.stem for case in (CASES / "reading").glob("*.txt")}
    assert shown | set(ELSEWHERE) | set(SLIPS) == set(READING_RULES)


@pytest.mark.parametrize("case", sorted(CASES.rglob("*.txt")), ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path) -> None:
    rule = case.stem
    files, expected = files_of(case.read_text(encoding="utf-8"))
    assert any(wanted == rule for _, _, wanted in expected), "the case must show its rule"
    library = harvested(tmp_path, files)
    # Invitations to write more stand beside every short lesson; only the case's own one is looked at.
    found = [one for one in library.diagnostics if one.severity is not Severity.INFO or one.rule == rule]
    assert {where(one) for one in found} == expected
    assert all(one.message and one.hint for one in found), "say what is wrong and how to mend it"
    for one in found:
        text = files[one.place.path].split("\n")
        assert 1 <= one.place.column <= len(text[one.place.line - 1]) + 1
