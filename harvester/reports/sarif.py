"""Findings as SARIF 2.1.0, which code-scanning pages read, with the pages of the rules and the machine fixes.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from harvester import __version__
from harvester.model.diagnostics import Diagnostic, Place, Severity
from harvester.reports.report import Report

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
        "message": {"text": f"{found.message}\n{found.hint}" if found.hint else found.message},
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
