"""The sample as a running product: the built site and the writing page, each at an address of this machine."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.site import sample


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


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
        site = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built[1])))
        threading.Thread(target=site.serve_forever, daemon=True).start()
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
            yield (
                lambda path: roots.get(path.partition("/")[0], f"http://127.0.0.1:{site.server_port}/") + path
            )
        finally:
            admin.terminate()
            admin.wait()
            site.shutdown()
