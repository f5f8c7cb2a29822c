"""The rules that reading itself can find broken: how much each weighs and its page for `harvester rules`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files

from harvester.model.diagnostics import Diagnostic, Finding, Severity
from harvester.reading.syntax_slips import MISTAKES
from harvester.reading.yaml import load_own
from harvester.reports.rule_page import RulePage


def _pages() -> Iterator[RulePage]:
    written = files("harvester.reading").joinpath("rules.yml").read_text("utf-8")
    for rule, page in load_own(written).items():
        slip = MISTAKES.get(rule)
        severity = slip.severity if slip else Severity(page["severity"])
        summary = (slip.find.__doc__ or "").strip() if slip else page["summary"]
        yield RulePage(rule, severity, summary, page.get("why", ""), page["bad"], page["good"])


RULES: Mapping[str, RulePage] = {page.rule: page for page in _pages()}


def sign(rule: str, finding: Finding) -> Diagnostic:
    """The finding with its rule's name and weight."""
    return finding.signed(rule, RULES[rule].severity)
