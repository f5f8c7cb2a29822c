"""A real site, built once, served from a sub-path, and a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import served


@pytest.fixture(scope="session")
def site(shipped: Path) -> Path:
    """The library of this project as a finished site, without its prints, in the folder `under/path`."""
    return shipped


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with a slash at the end."""
    with served(site.parent.parent) as root:
        yield f"{root}under/path/"


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
