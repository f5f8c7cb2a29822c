"""A proposal goes from branch to comment to preview by the very lines that stand in the workflow files.

What the forge brings (checkouts, artifacts, its API) is played here; every `run:` and every script is taken from the files.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from harvester.reading.yaml import parse, plain
from tests.doors.test_review import NEW, ROOT, _git

LINK = "https://github.com/khlang/botrian/actions/runs/1/artifacts/2"
EVIL = 'import pathlib\npathlib.Path("/tmp/pwned-by-proposal").write_text("x")\n'
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")


def _workflow(name: str) -> Any:
    file = ROOT / ".github/workflows" / name
    return plain(parse(file.read_text(encoding="utf-8"), name)[0])


@pytest.fixture
def upstream(tmp_path: Path) -> Path:
    """The forge's repository: `main`, and a proposal that brings a lesson, a near copy, a fault and things of its own."""
    root = tmp_path / "upstream"
    shutil.copytree(ROOT / "lessons", root / "lessons")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "pyproject.toml").write_text("[tool.harvester]\nprints = false\nadmin = false\n")
    (root / ".gitignore").write_text("site/\n.cache/\n.proposal/\n")
    old = root / "lessons/2569/one-page-before-meeting.md"
    old.write_text(re.sub("^date: .*$", "date: 31 ก.พ. 2569", old.read_text("utf-8"), flags=re.M), "utf-8")
    _git(root, "init", "--quiet", "--initial-branch=main")
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message=เริ่ม")
    _git(root, "switch", "--quiet", "--create=proposal")
    (root / "lessons/2569/walk-first.md").write_text(NEW, encoding="utf-8")
    copied = (root / "lessons/2569/coordinate-before-visit.md").read_text(encoding="utf-8")
    (root / "lessons/2569/coordinate-again.md").write_text(
        copied.replace("title: ", "title: อีกครั้ง ").replace("date: ", "date: 31 ก.พ. "), encoding="utf-8"
    )
    (root / "lessons/2569/link.md").symlink_to("/etc/passwd")
    (root / "mkdocs.yml").write_text("site_name: ของฉัน\nhooks: [evil.py]\nplugins: [harvester]\n")
    (root / "pyproject.toml").write_text("[tool.harvester]\nname = 'ของฉัน'\nadmin = true\n")
    (root / "evil.py").write_text(EVIL)
    (root / "harvester.py").write_text(EVIL)
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message=เพิ่มบทเรียน $(touch /tmp/pwned-by-proposal)")
    return root


