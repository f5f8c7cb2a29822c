"""The sample site, built once by the real MkDocs for all tests of this folder."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

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
    """The sample with all its faults; they are reported, and the rest is built."""
    folder = sample.write(tmp_path_factory.mktemp("sample"))
    site = folder / "out"
    return Built(folder, site, sample.mkdocs(folder, site))
