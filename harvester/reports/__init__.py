"""How findings are shown, by the name that `harvester check --format` takes: pure functions to text."""

from collections.abc import Callable, Mapping

from harvester.reports.program_formats import as_github, as_gitlab, as_json, as_sarif
from harvester.reports.report import Report, RulePage
from harvester.reports.text import as_text

__all__ = ["FORMATS", "Report", "RulePage"]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
}
