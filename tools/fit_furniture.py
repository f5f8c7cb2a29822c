"""Finds what each mark of `harvester.drafting.understanding.furniture` weighs, by logistic regression over labelled pages.

    python tools/fit_furniture.py FOLDER… [--write]

A folder holds NAME.txt or NAME.html and NAME.gold.yml with `out` (words that are no part of the story), `outlines` (whole
lines that are not) and `keep` (words that are). Lines without a label count as they are read today, for less. Learning
begins at the weights of today and is pulled back to them, so that what earlier pages taught is kept. Prints for each
folder what the weights of all other folders find in it; `--write` puts the weights of all into patterns.yml.
"""

import re
import sys
from pathlib import Path
from unittest import mock

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting import understanding
from harvester.drafting.understanding import furniture

PATTERNS = Path(furniture.__file__).parents[1] / "patterns.yml"
ROUNDS, STEP, PULL, LEAST = 1500, 0.03, 0.004, 0.15
"""Rounds and step of the descent, the pull to the weights of today, and the least weight kept."""
SAID, UNSAID = 1.0, 0.5
"""What a labelled line counts, and one without a label."""
BALANCE = 2.0
"""How much more a line that is furniture counts, since they are fewer."""


def squeezed(text: object) -> str:
    return re.sub(r"[\W_]+", "", str(text or "")).casefold()


def pages(folder: Path):
    """For every page its lines and where its title is, as the desk asks for them, with the lines that it would take out."""
    for file in sorted(one for one in folder.iterdir() if one.suffix in (".txt", ".html")):
        gold = yaml.safe_load(file.with_suffix(".gold.yml").read_text("utf-8")) or {}
        asked: list[list[furniture.Line]] = []
        with mock.patch.object(
            furniture, "is_furniture", lambda lines, seen=asked: seen.append(lines) or [False] * len(lines)
        ):
            for document in read_documents(file.read_bytes(), file.name, DOCUMENTS):
                understanding.understand(document)
        for lines in asked:
            yield file.name, lines, [label(line, gold) for line in lines]


def label(line, gold):
    """1 for furniture, 0 for the story, None where nobody says."""
    bare = squeezed(line.text)
    if bare in {squeezed(one) for one in gold.get("outlines") or []} - {""}:
        return 1
    for words in map(squeezed, gold.get("out") or []):
        if words and words in bare and len(bare) <= max(40, 3 * len(words)) and len(bare) < 200:
            return 1
    keep = [*(gold.get("keep") or []), *(section["text"] for section in gold.get("sections") or [])]
    keep += [
        name
        for value in (gold.get("title"), gold.get("others"))
        for name in (value if isinstance(value, list) else [value])
    ]
    keep += [part for person in gold.get("authors") or [] for part in person.values()]
    if any(words and (words in bare or (len(bare) > 12 and bare in words)) for words in map(squeezed, keep)):
        return 0
    return 0 if len(line.text) > 140 and not line.known else None


def rows(folder: Path):
    for name, lines, labels in pages(folder):
        for at, (line, said) in enumerate(zip(lines, labels, strict=True)):
            near = [("", at), ("above ", at - 1), ("below ", at + 1)]
            marks = {
                where + mark: float(value)
                for where, number in near
                if 0 <= number < len(lines)
                for mark, value in lines[number].marks.items()
                if value and not (where == "" and mark == "known")
            }
            if not line.asked and not line.known:
                continue
            truth = said if said is not None else int(line.known)
            head = folder.name, f"{name}: {line.text[:60]}"
            yield *head, marks, truth, said is not None, line.known
            # The same line where no other line of the page was known.
            alone = {
                mark: value for mark, value in marks.items() if not re.search("known|page|between", mark)
            }
            yield *head, alone, truth, said is not None, True


def fit(table, truth, count, today):
    weights = today.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for number in range(1, ROUNDS + 1):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (count * (chance - truth)) / count.sum() + PULL * (weights - today)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= STEP * (mean / (1 - 0.9**number)) / (np.sqrt(square / (1 - 0.999**number)) + 1e-8)
    return weights


def main() -> None:
    folders = [Path(one) for one in sys.argv[1:] if one != "--write"]
    found = [row for folder in folders for row in rows(folder)]
    today = furniture._weights()
    names = [
        "always",
        *sorted({mark for _, _, marks, *_ in found for mark in marks} | today.keys() - {"always"}),
    ]
    prior = np.array([today.get(name, 0.0) for name in names])
    table = np.array([[1.0, *(marks.get(name, 0.0) for name in names[1:])] for _, _, marks, *_ in found])
    truth = np.array([row[3] for row in found])
    said = np.array([row[4] for row in found])
    count = np.where(said, SAID, UNSAID) * np.where(truth == 1, BALANCE, 1.0)
    group = np.array([row[0] for row in found])
    for one in dict.fromkeys(group):
        mine = group == one
        weights = fit(table[~mine], truth[~mine], count[~mine], prior)
        taken = (1 / (1 + np.exp(-table @ weights)) >= furniture.SURE) & mine
        fresh = np.array([not row[5] for row in found])
        out, kept = mine & said & (truth == 1), mine & said & (truth == 0) & fresh
        print(
            f"{one}: furniture {(taken & out).sum()} of {out.sum()}, story {(taken & kept).sum()} of {kept.sum()}"
        )
        for at in np.where(taken & (truth == 0) & fresh)[0]:
            print("   ", "wrong" if said[at] else "new", found[at][1])
    weights = fit(table, truth, count, prior)
    lines = [
        f"    - {name}: {weight:.2f}"
        for name, weight in sorted(zip(names, weights, strict=True), key=lambda pair: -abs(pair[1]))
        if abs(weight) >= LEAST or name == "always"
    ]
    print(len(lines), "weights of", len(names))
    if "--write" in sys.argv:
        text = PATTERNS.read_text("utf-8")
        head, own, rest = text.partition("\nfurniture:\n")
        table = re.compile(r"(?<=\n  weights:\n)(?:    - .*\n)+")
        text = head + own + table.sub(lambda _: "\n".join(lines) + "\n", rest, count=1)
        PATTERNS.write_text(text, "utf-8")


main()
