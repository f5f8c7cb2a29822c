"""The program speaks Thai where click would speak English, and breaks no word of its help."""

from __future__ import annotations

import re
import sys

import pytest
from rich.cells import cell_len

from harvester.cli import COMMANDS, main
from harvester.thai.text import MARKS


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code of a call and all that it printed."""
    monkeypatch.setattr(sys, "argv", ["harvester", *words])
    with pytest.raises(SystemExit) as end:
        main()
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out + err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["chek"], "หมายถึง check"),
        (["check", "--fromat", "json"], "ไม่มีตัวเลือก --fromat หมายถึง --format ใช่ไหม"),
        (["check", "--format", "xml"], "ตัวเลือก --format ใส่ได้เพียง text json"),
        (["emit"], "ยังไม่ได้ใส่ ตัวเลือก --to"),
        (["search"], "ยังไม่ได้ใส่ คำค้น"),
        (["build", "extra"], "ใส่คำเกินมา extra"),
        (["check", "--format"], "ตัวเลือก --format ใช้แบบนี้ไม่ได้"),
    ],
)
def test_a_wrong_call_is_told_in_thai(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], expected: str
) -> None:
    code, told = said(monkeypatch, capsys, *words)
    assert code == 2
    assert expected in told
    assert "harvester" in told.splitlines()[-1]
    assert "Error" not in told


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_thai_and_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, told = said(monkeypatch, capsys, command, "--help")
    assert code == 0
    assert told.startswith("วิธีใช้: harvester ")
    assert "แสดงคำอธิบายนี้" in told
    assert not {"Usage", "Options", "Show this", "default:"} & set(told.replace(":", ": ").split())
    for line in told.splitlines():
        assert not line or line[0] not in MARKS
        assert cell_len(line) <= 80 or line.lstrip().startswith("--format [")


def test_all_commands_stand_in_the_help_with_all_their_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = said(monkeypatch, capsys, "--help")
    assert code == 0
    assert all(f"\n  {command}" in told for command in COMMANDS)
    assert "..." not in told.partition("คำสั่ง:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_stands_for_a_value_is_thai(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told = said(monkeypatch, capsys, command, "--help")
    usage, _, rest = told.partition("\n")
    names = [usage, *(line.strip().split("  ")[0] for line in rest.splitlines() if line.startswith("  -"))]
    assert not [name for name in names if re.search(r"(?<![\w-])[A-Z]{2,}(?![\w-])", name)]
