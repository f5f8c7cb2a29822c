"""A real site, built once, served from a sub-path, and a real Chromium."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Not a word."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of this project as a finished site, without its prints, in the folder `under/path`."""
    source = tmp_path_factory.mktemp("source")
    for name in ("mkdocs.yml", "README.md"):
        shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / "lessons", source / "lessons")
    (source / "pyproject.toml").write_text("[tool.harvester]\nprints = false\nadmin = false\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from harvester.cli import main; main()", "-C", str(source), "build"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    served = tmp_path_factory.mktemp("served")
    shutil.copytree(source / "site", served / "under" / "path")
    return served / "under" / "path"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with a slash at the end."""
    folder = site.parent.parent
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/under/path/"
    server.shutdown()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page of a phone; fails the test that makes it complain."""
    # a service worker would answer in place of the routes that tests set
    context = chromium.new_context(viewport={"width": 390, "height": 800}, service_workers="block")
    opened = context.new_page()
    complaints: list[str] = []
    opened.complaints = complaints
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert complaints == []
