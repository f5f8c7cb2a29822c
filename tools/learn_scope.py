"""Learns where, among what words mean, the questions lie that lessons of this work answer: `scope` of
`harvester/search/data/words.toml`, and what lies elsewhere: `elsewhere.bin` beside it. A minute, once, and again when
`meaning.bin` was distilled anew.

    python tools/learn_scope.py [--without SET ...]

A logistic regression tells questions with an answer from those without, by how likely the words say that the best lesson
answers (of `benchmarks/search_small_questions`, and of what people ask in `questions.yml`), by the meaning of the question,
and by its likeness to the nearest of the matters elsewhere, which are the middles of groups of alike questions without an
answer. What it makes of the meaning is the scope. Its other numbers are printed, for `words.toml`. `--without` leaves sets
out, prints what it gives for them and writes nothing.
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
from harvester.search.meaning import COARSE, ELSEWHERE, as_numbers, meanings_of, read_numbers, unit
from harvester.search.planning import beginning, parse, plan, words_of

ROOT = search_small.ROOT
FILE = ROOT / "harvester/search/data/words.toml"
FIT = ("development", "practitioners", "kept_apart", "unseen", "sixth", "seventh", "eighth", "strange")
OTHER = ("another", "another_kept_apart", "another_sixth")
"""Sets of the other library: they weigh three times, or the scope would be that of this one alone."""
RIDGE = 2.0
MATTERS = 80
"""Groups of questions without an answer."""
ROUNDS = 15


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


def matters(held: list[Row]) -> bytes:
    """The middles of groups of alike questions without an answer, a row each."""
    meanings = np.array([row.meaning for row in held if not row.answered and row.meaning.any()])
    chance = np.random.default_rng(0)
    middles = meanings[chance.choice(len(meanings), MATTERS, replace=False)]
    for _ in range(ROUNDS):
        nearest = (meanings @ middles.T).argmax(1)
        groups = [meanings[nearest == group] for group in range(MATTERS)]
        middles = unit(np.array([group.sum(0) if len(group) else meanings[0] for group in groups]))
    return b"".join(as_numbers(middle, COARSE) for middle in middles)


class Learned(NamedTuple):
    """The scope, of length one, how many times it counts; how much likeness to what lies elsewhere takes away from it, and
    from where on it counts."""

    scope: Any
    size: float
    elsewhere: float
    start: float

    def told(self, row: Row, nearest: float) -> float:
        """How likely a question has an answer (logarithm of odds)."""
        far = float(row.meaning @ self.scope) - self.elsewhere * nearest - self.start
        return row.likely + self.size * far


def nearness(held: list[Row], rows_elsewhere: bytes) -> Any:
    """How alike each question is to the nearest matter elsewhere."""
    pairs = np.frombuffer(rows_elsewhere, np.uint8)
    return (np.array([row.meaning for row in held]) @ unit(read_numbers(pairs).astype(float)).T).max(1)


def fitted(held: list[Row], nearest: Any) -> Learned:
    """What tells questions with an answer from those without."""
    answered = np.array([row.answered for row in held], float)
    weights = np.array([row.weight for row in held])
    # likeness weighs three times, so that the ridge hardly holds it
    features = np.array(
        [[row.likely, *row.meaning, 3 * one, 1.0] for row, one in zip(held, nearest, strict=True)]
    )
    ridge = RIDGE * np.eye(features.shape[1])
    ridge[-1, -1] = 1e-6
    theta = np.zeros(features.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-features @ theta))
        slope = features.T @ (weights * (chance - answered)) + ridge @ theta
        bend = (features.T * (weights * chance * (1 - chance))) @ features + ridge
        theta -= np.linalg.solve(bend, slope)
    scope, size = theta[1:-2] / theta[0], float(np.linalg.norm(theta[1:-2] / theta[0]))
    near, start = (float(-one / theta[0] / size) for one in (3 * theta[-2], theta[-1]))
    return Learned(scope / size, size, near, start)


def main() -> None:
    """Reads, learns, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without", nargs="*", default=[])
    without = parser.parse_args().without
    held = [*rows()]
    kept = [row for row in held if row.name not in without]
    rows_elsewhere = matters(kept)
    learned = fitted(kept, nearness(kept, rows_elsewhere))
    for name in without:
        mine = [row for row in held if row.name == name]
        values = np.array(
            [learned.told(row, one) for row, one in zip(mine, nearness(mine, rows_elsewhere), strict=True)]
        )
        for answered in (True, False):
            mask = np.array([row.answered == answered for row in mine])
            if mask.any():
                over = {bar: round(float(np.mean(values[mask] >= bar)), 3) for bar in (-0.2, 0.0, 0.2)}
                print(name, "answered" if answered else "strange", int(mask.sum()), over)
    print(f"scope = {learned.size:.2f}, elsewhere = {learned.elsewhere:.2f}, scopeFrom = {learned.start:.2f}")
    if without:
        return
    ELSEWHERE.write_bytes(rows_elsewhere)
    scope = learned.scope
    # the largest may be cut off: the others are told the finer
    gains = np.linspace(7, 20, 27) / np.abs(scope).max()
    tried = [np.clip(np.round(scope * gain), -7, 7).astype(int) for gain in gains]
    told = max(tried, key=lambda one: float(one @ scope) / np.linalg.norm(one)).tolist()
    lines = "\n".join(" ".join(map(str, told[at : at + 32])) for at in range(0, len(told), 32))
    text = re.sub('scope = """\n[^"]*"""', f'scope = """\n{lines}\n"""', FILE.read_text("utf-8"))
    FILE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
