"""Times a whole build of N lessons beside plain MkDocs + Material (and Hugo) on the same lessons, in one run.

Each is a process of its own, they take turns, and of each the run with the least CPU counts. `ratios` are ours over
plain: CPU seconds, wall seconds; `peak_mb` is ours.

    python benchmarks/build.py --n 1000 --json build.json
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from measure import MKDOCS, alternating, arguments, hugo, ours, plain, report, sizes, timed


def clean(folder: Path) -> dict[str, float]:
    """A build that remembers nothing."""
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    return timed(MKDOCS, folder)


def main() -> None:
    """Measures and prints."""
    chosen = arguments(__doc__ or "", runs=2)
    with tempfile.TemporaryDirectory() as scratch:
        ours_at, plain_at = ours(Path(scratch, "ours"), chosen.n), plain(Path(scratch, "plain"), chosen.n)
        contestants = {"ours": lambda: clean(ours_at), "plain": lambda: timed(MKDOCS, plain_at)}
        folders = {"ours": ours_at / "site", "plain": plain_at / "site"}
        left_out = []
        if program := shutil.which("hugo"):
            hugo_at = hugo(Path(scratch, "hugo"), chosen.n)
            contestants["hugo"] = lambda: timed([program, "--quiet"], hugo_at)
            folders["hugo"] = hugo_at / "public"
        else:
            left_out.append("hugo: not installed")
        best = alternating(chosen.runs, contestants)
        figures = {name: found | sizes(folders[name]) for name, found in best.items()}
    mine, theirs = figures["ours"], figures["plain"]
    ratios = {
        "cpu_vs_plain": round(mine["cpu_s"] / theirs["cpu_s"], 2),
        "wall_vs_plain": round(mine["wall_s"] / theirs["wall_s"], 2),
        "peak_mb": mine["peak_mb"],
        "cpu_ms_a_lesson": round(1000 * mine["cpu_s"] / chosen.n, 2),
    }
    report(chosen, {"figures": figures, "ratios": ratios, "left_out": left_out})


if __name__ == "__main__":
    main()
