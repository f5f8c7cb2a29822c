"""Times what a writer waits for: a lesson is saved while `mkdocs serve` runs, until its page shows the edit.

Prints seconds by the clock and CPU seconds of the server for each kind of edit, ours beside plain MkDocs +
Material on the same lessons.

    python benchmarks/serve.py --n 1000 --json serve.json
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from measure import arguments, ours, plain, report

LESSON = "lesson-00007"
TRIES = 5
Edit = Callable[[str, str], str]
"""A lesson's text and a mark that must show -> the text to save."""
EDITS: dict[str, Edit] = {
    "a step": lambda text, mark: re.sub(r"(?m)^1\. ", f"1. {mark} ", text, count=1),
    "a caution": lambda text, mark: text.replace("> ข้อควรระวัง: ", f"> ข้อควรระวัง: {mark} ", 1),
    "the title": lambda text, mark: re.sub(r'(?m)^title: "', f'title: "{mark} ', text, count=1),
    "a tag": lambda text, mark: re.sub(r"(?m)^tags: \[", f"tags: [{mark}, ", text, count=1),
}


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """The address of a running `mkdocs serve` and its process number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}/"
        try:
            while not _page(address):
                if process.poll() is not None:
                    log.seek(0)
                    sys.exit(log.read().decode("utf-8", "replace")[-3000:])
                time.sleep(0.2)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait()


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except OSError:
        return ""


def _spent(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waits(folder: Path, page: str) -> Iterator[tuple[str, float, float]]:
    """Kind of edit, seconds until it shows, CPU seconds until it shows."""
    source = next((folder / "lessons").rglob(f"{LESSON}.md"))
    text = source.read_text(encoding="utf-8")
    with serving(folder) as (address, process):
        for name, edit in EDITS.items():
            for number in range(TRIES):
                # letters of Latin: between Thai words the page has signs that the source has not
                mark = f"Edit{number + 1}of{name.title().replace(' ', '')}"
                # what the server still does after the page shows belongs to the last edit
                time.sleep(1.5)
                before, start = _spent(process), time.monotonic()
                source.write_text(edit(text, mark), encoding="utf-8")
                while mark not in _page(address + page):
                    time.sleep(0.02)
                yield name, time.monotonic() - start, _spent(process) - before
        source.write_text(text, encoding="utf-8")


def main() -> None:
    """Measures and prints."""
    chosen = arguments(__doc__ or "")
    figures: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        ours_at, plain_at = ours(Path(scratch, "ours"), chosen.n), plain(Path(scratch, "plain"), chosen.n)
        path = (
            next((plain_at / "lessons").rglob(f"{LESSON}.md"))
            .relative_to(plain_at / "lessons")
            .with_suffix("")
        )
        for who, folder, page in (
            ("ours", ours_at, f"lessons/{LESSON}/"),
            ("plain", plain_at, f"{path.as_posix()}/"),
        ):
            found = list(waits(folder, page))
            figures[who] = {
                name: {
                    "wall_s": round(median(seconds for kind, seconds, _ in found if kind == name), 2),
                    "most_wall_s": round(max(seconds for kind, seconds, _ in found if kind == name), 2),
                    "cpu_s": round(median(seconds for kind, _, seconds in found if kind == name), 2),
                }
                for name in EDITS
            }
    report(chosen, {"figures": figures})


if __name__ == "__main__":
    main()
