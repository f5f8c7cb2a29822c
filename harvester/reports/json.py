"""Findings as a JSON list, for programs: rule, severity, path, line, column, message, hint, fix."""

from __future__ import annotations

import json
from typing import Any

from harvester.model.diagnostics import Diagnostic, Place
from harvester.reports.report import Report


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
