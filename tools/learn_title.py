"""Learn what the signs of a title weigh (`weights` in harvester/drafting/patterns.yml) from documents labelled by hand.

    python tools/learn_title.py FOLDER… [--out FOLDER]

A folder holds NAME.txt or NAME.html and NAME.gold.yml (or NAME.yml, as tests/drafting/families does, which should be one
of the folders) whose `title` is a string or a list of equally right ones. Learning begins at the table that stands there
and is pulled back to it, so that what documents of earlier days taught is kept; what the format says (headings, its title)
is not learned anew, as most folders hold plain text. Prints the table, and with --out how many titles of a folder that was
left out of the learning are right.
"""

from __future__ import annotations

import argparse
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting import understanding
from harvester.model.document import Document

TITLE = importlib.import_module("harvester.drafting.understanding.title")
RAREST, PENALTY, ROUNDS, PACE = 5, 0.3, 1500, 0.02
"""Times that a sign must be seen; strength of the pull to the table of today; steps of the descent and their size."""
FORMAT = re.compile("format|heading|bold")


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def labelled(folder: Path) -> Iterator[tuple[list[dict[str, float]], list[bool]]]:
    """The signs of every candidate of a document, and which are right."""
    found: list[list[object]] = []
    chosen, understanding.title = (
        understanding.title,
        lambda *given: found.append(TITLE.candidates(*given)) or chosen(*given),
    )
    for gold in sorted(folder.glob("*.yml")):
        wanted = (yaml.safe_load(gold.read_text("utf-8")) or {}).get("title")
        stem = gold.name.removesuffix(".yml").removesuffix(".gold")
        file = next(one for one in folder.glob(f"{stem}.*") if one.suffix != ".yml")
        document = next(iter(read_documents(file.read_bytes(), file.name, DOCUMENTS)))
        if not wanted or not isinstance(document, Document):
            continue
        found.clear()
        understanding.understand(document, split=False)
        right = {bare(one.rstrip("*")) for one in ([wanted] if isinstance(wanted, str) else wanted)}
        yield [one.signs for one in found[0]], [bare(one.said.text) in right for one in found[0]]
    understanding.title = chosen


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folders", nargs="+", type=Path)
    given.add_argument("--out", type=Path)
    asked = given.parse_args()
    known = [one for one in (pair for folder in asked.folders for pair in labelled(folder)) if any(one[1])]
    seen = Counter(sign for candidates, _ in known for one in candidates for sign in one)
    today = {sign: float(weight) for sign, weight in TITLE._P.words_of("weights").items()}
    names = sorted({sign for sign in seen if seen[sign] >= RAREST} | today.keys())

    def rows(candidates: list[dict[str, float]]) -> np.ndarray:
        return np.array([[one.get(name, 0.0) for name in names] for one in candidates])

    documents = [(rows(candidates), np.array(right, float)) for candidates, right in known]
    prior = np.array([today.get(name, 0.0) for name in names])
    learned = np.array([not FORMAT.search(name) for name in names], float)
    weights, mean, spread = prior.copy(), np.zeros(len(names)), np.zeros(len(names))
    for turn in range(1, ROUNDS + 1):  # Adam on the likelihood that a right candidate is taken
        slope = 2 * PENALTY * (weights - prior)
        for signs, right in documents:
            taken = np.exp(signs @ weights - (signs @ weights).max())
            slope -= signs.T @ (taken * right / (taken * right).sum() - taken / taken.sum())
        slope *= learned
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights -= PACE * (mean / (1 - 0.9**turn)) / (np.sqrt(spread / (1 - 0.999**turn)) + 1e-8)
    for name, weight in zip(names, weights, strict=True):
        if abs(weight) >= 0.1:
            print(f'    - "{name}": {weight:.2f}')
    if asked.out:
        tried = [
            right[int(np.argmax(rows(signs) @ weights))] for signs, right in labelled(asked.out) if signs
        ]
        print(f"# {sum(tried)} of {len(tried)} titles of {asked.out.name} are right")


main()
