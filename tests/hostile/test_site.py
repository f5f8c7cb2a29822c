"""Hostile lessons on the built site, in a real browser: nothing runs, nothing calls out, nothing covers the page."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.model.plain_text import plain

from .seeds import Row, lesson_of, present, rows
from .test_reading import OURS, STRICTER

pytestmark = [pytest.mark.seeds, pytest.mark.browser, present]

ROOT = Path(__file__).parents[2]
LESSONS = [row for row in rows() if row.kind == "md"]
REFUSED = [row for row in LESSONS if row.expect == "REJECT" and row.file not in OURS]
SHOWN = [
    row
    for row in LESSONS
    if row.expect in ("SANITISE", "ACCEPT", "WARN", "NORMALISE") and row.file not in STRICTER
]
_FENCE = re.compile(rb"(?<![^\xbf])---(\r\n|\r|\n)")
INDEXES = ["", "tags/", "titles/", "techniques/", "cautions/", "people/", "gaps/", "search/"]
TOUCH = """() => {
  const ran = window.__PWN === 1, article = document.querySelector('article, main');
  const hidden = !article || getComputedStyle(document.body).display === 'none' || article.innerText.trim().length < 20;
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const covered = !!middle && middle.tagName === 'A' && getComputedStyle(middle).position === 'fixed';
  document.querySelectorAll('article *').forEach(element => {
    for (const name of ['mouseover', 'mouseenter', 'focus', 'pointerenter', 'toggle', 'error', 'animationstart'])
      element.dispatchEvent(new Event(name, {bubbles: false}));
    const address = element.getAttribute('href') || element.getAttribute('xlink:href') || '';
    if (!element.closest('a, form, button') && element.click) element.click();
    else if (/^\\s*(java|data|vb)/i.test(address)) element.click();
  });
  return {ran, hidden, covered};
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All hostile lessons in one published site."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "lessons" / "2569").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "pyproject.toml").write_text("[tool.harvester]\nprints = false\n", encoding="utf-8")
    for row in LESSONS:
        published = _FENCE.sub(rb"---\1status: published\1", lesson_of(row), count=1)
        (folder / "lessons" / "2569" / f"{row.stem}.md").write_bytes(published)
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert built.returncode == 0, built.stderr[-2000:]
    assert "Traceback" not in built.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site, served."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words: Any) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium: Any) -> Iterator[Any]:
    """The real one, with one jar of cookies for all pages."""
    context = chromium.new_context()
    yield context
    context.close()


def visited(browser: Any, base: str, path: str) -> tuple[dict[str, bool], set[str], str]:
    """What a page did when it was opened and touched everywhere, whom it called, and what it shows."""
    page = browser.new_page()
    foreign: set[str] = set()

    def watched(route: Any) -> None:
        if route.request.url.startswith((base, "blob:")):
            route.continue_()
        else:
            foreign.add(route.request.url)
            route.abort()

    page.route("**/*", watched)
    page.on("dialog", lambda dialog: foreign.add(f"dialog {dialog.message}") or dialog.dismiss())
    answer = page.goto(base + path, wait_until="load", timeout=20_000)
    assert answer.status == 200
    shown = page.inner_text("main")
    did = page.evaluate(TOUCH)
    page.wait_for_timeout(60)
    did["ran"] = did["ran"] or page.evaluate("window.__PWN === 1")
    did["left"] = page.url.split("#")[0] != base + path
    page.close()
    return did, foreign, shown


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.stem)
def test_page_is_harmless(row: Row, browser: Any, address: str) -> None:
    did, foreign, shown = visited(browser, address, f"lessons/{row.stem}/")
    assert did == {"ran": False, "hidden": False, "covered": False, "left": False}
    assert foreign == set()
    if row.expect == "ACCEPT":
        body = lesson_of(row).decode("utf-8").split("---\n", 2)[-1]
        for word in (word for word in plain(body).split() if word.isalpha() and len(word) > 3):
            assert word in shown, "what a benign lesson says is shown"


@pytest.mark.parametrize("path", INDEXES)
def test_index_is_harmless(path: str, browser: Any, address: str) -> None:
    did, foreign, _ = visited(browser, address, path)
    assert did == {"ran": False, "hidden": False, "covered": False, "left": False}
    assert foreign == set()


def test_nothing_of_what_was_refused_is_published(site: Path) -> None:
    assert REFUSED
    for row in REFUSED:
        assert not (site / "lessons" / row.stem).exists(), row.file
    everything = "".join(file.read_text(encoding="utf-8", errors="replace") for file in site.rglob("*.html"))
    assert "root:x:0:0" not in everything, "no file of the machine is published"
    assert "<script>window.__PWN" not in everything
