"""The Thai words of reports: what a severity is called and how a run is summed up."""

from __future__ import annotations

from harvester.model.diagnostics import Severity
from harvester.reports.report import Report

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
