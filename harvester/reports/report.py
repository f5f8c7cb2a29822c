"""What is to be reported: findings, the texts they are in, the pages of their rules. Renders nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from harvester.model.diagnostics import Diagnostic, Place, Severity


@dataclass(frozen=True, slots=True)
class RulePage:
    """What `harvester rules` shows of one rule: what it asks for and why, an example wrong and right."""

    rule: str
    severity: Severity
    summary: str
    explanation: str = ""
    bad: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one look at the library. `sources` maps a place's path to its decoded text (a missing one only
    costs the quoted line); `folder` is put before every path, so that a place can be opened from where the reader is;
    `lessons` counts what was looked at."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, RulePage] = field(default_factory=dict)
    folder: str = ""
    lessons: int = 0

    def path(self, place: Place) -> str:
        """The path as the reader would type it, with `/`."""
        return f"{self.folder.rstrip('/')}/{place.path}" if self.folder else place.path

    def line(self, place: Place) -> str | None:
        """The source line of a place, without its end, when the text is known and long enough."""
        text = self.sources.get(place.path)
        if text is None:
            return None
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def count(self, severity: Severity) -> int:
        """The number of findings of this severity."""
        return Counter(found.severity for found in self.diagnostics)[severity]

    @property
    def fixable(self) -> int:
        """How many findings a machine can mend."""
        return sum(found.fix is not None for found in self.diagnostics)

    @property
    def ordered(self) -> tuple[Diagnostic, ...]:
        """By file, line and column: the order in which a person mends them."""
        return tuple(sorted(self.diagnostics, key=lambda found: (found.place, found.rule)))


LABELS = {Severity.ERROR: "ต้องแก้", Severity.WARNING: "ควรแก้", Severity.INFO: "ชวนเติม"}


def summary(report: Report) -> str:
    """One line on the whole run: what was looked at, what was found, what a machine can mend."""
    looked = f"ตรวจ {report.lessons:,} บทเรียน" if report.lessons else "ตรวจแล้ว"
    if not report.diagnostics:
        return f"{looked} ไม่พบปัญหา"
    counts = ((label, report.count(severity)) for severity, label in LABELS.items())
    told = " · ".join(f"{label} {count:,} จุด" for label, count in counts if count)
    fixable = f" (แก้ให้อัตโนมัติได้ {report.fixable:,} จุด: harvester check --fix)" if report.fixable else ""
    return f"{looked} พบ {told}{fixable}"
