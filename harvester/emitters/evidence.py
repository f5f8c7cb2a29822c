"""The page that says what the levels of evidence mean, and by which rule a lesson gets one."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Artifact, Library
from harvester.model import Evidence as Level
from harvester.model.schema import EVIDENCE_LABELS
from harvester.rendering.evidence import LEVELS, of_lesson
from harvester.rendering.pages import binder
from harvester.settings import Settings


def evidence(library: Library, site: Settings) -> Iterator[Artifact]:
    """`docs/evidence/index.md`: the levels, the numbers of trials they ask for, how many lessons have each."""
    bound = binder(library, site)
    levels = [of_lesson(library, lesson).level for lesson in library.lessons]
    yield bound.page(
        "evidence/index.md",
        "evidence",
        title="หลักฐานมาจากไหน",
        description="ระดับหลักฐานของบทเรียนนับอย่างไร",
        kind="evidence",
        levels=[(label, levels.count(Level(level))) for level, label in EVIDENCE_LABELS.items()],
        least={level.value: count for count, level in LEVELS},
    )
