"""What `harvester emit` writes, built by other engines: the same paths, ids, links and text of `<main>`, page by page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.site import sample
from tests.site.conftest import Built

ENGINES = {
    "properdocs": ("from properdocs.__main__ import cli; cli()", "build", "-q", "-f", "mkdocs.yml"),
    "zensical": ("from zensical.main import cli; cli()", "build"),
}
"""An engine's module, and how it is told to build into `site`."""
THEIRS = ("assets/stylesheets", "#__skip")
"""Links of the theme that each engine brings: its style sheet, and the way past the bar."""


class Page(HTMLParser):
    """The ids and links of a page, and the text of its `<main>`."""

    def __init__(self, file: Path, site: Path) -> None:
        super().__init__()
        self._inside = 0
        self._text: list[str] = []
        self._base = f"https://example.org/{file.relative_to(site).as_posix().removesuffix('index.html')}"
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))
        self.text = " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag == "main"
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src") and not any(theirs in (value or "") for theirs in THEIRS):
                self.links.add(urljoin(self._base, value))

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag == "main"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text.append(data)


@pytest.fixture(scope="module")
def tree(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.emitted(built.folder, tmp_path_factory.mktemp("emitted") / "tree")


@pytest.mark.elsewhere
@pytest.mark.parametrize("engine", ENGINES)
def test_another_engine_builds_the_same_pages(engine: str, built: Built, tree: Path, tmp_path: Path) -> None:
    pytest.importorskip(engine, reason=f"{engine} is not installed: pip install {engine}")
    folder = Path(shutil.copytree(tree, tmp_path / "tree"))
    code, *options = ENGINES[engine]
    command = [sys.executable, "-c", code, *options]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, env=os.environ | {"PYTHONUTF8": "1"}, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
    pages = sorted(
        file.relative_to(built.site) for file in built.site.rglob("*.html") if "admin" not in file.parts
    )
    theirs = {file.relative_to(folder / "site") for file in (folder / "site").rglob("*.html")}
    assert set(pages) <= theirs
    for name in pages:
        one, other = Page(built.site / name, built.site), Page(folder / "site" / name, folder / "site")
        assert one.ids == other.ids, name
        assert one.text == other.text, name
        if name.name != "404.html":  # it names no page of its own, and lies nowhere
            assert one.links == other.links, name
