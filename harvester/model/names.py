"""The types of names and closed choices: ids, anchors, Markdown, and the enumerations of the format."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

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
    """What a heading introduces; `model/schema.py` holds the Thai names and aliases."""

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
