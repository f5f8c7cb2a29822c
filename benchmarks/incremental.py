"""Times what a change costs: a build of N lessons, the same again, one with a step of one lesson edited.

`harvester build` as people and CI run it; the site after the edit is compared with a clean build of the same lessons,
byte by byte (`identical`).

    python benchmarks/incremental.py --n 1000 --json incremental.json
"""

from __future__ import annotations

import filecmp
import re
import shutil
import tempfile
from pathlib import Path

from measure import HARVESTER, arguments, ours, report, timed

BUILD = [*HARVESTER, "build", "-q"]
EPOCH = {"SOURCE_DATE_EPOCH": "1795000000"}
"""One day for all builds, so that the sites can be compared."""


def main() -> None:
    """Measures and prints."""
    chosen = arguments(__doc__ or "", edits=3)
    with tempfile.TemporaryDirectory() as scratch:
        folder = ours(Path(scratch, "ours"), chosen.n)
        full = timed(BUILD, folder, **EPOCH)
        unchanged = timed(BUILD, folder, **EPOCH)
        edits = []
        for number in range(chosen.edits):
            lesson = next((folder / "lessons").rglob(f"lesson-{(7 + 31 * number) % chosen.n:05}.md"))
            text = lesson.read_text(encoding="utf-8")
            lesson.write_text(re.sub(r"(?m)^1\. ", "1. แก้ไขแล้ว ", text, count=1), encoding="utf-8")
            edits.append(timed(BUILD, folder, **EPOCH))
        edit = min(edits, key=lambda one: one["cpu_s"])
        kept = folder / "kept"
        (folder / "site").rename(kept)
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        timed(BUILD, folder, **EPOCH)
        identical = not differing(kept, folder / "site")
    figures = {
        "full_cpu_s": full["cpu_s"],
        "full_wall_s": full["wall_s"],
        "edit_cpu_s": edit["cpu_s"],
        "edit_wall_s": edit["wall_s"],
        "edit_peak_mb": edit["peak_mb"],
        "unchanged_wall_s": unchanged["wall_s"],
        "unchanged_cpu_s": unchanged["cpu_s"],
        "edit_cpu_vs_full": round(edit["cpu_s"] / full["cpu_s"], 3),
        "identical": identical,
    }
    report(chosen, figures)


def differing(one: Path, other: Path) -> list[str]:
    """Files that are not the same in two folders."""
    names = {
        path.relative_to(root).as_posix()
        for root in (one, other)
        for path in root.rglob("*")
        if path.is_file()
    }
    _, mismatch, errors = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    return mismatch + errors


if __name__ == "__main__":
    main()
