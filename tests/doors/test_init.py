"""A new site in one command, from the wheel alone, as someone who never saw this repository would make it."""

from __future__ import annotations

import base64
import csv
import email
import hashlib
import io
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from harvester.cli import harvester
from harvester.doors.questions import BY_HAND, LESSON, LESSON_TRIED
from harvester.doors.site_template import wheel

ROOT = Path(__file__).parents[2]


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`bin` of an environment with our wheel and, besides it, only what the lock file brings."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    wheel = next(folder.glob("*.whl"))
    _run(sys.executable, "-m", "venv", "--without-pip", folder / "env", cwd=folder)
    python = folder / "env/bin/python"
    library = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    # The lock's packages, offline; a path file adds them without the development copy of ourselves.
    Path(library, "locked.pth").write_text(sysconfig.get_path("purelib") + "\n")
    options = ("install", "--quiet", "--no-deps", "--no-index", "--no-compile")
    _run(sys.executable, "-m", "pip", "--python", python, *options, wheel, cwd=folder)
    where = _run(python, "-c", "import harvester; print(harvester.__file__)", cwd=folder).strip()
    assert where.startswith(str(folder)), "the wheel is what runs"
    return folder / "env/bin"


def test_a_site_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    command = installed / "harvester"
    said = _run(command, "init", "คลัง ของเรา", "--name", 'คลัง "บ้านนา": ของเรา', cwd=tmp_path)
    assert 'cd "คลัง ของเรา"' in said, "what is told can be typed as it stands"
    site = tmp_path / "คลัง ของเรา"
    assert "ไม่พบปัญหา" in _run(command, "check", cwd=site)
    said = _run(command, "build", "--strict", cwd=site)
    assert "เว็บพร้อมแล้ว" in said
    page = (site / "site/lessons/ask-before-planning/index.html").read_text(encoding="utf-8")
    assert "ถามสามคนก่อนเขียนแผน" in page
    assert "ของเรา</title>" in page
    for file in (
        "admin/index.html",
        "assets/css/site.css",
        "pages/write/index.html",
        "pages/fields/index.html",
        "pages/windows/index.html",
        "pictures/pages/pictures/inbox.webp",
    ):
        assert (site / "site" / file).is_file(), file
    for guide in (site / "site/pages").rglob("index.html"):
        text = guide.read_text(encoding="utf-8")
        assert "requirements.lock" not in text, "a new site does not carry the program"
        assert "facilitator-bag" not in text
        assert not re.search(r'href="(?:\.\./)+pages/about/', text)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message=เริ่ม")):
        _run(*git, *words, cwd=site)
    made = _run(command, "new", "--title", "เดินก่อนพูด", "--yes", cwd=site)
    assert "harvester check lessons/" in made
    told = _run(command, "review", "--base", "HEAD", cwd=site)
    assert "▰▱▱▱▱▱▱▱▱ 1/9" in told, "hints of a template are nobody's words"
    old = site / "บันทึก เก่า.html"
    old.write_text("<h1>ประชุม</h1><h2>ขั้นตอน</h2><ol><li>โทร</li><li>ส่ง</li></ol>", encoding="utf-8")
    assert "ได้ร่าง 1 เรื่อง" in _run(command, "import", old.name, cwd=site)
    assert "EPUB" in _run(command, "print", "first-set", "--format", "epub", cwd=site)
    again = subprocess.run([str(command), "init", "."], cwd=site, capture_output=True, encoding="utf-8")
    assert (again.returncode, "มีของอยู่แล้ว" in again.stderr) == (2, True)
    assert "ไม่พบ" not in _run(
        command, "schema", "--for", "json", "--for", "docs", "--out", ".", "--check", cwd=site
    )


def test_the_wheel_and_the_checkout_make_the_same_site(installed: Path, tmp_path: Path) -> None:
    _run(installed / "harvester", "init", "wheel", "--name", "บ้านนา", cwd=tmp_path)
    made = CliRunner().invoke(harvester, ["init", str(tmp_path / "checkout"), "--name", "บ้านนา"])
    assert made.exit_code == 0, made.output
    trees = [
        {file.relative_to(tree).as_posix(): file.read_bytes() for file in tree.rglob("*") if file.is_file()}
        for tree in (tmp_path / "wheel", tmp_path / "checkout")
    ]
    assert trees[0] == trees[1]


