"""`harvester print`: what it makes, where it puts it, and what it says when it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harvester.cli import harvester
from harvester.model.diagnostics import SetupError
from tests.printing.conftest import SITE


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(SITE, tmp_path / "site")
    return tmp_path / "site"


def run(site: Path, *words: str) -> Result:
    return CliRunner().invoke(harvester, ["-C", str(site), "print", "--out", str(site / "out"), *words])


def test_names_the_file_after_collection_and_form(site: Path) -> None:
    done = run(site, "small", "--format", "epub")
    assert done.exit_code == 0, done.output
    assert (site / "out" / "small-epub.epub").stat().st_size > 10_000
    assert "อีบุ๊ก" in done.output


def test_prints_lessons_chosen_on_the_spot(site: Path) -> None:
    done = run(site, "--province", "ขอนแก่น", "--format", "epub", "--title", "งานขอนแก่น")
    assert done.exit_code == 0, done.output
    assert [file.suffix for file in (site / "out").iterdir()] == [".epub"]


def test_a_query_asks_the_search_engine(site: Path) -> None:
    done = run(site, "--query", "สมุดรายชื่อ", "--format", "epub")
    assert done.exit_code == 0, done.output
    assert len(list((site / "out").iterdir())) == 1


def test_an_empty_choice_is_an_error_with_a_way_out(site: Path) -> None:
    done = run(site, "--tag", "ไม่มีแท็กนี้", "--format", "epub")
    assert done.exit_code == 1
    assert "ไม่มีบทเรียนให้พิมพ์" in done.output
    assert "วิธีแก้" in done.output
    assert not (site / "out").exists()


@pytest.mark.parametrize("words", [(), ("no-such-collection",)])
def test_what_to_print_must_be_said(site: Path, words: tuple[str, ...]) -> None:
    done = run(site, *words)
    assert isinstance(done.exception, SetupError)
    assert "small" in str(done.exception)


@pytest.mark.print
def test_a_second_run_takes_from_the_shelf(site: Path) -> None:
    first = run(site, "small", "--format", "brief")
    assert first.exit_code == 0, first.output
    shelf = {file: file.stat().st_mtime_ns for file in (site / ".cache/harvester/prints").iterdir()}
    content = (site / "out" / "small-brief.pdf").read_bytes()
    assert run(site, "small", "--format", "brief").exit_code == 0
    assert {file: file.stat().st_mtime_ns for file in shelf} == shelf
    assert (site / "out" / "small-brief.pdf").read_bytes() == content
