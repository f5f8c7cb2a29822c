"""The sample site, built once by the real MkDocs for all tests of this folder."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from harvester.rendering.typography import TURN
from tests.site import sample


class Built(NamedTuple):
    """The folder a site was built from, the site, and what MkDocs said."""

    folder: Path
    site: Path
    said: subprocess.CompletedProcess[str]

    def text(self, path: str) -> str:
        """A file of the site, without the signs that tell browsers where lines may turn."""
        return (self.site / path).read_text(encoding="utf-8").replace(TURN, "")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample with all its faults; they are reported, and the rest is built."""
    folder = sample.write(tmp_path_factory.mktemp("sample"))
    site = folder / "out"
    return Built(folder, site, sample.mkdocs(folder, site))
