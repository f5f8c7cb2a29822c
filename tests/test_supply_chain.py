"""What is installed and shipped: free licences, a bill of materials, workflows that a stranger cannot use."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def test_every_licence_is_free_and_listed() -> None:
    done = subprocess.run([sys.executable, "tools/licences.py"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    listed = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    names = {
        line.split()[1] for line in done.stdout.decode().splitlines() if line.startswith("| ") and " " in line
    }
    assert names <= {line.split()[1] for line in listed.splitlines() if line.startswith("| ")}, (
        "make licences"
    )


def test_the_bill_of_materials_is_cyclonedx() -> None:
    command = [
        str(BIN / "cyclonedx-py"),
        "environment",
        "--output-reproducible",
        "--output-format",
        "JSON",
        sys.executable,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    bill = json.loads(done.stdout)
    assert bill["bomFormat"] == "CycloneDX"
    assert {"mkdocs", "nh3", "pydantic"} <= {one["name"] for one in bill["components"]}


def test_workflows_are_clean_for_zizmor() -> None:
    command = [str(BIN / "zizmor"), "--offline", "--no-progress", "--quiet", ".github"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_the_policy_is_told_in_both_languages() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for words in ("แจ้งเรื่อง", "กลัวอะไรบ้าง", "Reporting", "Threat model", "pip download", "--only-binary"):
        assert words in text
