"""Whether a space is between two stretches of Thai: log odds learnt from sound text. Thai sets a space where a clause
ends or a name begins. The letters left and right of the place, and how long it is since the last space, tell more
than any rule."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from harvester.thai.repair.normalise import CELL, LETTER, MARK, decompose

BIAS = "bias"
"""The feature that is always there."""
REACHES = (2, 3, 4, 6, 9)
"""How many characters left and right are looked at, decomposed."""


def features(left: str, right: str) -> Iterator[str]:
    """What is known of the place between two texts, each as a feature of the model."""
    yield BIAS
    for reach in REACHES:
        yield "<" + left[-reach:]
        yield ">" + right[:reach]
    yield f"{left[-3:]}|{right[:3]}"
    yield f"{left[-2:]}|{right[:2]}"
    phrase = len(left) - left.rfind(" ") - 1
    yield f"={min(12, int(math.log2(phrase + 1) * 2))}"


Habits = Mapping[str, float]
"""What one document does more (or less) than the corpus, by feature."""
Place = tuple[str, str, bool]
"""Text left, text right, whether a space is between them."""


def _habitual(left: str, right: str) -> tuple[str, str, str]:
    return BIAS, "<" + left[-4:], ">" + right[:4]


_GOES_ON = re.compile(f"(?![ก-ฮ]\\.)[{LETTER}(“]")
"""A line that may continue another: Thai, and not ก. of a list."""
_ENDS_THAI = re.compile(f"[{LETTER}{MARK}ำ]$")
SHORTEST = 40
"""Characters: narrower columns are lists, not prose."""
NEARLY_FULL = 0.8
"""Of the longest neighbours: such a line was broken for width."""
NEIGHBOURS = 4


class SpaceModel:
    """Log odds of a space. Texts are decomposed; `left` reaches back a phrase or so."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def odds(self, left: str, right: str, habits: Habits | None = None) -> float:
        """Positive where a space is likelier than none."""
        weight = self._weights.get
        odds = sum(weight(feature, 0.0) for feature in features(left, right))
        if habits:
            odds += sum(habits.get(feature, 0.0) for feature in _habitual(left, right))
        return odds

    def habits(self, plain: Iterable[Place]) -> Habits:
        """How this document sets its spaces, from the places where that is plain. Newton's steps of a logistic
        regression on the corpus' odds, one feature at a time, each held near zero by a prior of variance 1."""
        known = [(_habitual(left, right), self.odds(left, right), seen) for left, right, seen in plain]
        habits: dict[str, float] = {}
        for _ in range(2):
            for number in range(3):
                slopes: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 1.0])
                for place, odds, seen in known:
                    total = odds + sum(habits.get(feature, 0.0) for feature in place)
                    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
                    slope = slopes[place[number]]
                    slope[0] += seen - chance
                    slope[1] += chance * (1 - chance)
                for feature, (slope_sum, curve) in slopes.items():
                    before = habits.get(feature, 0.0)
                    habits[feature] = max(-4.0, min(4.0, before + (slope_sum - before) / curve))
        return habits

    def between(self, left: str, right: str) -> str:
        """What is between two lines that are joined: a blank, or nothing inside a Thai phrase."""
        thai = _ENDS_THAI.search(left) and CELL.match(right)
        return "" if thai and self.odds(decompose(left[-40:]), decompose(right[:12])) <= 0 else " "

    def unwrap(self, text: str) -> str:
        """The text with every line that is nearly as long as its longest neighbours joined to a line that may go on."""
        lines = text.split("\n")
        joined: list[str] = []
        full = False
        for number, line in enumerate(lines):
            if joined and full and _GOES_ON.match(line):
                start = joined[-1].rstrip()
                joined[-1] = start + self.between(start, line) + line
            else:
                joined.append(line)
            near = sorted(map(len, lines[max(0, number - NEIGHBOURS) : number + NEIGHBOURS + 1]))
            full = SHORTEST <= len(line.rstrip()) >= NEARLY_FULL * near[-2:][0]
        return "\n".join(joined)
