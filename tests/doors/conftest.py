"""A site with a copy of the shipped lessons, the desk that serves it, and a page in the browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.cli.admin import desk
from harvester.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    root = tmp_path / "site"
    shutil.copytree(ROOT / "lessons", root / "lessons")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "secret.md").write_text("ลับ")
    (root / "lessons/link.md").symlink_to(root / "secret.md")
    return load_settings(root)


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    server = desk(settings)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="th-TH")
    page = context.new_page()
    page.set_default_timeout(120_000)  # a busy machine is slow; no measure
    page.went, page.faults = [], []
    page.on("request", lambda request: page.went.append(request.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda one: page.faults.append(one.text) if one.type == "error" else None)
    yield page
    context.close()
