"""Hostile lessons on the built site, in a real browser: nothing runs, nothing calls out, nothing covers the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.model.plain_text import plain
from tests.serving import served

from .pages import Visitor
from .seeds import Row, inputs, lesson_of, present, rows, site_of
from .staging import run
from .test_reading import OURS, STRICTER

pytestmark = [pytest.mark.seeds, pytest.mark.browser, present]

LESSONS = [row for row in rows() if row.kind == "md"]
REFUSED = [row for row in LESSONS if row.expect == "REJECT" and row.file not in OURS]
SHOWN = [
    row
    for row in LESSONS
    if row.expect in ("SANITISE", "ACCEPT", "WARN", "NORMALISE") and row.file not in STRICTER
]
INDEXES = ["", "tags/", "titles/", "techniques/", "cautions/", "people/", "gaps/", "search/"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All hostile lessons in one published site."""
    folder = site_of(tmp_path_factory.mktemp("hostile") / "site")
    for row in LESSONS:
        lesson = lesson_of(inputs()[row.file], published=True)
        (folder / "lessons" / "2569" / f"{row.stem}.md").write_bytes(lesson)
    built = run(folder, "build", "-q")
    assert built.returncode == 0, built.stderr[-2000:]
    assert "Traceback" not in built.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def visitor(site: Path, chromium: Any) -> Iterator[Visitor]:
    """A tab of the real browser, with one jar of cookies for all pages."""
    context = chromium.new_context()
    with served(site) as address:
        yield Visitor(context, address)
    context.close()


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.stem)
def test_page_is_harmless(row: Row, visitor: Visitor) -> None:
    faults, shown = visitor.visit(f"lessons/{row.stem}/")
    assert faults == []
    if row.expect == "ACCEPT":
        body = inputs()[row.file].decode("utf-8").split("---\n", 2)[-1]
        for word in (word for word in plain(body).split() if word.isalpha() and len(word) > 3):
            assert word in shown, "what a benign lesson says is shown"


@pytest.mark.parametrize("path", INDEXES)
def test_index_is_harmless(path: str, visitor: Visitor) -> None:
    assert visitor.visit(path)[0] == []


def test_nothing_of_what_was_refused_is_published(site: Path) -> None:
    assert REFUSED
    for row in REFUSED:
        assert not (site / "lessons" / row.stem).exists(), row.file
    everything = "".join(file.read_text(encoding="utf-8", errors="replace") for file in site.rglob("*.html"))
    assert "root:x:0:0" not in everything, "no file of the machine is published"
    assert "<script>window.__PWN" not in everything
