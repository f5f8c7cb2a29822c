"""A site that stands as it was left, made of what is still the same, is not made again; anything else is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from harvester import build_record
from harvester.settings import Settings


@pytest.fixture
def built(tmp_path: Path) -> Settings:
    """A site folder with a lesson, its finished site, and the record of it."""
    settings = Settings(root=tmp_path)
    for path, text in (
        ("lessons/2549/a.md", "# ก"),
        ("mkdocs.yml", "site_name: x"),
        ("site/a/index.html", "<p>"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    build_record.remember(settings, build_record.digest_of_inputs(settings, ()), ["WARNING x"])
    return settings


def test_nothing_changed(built: Settings) -> None:
    assert build_record.is_current(built, build_record.digest_of_inputs(built, ())) == ["WARNING x"]


def _same_size(settings: Settings) -> None:
    lesson = settings.root / "lessons/2549/a.md"
    state = lesson.stat()
    lesson.write_text("# ข", encoding="utf-8")
    os.utime(lesson, ns=(state.st_atime_ns, state.st_mtime_ns))


CHANGES: dict[str, Callable[[Settings], object]] = {
    "another byte, the same size and time": _same_size,
    "another lesson": lambda one: (one.root / "lessons/b.md").write_text("b", encoding="utf-8"),
    "a lesson gone": lambda one: (one.root / "lessons/2549/a.md").unlink(),
    "another setting": lambda one: (one.root / "mkdocs.yml").write_text("site_name: y", encoding="utf-8"),
    "a page gone": lambda one: (one.root / "site/a/index.html").unlink(),
    "a page altered": lambda one: (one.root / "site/a/index.html").write_text("<p>!", encoding="utf-8"),
    "a page that is not ours": lambda one: (one.root / "site/b.html").write_text("", encoding="utf-8"),
    "a record cut short": lambda one: _record(one).write_bytes(_record(one).read_bytes()[:-9]),
    "a record of something else": lambda one: _record(one).write_text('["site"]', encoding="utf-8"),
}


def _record(settings: Settings) -> Path:
    return settings.cache_folder / build_record.NAME


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_makes_a_build_necessary(built: Settings, change: Callable[[Settings], object]) -> None:
    change(built)
    assert build_record.is_current(built, build_record.digest_of_inputs(built, ())) is None


def test_other_options_and_surroundings(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build_record.is_current(built, build_record.digest_of_inputs(built, ("drafts",))) is None
    monkeypatch.setenv("HARVESTER_PRINTS", "0")
    assert build_record.is_current(built, build_record.digest_of_inputs(built, ())) is None
