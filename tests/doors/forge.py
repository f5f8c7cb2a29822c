"""A forge that is played: it checks out, keeps artifacts and answers scripts, and runs the lines of workflow files."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from harvester.reading.yaml import parse, plain
from tests.doors.test_review import ROOT, _git


def workflow(name: str) -> Any:
    file = ROOT / ".github/workflows" / name
    return plain(parse(file.read_text(encoding="utf-8"), name)[0])


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
        own["HARVESTER_MEMORY"] = os.environ["HARVESTER_MEMORY"]
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


def run_job(runner: Runner, job: dict[str, Any], upstream: Path) -> bool:
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


FAKE = """
import fs from "fs";
const calls = [];
const record = (name, answer) => async (given) => { calls.push([name, given]); return { data: answer }; };
const state = JSON.parse(fs.readFileSync(process.env.STATE, "utf8"));
const github = {
  paginate: async (method, given) => (await method(given)).data,
  rest: {
    pulls: { get: record("pulls.get", state.pull), list: record("pulls.list", state.pulls),
      listCommits: record("pulls.listCommits", state.commits), create: record("pulls.create", { number: 77 }) },
    actions: { createWorkflowDispatch: record("actions.dispatch", {}) },
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


def script_calls(
    workflow: str, job: str, folder: Path, state: dict[str, Any], temporary: Path
) -> tuple[dict[str, Any], str]:
    """The last call of each name that the script of a job makes, and how it ended."""
    if shutil.which("node") is None:
        pytest.skip("no node here")
    steps = globals()["workflow"](workflow)["jobs"][job]["steps"]
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