@dataclass
class Runner:
    """A machine of the forge: a workspace, a place for temporary files, the artifacts that were kept."""

    folder: Path
    expressions: dict[str, str] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)
    said: str = ""

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    def value(self, text: str) -> str:
        """The text with its expressions; one that nobody foresaw is a fault of the test."""
        return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda one: self.expressions[one[1]], text)

    def shell(self, lines: str, more: dict[str, str] | None = None) -> int:
        """Runs lines as the forge does: one script, `bash -e`, own environment."""
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        own = {"PATH": path, "HOME": str(self.folder), "RUNNER_TEMP": str(self.temporary), "LANG": "C.UTF-8"}
        script = self.folder / "step.sh"
        script.write_text(lines, encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace, env=own | (more or {}), capture_output=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
        self.said += done.stdout + done.stderr
        return done.returncode

    def keep(self, step: dict[str, Any]) -> None:
        """upload-artifact."""
        given = step["with"]
        path = Path(self.value(given["path"]))
        source = path if path.is_absolute() else self.workspace / path
        if source.exists():
            kept = self.folder / "artifacts" / given["name"]
            shutil.copytree(source, kept, dirs_exist_ok=True)
            self.artifacts[given["name"]] = kept


def _run(runner: Runner, job: dict[str, Any], upstream: Path) -> bool:
    """Every step in its order; true when the job ends well."""
    for step in job["steps"]:
        uses, run = step.get("uses", ""), step.get("run", "")
        if "checkout" in uses:
            ref = runner.value(step["with"].get("ref", "proposal"))
            target = runner.workspace / step["with"].get("path", ".")
            _git(
                upstream,
                "clone",
                "--quiet",
                "--depth=1",
                f"--branch={ref}",
                f"file://{upstream}",
                str(target),
            )
        elif "upload-artifact" in uses:
            runner.keep(step)
        elif step.get("name") == "ติดตั้ง":
            assert all(
                re.match(r"(?:sudo apt-get|python -m pip) ", line) for line in run.strip().splitlines()
            )
        elif run:
            environment = {key: runner.value(value) for key, value in step.get("env", {}).items()}
            code = runner.shell(run, environment)
            if code and not step.get("continue-on-error"):
                return False
    return True


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    Path("/tmp/pwned-by-proposal").unlink(missing_ok=True)
    made = Runner(tmp_path / "runner")
    made.temporary.mkdir(parents=True)
    made.expressions = {
        "github.base_ref": "main",
        "github.event.pull_request.number": "7",
        "runner.temp": str(made.temporary),
        "steps.preview.outputs.artifact-url": LINK,
    }
    yield made
    assert not Path("/tmp/pwned-by-proposal").exists(), "nothing of the proposal is run"


FAKE = """
import fs from "fs";
const calls = [];
const record = (name, answer) => async (given) => { calls.push([name, given]); return { data: answer }; };
const state = JSON.parse(fs.readFileSync(process.env.STATE, "utf8"));
const github = {
  paginate: async (method, given) => (await method(given)).data,
  rest: {
    pulls: { get: record("pulls.get", state.pull), list: record("pulls.list", state.pulls),
      listCommits: record("pulls.listCommits", state.commits), create: record("pulls.create", {}) },
    issues: { listComments: record("issues.listComments", state.comments), updateComment: record("issues.updateComment", {}),
      createComment: record("issues.createComment", {}) },
    git: { getRef: record("git.getRef", { object: { sha: "abc" } }), updateRef: record("git.updateRef", {}),
      createRef: record("git.createRef", {}) },
    repos: { createOrUpdateFileContents: record("repos.write", {}) },
  },
};
const context = { repo: { owner: "khlang", repo: "botrian" }, payload: state.payload };
const core = { notice: (text) => calls.push(["notice", text]) };
import { createRequire } from "module";
const require = createRequire(import.meta.url);
let fault = "";
try { await (async () => { SCRIPT })(); } catch (error) { fault = String(error.message); }
fs.writeFileSync(process.env.CALLS, JSON.stringify({ calls, fault }));
"""


def _script(
    workflow: str, job: str, folder: Path, state: dict[str, Any], temporary: Path
) -> tuple[dict[str, Any], str]:
    """The last call of each name that the script of a job makes, and how it ended."""
    if shutil.which("node") is None:
        pytest.skip("no node here")
    steps = _workflow(workflow)["jobs"][job]["steps"]
    script = next(step["with"]["script"] for step in steps if "github-script" in step.get("uses", ""))
    folder.mkdir(exist_ok=True)
    (folder / "script.mjs").write_text(FAKE.replace("SCRIPT", script), encoding="utf-8")
    whole = {"pull": {}, "pulls": [], "commits": [], "comments": [], "payload": {}} | state
    (folder / "state.json").write_text(json.dumps(whole))
    own = {
        "STATE": str(folder / "state.json"),
        "CALLS": str(folder / "calls.json"),
        "RUNNER_TEMP": str(temporary),
    }
    subprocess.run(["node", "script.mjs"], cwd=folder, env=os.environ | own, check=True, timeout=60)
    told = json.loads((folder / "calls.json").read_text())
    return dict(told["calls"]), told["fault"]


@pytest.mark.browser
def test_a_proposal_goes_from_branch_to_comment_to_preview(
    upstream: Path, runner: Runner, tmp_path: Path
) -> None:
    job = _workflow("check.yml")["jobs"]["check"]
    assert not _run(runner, job, upstream), "a lesson with a fault does not pass"
    said = runner.said
    assert re.search(r"^::error file=lessons/2569/coordinate-again\.md,line=\d+", said, re.MULTILINE)
    noted = [line for line in said.splitlines() if line.startswith("::")]
    assert not any("one-page-before-meeting" in line for line in noted), (
        "faults of others are not the author's"
    )
    comment = (runner.artifacts["review"] / "comment.md").read_text(encoding="utf-8")
    assert "ยังเผยแพร่ไม่ได้ ต้องแก้ 1 จุด" in comment
    assert comment.count("#### ") == 2
    for wanted in ("คล้ายกับเรื่องที่มีอยู่แล้ว", "แท็กที่น่าจะใช้", "บทเรียนที่เกี่ยวข้อง", "▰", f"({LINK})"):
        assert wanted in comment
    preview = runner.artifacts["preview"]
    page = (preview / "review.html").read_text(encoding="utf-8")
    assert "เดินบ้านก่อนเปิดเวที" in page
    for name in re.findall(r'href="lessons/([a-z0-9-]+)/"', page):
        assert (preview / "lessons" / name / "index.html").is_file(), (
            "no link leads to a page that was held back"
        )
    assert "<title>คลังบทเรียน" in (preview / "index.html").read_text(encoding="utf-8"), (
        "settings are those of main"
    )
    assert not list(preview.rglob("link*")), "a link is not followed"
    assert (preview / "lessons/walk-first/index.html").is_file()
    if shutil.which("chromium") or shutil.which("google-chrome"):
        assert (preview / "review/walk-first.png").read_bytes().startswith(b"\x89PNG")

    _git(upstream, "rm", "--quiet", "lessons/2569/coordinate-again.md")
    _git(upstream, "commit", "--quiet", "--message=แก้")
    again = Runner(
        tmp_path / "again", runner.expressions | {"runner.temp": str(tmp_path / "again/temporary")}
    )
    again.temporary.mkdir(parents=True)
    assert _run(again, job, upstream), again.said
    better = (again.artifacts["review"] / "comment.md").read_text(encoding="utf-8")
    assert "### ✅ บทเรียนพร้อมเผยแพร่แล้ว" in better

    payload = {"workflow_run": {"head_sha": "f00"}}
    state = {"payload": payload, "pull": {"head": {"sha": "f00"}}}
    calls, fault = _script("comment.yml", "comment", tmp_path / "node", state, _as_downloaded(again))
    assert fault == ""
    assert calls["issues.createComment"]["body"] == better
    assert calls["issues.createComment"]["issue_number"] == 7
    old = [
        {"id": 5, "user": {"type": "User"}, "body": better},
        {"id": 6, "user": {"type": "Bot"}, "body": comment},
    ]
    calls, _ = _script(
        "comment.yml", "comment", tmp_path / "node", state | {"comments": old}, _as_downloaded(again)
    )
    assert calls["issues.updateComment"]["comment_id"] == 6
    assert "issues.createComment" not in calls


def _as_downloaded(runner: Runner) -> Path:
    """`runner.temp` of the second job, with the artifact where download-artifact lays it."""
    folder = runner.folder / "second"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(runner.artifacts["review"], folder / "review", symlinks=True)
    return folder


HOSTILE = {
    "a number that is none": {"number": "7; rm -rf /"},
    "a text without our mark": {"comment.md": "<!-- other -->\nhello"},
    "a link to a file of the machine": {"comment.md": None},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_artifact_of_a_stranger_is_not_believed(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "temporary/review"
    folder.mkdir(parents=True)
    files = {"number": "7\n", "comment.md": "<!-- harvester-review -->\nดี\n"} | HOSTILE[name]
    for file, text in files.items():
        if text is None:
            (folder / file).symlink_to("/etc/passwd")
        else:
            (folder / file).write_text(text)
    payload = {"workflow_run": {"head_sha": "f00"}}
    state = {"payload": payload, "pull": {"head": {"sha": "f00"}}}
    calls, fault = _script("comment.yml", "comment", tmp_path / "node", state, tmp_path / "temporary")
    assert fault
    assert not {"issues.createComment", "issues.updateComment"} & set(calls)


def test_a_comment_for_an_older_push_is_not_posted(tmp_path: Path) -> None:
    folder = tmp_path / "temporary/review"
    folder.mkdir(parents=True)
    (folder / "number").write_text("7\n")
    (folder / "comment.md").write_text("<!-- harvester-review -->\nดี\n")
    state = {"payload": {"workflow_run": {"head_sha": "old"}}, "pull": {"head": {"sha": "new"}}}
    calls, fault = _script("comment.yml", "comment", tmp_path / "node", state, tmp_path / "temporary")
    assert (fault, "notice" in calls) == ("", True)
    assert "issues.createComment" not in calls


ISSUE = """### ชื่อเรื่อง

เดินด้วยกัน "`$(touch /tmp/pwned-by-proposal)`

### สรุป

เดินก่อนพูด

### ขั้นตอน

เดิน
"""


def test_an_issue_becomes_a_pull_request_and_a_reply(upstream: Path, runner: Runner, tmp_path: Path) -> None:
    _git(upstream, "switch", "--quiet", "main")
    _git(upstream, "branch", "--quiet", "--force", "proposal", "main")
    event = runner.folder / "event.json"
    event.write_text(json.dumps({"issue": {"number": 12, "title": "x", "body": ISSUE}}), encoding="utf-8")
    workflow = _workflow("from-issue.yml")
    job = workflow["jobs"]["draft"]
    for step in job["steps"]:
        if "run" in step and step.get("name") != "ติดตั้ง":
            step["env"] = {"GITHUB_EVENT_PATH": str(event)}
    assert _run(runner, job, upstream), runner.said
    folder = tmp_path / "second"
    shutil.copytree(runner.artifacts["draft"], folder / "draft")
    payload = {"issue": {"number": 12}, "repository": {"default_branch": "main"}}
    calls, fault = _script("from-issue.yml", "propose", tmp_path / "node", {"payload": payload}, folder)
    assert fault == ""
    written = calls["repos.write"]
    assert re.fullmatch(r"lessons/\d{4}/[a-z0-9-]+\.md", written["path"])
    assert written["branch"] == "issue-12"
    assert "Closes #12" in calls["pulls.create"]["body"]
    assert "ขอบคุณที่ส่งบทเรียน" in calls["issues.createComment"]["body"]
    people = {"pulls": [{"number": 3}], "commits": [{"author": {"type": "User"}}]}
    calls, _ = _script("from-issue.yml", "propose", tmp_path / "node", {"payload": payload} | people, folder)
    assert "repos.write" not in calls, "what a person began to mend is not overwritten"
    assert "ไม่ทับ" in calls["issues.createComment"]["body"]


CURL = """#!/bin/sh
printf '%s\\n' "$*" >> "$CURL_LOG"
case "$*" in *per_page*) cat "$CURL_NOTES";; esac
"""


@pytest.mark.browser
def test_gitlab_does_the_same(upstream: Path, runner: Runner) -> None:
    text = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    tree = plain(parse(text.replace(" &install", "").replace("*install", "install"), ".gitlab-ci.yml")[0])
    _git(upstream, "clone", "--quiet", "--branch=proposal", f"file://{upstream}", str(runner.workspace))
    base = _git(upstream, "rev-parse", "main").strip()
    script = [
        line for line in tree["check"]["script"] if line != "install" and not line.startswith("apt-get")
    ]
    assert runner.shell("\n".join(script), {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}) == 1, runner.said
    comment = (runner.workspace / "review/comment.md").read_text(encoding="utf-8")
    assert "ยังเผยแพร่ไม่ได้ ต้องแก้ 1 จุด" in comment
    assert "<title>คลังบทเรียน" in (runner.workspace / "site/index.html").read_text(encoding="utf-8")
    assert json.loads((runner.workspace / "review/quality.json").read_text())[0]["location"]["path"].endswith(
        "again.md"
    )
    assert (runner.workspace / "site/review.html").is_file()

    tools = runner.folder / "bin"
    tools.mkdir()
    (tools / "curl").write_text(CURL)
    (tools / "curl").chmod(0o755)
    notes = runner.folder / "notes.json"
    log = runner.folder / "log"
    own = {"PATH": f"{tools}:{os.environ['PATH']}", "CURL_LOG": str(log), "CURL_NOTES": str(notes)}
    own |= {"CI_API_V4_URL": "https://gitlab.example/api/v4", "CI_MERGE_REQUEST_PROJECT_ID": "3"}
    own |= {"CI_MERGE_REQUEST_IID": "7", "REVIEW_TOKEN": "t"}
    post = "\n".join(tree["comment"]["script"])
    notes.write_text('[{"id":4,"type":null,"body":"ดูที่ harvester-review","author":{"id":9}}]')
    assert runner.shell(post, own) == 0, runner.said
    assert "--request POST" in log.read_text()
    mine = '{"id":41,"type":null,"body":"\\u003c!-- harvester-review --\\u003e\\nดี","author":{"id":9}}'
    notes.write_text('[{"id":4,"body":"x"},' + mine + "]")
    log.write_text("")
    assert runner.shell(post, own) == 0, runner.said
    assert "--request PUT" in log.read_text()
    assert log.read_text().rstrip().endswith("/merge_requests/7/notes/41")
