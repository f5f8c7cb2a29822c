"""Harvests N lessons made of real texts, station by station, and tells what each tagger and linker costs.

Prints CPU seconds and lessons a second, peak memory, and how many tag uses and links come of it; then what it
costs to harvest once more in the same process when one lesson was edited, as `harvester serve` does.

    python benchmarks/harvest.py 1000
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from lessons_at_scale import make

from harvester import pipeline
from harvester.annotate.linkers import LINKERS
from harvester.annotate.taggers import TAGGERS
from harvester.model import Library
from harvester.settings import Settings
from harvester.thai.segment import Segmenter

T = TypeVar("T")


def main() -> None:
    """Measures and prints."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), number)
        library = told("read", number, lambda: pipeline.load(Settings(root=Path(folder))))
    start = time.process_time()
    segmenter = Segmenter(library.vocabulary.words())
    segmenter.cut("ทดสอบ")
    print(f"{'wake the segmenter':24}{time.process_time() - start:8.2f} s")
    library = told("words", number, lambda: pipeline.with_tokens(library, segmenter))
    uses, links = [], []
    for origin, tagger in TAGGERS.items():
        found = told(f"tag: {origin}", number, lambda tagger=tagger: list(tagger(library, segmenter)))
        uses += [replace(use, origin=origin) for use in found]
    library = replace(library, tag_uses=tuple(uses))
    for kind, linker in LINKERS.items():
        links += told(f"link: {kind}", number, lambda linker=linker: list(linker(library, segmenter)))
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'harvest in all':24}{spent:8.2f} s {number / spent:9.0f} lessons/s, peak {peak:.0f} MB")
    told("again, one edited", number, lambda: harvested(edited(library), segmenter))


def edited(library: Library) -> Library:
    """The library as read, with another title and step in its first lesson; what was found is forgotten."""
    first, *others = library.lessons
    changed = replace(first, title=f"{first.title} ฉบับแก้ไข", digest="edited")
    return replace(library, lessons=(changed, *others), tokens={}, tag_uses=(), links=())


def harvested(library: Library, segmenter: Segmenter) -> Library:
    """The stations that are measured here, one after another."""
    for station in (pipeline.with_tokens, pipeline.with_tags, pipeline.with_links):
        library = station(library, segmenter)
    return library


def told(name: str, number: int, work: Callable[[], T]) -> T:
    """Does the work and prints what it cost and brought."""
    start = time.process_time()
    result = work()
    spent = time.process_time() - start
    brought = len(result) if isinstance(result, list) else ""
    print(f"{name:24}{spent:8.2f} s {number / max(spent, 1e-9):9.0f} lessons/s {brought:>9}")
    return result


if __name__ == "__main__":
    main()
