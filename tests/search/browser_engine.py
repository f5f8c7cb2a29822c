"""The browser's engine, run by Node: the machine's own, or the one that comes with playwright."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MODULES = HERE.parent.parent / "templates" / "assets" / "search"


@lru_cache(maxsize=1)
def node() -> str:
    """The program; skips the test where there is none."""
    found = shutil.which("node")
    if not found:
        try:
            from playwright._impl._driver import compute_driver_executable

            found = str(compute_driver_executable()[0])
        except ImportError:
            found = None
    if not found or not Path(found).exists():
        pytest.skip("neither node nor playwright's own is here: the browser's engine cannot be run")
    return found


def run(*jobs: tuple[str, Any]) -> list[Any]:
    """What the engine makes of the jobs, all in one process."""
    done = subprocess.run(
        [node(), str(HERE / "ask.mjs"), str(MODULES)],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    out: list[Any] = json.loads(done.stdout)
    return out


def as_text(files: Mapping[str, bytes]) -> dict[str, str]:
    """Files as the runner takes them."""
    return {name: base64.b64encode(content).decode() for name, content in files.items()}


def encoded(datas: Sequence[bytes]) -> list[str]:
    """Byte strings as the runner takes them."""
    return [base64.b64encode(data).decode() for data in datas]
