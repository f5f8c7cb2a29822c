"""What one system gave, and the small things every system needs: wire sizes, a file server, a browser."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

Article = dict[str, str]
Query = dict[str, Any]


@dataclass
class Measured:
    """Ranked article ids per query, and what it cost; sizes in bytes over the wire (gzip), times in ms or s."""

    ranked: list[list[str]]
    bytes_first: int | None = None
    bytes_total: int | None = None
    key_ms_p95: float | None = None
    build_s: float | None = None
    more: dict[str, Any] = field(default_factory=dict)


class Missing(Exception):
    """A peer that is not installed here, with the reason."""


def wire(data: bytes) -> int:
    """Bytes as a server that compresses with gzip sends them."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return min(len(data), len(squeezer.compress(data) + squeezer.flush()))


def share(values: Sequence[float], part: float) -> float:
    """The value that `part` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map: ClassVar = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium; the machine's own where there is one."""
    from playwright.sync_api import sync_playwright

    own = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=own, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


def ask_all(page: Any, queries: Sequence[Query], script: str, size: int = 100) -> list[Any]:
    """Runs `script` (a function of a list of query texts) in the page, some queries at a time."""
    out: list[Any] = []
    for at in range(0, len(queries), size):
        texts = [query["q"] for query in queries[at : at + size]]
        out += page.evaluate(script, texts)
    return out


def write_json(path: Path, value: Any) -> None:
    """A JSON file, UTF-8."""
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
