"""Broken Thai in, Thai out, with every change it made or only thinks of. Sound text comes back as it was."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from harvester.thai.repair.alphabet import LETTER, LOST, MARK, RUN, compose, decompose
from harvester.thai.repair.channel import Style
from harvester.thai.repair.lexicon import Lexicon, Model, shipped_model, shipped_names
from harvester.thai.repair.normalise import normalise
from harvester.thai.repair.spaces import Habits, Place, SpaceModel
from harvester.thai.repair.style import measure
from harvester.thai.repair.unwrap import gap_between, unwrap
from harvester.thai.repair.viterbi import CERTAIN, Decoder, Piece

SURE = 0.6
"""Confidence from which a change is made; below it is only reported."""
REACH = 40
"""Characters that a phrase goes back at most."""
_CLOSING = re.compile("[”’)\\]},.;:!?/…]|[-–](?! )")
_DAMAGED_GLYPH = re.compile(f"[{LETTER}{MARK}]{LOST}")


class Change(NamedTuple):
    """One change: `line` from 1, what stood there, what should, confidence in 0…1, whether it was made."""

    line: int
    before: str
    after: str
    confidence: float
    applied: bool


class Repaired(NamedTuple):
    """A text after its repair, what was changed in it, and the damage that was found."""

    text: str
    changes: tuple[Change, ...]
    style: Style | None

    @property
    def unsure(self) -> tuple[Change, ...]:
        """What was left as it stood, because the repair did not know."""
        return tuple(change for change in self.changes if not change.applied)


class Repairer:
    """Keeps what it worked out from one text to the next; holds no document."""

    def __init__(self, model: Model, ours: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        self._decoder = Decoder(Lexicon(model, ours, names))
        self._spaces = SpaceModel(model.spaces)

    def repair(self, text: str, sure: float = SURE) -> Repaired:
        """Undo what is certain, find out what is broken, decode the rest. One style a call: call per page."""
        text = decompose(normalise(text))
        style = measure(text, self._decoder)
        if not any(style) and not _DAMAGED_GLYPH.search(text):
            return Repaired(compose(text), (), None)
        runs = list(RUN.finditer(text))
        paths: list[tuple[re.Match[str], bool, list[Piece]]] = []
        for run in runs:
            # The space of a moved mark, or a mark that became a space, was trimmed at the end of a line.
            trimmed = (
                bool(style.gap or style.move)
                and text[run.end() : run.end() + 1] in ("", "\n")
                and not run[0].endswith(" ")
            )
            paths.append((run, trimmed, self._decoder.decode(run[0] + " " * trimmed, style)))
        habits = self._spaces.habits(_plain_places(path for _, _, path in paths))
        out: list[str] = []
        changes: list[Change] = []
        at = 0
        for run, trimmed, path in paths:
            out.append(text[at : run.start()])
            at = run.end()
            line = 0
            for before, after, lead in _groups(self._with_spaces(path, habits)):
                if before == after:
                    out.append(after)
                    continue
                line = line or text.count("\n", 0, run.start()) + 1
                confidence = 1 / (1 + math.exp(-lead))
                made = confidence >= sure
                changes.append(Change(line, compose(before), compose(after), round(confidence, 3), made))
                out.append(after if made else before)
            if trimmed:
                out[-1] = out[-1].rstrip(" ")
            if run[0].endswith(" ") and not out[-1].endswith(" ") and not _CLOSING.match(text, at):
                out.append(" ")  # a space before anything but Thai and closing signs is real
        out.append(text[at:])
        return Repaired(compose("".join(out)), tuple(changes), style)

    def between(self, left: str, right: str) -> str:
        """What stood between two lines that are joined: a blank or nothing."""
        return gap_between(left, right, self._spaces)

    def unwrap(self, text: str) -> str:
        """Join lines that were broken for width."""
        return unwrap(text, self._spaces)

    def _with_spaces(self, path: list[Piece], habits: Habits) -> list[Piece]:
        """A space that means a moved or lost mark may have swallowed a real one: ask the neighbours."""
        left = ""
        for number, piece in enumerate(path[:-1]):
            left += piece.text
            swallowed = piece.source.endswith(" ") and not piece.text.endswith(" ") and not piece.carried
            if not swallowed:
                continue
            right = "".join(after.text for after in path[number + 1 : number + 4])
            if self._spaces.odds(left[-REACH:], right, habits) > 0:
                path[number] = piece._replace(text=piece.text + " ")
                left += " "
        return path


def _plain_places(paths: Iterable[list[Piece]]) -> Iterator[Place]:
    """Word boundaries that no damage touched."""
    for path in paths:
        left = ""
        for number, piece in enumerate(path[:-1]):
            left += piece.text
            if not piece.carried and piece.source.endswith(" ") == piece.text.endswith(" "):
                right = "".join(after.text for after in path[number + 1 : number + 4])
                yield left.rstrip(" ")[-REACH:], right, piece.text.endswith(" ")


def _groups(path: list[Piece]) -> Iterator[tuple[str, str, float]]:
    """Before, after and lead of stretches over whose ends no mark is carried."""
    before, after, lead = "", "", CERTAIN
    for piece in path:
        before += piece.source
        after += piece.text
        if piece.source != piece.text:
            lead = min(lead, piece.lead)
        if not piece.carried:
            yield before, after, lead
            before, after, lead = "", "", CERTAIN


@lru_cache(maxsize=4)
def repairer(ours: frozenset[str] = frozenset()) -> Repairer:
    """A repairer over the model of the package; `ours` are words that it should know as well."""
    return Repairer(shipped_model(), ours, shipped_names())