def test_the_wheel_names_and_seals_what_it_holds() -> None:
    name, content = wheel()
    assert re.fullmatch(r"khlang_botrian-[\d.]+-py3-none-any\.whl", name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        assert {(entry.create_system, entry.external_attr) for entry in archive.infolist()} == {
            (3, 0o644 << 16)
        }
    assert list(held) == sorted(held)
    about = "-".join(name.split("-")[:2]) + ".dist-info"
    rows = list(csv.reader(held[f"{about}/RECORD"].decode().splitlines()))
    assert rows.pop() == [f"{about}/RECORD", "", ""]
    assert sorted(row[0] for row in rows) == sorted(held.keys() - {f"{about}/RECORD"})
    for path, seal, size in rows:
        digest = base64.urlsafe_b64encode(hashlib.sha256(held[path]).digest()).rstrip(b"=").decode()
        assert (seal, int(size)) == (f"sha256={digest}", len(held[path]))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    facts = email.message_from_bytes(held[f"{about}/METADATA"])
    assert {
        key: facts[key] for key in ("Metadata-Version", "Name", "Version", "License", "Requires-Python")
    } == {
        "Metadata-Version": "2.1",
        "Name": "khlang-botrian",
        "Version": project["version"],
        "License": "MIT",
        "Requires-Python": project["requires-python"],
    }
    assert len(facts.get_all("Requires-Dist")) >= len(project["dependencies"])
    assert held[f"{about}/WHEEL"].startswith(b"Wheel-Version: 1.0\n")
    assert b"[console_scripts]\nharvester" in held[f"{about}/entry_points.txt"]
    assert held[f"{about}/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert {"harvester/cli/__init__.py", "site_plugins/__init__.py"} <= held.keys()


def test_forms_and_branches_that_workflows_name(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        harvester, ["init", str(tmp_path / "x"), "--repository", "https://github.com/a/b"]
    )
    assert made.exit_code == 0, made.output
    drafts = [file.read_text("utf-8") for file in (tmp_path / "x/.github/workflows").glob("*.yml")]
    questions = {LESSON[0].label, LESSON_TRIED.label, *(asked[0].label for _, _, asked in BY_HAND.values())}
    for label in questions:
        assert any(f"contains(github.event.issue.body, '### {label}')" in text for text in drafts), label
    guides = sorted((tmp_path / "x/lessons/pages").rglob("*.md"))
    assert guides
    assert all(file.read_text("utf-8").strip() for file in guides)


def test_what_a_new_site_carries(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        harvester, ["init", str(tmp_path / "x"), "--repository", "https://github.com/a/b"]
    )
    assert made.exit_code == 0, made.output
    files = {
        file.relative_to(tmp_path / "x").as_posix() for file in (tmp_path / "x").rglob("*") if file.is_file()
    }
    assert {
        ".github/workflows/check.yml", ".github/ISSUE_TEMPLATE/1-lesson.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml",
        ".vscode/settings.json", "schemas/lesson.schema.json", "mkdocs.yml", "pyproject.toml", "README.md", ".gitignore",
        "requirements.txt", "lessons/vocabulary/tags.yml", "lessons/pages/fields.md",
    } <= files  # fmt: skip
    for file in (tmp_path / "x").rglob("*"):
        if file.is_file() and file.parent.name not in ("pictures", "program"):
            assert "@@" not in file.read_text(encoding="utf-8"), (
                f"{file.name} has a place that was not filled in"
            )
    check = (tmp_path / "x/.github/workflows/check.yml").read_text(encoding="utf-8")
    assert "pip install --quiet --require-hashes -r requirements.txt" in check


def test_nothing_is_laid_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("ของฉัน")
    from harvester.model.diagnostics import SetupError

    with pytest.raises(SetupError, match="มีของอยู่แล้ว"):
        CliRunner().invoke(harvester, ["init", str(tmp_path)], catch_exceptions=False)
    with pytest.raises(SetupError, match="https"):
        CliRunner().invoke(
            harvester, ["init", str(tmp_path / "y"), "--url", "ftp://x"], catch_exceptions=False
        )
