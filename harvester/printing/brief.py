"""The brief: one page for an executive or a meeting, always one page, with the day of its data."""

from dataclasses import dataclass

from harvester.model import Lesson, Technique
from harvester.printing.job import Job, Made, table
from harvester.printing.press import Press
from harvester.rendering import evidence
from harvester.rendering.evidence import Evidence

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
        Pick(lesson, technique, evidence.of_technique(job.library, lesson, technique))
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
