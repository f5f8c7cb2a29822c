"""What the benchmarks share: a command timed as a process of its own, the peers' sites, the arguments, the JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from lessons_at_scale import make

PLAIN = """\
site_name: plain
site_url: https://example.org/
docs_dir: lessons
theme: {name: material, language: th, font: false}
plugins: [search, tags]
nav: [index.md]
not_in_nav: "*"
"""
HUGO = """\
baseURL = "https://example.org/"
title = "plain"
[taxonomies]
tag = "tags"
[related]
threshold = 10
[[related.indices]]
name = "tags"
weight = 100
"""
HUGO_LAYOUTS = {
    "_default/single.html": (
        "<html><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main><ul>"
        "{{ range first 5 (.Site.RegularPages.Related .) }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}"
        "</ul></body></html>"
    ),
    "_default/list.html": (
        "<html><body><ul>{{ range .Pages }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}</ul></body></html>"
    ),
}
ENVIRONMENT = {
    "DISABLE_MKDOCS_2_WARNING": "true",
    "NO_MKDOCS_2_WARNING": "1",
    "HARVESTER_PRINTS": "0",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "",
}
"""Prints are measured by `print.py`: a build keeps them. Programs are compiled once, as they are where they are installed."""


def arguments(about: str, number: int = 1000, **more: Any) -> argparse.Namespace:
    """`--n N --json OUT`, and what a benchmark asks for besides."""
    parser = argparse.ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("--n", type=int, default=number, help="lessons")
    parser.add_argument("--json", type=Path, default=None, help="file for the figures")
    for name, default in more.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    return parser.parse_args()


def report(chosen: argparse.Namespace, figures: Mapping[str, Any]) -> None:
    """Prints the figures, and writes them with what they were measured on."""
    machine = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
    text = json.dumps({"n": chosen.n, **figures, "machine": machine}, ensure_ascii=False, indent=1)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


def timed(command: list[str], folder: Path, **environment: str) -> dict[str, float]:
    """CPU seconds (children too), wall seconds and peak megabytes of a command; exits when it fails."""
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=os.environ | ENVIRONMENT | environment,
    )
    output = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(output.decode("utf-8", "replace")[-3000:])
    return {
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "wall_s": round(time.monotonic() - start, 2),
        "peak_mb": round(usage.ru_maxrss / 1024),
    }


def alternating(
    runs: int, contestants: Mapping[str, Callable[[], dict[str, float]]]
) -> dict[str, dict[str, float]]:
    """The contestants in turn, `runs` times; of each the run with the least CPU."""
    best: dict[str, dict[str, float]] = {}
    for _ in range(runs):
        for name, run in contestants.items():
            found = run()
            if name not in best or found["cpu_s"] < best[name]["cpu_s"]:
                best[name] = found
    return best


def ours(folder: Path, number: int) -> Path:
    """A site of ours with `number` lessons."""
    return make(folder, number)


def plain(folder: Path, number: int) -> Path:
    """The same lessons for MkDocs and Material alone, with its own search and tags."""
    made = make(folder, number)
    (made / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    (made / "lessons" / "index.md").write_text("# plain\n", encoding="utf-8")
    return made


def hugo(folder: Path, number: int) -> Path:
    """The same lessons for Hugo, with tags and related pages."""
    made = make(folder, number)
    (made / "hugo.toml").write_text(HUGO, encoding="utf-8")
    (made / "lessons").rename(made / "content")
    for name in ("vocabulary", "trials", "collections"):
        shutil.rmtree(made / "content" / name, ignore_errors=True)
    for page in (made / "content").rglob("*.md"):
        # a date that Hugo can read
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("\ndate: ", "\nday: ", 1), encoding="utf-8")
    for name, text in HUGO_LAYOUTS.items():
        target = made / "layouts" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return made


MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q"]
HARVESTER = [sys.executable, "-c", "from harvester.cli import main; main()"]


def sizes(site: Path) -> dict[str, Any]:
    """Pages and bytes of a site, and its largest page."""
    pages = {path: path.stat().st_size for path in site.rglob("*.html")}
    largest = max(pages, key=lambda path: pages[path])
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return {
        "pages": len(pages),
        "total_mb": round(total / 1e6, 1),
        "largest_kb": round(pages[largest] / 1000),
        "largest": str(largest.relative_to(site)),
    }
