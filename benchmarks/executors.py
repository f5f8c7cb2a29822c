"""Times harvesting N lessons serially, in a pool of processes and on Dask with as many local workers, alternating.

`same` tells whether all learnt exactly the same; Dask is left out, and said, where it is not installed.

    python benchmarks/executors.py --n 2000 --workers 2 --json executors.json
"""

from __future__ import annotations

import hashlib
import resource
import tempfile
import time
from pathlib import Path

from measure import arguments, ours, report

from harvester import SetupError, pipeline, study
from harvester.executors import executor
from harvester.memo import isolated
from harvester.settings import Settings


def main() -> None:
    """Measures and prints."""
    chosen = arguments(__doc__ or "", 2000, workers=2)
    figures: dict[str, dict[str, float]] = {}
    left_out: list[str] = []
    seen: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(root=ours(Path(folder), chosen.n))
        for name in ("serial", f"pool:{chosen.workers}", f"dask:{chosen.workers}"):
            try:
                work = executor(name)
            except SetupError as error:
                left_out.append(f"{name}: {str(error).partition(chr(10))[0]}")
                continue
            pipeline.read_one.cache_clear()
            start = time.monotonic()
            with isolated() as learnt:
                study.prepare(settings, work, few=0)
                wall = time.monotonic() - start
                digest = hashlib.sha256()
                for key, value in sorted(learnt.items()):
                    digest.update(key + value)
            seen.add(digest.hexdigest())
            figures[name] = {
                "wall_s": round(wall, 2),
                "lessons_a_s": round(chosen.n / wall),
                "workers": work.workers,
            }
    pool, dask = figures.get(f"pool:{chosen.workers}"), figures.get(f"dask:{chosen.workers}")
    ratios = {"dask_vs_pool_wall": round(dask["wall_s"] / pool["wall_s"], 2)} if pool and dask else {}
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    report(
        chosen,
        {"figures": figures, "ratios": ratios, "same": len(seen) == 1, "peak_mb": peak, "left_out": left_out},
    )


if __name__ == "__main__":
    main()
