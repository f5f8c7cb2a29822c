"""Cuts the same Thai texts with our segmenter, PyThaiNLP's newmm and PyThaiNLP's nlpo3 engine.

Prints texts a second (CPU), whether the pieces join to the text, how many edges are shared with ours, and the
commonest places where they part. Texts stand in ../shared/data/thaigov, about 7 kB each.

    python benchmarks/segment.py 300
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import accumulate, pairwise
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from lessons_at_scale import texts
from pythainlp.tokenize import word_tokenize

from harvester.thai.segment import Segmenter
from harvester.thai.text import normalise

Cut = Callable[[str], list[str]]
SHOWN = 12
"""Disagreements printed."""


def main() -> None:
    """Measures and prints."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    corpus = [normalise("\n".join([title, *sentences])) for title, sentences in texts(number)]
    segmenter = Segmenter()
    cutters: dict[str, Cut] = {
        "ours": segmenter.cut,
        "ours, without the second reading": segmenter.first_reading,
        "PyThaiNLP newmm": lambda text: word_tokenize(text, engine="newmm"),
        "PyThaiNLP nlpo3": lambda text: word_tokenize(text, engine="nlpo3"),
    }
    kilobytes = sum(len(text.encode()) for text in corpus) / len(corpus) / 1000
    print(f"{len(corpus)} texts of {kilobytes:.1f} kB")
    print(f"{'':34}{'texts/s':>9}{'again':>9}{'joins':>7}{'pieces':>9}{'shared':>8}")
    reference: list[set[int]] = []
    for name, cut in cutters.items():
        cut("ทดสอบ")
        first, pieces = timed(cut, corpus)
        again, _ = timed(cut, corpus)
        joins = all("".join(cut_text) == text for cut_text, text in zip(pieces, corpus, strict=True))
        edges = [set(accumulate(map(len, one))) for one in pieces]
        reference = reference or edges
        shared = sum(len(a & b) for a, b in zip(edges, reference, strict=True))
        either = sum(len(a | b) for a, b in zip(edges, reference, strict=True))
        count = sum(map(len, pieces))
        print(f"{name:34}{first:9.0f}{again:9.0f}{joins!s:>7}{count:9}{shared / either:8.3f}")
    print("\nwhere ours and newmm part:")
    for (ours, theirs), times in parted(corpus, segmenter.cut, cutters["PyThaiNLP newmm"]).most_common(SHOWN):
        print(f"{times:5}  {ours}   {theirs}")


def timed(cut: Cut, corpus: list[str]) -> tuple[float, list[list[str]]]:
    """Texts a CPU second, and the pieces."""
    start = time.process_time()
    pieces = [cut(text) for text in corpus]
    return len(corpus) / (time.process_time() - start), pieces


def parted(corpus: list[str], one: Cut, other: Cut) -> Counter[tuple[str, str]]:
    """How often the two cut a stretch in different ways."""
    found: Counter[tuple[str, str]] = Counter()
    for text in corpus:
        first, second = (sorted({0, *accumulate(map(len, cut(text)))}) for cut in (one, other))
        common = sorted(set(first) & set(second))
        for start, end in pairwise(common):
            cuts = tuple(
                "|".join(text[a:b] for a, b in pairwise(inner))
                for inner in ([edge for edge in edges if start <= edge <= end] for edges in (first, second))
            )
            if cuts[0] != cuts[1]:
                found[cuts[0], cuts[1]] += 1
    return found


if __name__ == "__main__":
    main()
