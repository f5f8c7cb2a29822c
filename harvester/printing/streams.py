"""Says what a page shows in fewer words: the same marks in the same order under the same tags.

Knows the operators of PDF content streams (ISO 32000-1, annex A), one a part, as WeasyPrint writes them. Shapes
that were cut out of larger ones are drawn themselves, states are set only when something is shown in them, the
lines of a paragraph become one text, and pieces that belong to one tag one marked piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Part = Any
"""An operator with its operands as bytes, or a list of parts: what stands between `q` and `Q`."""
Merge = Callable[[bytes, bytes], bool]
"""Whether a second marked piece (its properties) goes on with the first, which is then all there is."""

_STATES = {b"rg": "colour", b"gs": "opacity", b"Tf": "face"}
_PATH = frozenset({b"m", b"l", b"c", b"h"})
_STATELESS = frozenset(
    {b"BT", b"ET", b"Tm", b"TJ", b"Ts", b"re", b"f", b"f*", b"n", b"BMC", b"BDC", b"EMC"} | _PATH
)
_PROPERTIES = re.compile(rb"<</MCID (\d+)>>")
_UPRIGHT = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")


def condensed(parts: Iterable[bytes], merge: Merge) -> list[bytes]:
    """The parts of a page's stream, fewer of them."""
    whole: list[Part] = []
    open_groups = [whole]
    for part in parts:
        if part == b"q":
            open_groups.append([])
        elif part == b"Q" and len(open_groups) > 1:
            group = _simplified(open_groups.pop())
            if group:
                open_groups[-1].append(group)
        else:
            open_groups[-1].append(part)
    writer = _Writer(merge)
    writer.write(whole, {})
    return writer.out


def _operator(part: bytes) -> bytes:
    return part[part.rfind(b" ") + 1 :]


def _simplified(group: list[Part]) -> list[Part]:
    """A group without cutting where the shape itself can be drawn."""
    if group[-1:] == [b"f"] and group[-4:-2] == [b"W", b"n"] and group[-5] == group[-2]:
        group = group[:-5] + group[-2:]
    size = _path(group) or int(_is_rectangle(group[:1]))
    if not size:
        return group
    path, rest = group[:size], group[size:]
    if rest[:2] == [b"W*", b"n"] and _is_frame(rest[2:], path):
        return [*rest[2:-3], *path, b"f"]
    if rest[:4] == [b"W", b"n", b"/Artifact", b"BMC"] and len(rest) == 6 and rest[5] == b"EMC":
        inner = rest[4]
        if isinstance(inner, list) and inner[-1] == b"f" and _are_states(inner[:-2]):
            if inner[-2] == path[0]:
                return [b"/Artifact", b"BMC", inner, b"EMC"]
            if not _is_rectangle(path) and _covers(inner[-2], path):
                return [b"/Artifact", b"BMC", _filled(path, inner[:-2]), b"EMC"]
    return group


def _path(group: Sequence[Part]) -> int:
    """How many parts at the start of a group draw one path."""
    for at, part in enumerate(group):
        if isinstance(part, list) or _operator(part) not in _PATH:
            return at
    return 0


def _is_rectangle(parts: Sequence[Part]) -> bool:
    return len(parts) == 1 and isinstance(parts[0], bytes) and parts[0].endswith(b" re")


def _filled(path: Sequence[bytes], states: list[Part]) -> list[Part]:
    """A path that is filled; a disc as the round end of a line without length."""
    path = _without_stays(path)
    curves = [_numbers(part) for part in path[1:] if part.endswith(b" c")]
    if len(path) == 5 and len(curves) == 4 and states and states[-1].endswith(b" rg"):
        ends = [curve[-2:] for curve in curves]
        left, right = min(x for x, _ in ends), max(x for x, _ in ends)
        low, high = min(y for _, y in ends), max(y for _, y in ends)
        if abs((right - left) - (high - low)) < 0.05 and len({round(x, 1) for x, _ in ends}) == 3:
            middle = b"%.1f %.1f" % ((left + right) / 2, (low + high) / 2)
            colour = states[-1].removesuffix(b"rg") + b"RG"
            return [
                *states[:-1],
                colour,
                b"%.1f w" % (right - left),
                b"1 J",
                middle + b" m",
                middle + b" l",
                b"S",
            ]
    return [*states, *path, b"f"]


def _are_states(parts: Sequence[Part]) -> bool:
    return all(isinstance(part, bytes) and _operator(part) in _STATES for part in parts)


def _is_frame(rest: Sequence[Part], path: Sequence[bytes]) -> bool:
    """Whether the rest fills what lies between two rectangles, and the path is one side of that frame."""
    if len(rest) < 3 or rest[-1] != b"f*" or not _are_states(rest[:-3]):
        return False
    if not all(isinstance(part, bytes) and part.endswith(b" re") for part in rest[-3:-1]):
        return False
    corners = {corner for part in rest[-3:-1] for corner in _corners(part)}
    return len(path) == 4 and all(_near(_numbers(part), corners) for part in path)


