"""The cheapest way to read a run of Thai as words whose marks were moved, lost or turned into spaces. The only state
besides the position is which marks are on their way to the next slot; it crosses word boundaries. A letter outside
every word costs extra and takes the marks that usually are there. Prices are negative logarithms of rates, in nats."""

import math
from typing import NamedTuple

from harvester.thai.repair.lexicon import Entry, Lexicon
from harvester.thai.repair.normalise import CELL, CONSONANT, LOST, NIKHAHIT, TONE, VALID, VOWEL, marks_of

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
        rates = {event: getattr(style, field) for event, field in EVENT.items()}
        prices = {event: -math.log(rate) if rate > 0 else IMPOSSIBLE for event, rate in rates.items()}
        self.cost = prices | {"f": 1.0}
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


def _still(*rates: float) -> float:
    return -math.log(max(0.02, 1 - sum(rates)))


UNKNOWN = 6.5
"""Nats: a letter outside every word."""
USUAL, BEAM = 1.8, 10.0
"""Nats: what a letter costs on average; how far behind is hopeless."""
CERTAIN = 4.6
"""Nats of lead: nothing is surer than 99 %."""
REMEMBERED = 200_000
"""Edges kept per style."""
LOOK = 25
"""Letters ahead in which a better path may have arrived already."""


class Piece(NamedTuple):
    """A stretch of a decoded run: what stood there, what should, marks carried out, events, lead in nats."""

    source: str
    text: str
    carried: str
    events: str
    lead: float


Edge = tuple[float, str, str, str, float]
"""Cost, marks carried out, text, events, lead in nats over the next best text."""
Memory = tuple[Channel, dict[tuple[str, str, str], list[Edge]], dict[tuple[str, str, str, str], list[Edge]]]


class Decoder:
    """A lexicon at work. What was worked out for a style serves the next document of that style too."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._memories: dict[Style, Memory] = {}

    def _memory(self, style: Style) -> Memory:
        if style not in self._memories:
            if len(self._memories) > 4:
                first = next(iter(self._memories))  # the style of documents not yet measured
                self._memories = {first: self._memories[first]}
            self._memories[style] = Channel(style), {}, {}
        memory = self._memories[style]
        if len(memory[1]) + len(memory[2]) > REMEMBERED:
            memory[1].clear()
            memory[2].clear()
        return memory

    def decode(self, run: str, style: Style) -> list[Piece]:
        """The cheapest reading of one decomposed run; the pieces' sources join to the run."""
        if "\u0e3a" in run:  # Pali has its own rules
            return [Piece(run, run, "", "", CERTAIN)]
        channel, words, loose = self._memory(style)
        entries_of = self._lexicon.entries.get
        found = [(match.start(), match[1], match[2]) for match in CELL.finditer(run)]
        size = len(found)
        starts = [*(start for start, _, _ in found), len(run)]
        letters = "".join(letter for _, letter, _ in found)
        padded = f"^{letters}$"
        slots = [slot for _, _, slot in found]
        following = [*(marks_of(slot) for slot in slots[1:]), ""]
        reached: list[dict[str, tuple[float, tuple[int, str, Edge] | None]]] = [{} for _ in range(size + 1)]
        reached[0][""] = 0.0, None
        score = [0.0] + [math.inf] * size  # best cost so far, less a usual price per letter
        for i in range(size):
            hopeless = min(score[i : i + LOOK]) + USUAL * i + BEAM
            for carried, (so_far, _) in reached[i].items():
                if so_far > hopeless:
                    continue
                lone = carried, slots[i], following[i], padded[i : i + 3]
                edges = loose.get(lone)
                if edges is None:
                    edges = loose[lone] = self._letter_edges(channel, *lone)
                ends = [(i + 1, edges)]
                if i and not carried and letters[i] == letters[i - 1] and not marks_of(slots[i]):
                    twice: Edge = (channel.cost["l"], "", " " * len(slots[i]), "l", 0.2)  # never sure
                    ends.append((i + 1, [twice]))
                for j in range(i + 1, size + 1):
                    entries = entries_of(letters[i:j])
                    if entries is None:
                        break
                    if entries:
                        key = carried, run[starts[i] : starts[j]], following[j - 1]
                        edges = words.get(key)
                        if edges is None:
                            edges = words[key] = _word_edges(channel, *key, entries)
                        ends.append((j, edges))
                for j, edges in ends:
                    states = reached[j]
                    for edge in edges:
                        cost, carry = so_far + edge[0], edge[1]
                        if carry not in states or cost < states[carry][0]:
                            states[carry] = cost, (i, carried, edge)
                            if cost - USUAL * j < score[j]:
                                score[j] = cost - USUAL * j
        path, j, carry = [], size, ""
        while j:
            back = reached[j][carry][1]
            assert back is not None
            i, carried, edge = back
            path.append(Piece(run[starts[i] : starts[j]], edge[2], edge[1], edge[3], edge[4]))
            j, carry = i, carried
        return path[::-1]

    def _letter_edges(
        self, channel: Channel, carried: str, slot: str, following: str, context: str
    ) -> list[Edge]:
        """One letter outside every word: leave its marks, or take some from the next slot."""
        letter = context[1]
        own = marks_of(slot)
        for mark in carried:
            own = own.replace(mark, "", 1)
        options = {own}
        if following and CONSONANT.match(letter):
            for part in (following, following[:1], following[1:]):
                taken = "".join(sorted(own + part, key=TONE.find))
                if VALID.match(taken):
                    options.add(taken)
        found = []
        for marks in options:
            cost, carry, spaces, events = channel.cell(carried, slot, following, marks)
            cost += UNKNOWN + self._lexicon.odds(context, marks)
            found.append((cost, carry, letter + marks + " " * spaces, events))
        return _cheapest(found)


def _word_edges(
    channel: Channel, carried: str, source: str, following: str, entries: tuple[Entry, ...]
) -> list[Edge]:
    """All dictionary words over the letters of `source`."""
    cells = CELL.findall(source)
    letters = [letter for letter, _ in cells]
    slots = [slot for _, slot in cells]
    after = [*(marks_of(slot) for slot in slots[1:]), following]
    memo, cell, stray = channel.memo, channel.cell, channel.cost["r"]
    found: list[tuple[float, str, str, str]] = []
    limit = math.inf
    for marks, price, pair in entries:
        cost, carry, events, spaces = price, carried, "", 0
        for slot, seen_next, true in zip(slots, after, marks, strict=True):
            if spaces:  # left over by the letter before
                cost += IMPOSSIBLE if pair else stray * spaces
                events += "r"
            priced = memo.get((carry, slot, seen_next, true)) or cell(carry, slot, seen_next, true)
            cost += priced[0]
            carry, spaces = priced[1], priced[2]
            events += priced[3]
            if cost > limit:
                break
        else:
            text = "".join(map("".join, zip(letters, marks, strict=True))) + " " * spaces
            found.append((cost, carry, text, events))
            limit = min(limit, cost + 12)
    return _cheapest(found)


def _cheapest(found: list[tuple[float, str, str, str]]) -> list[Edge]:
    """The cheapest for each carried-out state, with its lead over the next different text."""
    found.sort()
    best: dict[str, Edge] = {}
    for cost, carry, text, events in found:
        if carry not in best:
            best[carry] = cost, carry, text, events, CERTAIN
        elif best[carry][4] == CERTAIN and text != best[carry][2]:
            leader = best[carry]
            best[carry] = *leader[:4], min(CERTAIN, cost - leader[0])
    return list(best.values())
