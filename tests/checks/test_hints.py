"""What check proposes sends nobody wrong: a golden table of slips and what is said of each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.settings import Settings
from tests.checks.library import TODAY
from tests.golden import Case, cases

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("hints.txt"))), ids=lambda case: case.title
)
def test_hints(case: Case, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "lessons/vocabulary", tmp_path / "lessons/vocabulary")
    text = f"---\ntitle: นัดด้วยใจ\n{case.given}\n---\n\n## บริบท\n\nเกิดที่ตำบล\n"
    (tmp_path / "lessons/a-lesson.md").write_text(text, encoding="utf-8")
    library = pipeline.checked(pipeline.load(Settings(root=tmp_path), TODAY))
    found = sorted(
        (one for one in library.diagnostics if one.place.path == "a-lesson.md"),
        key=lambda one: (one.place.line, one.place.column),
    )
    said = [f"{one.rule} {one.hint}" for one in found if one.severity != "info"]
    assert "\n".join(said) == case.expected.strip()
    keys = {name for one in found if one.rule in ("misspelt-key", "unknown-key") for name in one.related}
    assert not keys & {one.rule.removeprefix("missing-") for one in found}, "told once"
