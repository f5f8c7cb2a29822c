"""Any editor: what its settings bring forth passes the check, and the hook keeps a fault out of the repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from harvester.cli import harvester
from harvester.doors.editor import editor
from harvester.model import Lesson, Library
from harvester.model.fields import fields_of
from harvester.reading.companions import read_companion
from harvester.reading.lesson import read_lesson
from harvester.reading.validation import RESERVED
from harvester.reading.yaml import parse, plain
from harvester.settings import Settings
from tests.doors.test_review import AT_HOME, _git

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    return {one.path: json.loads(one.content) for one in editor(Library(), Settings(ROOT))}


def _typed(snippet: dict[str, Any]) -> str:
    """The snippet as it stands when every place is passed over with the tab key."""
    text = "\n".join(snippet["body"])
    text = re.sub(r"\$\{\d+\|([^,|}]*)[^}]*\|\}", r"\1", text)
    return re.sub(r"\$\{\d+(?::([^{}]*))?\}", lambda one: one[1] or "", text).replace(r"\$", "$")


def test_a_lesson_out_of_the_snippet_has_no_fault(files: dict[str, Any]) -> None:
    text = _typed(files[".vscode/lessons.code-snippets"]["บทเรียนใหม่"]) + "\n"
    reading = read_lesson("2569/walk-first.md", text.encode())
    assert [one.rule for one in reading.diagnostics if one.is_error] == []
    assert reading.lesson is not None
    assert reading.lesson.title == "ชื่อเรื่อง"


def test_a_technique_out_of_the_snippet_is_one(files: dict[str, Any]) -> None:
    body = _typed(files[".vscode/lessons.code-snippets"]["เทคนิค"])
    lesson = read_lesson("2569/a.md", f"---\ntitle: ก\n---\n\n{body}\n".encode()).lesson
    assert lesson is not None
    (technique,) = lesson.techniques
    assert technique.steps[0].cautions[0].remedy


def test_a_trial_out_of_the_snippet_is_read(files: dict[str, Any]) -> None:
    text = re.sub(
        "^date: .*$", "date: 2569", _typed(files[".vscode/lessons.code-snippets"]["ลองแล้ว"]), flags=re.M
    )
    trial, found = read_companion("trials/call-first/a.yml", text)
    assert trial is not None
    assert [one for one in found if one.rule != "missing-field"] == []


def test_front_matter_cms_asks_for_the_fields_of_the_table_and_for_nothing_else(
    files: dict[str, Any],
) -> None:
    (kind,) = files["frontmatter.json"]["frontMatter.taxonomy.contentTypes"]
    names = [field["name"] for field in kind["fields"]]
    assert names == [row.key for row in fields_of(Lesson)]
    assert not set(names) & (RESERVED - {"id"}), "what it writes must not be a fault"
    draft = files["frontmatter.json"]["frontMatter.content.draftField"]
    assert draft["choices"] == ["draft", "reviewed", "published", "retired"]


def test_settings_name_folders_that_are_there(files: dict[str, Any]) -> None:
    schemas = files[".vscode/settings.json"]["yaml.schemas"]
    for schema in schemas:
        assert (ROOT / schema).is_file()


def test_the_hook_keeps_a_fault_out_of_the_repository(tmp_path: Path) -> None:
    site = tmp_path / "site"
    made = CliRunner().invoke(harvester, ["init", str(site)], catch_exceptions=False)
    assert made.exit_code == 0
    config = plain(parse((site / ".pre-commit-config.yaml").read_text("utf-8"), "hooks")[0])
    (hook,) = config["repos"][0]["hooks"]
    assert (hook["language"], hook["pass_filenames"]) == ("system", "false")
    _git(site, "init", "--quiet")
    script = site / ".git/hooks/pre-commit"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f"#!/bin/sh\nexec {hook['entry']}\n")
    script.chmod(0o755)

    def committed() -> bool:
        _git(site, "add", ".")
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        command = [
            "git",
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "commit",
            "--quiet",
            "--message=บันทึก",
        ]
        done = subprocess.run(
            command, cwd=site, env=os.environ | AT_HOME | {"PATH": path}, capture_output=True
        )
        return done.returncode == 0

    assert committed()
    lesson = next((site / "lessons").glob("*/ask-before-planning.md")).with_name("walk.md")
    assert re.match(hook["files"], lesson.relative_to(site).as_posix())
    lesson.write_text("---\ntitle:เดิน\n---\n\n## บริบท\n\nเล่า\n", encoding="utf-8")
    assert not committed()
    CliRunner().invoke(harvester, ["-C", str(site), "check", "--fix"], catch_exceptions=False)
    assert committed()
