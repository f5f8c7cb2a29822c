"""Faults of machines, told in Thai, with the last good site whole; one commit gives one site on any day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from harvester import pipeline, store
from harvester.cli.build import _run as run_engine
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

from .faults import FAULTS, kill_half, killed_import
from .staging import ROOT, CannotStage, run, run_all, sample

QUICK = {
    "kill_half": lambda folder: kill_half(folder, 1),
    "killed_import": lambda folder: killed_import(folder, 1),
}
"""Faults that the benchmark stages more often than a test has time for."""


@pytest.mark.parametrize("fault", FAULTS)
def test_fault(fault: str, tmp_path: Path) -> None:
    try:
        QUICK.get(fault, FAULTS[fault])(tmp_path)
    except CannotStage as why:
        pytest.skip(str(why))


STUCK = """
import ctypes, resource, sys, time
from site_plugins import engine
resource.setrlimit(resource.RLIMIT_AS, (1 << 32, resource.RLIM_INFINITY))
engine.BEAT, engine.SILENCE = 0.2, 1.0


def hold_the_lock(prog_name):
    time.sleep(0.5)  # the watch is set
    ctypes.PyDLL(None).sleep(int(sys.argv[1]))  # of the interpreter: no other thread runs


engine.cli = hold_the_lock
engine.main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ulimit -v holds on Linux only")
def test_a_build_that_goes_round_for_want_of_memory_ends() -> None:
    """CPython 3.11 handles a MemoryError for ever where not even a small number fits any more."""
    for seconds, code in ((0, 0), (30, 1)):
        command = [sys.executable, "-c", STUCK, str(seconds)]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.wait(20) == code
            assert process.stderr is not None
            assert process.stderr.read() == b""


def test_a_build_that_the_system_ends_says_so(tmp_path: Path) -> None:
    site = sample(tmp_path)
    (site / "hook.py").write_text("import os\nos.kill(os.getpid(), 9)\n", encoding="utf-8")
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    done = run(site, "build", "-q")
    assert done.returncode == 1
    assert "หยุดกลางทางโดยไม่บอกเหตุ" in done.stderr


def test_no_command_opens_a_pipe_or_a_link(tmp_path: Path) -> None:
    """A pipe would hang whoever opens it; the first line of /etc/passwd must not stand in a public log."""
    site = sample(tmp_path)
    os.mkfifo(site / "lessons" / "pipe.md")
    os.mkfifo(site / "lessons" / "pipe.png")
    os.mkfifo(site / "lessons" / "form.docx")
    (site / "lessons" / "drafts").mkdir()
    os.mkfifo(site / "lessons" / "drafts" / "old.md")
    (site / "lessons" / "leak.md").symlink_to("/etc/passwd")
    (site / "lessons" / "zero.md").symlink_to("/dev/zero")
    secret = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0]
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    commands = (
        ["check"],
        ["check", "--fix"],
        ["format", "--check"],
        ["build", "-q"],
        ["emit", "--to", str(tmp_path / "tree")],
        ["import", "lessons", "--dry-run"],
        ["import", str(pipe), "--dry-run"],
        ["import", "lessons/leak.md", "--dry-run"],
        ["search", "นัด"],
        ["review"],
        ["schema", "--check"],
    )
    for command, _, said in run_all(site, commands):
        assert secret not in said, command
        assert "Traceback" not in said, (command, said[-600:])
    for file in (site / "site").rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_kept_work_is_verified(tmp_path: Path) -> None:
    store.keep(tmp_path / "a", b"made")
    assert store.read_cached(tmp_path / "a") == b"made"
    for damage in (
        lambda raw: raw[:-1],
        lambda raw: raw[:40] + bytes([raw[40] ^ 1]) if len(raw) > 40 else raw[:35],
    ):
        store.keep(tmp_path / "a", b"made of much work")
        (tmp_path / "a").write_bytes(damage((tmp_path / "a").read_bytes()))
        assert store.read_cached(tmp_path / "a") is None
        assert not (tmp_path / "a").exists()


def test_one_commit_is_of_one_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clock says: SOURCE_DATE_EPOCH names the day, in CI the commit; at a desk it is today."""
    (tmp_path / "lessons").mkdir()
    settings = Settings(root=tmp_path)

    def day() -> ThaiDate | None:
        return pipeline.load(settings).today

    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    now = {date.today() + timedelta(days=late) for late in (-1, 0, 1)}
    assert day() in {ThaiDate(one.year, one.month, one.day) for one in now}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1163437200")
    assert day() == ThaiDate(2006, 11, 14), "midnight has passed in Thailand"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert day() is not None
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("CI", "true")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git[:3], "init", "-q"], check=True)
    commit = [*git, "commit", "-q", "--allow-empty", "-m", "a"]
    subprocess.run(commit, check=True, env=os.environ | {"GIT_COMMITTER_DATE": "2010-02-03T12:00:00+07:00"})
    assert day() == ThaiDate(2010, 2, 3)


def test_a_wrong_address_of_the_preview_is_told(tmp_path: Path) -> None:
    site = sample(tmp_path)
    wrong = [["serve", "-a", address] for address in ("8000", "127.0.0.1:x", "127.0.0.1:99999")]
    for _, code, said in run_all(site, wrong):
        assert code == 2
        assert "127.0.0.1:8000" in said


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import nothing_here", "No module named 'nothing_here'"),
        ("print('INFO - a'); raise MemoryError", "หน่วยความจำของเครื่องไม่พอ"),
        ("import os; os.abort()", "หน่วยความจำของเครื่องไม่พอ"),
    ],
)
def test_a_build_that_dies_is_told_in_words(
    program: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_engine([sys.executable, "-c", program], ".", dict(os.environ), False, []) != 0
    said = capsys.readouterr()
    assert told in said.out + said.err
    assert "Traceback" not in said.out + said.err


def test_a_trace_among_lines_takes_no_line_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    warned: list[str] = []
    program = "print('Traceback\\n  File\\nWARNING - after')"
    assert run_engine([sys.executable, "-c", program], ".", dict(os.environ), False, warned) == 0
    assert warned == ["WARNING - after"]
    assert "Traceback" not in capsys.readouterr().err
