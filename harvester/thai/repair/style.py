"""Which damage a document has: a sample is decoded with open mind, and what happened is counted.

A kind of damage seen in fewer than two different words, or hardly ever, is switched off. This keeps
sound text sound, and makes สระอา to สระอำ safe: the document itself says whether it loses its nikhahits.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from harvester.thai.repair.alphabet import NIKHAHIT, RUN
from harvester.thai.repair.channel import EVENT, Style
from harvester.thai.repair.viterbi import Decoder

UNSEEN = Style()
"""A document of which nothing is known yet."""
SAMPLES = (1000, 4000, 16000)
"""Characters looked at: more are taken while too little damage was found to judge by."""
ENOUGH = 30
_HARDLY = {"r": 0.0005, "l": 0.0005, "x": 0.02}
_HARDLY_ELSE = 0.003


def measure(text: str, decoder: Decoder) -> Style:
    """The rates of damage in a decomposed text; all zero when it is sound."""
    runs = RUN.findall(text)
    size = sum(map(len, runs))
    style = Style(*[0.0] * len(Style._fields))
    for sample in SAMPLES:
        part = runs[:: max(1, round(size / sample))]
        style, damage = _rates(part, decoder)
        if not damage or damage >= ENOUGH or len(part) == len(runs):
            break
    return style


def _rates(runs: list[str], decoder: Decoder) -> tuple[Style, int]:
    count: Counter[str] = Counter()
    words: defaultdict[str, set[str]] = defaultdict(set)
    for run in runs:
        for piece in decoder.decode(run, UNSEEN):
            count.update(piece.events)
            for event in piece.events:
                words[event].add(piece.text.strip())  # one odd name, often repeated, is no damage
    marks = sum(count[event] for event in "kmsta")
    count["m"] -= count["n"]
    size = sum(map(len, runs))
    chances = {"a": sum(run.count(NIKHAHIT) for run in runs) + count["a"], "r": size, "l": size}
    rates = {}
    for event, field in EVENT.items():
        seen, of = count[event], chances.get(event, marks)
        few = len(words[event]) < _different(event, seen, of) or seen < _HARDLY.get(event, _HARDLY_ELSE) * of
        rates[field] = 0.0 if few else _coarse((seen + 10 * getattr(UNSEEN, field)) / (of + 10))
    return Style(**rates), sum(max(0, count[event]) for event in EVENT)


def _different(event: str, seen: int, of: int) -> int:
    """How many different words must show it: in a line one is enough, a superfluous mark is never much."""
    if event == "x":
        return 3
    if event == "a" and seen < 0.1 * of:  # this text keeps its สระอำ elsewhere
        return 2
    return 1 if of <= 60 else 2


def _coarse(rate: float) -> float:
    """Steps of half a nat, so that similar documents share one style and its memory."""
    return round(min(0.97, math.exp(round(2 * math.log(rate)) / 2)), 5)
