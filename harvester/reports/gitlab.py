"""Findings as GitLab's code quality report, which it shows beside the lines of a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json

from harvester.model.diagnostics import Severity
from harvester.reports.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def as_gitlab(report: Report) -> str:
    """A JSON list; a finding keeps its fingerprint while its rule, file and words stay."""
    told = []
    for found in report.ordered:
        path = report.path(found.place)
        words = f"{found.message}\n{found.hint}" if found.hint else found.message
        told.append(
            {
                "description": words,
                "check_name": found.rule,
                "fingerprint": hashlib.sha256(f"{found.rule}\0{path}\0{found.message}".encode()).hexdigest(),
                "severity": _SEVERITIES[found.severity],
                "location": {"path": path, "lines": {"begin": found.place.line}},
            }
        )
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
