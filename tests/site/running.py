"""The sample as a running product: the built site and the writing page, each at an address of this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.serving import served
from tests.site import sample


@contextlib.contextmanager
def running(built: tuple[Path, Path] | None = None) -> Iterator[Callable[[str], str]]:
    """From a page's path to its address; `built` is the sample's folder and its site, made here when not given."""
    with tempfile.TemporaryDirectory() as made:
        if built is None:
            folder = sample.write(Path(made))
            built = folder, folder / "out"
            sample.mkdocs(*built)
        desk = Path(made) / "desk"
        shutil.copytree(built[0] / "lessons", desk / "lessons")
        shutil.copy(built[0] / "mkdocs.yml", desk)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        admin = subprocess.Popen(
            [Path(sys.executable).parent / "harvester", "-C", str(desk), "admin", "--port", str(port)],
            env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(sample.ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for _ in range(600):
                with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/"):
                    break
                time.sleep(0.1)
            roots = {"admin": f"http://127.0.0.1:{port}/"}
            with served(built[1]) as site:
                yield lambda path: roots.get(path.partition("/")[0], site) + path
        finally:
            admin.terminate()
            admin.wait()
