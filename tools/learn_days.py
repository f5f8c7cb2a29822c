"""Learn what the signs of a day weigh (`dates`, `posting` and `event` in harvester/drafting/patterns.yml).

    python tools/learn_days.py FOLDER… [--out FOLDER…] [--write]

A folder holds NAME.txt (.html, .md) and NAME.gold.yml with `date` and `posted`; the cases of tests/drafting are always
learned from too. Prints how many days of posting and of events the weights find in `--out`; `--write` puts them into
patterns.yml.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent.parent))

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting import understanding
from harvester.drafting.understanding import days
from harvester.model.document import Document

ROOT = Path(__file__).parents[1]
PATTERNS, CASES = ROOT / "harvester/drafting/patterns.yml", ROOT / "tests/drafting"
RAREST, PENALTY, LEAST = 3, 0.4, 0.05
"""Documents in which a sign is seen; the pull to nothing; the least weight kept."""


def labelled(folder: Path) -> Iterator[tuple[bytes, str, dict[str, str]]]:
    for file in sorted(folder.glob("*.gold.yml")):
        gold = yaml.safe_load(file.read_text("utf-8"))
        document = next(one for one in folder.glob(f"{file.name.removesuffix('.gold.yml')}.*") if one != file)
        yield (
            document.read_bytes(),
            document.name,
            {key: gold[key] or "" for key in ("date", "posted") if key in gold},
        )


def cases() -> Iterator[tuple[bytes, str, dict[str, str]]]:
    for file in sorted(CASES.glob("families/*.yml")):
        gold = yaml.safe_load(file.read_text("utf-8"))
        told = {"date": gold.get("date"), "posted": (gold.get("source") or {}).get("date")}
        if (document := file.with_suffix(".txt")).exists():
            yield (
                document.read_bytes(),
                document.name,
                {key: str(value) for key, value in told.items() if value},
            )
    for case in re.split(r"(?m)^%%% ", (CASES / "strangers.txt").read_text("utf-8"))[1:]:
        head, _, text = case.partition("\n---\n")
        gold = {key: found[1] for key, mark in (("date", "d"), ("posted", "sd"))
                if (found := re.search(rf"(?m)^@{mark} (\S+)$", head))}  # fmt: skip
        gold = {"date": "", "posted": ""} if gold.get("date") == "-" else gold
        yield text.encode(), "case.html" if "<!DOCTYPE" in text else "case.txt", gold


def contexts(cases: list[tuple[bytes, str, dict[str, str]]]) -> Iterator[tuple[object, dict[str, str]]]:
    seen: list[object] = []
    rule, understanding.RULES["dates"] = (
        understanding.RULES["dates"],
        lambda context: seen.append(context) or iter(()),
    )
    for raw, name, gold in cases:
        document = next(iter(read_documents(raw, name, DOCUMENTS)))
        seen.clear()
        if isinstance(document, Document):
            understanding.understand(document, split=False)
            yield seen[0], gold
    understanding.RULES["dates"] = rule


def rows(known: list[tuple[object, dict[str, str]]], of: str) -> list[list[tuple[set[str], bool, float]]]:
    """The days of every document with their signs, whether right, and how much each counts."""
    key = "posted" if of == "posting" else "date"
    found = []
    for context, gold in known:
        right = gold.get(key)
        if right is None or len(right) == 4:
            continue
        own = days.days(context)
        # an event that is not told is dated by the posting, whose day says nothing then
        alike = gold.get("posted") if of == "event" and right in ("", gold.get("posted")) else None
        found.append(
            [(one.signs, one.told.iso == right, 0.2 if one.told.iso == alike else 1.0) for one in own]
        )
    return found


def learn(documents: list[list[tuple[set[str], bool, float]]]) -> dict[str, float]:
    seen = Counter(sign for own in documents for sign in {sign for signs, *_ in own for sign in signs})
    names = ["always", *sorted(sign for sign in seen if seen[sign] >= RAREST)]
    flat = [row for own in documents for row in own]
    table = np.array([[name == "always" or name in signs for name in names] for signs, *_ in flat], float)
    right, count = np.array([good for _, good, _ in flat], float), np.array([count for *_, count in flat])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        slope = table.T @ (count * (1 / (1 + np.exp(-scores)) - right)) + PENALTY * weights
        return count @ (np.logaddexp(0, scores) - right * scores) + PENALTY / 2 * weights @ weights, slope

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {
        name: round(float(weight), 2)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= LEAST
    }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folders", nargs="+", type=Path)
    given.add_argument("--out", nargs="*", type=Path, default=[])
    given.add_argument("--write", action="store_true")
    asked = given.parse_args()
    known = list(contexts([*cases(), *(case for folder in asked.folders for case in labelled(folder))]))
    out = list(contexts([case for folder in asked.out for case in labelled(folder)]))
    # those in use: the signs of the event depend on which day is taken for that of the posting
    tables = days._weights()
    tables.update({"posting": {"always": -2.0}, "event": {"always": -2.0}})
    for of in tables:
        tables[of] = learn(rows(known, of))
        for name, documents in (("learned", known), ("out", out)):
            right = wrong = none = 0
            for own in rows(documents, of):
                weighed = [
                    (sum(tables[of].get(sign, 0) for sign in ("always", *signs)), good)
                    for signs, good, _ in own
                ]
                best = max(weighed, default=(-1, False))
                right += best[0] > 0 and best[1]
                wrong += best[0] > 0 and not best[1]
                none += best[0] <= 0 and any(good for _, good in weighed)
            print(f"{of}, {name}: right {right}, wrong {wrong}, missed {none}")
    if asked.write:
        text = PATTERNS.read_text("utf-8")
        for of, table in tables.items():
            lines = "".join(f'    - "{name}": {weight}\n' for name, weight in table.items())
            text = re.sub(rf"(?<=\n  {of}:\n)(?:    - .*: -?[\d.]+\n)+", lines, text, count=1)
        PATTERNS.write_text(text, "utf-8")


main()
