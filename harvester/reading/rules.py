"""The rules, kept as `rules.yml` in each room: the weight of a rule, its wording, and its page for `harvester rules`. What
breaks a rule is found by the function of the rule's name, whose docstring is the rule's sentence."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import ModuleType

from harvester.memo import key_of, recall
from harvester.model.diagnostics import Diagnostic, Finding, Severity
from harvester.reading.syntax_slips import fences, pasted, signs, words
from harvester.reading.syntax_slips.source import Source
from harvester.reading.wording import data_file
from harvester.reports import RulePage

Find = Callable[..., Iterator[Finding]]


def rules_of(room: str, *modules: ModuleType) -> tuple[dict[str, RulePage], dict[str, Find]]:
    """The pages of a room (`harvester.checks`) by rule, and the functions of `modules` that find by rule, in the
    file's order. A rule with a `summary` in the file is found by other code, or by the function that `found_by` names,
    which serves several rules and is told which."""
    named = {name.replace("_", "-"): one for module in modules for name, one in vars(module).items()}
    pages: dict[str, RulePage] = {}
    finders: dict[str, Find] = {}
    for rule, page in data_file(room).items():
        if by := page.get("found_by"):
            finders[rule] = partial(named[by], rule=rule)
        elif "summary" not in page:
            finders[rule] = named[rule]
        summary = page.get("summary") or str(named[rule].__doc__).strip()
        severity = Severity(page.get("severity", "info"))
        pages[rule] = RulePage(rule, severity, summary, page.get("why", ""), page["bad"], page["good"])
    return pages, finders


RULES, SLIPS = rules_of("harvester.reading", fences, pasted, signs, words)
"""The pages of reading, and the functions `(Source) -> Iterator[Finding]` for the mistakes that beginners make, found in
the decoded text before anything is parsed."""


def find_slips(text: str, path: str, rules: Iterable[str] = SLIPS) -> Iterator[Diagnostic]:
    """Every mistake in a decoded text, by rule in the table's order."""
    source = Source(text, path)
    for rule in rules:
        yield from (finding.signed(rule, RULES[rule].severity) for finding in SLIPS[rule](source))


def garbled_parts(text: str, path: str) -> Sequence[Diagnostic]:
    """Signs that no text may hold, lesson or not."""
    anywhere = [rule for rule in SLIPS if data_file("harvester.reading")[rule].get("anywhere")]
    return recall(key_of("garbled", path, text), lambda: tuple(find_slips(text, path, anywhere)))
