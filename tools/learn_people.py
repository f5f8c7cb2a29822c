"""Learn what the signs of a person weigh (`people`, `weights` in harvester/drafting/patterns.yml) from labelled documents.

    python tools/learn_people.py FOLDER… [--often FOLDER…] [--write]

A folder holds NAME.txt or NAME.html and NAME.gold.yml with `authors` (a name, or a list of equally right ones, each), `others`
(names that do no harm) and `open: true` where not all authors are named. Those of `--often` count five times. Learning
begins at the weights of today and is pulled back to them, so that what earlier documents taught is kept. Prints what
the weights learned without a document find in it, in eight parts; `--write` puts the weights of all into patterns.yml.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parent.parent))

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting import understanding
from harvester.drafting.understanding import names, people
from harvester.model.document import Document

AUTHORS = importlib.import_module("harvester.drafting.understanding.authors")
BAR = AUTHORS.BAR
PATTERNS = Path(understanding.__file__).parents[1] / "patterns.yml"
RAREST, PENALTY, PARTS, OFTEN, UNSURE, LEAST = 3, 1.5, 8, 5.0, 0.3, 0.05
"""Times that a sign is seen; the pull to the weights of today;
parts of the trial; what a case of `--often` counts, and a name that does no
harm; the least weight kept."""
TODAY = {name: float(weight) for name, weight in people._P.words_of("weights").items()}
PAIRS = {
    "labelled elsewhere": r"alone|after: |before: |line |sure|bracketed",
    "alone": r"line|below|above|sure|words|rare|known|titled|runs|from end|document of|gap",
    "long line": r"before:|titled|ends its|value of authors",
    "in title": r"titled|begins",
}
"""Signs that are weighed together with others too."""


@dataclass
class Case:
    """The candidates of a document, each right or not and how much it counts, and the authors that it has."""

    found: list[people.Candidate]
    right: list[bool]
    count: list[float]
    wanted: list[set[str]]
    harmless: set[str]


def with_pairs(signs: dict[str, float]) -> dict[str, float]:
    pairs = [f"{one} + {two}" for one, others in PAIRS.items() if one in signs for two in signs
             if two != one and re.match(others, two)]  # fmt: skip
    return signs | dict.fromkeys(pairs, 1.0)


def cases(folder: Path, weight: float) -> Iterator[Case]:
    seen: list[list[people.Candidate]] = []
    rule, understanding.RULES["authors"] = (
        understanding.RULES["authors"],
        lambda context: seen.append(people.candidates(AUTHORS.with_bylines(context))) or iter(()),
    )
    for gold_file in sorted(folder.glob("*.gold.yml")):
        gold = yaml.safe_load(gold_file.read_text("utf-8")) or {}
        file = next(
            one for one in folder.glob(f"{gold_file.name.removesuffix('.gold.yml')}.*") if one != gold_file
        )
        document = next(iter(read_documents(file.read_bytes(), file.name, DOCUMENTS)))
        if gold.get("authors") is None or not isinstance(document, Document):
            continue
        seen.clear()
        understanding.understand(document)
        names = [one["name"] for one in gold["authors"]]
        wanted = [
            {people.bare_name(two) for two in (one if isinstance(one, list) else [one])} for one in names
        ]
        harmless = {people.bare_name(one) for one in gold.get("others") or []}
        found = seen[0] if seen else []
        bare = [people.bare_name(one.said.text) for one in found]
        right = [any(one in names for names in wanted) for one in bare]
        together = {one.run for one, good in zip(found, right, strict=True) if good}
        count = [
            weight if good else 0.0 if gold.get("open") and one.run in together
            else UNSURE if name in harmless or any(name in two or two in name for names in wanted for two in names)
            else weight
            for one, name, good in zip(found, bare, right, strict=True)
        ]  # fmt: skip
        yield Case(found, right, count, wanted, set(bare) if gold.get("open") and wanted else harmless)
    understanding.RULES["authors"] = rule


def learn(known: list[Case]) -> dict[str, float]:
    """The weights under which the right candidates are likely; of several mentions of one author the likeliest counts."""
    rows = [(case, one, with_pairs(one.signs)) for case in known for one in case.found]
    seen = Counter(sign for *_, signs in rows for sign in signs)
    names = sorted({sign for sign in seen if seen[sign] >= RAREST} | TODAY.keys())
    at = {name: number for number, name in enumerate(names)}
    cells = [(row, at[sign]) for row, (*_, signs) in enumerate(rows) for sign in signs if sign in at]
    table = csr_matrix((np.ones(len(cells)), np.array(cells).T), shape=(len(rows), len(names)))
    right = np.array([good for case in known for good in case.right], float)
    count = np.array([value for case in known for value in case.count])
    prior = np.array([TODAY.get(name, 0.0) for name in names])
    weights = prior
    for _ in range(3):

        def loss(weights: np.ndarray, count: np.ndarray = count) -> tuple[float, np.ndarray]:
            scores = table @ weights
            slope = table.T @ (count * (1 / (1 + np.exp(-scores)) - right)) + PENALTY * (weights - prior)
            far = weights - prior
            return count @ (np.logaddexp(0, scores) - right * scores) + PENALTY / 2 * far @ far, slope

        weights = minimize(loss, weights, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
        best: dict[tuple[int, str], tuple[float, int]] = {}
        for row, score in enumerate(table @ weights):
            if right[row]:
                key = id(rows[row][0]), people.bare_name(rows[row][1].said.text)
                best[key] = max(best.get(key, (score, row)), (score, row))
        kept = {row for _, row in best.values()}
        count = np.array([0.0 if right[row] and row not in kept else count[row] for row in range(len(rows))])
    return dict(zip(names, weights, strict=True))


def tried(case: Case, weights: dict[str, float]) -> tuple[int, int]:
    """How many authors of a document are found, and how many names that are none."""
    pairs = ((name.partition(" + "), weight) for name, weight in weights.items())
    table = tuple((sign, other or sign, weight) for (sign, _, other), weight in pairs)
    names._weights = lambda: table
    scores = AUTHORS.scores(case.found)
    taken = {
        people.bare_name(one.said.text) for one, score in zip(case.found, scores, strict=True) if score > BAR
    }
    wrong = [one for one in taken - case.harmless if not any(one in names for names in case.wanted)]
    return sum(bool(names & taken) for names in case.wanted), len(wrong)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folders", nargs="+", type=Path)
    given.add_argument("--often", nargs="*", type=Path, default=[])
    given.add_argument("--write", action="store_true")
    asked = given.parse_args()
    known = [case for folder in asked.folders for case in cases(folder, 1.0)]
    often = [case for folder in asked.often for case in cases(folder, OFTEN)]
    results = []
    for part in range(PARTS):
        weights = learn([case for number, case in enumerate(known) if number % PARTS != part] + often)
        results += [tried(case, weights) for case in known[part::PARTS]]
    print(f"found {sum(right for right, _ in results)} of {sum(len(case.wanted) for case in known)} authors, "
          f"{sum(wrong for _, wrong in results)} names that are none, {len(known)} documents")  # fmt: skip
    if asked.write:
        lines = [
            f'    - "{name}": {weight:.2f}'
            for name, weight in learn(known + often).items()
            if abs(weight) >= LEAST
        ]
        head, own, rest = PATTERNS.read_text("utf-8").partition("\npeople:\n")
        table = re.compile(r"(?<=\n  weights:\n)(?:    - .*\n)+")
        PATTERNS.write_text(head + own + table.sub(lambda _: "\n".join(lines) + "\n", rest, count=1), "utf-8")


main()
