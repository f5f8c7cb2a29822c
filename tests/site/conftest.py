"""The sample site, built once by the real MkDocs for all tests of this folder."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.firefox import Firefox, firefox_program
from tests.serving import served
from tests.sharing import made_once
from tests.site import sample

_HELD = re.compile(r'<span(?: class="nb")?>([^<]*)</span>')


class Built(NamedTuple):
    """The folder a site was built from, the site, and what MkDocs said."""

    folder: Path
    site: Path
    said: subprocess.CompletedProcess[str]

    def text(self, path: str) -> str:
        """A file of the site, without the tags that tell browsers where lines may end."""
        text = (self.site / path).read_text(encoding="utf-8").replace("<wbr>", "")
        return _HELD.sub(r"\1", _HELD.sub(r"\1", text))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample with all its faults; they are reported, and the rest is built. Read only."""

    def make() -> Built:
        folder = sample.write(tmp_path_factory.mktemp("sample"))
        return Built(folder, folder / "out", sample.mkdocs(folder, folder / "out"))

    return made_once(tmp_path_factory, "sample", make)


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    """Where the sample is served."""
    with served(built.site) as root:
        yield root


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """The machine's Firefox."""
    if not firefox_program():
        pytest.skip("no Firefox here: sh tools/debian-packages test")
    with Firefox() as opened:
        yield opened
