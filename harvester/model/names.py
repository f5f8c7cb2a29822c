"""The types of names and closed choices: ids, anchors, Markdown, enumerations; and whose word a piece of a lesson is."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NewType

from harvester.thai.text import fold

LessonId = NewType("LessonId", str)
"""The frozen name of a lesson: lower-case ASCII, digits, hyphens."""
Anchor = NewType("Anchor", str)
"""The permanent name of an object on its lesson's page, e.g. `technique-1`, `step-1-2`, `caution-1-2-1`."""
Markdown = NewType("Markdown", str)
"""Markdown source as the facilitator wrote it, normalised. Untrusted until `rendering.py` cleaned it."""


class Status(StrEnum):
    """Where a lesson is in its life."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    RETIRED = "retired"


class Evidence(StrEnum):
    """What the *author* claims to rest on; what readers see is computed from trials."""

    TOLD = "told"
    OBSERVED = "observed"
    REPEATED = "repeated"
    EVALUATED = "evaluated"


class Origin(StrEnum):
    """Whose word a piece of a lesson is: the teller's own, the source's, the editors', or a trial's."""

    TELLER = "teller"
    SOURCE = "source"
    EDITORS = "editors"
    TRIAL = "trial"


class Outcome(StrEnum):
    """How a trial went."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"


class SectionKind(StrEnum):
    """What a heading introduces; `model/sections.tsv` holds the Thai names and aliases."""

    CONTEXT = "context"
    TECHNIQUE = "technique"
    STEPS = "steps"
    CAUTIONS = "cautions"
    TRAPS = "traps"
    RESULTS = "results"
    OUTPUTS = "outputs"
    OUTCOMES = "outcomes"
    ENABLING = "enabling"
    HINDERING = "hindering"
    QUESTIONS = "questions"
    MATERIALS = "materials"
    OBJECTIVES = "objectives"
    SUMMARY = "summary"
    EXAMPLE = "example"
    COUNTEREXAMPLE = "counterexample"
    LETTER = "letter"
    LEGS = "legs"
    PERSONAL = "personal"
    NETWORK = "network"
    OTHER = "other"


ORIGIN_LABELS: dict[str, str] = {
    "teller": "ผู้เล่า",
    "source": "ต้นเรื่อง",
    "editors": "กองบรรณาธิการ",
    "trial": "จากการลอง",
}
_NAMES: Mapping[str, tuple[str, ...]] = {
    Origin.SOURCE: ("จากต้นเรื่อง", "ตามต้นเรื่อง", "ต้นทาง", "จากต้นทาง", "ต้นฉบับ", "จากต้นฉบับ", "เอกสารต้นเรื่อง", "source"),
    Origin.EDITORS: (
        "กองบรรณาธิการเสริม", "เสริมโดยกองบรรณาธิการ", "จากกองบรรณาธิการ", "โดยกองบรรณาธิการ", "ข้อเสนอของกองบรรณาธิการ",
        "ข้อเสนอกองบรรณาธิการ", "คำแนะนำของกองบรรณาธิการ", "กองบรรณาธิการแนะนำ", "กอง บก.", "กองบก.", "บก.", "บรรณาธิการ",
        "editors", "editor",
    ),
    Origin.TRIAL: ("จากผู้ลอง", "จากคนลอง", "จากคนที่ลอง", "ผู้ลอง", "คนลอง", "คนที่ลอง", "การลอง", "trial"),
}  # fmt: skip
_BY_NAME = {
    fold(name): Origin(origin)
    for origin, label in ORIGIN_LABELS.items()
    for name in (label, *_NAMES.get(origin, ()))
    if origin != Origin.TELLER
}
BRACKET = (
    r"[*_]{0,3}[(（]\s*(?:"
    + "|".join(
        re.escape(name).replace(r"\ ", r"\s*")
        for origin, names in _NAMES.items()
        for name in sorted((ORIGIN_LABELS[origin], *names), key=len, reverse=True)
    )
    + r")\s*[)）][*_]{0,3}"
)
"""A bracket that names an origin, as the text of a pattern without groups of its own."""
_AT_HEAD = re.compile(rf"^\s*({BRACKET})[ \t]*(?:[:：][ \t]*)?", re.IGNORECASE)
_IN_HEADING = re.compile(
    rf"^(?P<name>[^():：]{{1,60}}?)\s*(?P<whose>{BRACKET})\s*[:：]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)


def origin_named(words: str) -> Origin | None:
    """The origin that a bracket's words name, brackets and emphasis or not; None for any other words."""
    return _BY_NAME.get(fold(words.strip().strip("*_").strip("()（） \t")))


def origin_value(value: Any) -> Any:
    """What a front matter says, as the value of an origin when it names one."""
    known = {fold(label): origin for origin, label in ORIGIN_LABELS.items()}
    return known.get(fold(value), origin_named(value) or value) if isinstance(value, str) else value


def split_origin(text: str, default: Origin) -> tuple[Origin, str]:
    """The origin of a piece and its text without the bracket that named it; `default` when none is at its head."""
    match = _AT_HEAD.match(text)
    found = origin_named(match[1]) if match else None
    rest = text[match.end() :].lstrip() if match and found else ""
    return (found, rest) if found and rest else (default, text)


def of_heading(heading: str) -> tuple[Origin | None, str]:
    """The origin named behind a heading's label (`เทคนิค (กองบรรณาธิการ): ชื่อ`), and the heading without it."""
    match = _IN_HEADING.match(heading)
    found = origin_named(match["whose"]) if match else None
    if not match or not found:
        return None, heading
    return found, f"{match['name']}: {match['rest']}" if match["rest"] else match["name"]
