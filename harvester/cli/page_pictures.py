"""Pictures of pages of a built site, as a phone shows them, taken by a Chromium that is there already."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH, HEIGHT = 412, 2400
MOST = 12
"""Pages of one change; beyond it a reviewer opens the site itself."""


def pictures_of(site: Path, lessons: Iterable[str]) -> dict[str, bytes]:
    """PNG by lesson id; empty where there is no browser, and without the pages that would not show."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    wanted = [name for name in lessons if (site / "lessons" / name / "index.html").is_file()][:MOST]
    if browser is None or not wanted:
        return {}
    with _serve(site) as address, tempfile.TemporaryDirectory() as folder:
        pictures = {name: _screenshot(browser, f"{address}lessons/{name}/", Path(folder)) for name in wanted}
    return {name: picture for name, picture in pictures.items() if picture}


def _screenshot(browser: str, address: str, folder: Path) -> bytes:
    picture = folder / "page.png"
    picture.unlink(missing_ok=True)
    command = [browser, "--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--lang=th"]
    command += [
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={WIDTH},{HEIGHT}",
        f"--screenshot={picture}",
    ]
    # Everything but this machine is out of reach: the page is a stranger's.
    command += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    # The browser's own walls need a user of lesser rights; in a container there may be none.
    command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    try:
        subprocess.run([*command, address], capture_output=True, timeout=60, check=True)
        return picture.read_bytes()
    except (subprocess.SubprocessError, OSError):
        return b""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of its requests."""


@contextmanager
def _serve(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
