"""Single sheets: the brief for an executive, the canvas of a technique for group work, the plan of a session."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from harvester.model import Lesson, SectionKind, Technique
from harvester.printing.job import Job, Made, table
from harvester.printing.joining import join
from harvester.printing.press import Press, Sheets
from harvester.rendering import evidence
from harvester.rendering.evidence import Evidence

HEIGHTS = {"": 10, "is-close": 8, "is-closer": 6}
"""Tenths of the room that rows get at each size."""
SMALLER = ("is-close", "is-closer", "is-closest")
"""Classes of a canvas longer than its sheet. On A3 steps have 32 pt, at least 24 pt: read from three metres."""


def session(job: Job, press: Press) -> Made:
    """One A4 sheet for each lesson: time, materials, hazards to listen for, questions."""
    start, clock = 0, []
    for stage in table("paper")["session"]:
        clock.append((start, start + stage["minutes"], stage))
        start += stage["minutes"]
    lessons = [lesson for lesson in job.lessons if lesson.techniques or lesson.items(SectionKind.QUESTIONS)]
    return _sheets(
        job, press, "session", [(one,) for one in lessons], ("is-heavy",), clock=clock, minutes=start
    )


def poster(job: Job, press: Press, size: str = "A3") -> Made:
    """One canvas for each technique, on paper of a size of the table."""
    canvas = table("paper")["poster"][size]
    pairs = [
        (lesson, technique) for lesson in job.lessons for technique in lesson.techniques if technique.steps
    ]

    def height(technique: Technique, fit: str) -> int:
        room = int(canvas["room"])
        return min(room // len(technique.steps), room // 2) * HEIGHTS.get(fit, 0) // 10

    return _sheets(job, press, "poster", pairs, SMALLER, canvas=canvas, height_of=height)


def _sheets(
    job: Job, press: Press, name: str, shown: Sequence[tuple[Any, ...]], classes: Iterable[str], **values: Any
) -> Made:
    """A sheet for each of what is `shown` (a lesson first); what is longer than a page gets the first class that makes
    it one page."""
    texts, parts = job.texts(), list[Sheets]()
    lessons = {one[0].id for one in shown}
    left_out = [lesson for lesson in job.lessons if lesson.id not in lessons]
    for at in range(max(len(shown), 1)):
        values |= {
            "shown": shown[at : at + 1],
            "number": at + 1,
            "start": 1 + sum(one.pages for one in parts),
        }
        values["left_out"] = left_out if at + 1 == len(shown) else ()
        for fit in ("", *classes):
            sheets = press.set(job.page(name, texts, fit=fit, **values), texts.shown)
            if sheets.pages == 1:
                break
        parts.append(sheets)
    made = join(press, parts)
    return Made(made.pdf, made.pages, tuple(texts.findings))


SHOWN = 3
"""Techniques on the page."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A technique shown to an executive, with its evidence."""

    lesson: Lesson
    technique: Technique
    evidence: Evidence


def brief(job: Job, press: Press) -> Made:
    """One A4 page: summary of the collection, three techniques with their cautions, open questions."""
    picks = tuple(rank_techniques(job)[:SHOWN])
    counted = evidence.count_trials(trial for lesson in job.lessons for trial in job.library.tried(lesson))
    cautions = [caution for lesson in job.lessons for caution in lesson.cautions]
    texts = job.texts()
    for fit in table("paper")["brief"]:
        page = job.page(
            "brief",
            texts,
            fit=fit,
            picks=picks,
            lessons=job.lessons,
            counted=counted,
            cautions=cautions,
            unremedied=[caution for caution in cautions if not caution.remedy],
            untried=[lesson for lesson in job.lessons if not job.library.tried(lesson)],
            provinces=sorted({x.place.province for x in job.lessons if x.place and x.place.province}),
        )
        sheets = press.set(page, texts.shown)
        if sheets.pages == 1:
            break
    return Made(sheets.pdf, sheets.pages, tuple(texts.findings))


def rank_techniques(job: Job) -> list[Pick]:
    """One technique per lesson: most trials first, then most cautions."""
    found = [
        Pick(lesson, technique, evidence.of_lesson(job.library, lesson, technique))
        for lesson in job.lessons
        for technique in lesson.techniques
        if technique.steps
    ]

    def weight(pick: Pick) -> tuple[int, int, int]:
        solved = sum(bool(caution.remedy) for caution in pick.technique.all_cautions)
        return -pick.evidence.worked, -pick.evidence.tried, -solved

    found.sort(key=weight)
    best: dict[str, Pick] = {}
    for pick in found:
        best.setdefault(pick.lesson.id, pick)
    return list(best.values())
