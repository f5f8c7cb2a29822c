"""Times a whole build of N lessons beside plain MkDocs + Material on the same files, each as its own process.

Prints CPU seconds (the process and its children), peak memory, bytes and the largest page of both sites.

    python benchmarks/build.py 200 1000
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lessons_at_scale import make

PLAIN = """\
site_name: plain
docs_dir: lessons
theme: {name: material, language: th, font: false}
plugins: [search, tags]
nav: [index.md]
not_in_nav: "*"
"""


def timed(command: list[str], folder: Path) -> dict[str, float]:
    """CPU seconds, wall seconds and peak megabytes of a command; exits when it fails."""
    start = time.monotonic()
    environment = os.environ | {"DISABLE_MKDOCS_2_WARNING": "true"}
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
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


def sizes(site: Path) -> dict[str, float]:
    """Bytes of a site, and its largest page."""
    pages = {path: path.stat().st_size for path in site.rglob("*.html")}
    largest = max(pages, key=lambda path: pages[path])
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return {
        "pages": len(pages),
        "total_mb": round(total / 1e6, 1),
        "largest_kb": round(pages[largest] / 1000),
        "largest": str(largest.relative_to(site)),  # type: ignore[dict-item]
    }


def measure(number: int, scratch: Path) -> dict[str, dict[str, float]]:
    """Both builds of `number` lessons."""
    folder = make(scratch / "ours", number)
    ours = timed([sys.executable, "-m", "mkdocs", "build", "-q"], folder) | sizes(folder / "site")
    plain = make(scratch / "plain", number)
    (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    (plain / "lessons" / "index.md").write_text("# plain\n", encoding="utf-8")
    theirs = timed([sys.executable, "-m", "mkdocs", "build", "-q"], plain) | sizes(plain / "site")
    return {"ours": ours, "plain mkdocs + material": theirs}


def main() -> None:
    results = {}
    for number in map(int, sys.argv[1:] or ["200", "1000"]):
        with tempfile.TemporaryDirectory() as scratch:
            results[number] = measure(number, Path(scratch))
        for name, figures in results[number].items():
            print(
                f"N={number:>6} {name:<24} " + "  ".join(f"{key} {value}" for key, value in figures.items()),
                flush=True,
            )
    print(json.dumps(results, ensure_ascii=False))


if __name__ == "__main__":
    main()
