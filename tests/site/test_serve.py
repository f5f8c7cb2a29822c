"""A writer's afternoon with the real `mkdocs serve`: the page in the browser follows every save."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.site import sample

PATIENCE = 120
"""Seconds after which a test gives up; no measure."""
LESSON = "call-first"


class Served(NamedTuple):
    """The folder being written in, where it is shown, and what the server says."""

    folder: Path
    address: str
    log: Path

    def page(self, path: str) -> str:
        """A page as it is shown now; '' while it is not there."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, OSError):
            return ""

    def until(self, path: str, text: str, there: bool = True) -> str:
        """The page once it holds `text` (or no longer does)."""
        end = time.monotonic() + PATIENCE
        while (text in (page := self.page(path))) is not there:
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")[-2000:]
            time.sleep(0.1)
        return page

    def source(self, lesson: str) -> Path:
        """The file of a lesson."""
        return next((self.folder / "lessons").rglob(f"{lesson}.md"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = sample.write(tmp_path_factory.mktemp("served"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "serve.log"
    environment = os.environ | {"PYTHONPATH": str(sample.ROOT), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
        site = Served(folder, f"http://127.0.0.1:{port}/", log)
        try:
            site.until(f"lessons/{LESSON}/", "<title>")
            yield site
        finally:
            process.terminate()
            process.wait()


@pytest.mark.browser
def test_the_open_page_follows_an_edit_by_itself(served: Served, chromium: Any) -> None:
    source = served.source(LESSON)
    page = chromium.new_page()
    try:
        page.goto(served.address + f"lessons/{LESSON}/")
        text = source.read_text(encoding="utf-8")
        source.write_text(text + "\n## บริบท\n\nPLA-NIN-42\n", encoding="utf-8")
        page.wait_for_selector("text=PLA-NIN-42", timeout=PATIENCE * 1000)
    finally:
        page.close()


def test_a_broken_lesson_is_told_and_the_others_go_on(served: Served) -> None:
    source = served.source(LESSON)
    text = source.read_text(encoding="utf-8")
    source.write_text("---\ntitle: [ปิดไม่ครบ\n---\n\nเนื้อหา\n", encoding="utf-8")
    other = served.source("letter")
    other.write_text(other.read_text(encoding="utf-8") + "\nMAI-SAK-7\n", encoding="utf-8")
    served.until("lessons/letter/", "MAI-SAK-7")
    assert f"{LESSON}.md" in served.log.read_text(encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    served.until(f"lessons/{LESSON}/", "<title>")


def test_a_lesson_comes_and_goes(served: Served) -> None:
    fresh = served.source(LESSON).with_name("fresh-one.md")
    fresh.write_text("---\ntitle: เรื่องใหม่\nstatus: draft\n---\n\n## บริบท\n\nเพิ่งเริ่มเขียน\n", encoding="utf-8")
    served.until("lessons/fresh-one/", "<title>")
    served.until("titles/", "fresh-one")
    fresh.unlink()
    served.until("titles/", "fresh-one", there=False)
    assert served.page("lessons/fresh-one/") == ""
