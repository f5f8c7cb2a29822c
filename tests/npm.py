"""Packages of npm that tests need: asked for once, then kept; a test skips where npm gives none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

KEPT = Path(__file__).parent.parent / ".cache" / "tests"


def unpacked(name: str, version: str, folder: Path) -> Path:
    """The contents of a package in a folder."""
    file = f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not (KEPT / file).is_file():
        command = ["npm", "pack", "--silent", f"{name}@{version}"]
        try:
            subprocess.run(command, cwd=folder, capture_output=True, timeout=90, check=True)
        except (OSError, subprocess.SubprocessError):
            pytest.skip(f"npm gives no {name} here")
        KEPT.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / file, KEPT)
    shutil.unpack_archive(KEPT / file, folder, filter="data")
    return folder / "package"
