"""What a sheet of paper remembers of its lesson: a short code for the web address in its QR code. The page compares
the code with the lesson as it is now, so no list of old editions needs to be kept. The browser's twin is
`templates/assets/paper/edition.mjs`. Knows no page and no print."""

import base64
import hashlib

from harvester.model import Anchor, Lesson
from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold

MOST = 40
"""Objects that are remembered one by one; with more, the code would not fit a small QR code."""


def edition(lesson: Lesson, printed: ThaiDate, trials: int = 0) -> str:
    """`20261120.<steps>.<cautions>.<traps>.<trials>`: the day, two letters for each object, a count. A lesson with
    more than `MOST` objects is remembered as a whole: `20261120.~<six letters>`."""
    day = f"{printed.year:04}{printed.month or 1:02}{printed.day or 1:02}"
    groups = ["".join(code for _, code in group) for group in _groups(lesson)]
    if sum(map(len, groups)) > 2 * MOST:
        return f"{day}.~{_code(' '.join(groups), 6)}"
    return ".".join((day, *groups, str(trials)))


def object_codes(lesson: Lesson) -> str:
    """What the page holds now, for a `data-objects` attribute: `step-1-1:aB caution-1-1-1:-x …`."""
    return " ".join(f"{anchor}:{code}" for group in _groups(lesson) for anchor, code in group)


def _groups(lesson: Lesson) -> tuple[list[tuple[Anchor, str]], ...]:
    steps = [(step.anchor, step.text) for technique in lesson.techniques for step in technique.steps]
    cautions = [(one.anchor, f"{one.text}\n{one.remedy}") for one in lesson.cautions]
    traps = [(one.anchor, f"{one.text}\n{one.remedy}") for one in lesson.traps]
    return tuple([(anchor, _code(text, 2)) for anchor, text in group] for group in (steps, cautions, traps))


def _code(text: str, length: int) -> str:
    digest = hashlib.sha256(fold(text).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii")[:length]
