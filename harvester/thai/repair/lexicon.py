"""The words a repair may choose from, keyed by their letters alone: letters survive, marks do not. Reads the model
file (see `tools/repair_model.py`): words and word pairs with their prices in nats, and what is between letters outside every
word."""

import json
import lzma
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from operator import add
from typing import NamedTuple

from harvester.thai.repair.normalise import CELL, CONSONANT, VALID, decompose

Entry = tuple[tuple[str, ...], float, bool]
"""True marks of each letter, price in nats, whether it is a pair of words."""


NAME = 17.8
"""Nats: what a name out of a long list costs."""


class Model(NamedTuple):
    """What `tools/repair_model.py` learns from a corpus: prices in nats, and log odds of spaces by feature."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    spaces: Mapping[str, float]


def unpack(packed: bytes) -> Model:
    """A model out of the bytes that `tools/repair_model.py` made."""
    document = json.loads(lzma.decompress(packed))
    tables = []
    for table in (document["words"], document["pairs"], document["spaces"]):
        keys = table["keys"].split("\t")
        tables.append(dict(zip(keys, (number / 10 for number in table["tenths"]), strict=True)))
    return Model(*tables)


@cache
def shipped_model() -> Model:
    """The model that travels in the package."""
    return unpack((files("harvester.thai.repair") / "model.json.xz").read_bytes())


@cache
def shipped_names() -> tuple[str, ...]:
    """Names of people and places that travel beside it."""
    packed = (files("harvester.thai.repair") / "names.txt.xz").read_bytes()
    return tuple(lzma.decompress(packed).decode().split("\n"))


class Lexicon:
    """Every word under its letters, every beginning of letters (with no entry), and the odds of shapes. `names` are
    long lists of people and places, which the corpus need not know."""

    def __init__(self, model: Model, names: Iterable[str]) -> None:
        prices = dict(model.words)
        for word in names:
            prices[word] = min(NAME, prices.get(word, NAME))
        entries: dict[str, tuple[Entry, ...]] = {}
        seen: Counter[str] = Counter()  # three letters, with the marks on the middle one
        ranked = sorted((*prices.items(), *model.pairs.items()), key=lambda item: item[1])
        for word, price in ranked:
            cells = CELL.findall(whole := decompose(word) if "ำ" in word else word)
            if not cells or " " in whole:
                continue
            of_letters, marks = zip(*cells, strict=True)
            letters = "".join(of_letters)
            if len(letters) + sum(map(len, marks)) != len(whole):
                continue
            entries[letters] = (*entries.get(letters, ()), (marks, price, word in model.pairs))
            for end in range(len(letters) - 1, 0, -1):
                if letters[:end] in entries:
                    break  # and so are its beginnings
                entries[letters[:end]] = ()
            padded = f"^{letters}$"
            seen.update(map(add, [padded[at : at + 3] for at in range(len(marks))], marks))
        self.entries: Mapping[str, tuple[Entry, ...]] = entries
        self._seen: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for shape, times in seen.items():
            slot = shape[3:]
            self._seen[shape[:3]][slot] = times
            narrow = self._seen[shape[1]]
            narrow[slot] = narrow.get(slot, 0) + times
        self._odds: dict[tuple[str, str], float] = {}

    def odds(self, context: str, marks: str) -> float:
        """Price of `marks` on the middle one of three letters, outside every word."""
        key = context, marks
        if key not in self._odds:
            nothing: dict[str, int] = {}
            wide, narrow = self._seen.get(context, nothing), self._seen.get(context[1], nothing)
            chance = (narrow.get(marks, 0) + 0.01) / (sum(narrow.values()) + 1)
            chance = (wide.get(marks, 0) + 3 * chance) / (sum(wide.values()) + 3)
            sound = VALID.match(marks) and (not marks or CONSONANT.match(context[1]))
            self._odds[key] = -math.log(chance) + (0 if sound else 3)
        return self._odds[key]
