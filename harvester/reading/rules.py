"""The pages of rules for `harvester rules`, kept as `rules.yml` in each room, and the rules of reading itself."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from harvester.model.diagnostics import Diagnostic, Finding, Severity
from harvester.reading.syntax_slips import MISTAKES
from harvester.reading.yaml import load_own
from harvester.reports import RulePage


def rule_pages(room: str, finders: Mapping[str, tuple[Any, ...]]) -> dict[str, RulePage]:
    """The pages of a room (`harvester.checks`); a finder is the rule's weight and a function
    whose docstring is the sentence."""
    written: Mapping[str, Any] = load_own(files(room).joinpath("rules.yml").read_text("utf-8"))
    pages = {}
    for rule, page in written.items():
        severity, find, *_ = finders.get(rule, (Severity(page.get("severity", "info")), None))
        summary = str(find.__doc__).strip() if find else page["summary"]
        pages[rule] = RulePage(rule, severity, summary, page.get("why", ""), page["bad"], page["good"])
    return pages


RULES: Mapping[str, RulePage] = rule_pages("harvester.reading", MISTAKES)


def sign(rule: str, finding: Finding) -> Diagnostic:
    """The finding with its rule's name and weight."""
    return finding.signed(rule, RULES[rule].severity)
