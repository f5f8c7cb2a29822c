"""What a finding is: data about a fault in content. Says nothing of how it is found or shown."""

from dataclasses import dataclass, field
from enum import StrEnum

from harvester import SetupError


class Severity(StrEnum):
    """How much a finding weighs: an `ERROR` keeps its lesson off the site and fails `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a text on disk; `line` and `column` count from 1, columns in code points."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Fix:
    """A safe machine edit: replace `[start, end)` of the file's *decoded* text (code points) by `text`. `title` says
    in Thai what the edit does."""

    title: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check yields: a diagnostic not yet signed with its rule. `message` says in Thai what is wrong, `hint`
    how to mend it. `width` is the number of code points to underline. `related` is what else it is about: other
    places, ids of lessons, words of the vocabulary."""

    place: Place
    message: str
    hint: str = ""
    fix: Fix | None = None
    width: int = 1
    related: tuple[Place | str, ...] = ()

    def signed(self, rule: str, severity: Severity) -> "Diagnostic":
        """The same as the finding of a rule."""
        return Diagnostic(
            rule, severity, self.place, self.message, self.hint, self.fix, self.width, self.related
        )


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding signed by the loop in `pipeline.py` with the rule's name and severity."""

    rule: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    fix: Fix | None = None
    width: int = field(default=1, compare=False)
    related: tuple[Place | str, ...] = ()

    @property
    def is_error(self) -> bool:
        """True when the lesson this is in must not be published."""
        return self.severity is Severity.ERROR


__all__ = ["Diagnostic", "Finding", "Fix", "Place", "SetupError", "Severity"]
