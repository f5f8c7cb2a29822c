"""How likely damage is: the price of seeing a letter's slot, given the marks that should be there. Prices are
negative logarithms of rates, in nats. Knows no word and no document."""

import math
from typing import NamedTuple

from harvester.thai.repair.normalise import LOST, NIKHAHIT, TONE, VOWEL, marks_of

IMPOSSIBLE = 30.0
"""Nats: an event that this document does not have."""


class Style(NamedTuple):
    """Rates of the kinds of damage in one document; the defaults are for a document not yet seen."""

    move: float = 0.1  # mark appears after the next letter, with a space behind it
    move0: float = 0.003  # the same without the space
    am: float = 0.03  # สระอำ became สระอา
    gap: float = 0.01  # mark became a space
    tone: float = 0.002  # tone or thanthakhat gone without trace
    stray: float = 0.003  # space inside a word
    extra: float = 0.0003  # mark that belongs nowhere
    twice: float = 0.003  # letter written twice


EVENT = {
    "m": "move",
    "n": "move0",
    "a": "am",
    "s": "gap",
    "t": "tone",
    "r": "stray",
    "x": "extra",
    "l": "twice",
}
"""One letter an event, as counted along a decoded path."""

Cell = tuple[float, str, int, str]
"""Cost, marks carried into the next slot, spaces left over, events."""


class Channel:
    """The prices of one style, each worked out once."""

    def __init__(self, style: Style) -> None:
        self.cost = {event: _price(getattr(style, field)) for event, field in EVENT.items()} | {"f": 1.0}
        away = style.move + style.move0
        self.keep = {mark: _still(away, style.gap) for mark in VOWEL}
        self.keep.update((mark, _still(away, style.gap, style.tone)) for mark in TONE)
        self.keep[NIKHAHIT] = _still(away, style.am)
        self.memo: dict[tuple[str, str, str | None, str], Cell] = {}

    def cell(self, carried: str, slot: str, following: str | None, true: str) -> Cell:
        """Price of seeing `slot` where `true` marks belong. `carried` are marks on their way from the letter before,
        `following` the marks seen in the next slot (None: unknown). Callers look into `memo` themselves, which is
        faster."""
        key = carried, slot, following, true
        cost, out, events = 0.0, "", ""
        seen = marks_of(slot)
        spaces = len(slot) - len(seen)
        if " " in slot.rstrip(" "):  # a space before a mark is never real
            spaces -= 1
        for mark in carried:
            seen = seen.replace(mark, "", 1)
        if carried:
            if spaces:
                spaces -= 1
            elif following is not None:
                cost += self.cost["n"] - min(self.cost["m"], self.cost["n"])
                events += "n"
        gap = False
        for mark in true:
            if mark in seen:
                seen, event, price = seen.replace(mark, "", 1), "k", self.keep.get(mark, 0.0)
            elif following and mark in following:
                out, event, price = out + mark, "m", min(self.cost["m"], self.cost["n"])
                following = following.replace(mark, "", 1)
            elif LOST in seen:
                seen, event, price = seen.replace(LOST, "", 1), "f", self.cost["f"]
            elif (spaces or gap) and self.cost["s"] < IMPOSSIBLE:
                event, price = "s", 0.0 if gap else self.cost["s"]
                spaces, gap = spaces - (not gap), True
            elif mark == NIKHAHIT:
                event, price = "a", self.cost["a"]
            else:
                event, price = "t", self.cost["t"] + (0 if mark in TONE else 4)
            cost += price
            events += event
        for mark in seen:
            event = "f" if mark == LOST else "x"
            cost += self.cost[event]
            events += event
        priced = self.memo[key] = cost, out, spaces, events
        return priced


def _price(rate: float) -> float:
    return -math.log(rate) if rate > 0 else IMPOSSIBLE


def _still(*rates: float) -> float:
    return -math.log(max(0.02, 1 - sum(rates)))
