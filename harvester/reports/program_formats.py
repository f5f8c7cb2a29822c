"""Findings in the formats of programs: GitHub's workflow commands, GitLab's code quality report, JSON, SARIF 2.1.0."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from harvester import __version__
from harvester.model.diagnostics import Diagnostic, Place, Severity
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
    escaped = {key: _data(value).replace(":", "%3A").replace(",", "%2C") for key, value in properties.items()}
    told = ",".join(f"{key}={value}" for key, value in escaped.items())
    return f"::{_COMMANDS[found.severity]} {told}::{_data(_words(found))}"


def _words(found: Diagnostic) -> str:
    return f"{found.message}\n{found.hint}" if found.hint else found.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def as_gitlab(report: Report) -> str:
    """A JSON list; a finding keeps its fingerprint while its rule, file and words stay."""
    told = []
    for found in report.ordered:
        path = report.path(found.place)
        told.append(
            {
                "description": _words(found),
                "check_name": found.rule,
                "fingerprint": hashlib.sha256(f"{found.rule}\0{path}\0{found.message}".encode()).hexdigest(),
                "severity": _SEVERITIES[found.severity],
                "location": {"path": path, "lines": {"begin": found.place.line}},
            }
        )
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_json(report: Report) -> str:
    """One object a finding; `fix` is null or the edit (code points of the decoded text), `related` places or names."""
    objects = [_object(found, report) for found in report.ordered]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _object(found: Diagnostic, report: Report) -> dict[str, Any]:
    fix = found.fix
    return {
        "rule": found.rule,
        "severity": str(found.severity),
        "path": report.path(found.place),
        "line": found.place.line,
        "column": found.place.column,
        "message": found.message,
        "hint": found.hint,
        "fix": fix and {"title": fix.title, "start": fix.start, "end": fix.end, "text": fix.text},
        "related": [_related_place(one, report) for one in found.related],
    }


def _related_place(one: Place | str, report: Report) -> dict[str, Any]:
    if isinstance(one, Place):
        return {"path": report.path(one), "line": one.line, "column": one.column}
    return {"name": one}


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(report: Report) -> str:
    """One run; columns and offsets are code points; only the rules that were broken are described."""
    rules = sorted({found.rule for found in report.diagnostics})
    run = {
        "tool": {
            "driver": {
                "name": "harvester",
                "version": __version__,
                "rules": [_rule(rule, report) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "language": "th",
        "results": [_result(found, rules.index(found.rule), report) for found in report.ordered],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, report: Report) -> dict[str, Any]:
    page = report.pages.get(rule)
    if page is None:
        return {"id": rule}
    return {
        "id": rule,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.explanation or page.summary},
        "help": {"text": f"ผิด:\n{page.bad}\n\nถูก:\n{page.good}"},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _result(found: Diagnostic, index: int, report: Report) -> dict[str, Any]:
    location = _physical(found.place, found.width, report)
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": _words(found)},
        "locations": [{"physicalLocation": location}],
    }
    if places := [one for one in found.related if isinstance(one, Place)]:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(one, 1, report)} for number, one in enumerate(places)
        ]
    if names := [one for one in found.related if isinstance(one, str)]:
        result["properties"] = {"related": names}
    if found.fix is not None:
        replacement = {
            "deletedRegion": {"charOffset": found.fix.start, "charLength": found.fix.end - found.fix.start},
            "insertedContent": {"text": found.fix.text},
        }
        change = {"artifactLocation": location["artifactLocation"], "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": found.fix.title}, "artifactChanges": [change]}]
    return result


def _physical(place: Place, width: int, report: Report) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + width}
    return {"artifactLocation": {"uri": quote(report.path(place), safe="/")}, "region": region}
