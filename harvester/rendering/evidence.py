"""What trials say about a lesson, counted and put in words; no score, no average, nothing hidden."""

from collections.abc import Iterable
from dataclasses import dataclass

from harvester.model import Evidence as Level
from harvester.model import Lesson, Library, Outcome, Technique, Trial
from harvester.model.field_groups import OUTCOME_LABELS

MOST_MARKS = 10
LEVELS = ((3, Level.REPEATED), (1, Level.OBSERVED))
"""From so many real trials a lesson has at least this level, whatever its teller claims."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often it was really tried again, and how it went. `level` rests on that, or on what the teller claims."""

    worked: int = 0
    partly: int = 0
    failed: int = 0
    level: Level = Level.TOLD

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
        counts = zip(OUTCOME_LABELS.values(), (self.worked, self.partly, self.failed), strict=True)
        return " · ".join(f"{label} {count}" for label, count in counts)


def of_lesson(library: Library, lesson: Lesson, technique: Technique | None = None) -> Evidence:
    """Evidence for the whole lesson, or for one technique."""
    return count_trials(library.tried(lesson, technique), lesson.evidence)


def conditions(library: Library, lesson: Lesson, technique: Technique) -> dict[str, list[str]]:
    """When a technique worked and when not, in the words of those who tried; from three real trials on."""
    trials = library.tried(lesson, technique)
    if len(trials) < LEVELS[0][0]:
        return {}
    told = {
        "ได้ผลเมื่อ": [one.changed or one.result for one in trials if one.outcome is Outcome.WORKED],
        "ได้ผลบางส่วนเมื่อ": [one.met or one.result for one in trials if one.outcome is Outcome.PARTLY],
        "ไม่ได้ผลเมื่อ": [one.met or one.result for one in trials if one.outcome is Outcome.FAILED],
    }
    kept = {label: [*filter(None, dict.fromkeys(words))] for label, words in told.items()}
    return {label: words for label, words in kept.items() if words}


def count_trials(trials: Iterable[Trial], claimed: Level = Level.TOLD) -> Evidence:
    """The count of real trials, and the higher of the level that they give and the one that is `claimed`."""
    known = tuple(trials)
    if not known:  # as most lessons are
        return Evidence(level=claimed)
    worked, partly, failed = (sum(trial.outcome is outcome for trial in known) for outcome in Outcome)
    earned = next((level for least, level in LEVELS if len(known) >= least), Level.TOLD)
    return Evidence(worked, partly, failed, max(claimed, earned, key=list(Level).index))
