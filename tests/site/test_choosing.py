"""The pages that help to choose, on a library so large that its texts come in stretches."""

from __future__ import annotations

import importlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from harvester import pipeline
from harvester.settings import load_settings
from tests.serving import served
from tests.site.conftest import Built

DATA = "docs/assets/choose/lessons"


@pytest.fixture
def large(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's site, its texts two lessons at a time."""
    monkeypatch.setattr(importlib.import_module("harvester.emitters.choosing"), "STRETCH", 2)
    settings = load_settings(built.folder)
    library = pipeline.publishable(pipeline.harvest(pipeline.load(settings)))
    site = tmp_path / "site"
    shutil.copytree(built.site, site)
    for made in pipeline.emit(library, settings):
        if made.path.startswith(DATA):
            (site / made.path.removeprefix("docs/")).write_bytes(made.content)
    return site


def test_the_first_file_of_a_large_library_narrows_without_texts(large: Path) -> None:
    first = (large / "assets/choose/lessons.js").read_text("utf-8")
    rows = json.loads(first.partition("botrianLessons=")[2].strip(";\n"))
    assert len(list(large.glob("assets/choose/lessons-*.js"))) == -(-len(rows) // 2) > 1
    assert not any({"title", "take", "techniques"} & set(row) for row in rows)
    assert any("role" in row for row in rows)


@pytest.mark.browser
def test_a_large_library_is_narrowed_ranked_and_compared(large: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    with served(large) as address:
        page.goto(f"{address}browse/")
        count = page.locator("[data-part=count]")
        page.locator("[data-part=list] > li").nth(int(count.inner_text()) - 1).wait_for()
        page.goto(f"{address}fit/?people=3&role=khun-amnuai")
        page.locator(".choice__differs, .choice__fits").first.wait_for()
        page.goto(f"{address}compare/?c=letter&c=call-first")
        page.locator(".side").nth(1).wait_for()
    context.close()
    assert faults == []
