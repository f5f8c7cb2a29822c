"""The page of a rule: what it asks for and why, with a bad and a good example. Reads it out of a docstring.

A docstring starts with one Thai sentence, goes on in Thai paragraphs, and ends with two indented
examples under `*ผิด / Bad:*` and `*ถูก / Good:*`.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from harvester.model.diagnostics import Severity

_EXAMPLES = re.compile(r"\*ผิด / Bad:\*\n(?P<bad>.*?)\n\*ถูก / Good:\*\n(?P<good>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RulePage:
    """What `harvester rules` shows of one rule. `bad` and `good` are examples without their indent."""

    rule: str
    severity: Severity
    summary: str
    explanation: str = ""
    bad: str = ""
    good: str = ""


def rule_page(rule: str, severity: Severity, docstring: str | None) -> RulePage:
    """The page written in a docstring. Raises `ValueError` when the sentence or an example is missing."""
    first, _, rest = (docstring or "").partition("\n")
    text = f"{first}\n{textwrap.dedent(rest)}"  # not inspect.cleandoc, which expands the tabs of an example
    examples = _EXAMPLES.search(text)
    prose = (text[: examples.start()] if examples else text).strip()
    summary, _, explanation = prose.partition("\n")
    if not summary or examples is None:
        raise ValueError(f"{rule}: a rule's page needs a sentence, *ผิด / Bad:* and *ถูก / Good:*")
    return RulePage(
        rule=rule,
        severity=severity,
        summary=summary.strip(),
        explanation=_unwrap(explanation),
        bad=textwrap.dedent(examples["bad"]).strip("\n"),
        good=textwrap.dedent(examples["good"]).strip("\n"),
    )


def _unwrap(prose: str) -> str:
    """Paragraphs on one line each; Thai lines join without a blank unless one was meant."""
    paragraphs = re.split(r"\n\s*\n", prose.strip())
    return "\n\n".join(re.sub(r"\s*\n\s*", " ", paragraph) for paragraph in paragraphs if paragraph)
