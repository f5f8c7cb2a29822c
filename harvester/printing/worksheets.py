"""Paper for group work: a technique as a canvas to fill in, and the facilitator's plan of the session."""

from collections.abc import Mapping

from harvester.model import SectionKind
from harvester.printing.job import Job, Made, table
from harvester.printing.press import Press, Sheets, fitted

HEIGHTS = {"": 10, "is-close": 8, "is-closer": 6}
"""Tenths of the room that rows get at each size."""
SMALLER = ("is-close", "is-closer", "is-closest")
"""Classes of a canvas that is longer than its sheet. On A3 steps have 32 pt, 24 pt at the least: read from three
metres."""


def session(job: Job, press: Press) -> Made:
    """One A4 sheet for each lesson: time, materials, hazards to listen for, questions."""
    texts = job.texts()
    start, clock = 0, []
    for stage in table("paper")["session"]:
        clock.append((start, start + stage["minutes"], stage))
        start += stage["minutes"]
    lessons = [lesson for lesson in job.lessons if lesson.techniques or lesson.items(SectionKind.QUESTIONS)]

    def run(fits: Mapping[str, str]) -> Sheets:
        page = job.page(
            "session",
            texts,
            lessons=lessons,
            left_out=[lesson for lesson in job.lessons if lesson not in lessons],
            fits=fits,
            clock=clock,
            minutes=start,
        )
        return press.set(page, texts.shown)

    sheets = fitted(run, [f"sheet-{number}" for number in range(1, len(lessons) + 1)], ("is-heavy",))
    return Made(sheets.pdf, sheets.pages, tuple(texts.findings))


def poster(job: Job, press: Press, size: str = "A3") -> Made:
    """One canvas for each technique, on paper of a size of the table."""
    texts = job.texts()
    canvas = table("paper")["poster"][size]
    pairs = [
        (lesson, technique) for lesson in job.lessons for technique in lesson.techniques if technique.steps
    ]

    def run(fits: Mapping[str, str]) -> Sheets:
        page = job.page(
            "poster",
            texts,
            canvas=canvas,
            pairs=pairs,
            left_out=[lesson for lesson in job.lessons if lesson not in [one for one, _ in pairs]],
            fits=fits,
            height_of=lambda technique, fit: (
                min(canvas["room"] // len(technique.steps), canvas["room"] // 2) * HEIGHTS.get(fit, 0) // 10
            ),
        )
        return press.set(page, texts.shown)

    sheets = fitted(run, [f"sheet-{number}" for number in range(1, len(pairs) + 1)], SMALLER)
    return Made(sheets.pdf, sheets.pages, tuple(texts.findings))
