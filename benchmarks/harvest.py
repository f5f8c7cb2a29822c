"""Harvests N lessons made of real texts, station by station, and tells what each tagger and linker costs.

CPU seconds and lessons a second and core, peak memory, and how many tag uses and links come of it.

    python benchmarks/harvest.py --n 1000 --json harvest.json
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from measure import arguments, ours, report

from harvester import pipeline
from harvester.annotate.linkers import LINKERS
from harvester.annotate.taggers import TAGGERS
from harvester.settings import Settings
from harvester.thai.segment import Segmenter

T = TypeVar("T")


def main() -> None:
    """Measures and prints."""
    chosen = arguments(__doc__ or "")
    stations: dict[str, dict[str, float]] = {}

    def told(name: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        spent = time.process_time() - start
        stations[name] = {"cpu_s": round(spent, 3), "lessons_a_s": round(chosen.n / max(spent, 1e-9))}
        if isinstance(result, list):
            stations[name]["found"] = len(result)
        return result

    with tempfile.TemporaryDirectory() as folder:
        ours(Path(folder), chosen.n)
        start = time.process_time()
        library = told("read", lambda: pipeline.load(Settings(root=Path(folder))))
    segmenter = told("wake the segmenter", lambda: Segmenter(library.vocabulary.words()))
    library = told("words", lambda: pipeline.with_tokens(library, segmenter))
    uses, links = [], []
    for origin, tagger in TAGGERS.items():
        found = told(f"tag: {origin}", lambda tagger=tagger: list(tagger(library, segmenter)))
        uses += [replace(use, origin=origin) for use in found]
    library = replace(library, tag_uses=tuple(uses))
    for kind, linker in LINKERS.items():
        links += told(f"link: {kind}", lambda linker=linker: list(linker(library, segmenter)))
    library = told("checks", lambda: pipeline.with_checks(replace(library, links=tuple(links)), segmenter))
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(
        chosen,
        {
            "stations": stations,
            "cpu_s": round(spent, 2),
            "lessons_a_s_and_core": round(chosen.n / spent),
            "peak_mb": round(peak),
        },
    )


if __name__ == "__main__":
    main()
