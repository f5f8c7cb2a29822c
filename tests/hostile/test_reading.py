"""Hostile lessons: refused with a rule and a way out, limited, normalised, warned of, or let through unharmed."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from harvester import pipeline
from harvester.model import Library
from harvester.model.diagnostics import Severity
from harvester.settings import Settings

from .seeds import FOLDER, Row, cpu_limit, lesson_of, present, rows

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
FACTS = {"duplicate-title", "empty-lesson", "missing-picture", "unknown-heading"}
"""What the inputs' own wrappers bring and the case is not about."""


def judged(folder: Path) -> Library:
    with cpu_limit(5):
        return pipeline.judged(pipeline.load(Settings(root=folder), date(2026, 11, 20)))


def put(folder: Path, row: Row) -> None:
    for path, content in (
        (f"2569/{row.stem}.md", lesson_of(row)),
        ("2569/another.md", "---\ntitle: เรื่องอื่น\n---\n\n## บริบท\n\nเล่า\n".encode()),
    ):
        file = folder / "lessons" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    """The dictionary is loaded once, before any clock runs."""
    pipeline.judged(Library())


@pytest.mark.parametrize("row", LESSONS, ids=lambda row: row.stem)
def test_lesson(row: Row, tmp_path: Path) -> None:
    put(tmp_path, row)
    library = judged(tmp_path)
    found = [one for one in library.diagnostics if one.place.path == f"2569/{row.stem}.md"]
    worst = {one.severity for one in found if one.rule not in FACTS}
    shown = [lesson.id for lesson in pipeline.publishable(library, drafts=True).lessons]
    assert "another" in shown, "one bad lesson keeps no other from the site"
    assert all(one.message and one.hint and one.place.line >= 1 and one.place.column >= 1 for one in found)
    expect = "WARN" if row.file in OURS else row.expect
    if row.file in STRICTER:
        assert STRICTER[row.file] in {one.rule for one in found if one.is_error}
        assert row.stem not in shown
    elif row.expect == "REJECT" and row.file not in OURS:
        assert Severity.ERROR in worst
        assert row.stem not in shown
    elif row.expect == "LIMIT":
        assert Severity.ERROR in worst or row.stem in shown
    elif row.expect == "ACCEPT":
        assert not worst & {Severity.ERROR, Severity.WARNING}, [one.rule for one in found]
        assert row.stem in shown
    else:
        assert Severity.ERROR not in worst, [one.rule for one in found]
        assert row.stem in shown
        assert expect != "WARN" or row.file in OURS or found


@pytest.mark.parametrize("row", TREES, ids=lambda row: row.file)
def test_tree(row: Row, tmp_path: Path) -> None:
    """Odd names, links and pipes: nothing of them becomes a lesson or a picture, and each is told."""
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    makers = maker()
    makers.L = _lesson
    assert makers.make(row.file.removeprefix("tree:"), lessons)
    library = judged(tmp_path)
    worst = {one.severity for one in library.diagnostics if one.rule not in FACTS}
    if row.expect == "ACCEPT":
        assert Severity.ERROR not in worst
        return
    if row.file == "tree:t_unreadable":
        assert worst or library.lessons, "to root every file is readable"
        return
    assert {Severity.ERROR, Severity.WARNING} & worst
    assert not library.pictures
    if row.file not in ("tree:t_case", "tree:t_hyphen_slug"):
        assert not pipeline.publishable(library, drafts=True).lessons
    else:
        assert len(pipeline.publishable(library, drafts=True).lessons) == 1, "the well-named one stays"


def maker() -> ModuleType:
    """The script that makes the trees."""
    spec = importlib.util.spec_from_file_location("make_trees", FOLDER / "make_trees.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lesson(title: str, name: str = "", links: str = "") -> str:
    """The trees' lesson in this format; `related` and `supersedes` are this format's uses_with and follows."""
    told = links.replace("LL-1", "a").replace("LL-2", "b").replace("LL-9", "nowhere")
    kind, _, targets = told.strip().partition(": ")
    own = {"related": "uses_with", "supersedes": "follows"}.get(kind)
    head = f"links:\n  {own}: {targets}\n" if own else ""
    return f"---\ntitle: {title} {name}\n{head}---\n\n## บริบท\n\nน้ำใจ\n"
