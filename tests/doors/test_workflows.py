"""The automation trusts no proposal: least rights, actions by commit, nothing of a stranger in a shell."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from harvester.doors.site_template import ACTIONS
from harvester.reading.yaml import parse, plain
from tests.doors.test_schema import accepted

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
STRANGERS = re.compile(
    r"github\.(?:event\.(?:issue|pull_request|comment|review)\.(?:title|body|head)|head_ref)"
)
WRITERS = {"comment.yml", "from-issue.yml", "publish.yml"}


def _tree(file: Path) -> Any:
    return plain(parse(file.read_text(encoding="utf-8"), file.name)[0])


def _jobs(file: Path) -> list[tuple[str, dict[str, Any]]]:
    return list(_tree(file)["jobs"].items())


def test_forges_take_them() -> None:
    for schema, files in (
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
    ):
        assert accepted(Path(schema), files, builtin=True) == ""


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_named_by_its_commit(file: Path) -> None:
    for line in re.findall(r"uses:\s*(\S+.*)", file.read_text(encoding="utf-8")):
        match = re.fullmatch(r"actions/([a-z-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", line.strip())
        assert match, f"{file.name}: {line}"
        assert ACTIONS[match[1]] == [match[2], match[3]]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_rights_are_given_to_jobs_and_only_what_they_need(file: Path) -> None:
    tree = _tree(file)
    assert tree["permissions"] in ({}, {"contents": "read"})
    for name, job in tree["jobs"].items():
        writes = {right for right, level in job.get("permissions", {}).items() if level == "write"}
        assert not writes or file.name in WRITERS, f"{file.name}: {name} may write {writes}"
        assert job.get("timeout-minutes"), f"{file.name}: {name} may run for hours"
        if writes:
            runs = [step["run"] for step in job["steps"] if "run" in step]
            uses = [step.get("uses", "") for step in job["steps"]]
            assert runs == [], "a job that may write runs no command"
            assert not any("checkout" in use for use in uses), "and holds nothing of the repository"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_nothing_of_a_stranger_reaches_a_shell(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    lines = [line for line in text.splitlines() if not line.strip().startswith("if: ")]
    assert not STRANGERS.search("\n".join(lines)), "a condition may look at it; nothing else"
    for name, job in _jobs(file):
        for step in job["steps"]:
            for words in (step.get("run", ""), step.get("with", {}).get("script", "")):
                assert "${{" not in words, f"{file.name}: {name} sets an expression into a script"
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"


def test_the_check_runs_the_main_branch_over_the_proposals_lessons() -> None:
    (_, job), = _jobs(ROOT / ".github/workflows/check.yml")  # fmt: skip
    first, second, third = job["steps"][:3]
    assert first["with"]["ref"] == "${{ github.base_ref || github.event.repository.default_branch }}"
    assert second["with"]["path"] == ".proposal"
    assert "find .proposal/lessons -type l -delete" in third["run"]
    assert [step for step in job["steps"] if ".proposal" in step.get("run", "")] == [third]


def test_the_comment_is_only_posted_where_it_belongs() -> None:
    text = (ROOT / ".github/workflows/comment.yml").read_text(encoding="utf-8")
    assert "pull.head.sha !== context.payload.workflow_run.head_sha" in text
    assert "lstatSync" in text


def test_gitlab_puts_back_everything_but_the_lessons_first() -> None:
    script = _tree_of_gitlab()["check"]["script"]
    assert script[1].startswith("git restore")
    assert "exclude)lessons" in script[1]
    assert not any("harvester" in line for line in script[:2])


def _tree_of_gitlab() -> Any:
    text = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    # Our reader refuses anchors, as it must for lessons; here they are the forge's own way to say a thing once.
    return plain(parse(text.replace(" &install", "").replace("*install", "install"), ".gitlab-ci.yml")[0])


def test_the_shell_lines_are_shell(tmp_path: Path) -> None:
    for file in WORKFLOWS:
        for name, job in _jobs(file):
            for step in job["steps"]:
                done = subprocess.run(
                    ["bash", "-n"], input=step.get("run", ""), capture_output=True, encoding="utf-8"
                )
                assert done.returncode == 0, f"{file.name}: {name}: {done.stderr}"


@pytest.mark.skipif(
    subprocess.run(["which", "node"], capture_output=True).returncode != 0, reason="no node here"
)
def test_the_scripts_are_javascript(tmp_path: Path) -> None:
    for file in WORKFLOWS:
        for _, job in _jobs(file):
            for step in job["steps"]:
                if script := step.get("with", {}).get("script"):
                    source = tmp_path / "script.mjs"
                    source.write_text(
                        f"export default async (github, context, core, require) => {{\n{script}\n}};\n"
                    )
                    done = subprocess.run(["node", "--check", source], capture_output=True, encoding="utf-8")
                    assert done.returncode == 0, f"{file.name}: {done.stderr}"
