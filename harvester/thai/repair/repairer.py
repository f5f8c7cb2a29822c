"""Repairs a text: whether it is worth the time, how badly the text is damaged, every change with its confidence."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from harvester.thai.repair.lexicon import Lexicon, Model, shipped_model, shipped_names
from harvester.thai.repair.normalise import LETTER, LOST, MARK, NIKHAHIT, RUN, compose, decompose, normalise
from harvester.thai.repair.spaces import Habits, Place, SpaceModel
from harvester.thai.repair.viterbi import CERTAIN, EVENT, Decoder, Piece, Style

_SIGNS = re.compile(
    "[\uf700-\uf71a\uf884-\uf899\ufffd]"  # private-use marks, lost glyphs
    "|[ก-ฮ][\u0e48-\u0e4b]? [าะ](?=[ก-ฮเ-ไ ])"  # สระอำ or a mark that became a space: ท างาน
    "|\u0e4d[\u0e48-\u0e4b]?า|า\u0e4d"  # สระอำ in its parts
    "|(?<![ก-ฮ\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"  # a mark without a letter under it
    "|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e39]"  # tone before vowel
    "|à¸|เธ[\u0080-\u00ff\u2010-\u2122]|¡Ò|Ã\u0082"  # another code page
)
_MOVED = re.compile("[ก-ฮ][ก-ฮ][\u0e31\u0e34-\u0e39\u0e48-\u0e4c]+ (?=[ก-ฮ])")
_LOST_AM = re.compile("สานัก|ตาแหน่ง|อาเภอ|ตาบล|การทา|จานวน|สาคัญ|ดาเนิน|ผู้นา|แนะนา|คาว่า")
_THAI = re.compile("[ก-๎]")
OFTEN = 0.012
"""Marks before a space, a Thai letter: sound texts stay under it, broken ones have several times as many."""


def looks_broken(text: str) -> bool:
    """Whether something in the text looks like the damage that `repairer` mends; says yes too often, not too seldom."""
    if not text.isascii() and not _THAI.search(text):
        return True
    letters = len(_THAI.findall(text))
    if letters == 0:
        return False
    return (
        len(_SIGNS.findall(text)) > 0
        or bool(_LOST_AM.search(text))
        or len(_MOVED.findall(text)) > max(3, OFTEN * letters)
    )


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
        rates[field] = 0.0 if few else min(0.97, (seen + 10 * getattr(UNSEEN, field)) / (of + 10))
    return Style(**rates), sum(max(0, count[event]) for event in EVENT)


def _different(event: str, seen: int, of: int) -> int:
    """How many different words must show it: in a line one is enough, a superfluous mark is never much."""
    if event == "x":
        return 3
    if event == "a" and seen < 0.1 * of:  # this text keeps its สระอำ elsewhere
        return 2
    return 1 if of <= 60 else 2


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

    def __init__(self, model: Model, names: Iterable[str]) -> None:
        self._words = model, names
        self.spaces = SpaceModel(model.spaces)

    @cached_property
    def _decoder(self) -> Decoder:
        """Made when a text is repaired: its dictionary takes seconds, and lines are joined without it."""
        return Decoder(Lexicon(*self._words))

    def repair(self, text: str) -> Repaired:
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
        habits = self.spaces.habits(_plain_places(path for _, _, path in paths))
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
                made = confidence >= SURE
                changes.append(Change(line, compose(before), compose(after), round(confidence, 3), made))
                out.append(after if made else before)
            if trimmed:
                out[-1] = out[-1].rstrip(" ")
            if run[0].endswith(" ") and not out[-1].endswith(" ") and not _CLOSING.match(text, at):
                out.append(" ")  # a space before anything but Thai and closing signs is real
        out.append(text[at:])
        return Repaired(compose("".join(out)), tuple(changes), style)

    def _with_spaces(self, path: list[Piece], habits: Habits) -> list[Piece]:
        """A space that means a moved or lost mark may have swallowed a real one: ask the neighbours."""
        left = ""
        for number, piece in enumerate(path[:-1]):
            left += piece.text
            swallowed = piece.source.endswith(" ") and not piece.text.endswith(" ") and not piece.carried
            if not swallowed:
                continue
            right = "".join(after.text for after in path[number + 1 : number + 4])
            if self.spaces.odds(left[-REACH:], right, habits) > 0:
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


@lru_cache(maxsize=1)
def repairer() -> Repairer:
    """A repairer over the model of the package."""
    return Repairer(shipped_model(), shipped_names())
