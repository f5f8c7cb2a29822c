"""Times finding related lessons, techniques and cautions exactly, all against all, of N lessons.

python benchmarks/related.py --n 10000 --json related.json
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from measure import arguments, ours, report

from harvester import pipeline
from harvester.annotate.linkers import LINKERS
from harvester.settings import Settings
from harvester.thai.segment import Segmenter

KINDS = ("related", "similar_technique", "similar_caution")


def main() -> None:
    """Measures and prints: the pieces' words are cut before, weighing and comparing are timed."""
    chosen = arguments(__doc__ or "")
    with tempfile.TemporaryDirectory() as folder:
        ours(Path(folder), chosen.n)
        library = pipeline.load(Settings(root=Path(folder)))
    segmenter = Segmenter(library.vocabulary.words())
    library = pipeline.with_tags(pipeline.with_tokens(library, segmenter), segmenter)
    figures = {}
    for kind in KINDS:
        start = time.process_time()
        links = list(LINKERS[kind](library, segmenter))
        figures[kind] = {"cpu_s": round(time.process_time() - start, 2), "links": len(links)}
    report(chosen, {"figures": figures})


if __name__ == "__main__":
    main()