def _numbers(part: bytes) -> list[float]:
    return [float(number) for number in part.split()[:-1]]


def _corners(rectangle: bytes) -> list[tuple[float, float]]:
    x, y, width, height = _numbers(rectangle)
    return [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]


def _near(point: Sequence[float], corners: Iterable[tuple[float, float]]) -> bool:
    return any(abs(point[0] - x) < 0.02 and abs(point[1] - y) < 0.02 for x, y in corners)


def _covers(rectangle: Part, path: Sequence[bytes]) -> bool:
    if not isinstance(rectangle, bytes) or not rectangle.endswith(b" re"):
        return False
    x, y, width, height = _numbers(rectangle)
    left, right = sorted((x, x + width))
    low, high = sorted((y, y + height))
    numbers = [_numbers(part) for part in path]
    return all(
        left - 0.02 <= across <= right + 0.02 and low - 0.02 <= up <= high + 0.02
        for each in numbers
        for across, up in zip(each[::2], each[1::2], strict=True)
    )


def _without_stays(path: Sequence[bytes]) -> list[bytes]:
    """A path without lines that lead nowhere."""
    kept: list[bytes] = []
    at: list[bytes] = []
    for part in path:
        goal = part.split()[-3:-1]
        if not (part.endswith(b" l") and goal == at):
            kept.append(part)
        at = goal
    return kept


class _Writer:
    """Writes groups out again; what has been set is known, and what is asked for is set when it is needed."""

    def __init__(self, merge: Merge) -> None:
        self.out: list[bytes] = []
        self._merge = merge
        self._set: dict[str, bytes] = {}
        self._line: tuple[float, float] | None = None
        self._piece: tuple[bytes, bytes] | None = None

    def write(self, group: Sequence[Part], wanted: dict[str, bytes]) -> None:
        """One group, with the states that are asked for around it."""
        at, count = 0, len(group)
        while at < count:
            part = group[at]
            at += 1
            if isinstance(part, list):
                self._group(part, wanted)
                continue
            operator = _operator(part)
            if state := _STATES.get(operator):
                wanted[state] = part
            elif part == b"BT":
                self._begin_text()
            elif part == b"ET":
                self._end_text()
            elif operator == b"Tm":
                self._place(part)
            elif part.startswith(b"/") and group[at : at + 1] == [b"BMC"]:
                self._begin_piece(part, b"")
                at += 1
            elif part.startswith(b"/") and group[at + 1 : at + 2] == [b"BDC"]:
                self._begin_piece(part, group[at])
                at += 2
            else:
                self._ask(operator, wanted)
                self.out.append(part)

    def _group(self, group: list[Part], wanted: dict[str, bytes]) -> None:
        if all(
            isinstance(part, list)
            or _operator(part) in _STATELESS
            or _operator(part) in _STATES
            or part[:1] in b"/<"
            for part in group
        ):
            self.write(group, dict(wanted))
            return
        known = dict(self._set)
        self.out.append(b"q")
        self.write(group, dict(wanted))
        self.out.append(b"Q")
        self._set, self._piece = known, None

    def _ask(self, operator: bytes, wanted: dict[str, bytes]) -> None:
        """Set what the next operator shows itself in."""
        needed: tuple[str, ...] = ()
        if operator == b"TJ":
            needed = ("face", "colour", "opacity")
        elif operator not in (b"Ts", b"l", b"c", b"h", b"f", b"f*", b"n", b"W", b"W*", b"EMC", b"cm"):
            needed = ("colour", "opacity")
        for state in needed:
            if state in wanted and self._set.get(state) != wanted[state]:
                self.out.append(wanted[state])
                self._set[state] = wanted[state]

    def _begin_text(self) -> None:
        if self.out[-1:] == [b"ET"]:
            self.out.pop()
        else:
            self.out.append(b"BT")
            self._line = None

    def _end_text(self) -> None:
        if self.out[-1] == b"BT":
            self.out.pop()
        else:
            self.out.append(b"ET")

    def _place(self, part: bytes) -> None:
        """Where a line begins: from the line before it, where there is one in the same text."""
        found = _UPRIGHT.fullmatch(part)
        here = (float(found[1]), float(found[2])) if found else None
        if here and self._line:
            part = b"%s %s Td" % (_short(here[0] - self._line[0]), _short(self._line[1] - here[1]))
        self._line = here
        self.out.append(part)

    def _begin_piece(self, tag: bytes, properties: bytes) -> None:
        """A marked piece, as the rest of the one before it where both belong to one tag."""
        if self.out[-1:] == [b"EMC"] and self._piece and self._piece[0] == tag:
            before = self._piece[1]
            if (not before and not properties) or (before and properties and self._merge(before, properties)):
                self.out.pop()
                return
        self._piece = (tag, properties)
        self.out += [tag, properties, b"BDC"] if properties else [tag, b"BMC"]


def _short(number: float) -> bytes:
    return (b"%.1f" % number).removesuffix(b".0")
