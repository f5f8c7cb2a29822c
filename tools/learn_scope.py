"""Learns where, among what words mean, the questions lie that lessons of this work answer: `scope` of
`harvester/search/data/words.toml`. A minute, once, and again when `meaning.bin` was distilled anew.

    python tools/learn_scope.py [--without SET ...]

A logistic regression tells questions with an answer from those without, by how likely the words say that the best lesson
answers (of `benchmarks/search_small_questions`, and of what people ask in `questions.yml`), and by the meaning of the question.
What it makes of the meaning is the scope. `--without` leaves sets out, prints what it gives for them and writes nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import search_small

from harvester.model import Library
from harvester.search.answering import answer
from harvester.search.engine import Search
from harvester.search.meaning import meanings_of, unit
from harvester.search.planning import beginning, parse, plan, words_of

ROOT = search_small.ROOT
FILE = ROOT / "harvester/search/data/words.toml"
FIT = ("development", "practitioners", "kept_apart", "unseen", "sixth", "seventh", "strange")
OTHER = ("another", "another_kept_apart", "another_sixth")
"""Sets of the other library: they weigh three times, or the scope would be that of this one alone."""
RIDGE = 2.0


class Row(NamedTuple):
    """A question: its set, whether a lesson answers, its weight, how likely by words (logarithm of odds), its meaning."""

    name: str
    answered: bool
    weight: float
    likely: float
    meaning: Any


def rows() -> Iterator[Row]:
    """All that is learned from."""
    for root, names, weight in ((ROOT, FIT, 1.0), (search_small.OTHER, OTHER, 3.0)):
        library, search = search_small.opened(root)
        search.lexicon.ranking |= {"scope": 0.0}
        for name in names:
            for one in search_small.questions(name, search):
                yield Row(name, bool(one.wanted), weight, likely(search, one.text), meaning(search, one.text))
        for text in asked(library) if root == ROOT else ():
            # as if its words left it open, since the question stands in the index word for word
            yield Row("questions.yml", True, 0.5, 0.0, meaning(search, text))


def asked(library: Library) -> Iterator[str]:
    """What people ask for lessons."""
    for question in library.vocabulary.questions:
        yield from (question.label, *question.aliases)


def likely(search: Search, text: str) -> float:
    """How likely the best lesson answers by its words."""
    given = answer(search, text)
    most = max((hit.sure for hit in (*given.hits, *given.near)), default=0.0)
    most = min(max(most, 0.001), 0.999)
    return float(np.log(most / (1 - most)))


def meaning(search: Search, text: str) -> Any:
    """The sum of the question's most telling words, of length one."""
    lexicon = search.lexicon
    words = words_of(plan(lexicon, parse(beginning(lexicon, text))), lexicon)
    return unit(meanings_of([lexicon.terms[word] for word in words]).sum(0)[None].astype(float))[0]


def fitted(held: list[Row]) -> tuple[Any, float]:
    """The scope, of length one, and how many times it counts."""
    answered = np.array([row.answered for row in held], float)
    weights = np.array([row.weight for row in held])
    features = np.array([[row.likely, *row.meaning, 1.0] for row in held])
    ridge = RIDGE * np.eye(features.shape[1])
    ridge[-1, -1] = 1e-6
    theta = np.zeros(features.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ theta))
        slope = features.T @ (weights * (chance - answered)) + ridge @ theta
        bend = (features.T * (weights * chance * (1 - chance))) @ features + ridge
        theta -= np.linalg.solve(bend, slope)
    scope = theta[1:-1] / theta[0]
    return scope / np.linalg.norm(scope), float(np.linalg.norm(scope))


def main() -> None:
    """Reads, learns, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without", nargs="*", default=[])
    without = parser.parse_args().without
    held = [*rows()]
    scope, size = fitted([row for row in held if row.name not in without])
    for name in without:
        mine = [row for row in held if row.name == name]
        for answered in (True, False):
            values = [
                one.likely + size * float(one.meaning @ scope) for one in mine if one.answered == answered
            ]
            if values:
                over = {bar: round(float(np.mean(np.array(values) >= bar)), 3) for bar in (-0.2, 0.0, 0.2)}
                print(name, "answered" if answered else "strange", len(values), over)
    print(f"scope counts {size:.2f} times")
    if without:
        return
    # the largest may be cut off: the others are told the finer
    gains = np.linspace(7, 20, 27) / np.abs(scope).max()
    tried = [np.clip(np.round(scope * gain), -7, 7).astype(int) for gain in gains]
    told = max(tried, key=lambda one: float(one @ scope) / np.linalg.norm(one)).tolist()
    lines = "\n".join(" ".join(map(str, told[at : at + 32])) for at in range(0, len(told), 32))
    text = re.sub('scope = """\n[^"]*"""', f'scope = """\n{lines}\n"""', FILE.read_text("utf-8"))
    FILE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
