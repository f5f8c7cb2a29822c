"""Findings as workflow commands, which GitHub shows beside the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from harvester.model.diagnostics import Diagnostic, Severity
from harvester.reports.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(report: Report) -> str:
    """One command a line; what a lesson says cannot end the line and become a command of its own."""
    return "".join(f"{_command(found, report)}\n" for found in report.ordered)


def _command(found: Diagnostic, report: Report) -> str:
    place = found.place
    properties = {
        "file": report.path(place),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + found.width),
        "title": found.rule,
    }
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = f"{found.message}\n{found.hint}" if found.hint else found.message
    return f"::{_COMMANDS[found.severity]} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
