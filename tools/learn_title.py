"""Learn what the signs of a title weigh (`title`, `weights` in harvester/drafting/patterns.yml).

    python tools/learn_title.py FOLDER… [--out FOLDER…] [--write]

A folder holds NAME.txt (.html, .md) and NAME.gold.yml with `title` (a string, a list of equally right ones, or "" for a
document without one); the cases of tests/drafting are always learned from too. What the format says is pulled back to the
table of today, as most folders hold plain text. Prints how many titles are right and how many documents without one were
given one; `--write` puts the weights into patterns.yml.
"""

import argparse
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parents[1]))

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting import understanding
from harvester.model.document import Document
from harvester.model.draft import PROPOSED
from tests.documents.making import FORMS

TITLE = importlib.import_module("harvester.drafting.understanding.title")
ROOT = Path(__file__).parents[1]
PATTERNS, CASES = ROOT / "harvester/drafting/patterns.yml", ROOT / "tests/drafting"
RAREST, PENALTY, LEAST, CASE, DRESSED = 3, 0.3, 0.1, 2.0, 0.5
"""Times that a sign must be seen; the pull to nothing, or to the table of today; the least weight kept; how much a
case of the tests counts, and in each other kind of file."""
FORMAT = re.compile("format|heading|bold")
Signs = dict[str, float]
Labelled = tuple[bytes, str, list[str], float]
"""A document, its name, its right titles, and how much it counts."""
Known = tuple[list[Signs], list[bool], bool, float]
"""The signs of every candidate of a document, which are right, whether it has a title, and how much it counts."""


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def labelled(folder: Path) -> Iterator[Labelled]:
    for gold in sorted(folder.glob("*.yml")):
        stem = gold.name.removesuffix(".yml").removesuffix(".gold")
        file = next(one for one in folder.glob(f"{stem}.*") if one.suffix != ".yml")
        if (wanted := (yaml.safe_load(gold.read_text("utf-8")) or {}).get("title")) is not None:
            yield file.read_bytes(), file.name, [wanted] if isinstance(wanted, str) else wanted, 1.0


def cases() -> Iterator[Labelled]:
    for raw, name, wanted, _ in labelled(CASES / "families"):
        yield raw, name, wanted, CASE
        gold = yaml.safe_load((CASES / "families" / name).with_suffix(".yml").read_text("utf-8"))
        for form in gold.get("forms", FORMS) if name.endswith(".txt") else ():
            suffix, make = FORMS[form]
            yield make(raw.decode()), name.removesuffix(".txt") + suffix, wanted, DRESSED
    for case in re.split(r"(?m)^%%% ", (CASES / "strangers.txt").read_text("utf-8"))[1:]:
        head, _, text = case.partition("\n---\n")
        if wanted := re.search(r"(?m)^@(p?t)(?: (.+))?$", head):
            name = "case.html" if "<!DOCTYPE" in text else "case.txt"
            yield text.encode(), name, [wanted[2] or "" if wanted[1] == "t" else ""], CASE


def candidates(known: Iterator[Labelled]) -> Iterator[Known]:
    seen: list[list[object]] = []
    chosen, understanding.title = (
        understanding.title,
        lambda *given: seen.append(TITLE.candidates(*given)) or chosen(*given),
    )
    for raw, name, wanted, count in known:
        document = next(iter(read_documents(raw, name, DOCUMENTS)))
        seen.clear()
        if isinstance(document, Document):
            understanding.understand(document, split=False)
            right, titled = {bare(one.rstrip("*")) for one in wanted}, any(wanted)
            own = [one for one in seen[0] if one.said.rule != "opening"] if seen else []
            good = [
                bare(one.said.text) in right if one.said.rule not in PROPOSED else not titled for one in own
            ]
            yield [one.signs for one in own], good, titled, count
    understanding.title = chosen


def learn(documents: list[Known], today: Signs) -> Signs:
    """Weights under which a right candidate is likeliest taken."""
    seen = Counter(sign for own, *_ in documents for signs in own for sign in signs)
    names = sorted({sign for sign in seen if seen[sign] >= RAREST} | today.keys())
    told = [one for one in documents if any(one[1])]
    table = np.array([[signs.get(name, 0.0) for name in names] for own, *_ in told for signs in own])
    right = np.array([one for _, good, *_ in told for one in good], float)
    sizes, counts = [len(own) for own, *_ in told], np.array([count for *_, count in told])
    starts = np.cumsum([0, *sizes[:-1]])
    pull = np.array([today.get(name, 0.0) for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        taken = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        whole, good = np.add.reduceat(taken, starts), np.add.reduceat(taken * right, starts)
        slope = table.T @ (
            taken * np.repeat(counts / whole, sizes) - taken * right * np.repeat(counts / good, sizes)
        )
        off = weights - pull
        return counts @ np.log(whole / good) + PENALTY * off @ off, slope + 2 * PENALTY * off

    weights = minimize(loss, pull, jac=True, method="L-BFGS-B").x
    return {name: round(float(one), 2) for name, one in zip(names, weights, strict=True) if abs(one) >= LEAST}


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folders", nargs="+", type=Path)
    given.add_argument("--out", nargs="*", type=Path, default=[])
    given.add_argument("--write", action="store_true")
    asked = given.parse_args()
    known = [*candidates(cases()), *(one for folder in asked.folders for one in candidates(labelled(folder)))]
    out = [one for folder in asked.out for one in candidates(labelled(folder))]
    today = {
        sign: float(weight) for sign, weight in TITLE._P.words_of("weights").items() if FORMAT.search(sign)
    }
    weights = learn(known, today)
    for name, documents in (("learned", known), ("out", out)):
        found = Counter()
        for own, good, titled, _ in documents:
            scores = [sum(weights.get(sign, 0.0) * share for sign, share in signs.items()) for signs in own]
            found[titled, bool(own) and good[int(np.argmax(scores))]] += 1
        print(
            f"{name}: titles right {found[True, True]}, wrong {found[True, False]}, invented {found[False, False]}"
        )
    if asked.write:
        lines = "".join(f'    - "{key}": {weight}\n' for key, weight in weights.items())
        text = PATTERNS.read_text("utf-8")
        head, own = text.split("\ntitle:\n")
        own = re.sub(r"(?<=\n  weights:\n)(?:    - .*: -?[\d.]+\n)+", lines, own, count=1)
        PATTERNS.write_text(f"{head}\ntitle:\n{own}", "utf-8")


main()
