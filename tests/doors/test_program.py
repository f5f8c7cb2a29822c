"""A new site carries the program by hash: one wheel, the same from a checkout and from an installed wheel."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from harvester.doors.site_template import locked_requirements, new_site, program, wheel
from harvester.settings import load_settings


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `init` writes of the program."""
    folder = tmp_path_factory.mktemp("carried")
    for artifact in program():
        file = folder / artifact.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(artifact.content)
    return folder


def test_every_line_has_a_hash_and_no_name_stands_alone(carried: Path) -> None:
    text = (carried / "requirements.txt").read_text(encoding="utf-8")
    (name,) = (file.name for file in (carried / "program").iterdir())
    digest = hashlib.sha256((carried / "program" / name).read_bytes()).hexdigest()
    assert f"./program/{name} --hash=sha256:{digest}" in text
    assert "khlang-botrian==" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", locked_requirements(), flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    names = {entry.partition("==")[0] for entry in entries}
    assert {"mkdocs", "click", "markupsafe", "pydantic-core"} <= names
    assert not {"pytest", "ruff", "mypy", "playwright"} & names, "nothing that only developers need"


def test_the_wheel_holds_all_that_a_site_needs_and_its_record_is_right() -> None:
    name, content = wheel()
    assert wheel() == (name, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        about = next(one.rpartition("/")[0] for one in names if one.endswith("/RECORD"))
        record = archive.read(f"{about}/RECORD").decode().splitlines()
    assert {line.partition(",")[0] for line in record} == set(names)
    for wanted in ("harvester/cli/new.py", "site_plugins/plugin.py", "harvester/templates/mkdocs.yml",
                   "harvester/templates/lessons/vocabulary/everyday.yml",
                   "harvester/templates/pages/lesson.html", "harvester/thai/privacy/patterns.json"):  # fmt: skip
        assert wanted in names
    assert not [one for one in names if "__pycache__" in one]


def test_an_installed_wheel_writes_the_same_wheel(carried: Path, tmp_path: Path) -> None:
    own = carried / "own.txt"
    line = next(
        line for line in (carried / "requirements.txt").read_text("utf-8").splitlines() if line[:1] == "."
    )
    own.write_text(line, encoding="utf-8")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--disable-pip-version-check",
    ]
    done = subprocess.run(
        [*pip, "--require-hashes", "--target", str(tmp_path), "-r", str(own)],
        cwd=carried,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    ask = (
        "from harvester.doors.site_template import wheel; import harvester, sys; print(harvester.__file__); "
        "open(sys.argv[1], 'wb').write(wheel()[1])"
    )
    again = tmp_path / "again.whl"
    told = subprocess.run(
        [sys.executable, "-c", ask, str(again)], cwd=tmp_path, capture_output=True, check=True,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert told.stdout.decode().startswith(str(tmp_path)), "the installed program wrote it"
    assert again.read_bytes() == wheel()[1]
    own.write_text(line[:-4] + "0000", encoding="utf-8")
    other = [*pip, "--require-hashes", "--target", str(tmp_path / "x"), "-r", str(own)]
    assert subprocess.run(other, cwd=carried, capture_output=True, check=False).returncode != 0


def test_what_opens_the_page_on_windows_is_read_there() -> None:
    """Nothing of Windows runs here: its files are held to what its programs ask of a text."""
    files = {one.path: one.content for one in new_site(load_settings(Path(__file__).parents[2]), 2569)}
    assert b"\n" not in files["start.bat"].replace(b"\r\n", b""), "cmd.exe wants its own line ends"
    assert files["start.bat"].isascii(), "cmd.exe reads it before it changes its code page"
    script = files["start.ps1"].decode()
    assert script.startswith("\ufeff"), "PowerShell 5 takes a text without this sign for another code page"
    assert script.count("{") == script.count("}")
    assert script.count("(") == script.count(")")
    assert script.count('"') % 2 == 0
    for named in re.findall(r"[\w.]+\.(?:txt|bat|ps1)", script + files["start.bat"].decode()):
        assert named in files, named
    assert files["requirements.txt"].startswith(b"# -*- coding: utf-8 -*-\n"), "old pip asks the machine else"
