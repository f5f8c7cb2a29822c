"""What trials say about a lesson, counted and put in words; no score, no average, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from harvester.model import Lesson, Library, Outcome, Technique, Trial

WORDS = {Outcome.WORKED: "ได้ผล", Outcome.PARTLY: "ได้บางส่วน", Outcome.FAILED: "ไม่ได้ผล"}
MOST_MARKS = 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often it was tried again, and how it went. `example`: only made-up trials, shown as such."""

    worked: int = 0
    partly: int = 0
    failed: int = 0
    example: bool = False

    @property
    def tried(self) -> int:
        """All trials."""
        return self.worked + self.partly + self.failed

    @property
    def marks(self) -> tuple[tuple[str, int], ...]:
        """(outcome, number to write beside the mark); one mark a trial, number 0, up to ten trials."""
        counts = (("worked", self.worked), ("partly", self.partly), ("failed", self.failed))
        if self.tried > MOST_MARKS:
            return tuple((name, count) for name, count in counts if count)
        return tuple((name, 0) for name, count in counts for _ in range(count))

    @property
    def words(self) -> str:
        """The three numbers in words, those that are zero too."""
        return f"ได้ผล {self.worked} · ได้บางส่วน {self.partly} · ไม่ได้ผล {self.failed}"


def of_lesson(library: Library, lesson: Lesson) -> Evidence:
    """Evidence for the whole lesson."""
    return counted(library.trials_of.get(lesson.id, ()))


def of_technique(library: Library, lesson: Lesson, technique: Technique) -> Evidence:
    """Evidence for one technique: trials that name it, and those that name none where it is the only one."""
    trials = library.trials_of.get(lesson.id, ())
    alone = len(lesson.techniques) == 1
    return counted(
        trial
        for trial in trials
        if trial.technique in (technique.anchor, technique.name) or (alone and not trial.technique)
    )


def counted(trials: Iterable[Trial]) -> Evidence:
    """Real trials alone are counted; examples only where there is nothing else, and marked."""
    known = tuple(trials)
    real = tuple(trial for trial in known if not trial.example)
    shown = real or known
    worked, partly, failed = (sum(trial.outcome is outcome for trial in shown) for outcome in WORDS)
    return Evidence(worked, partly, failed, example=bool(shown) and not real)
