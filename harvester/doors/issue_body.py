"""Reads what an issue form became: `### label` and an answer, again and again. Takes labels only in the form's order.

So an answer that contains `### สถานะ` is still an answer, and cannot fill a field that was not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harvester.doors.issue_forms import PROMISE
from harvester.doors.questions import LESSON, LESSON_TRIED, TRIAL, Question
from harvester.thai.text import fold, normalise

MAX_BODY = 120_000
"""Characters; an issue of GitHub holds 65,536."""
_HEADING = re.compile(r"^###[ \t]+(?P<label>.+?)[ \t]*$", re.MULTILINE)
_EMPTY = {"_no response_", "no response", "ไม่มี", "-", "_ไม่มีคำตอบ_"}
_SUBJECT = re.compile(r"^\s*(?:\[[^\]]{1,30}\]|ลองแล้ว:|บทเรียน:)\s*")


@dataclass(frozen=True, slots=True)
class Submission:
    """What came in: `kind` of lesson, trial or nothing we know; answers by question key; was the promise made?"""

    kind: str
    answers: dict[str, str]
    promised: bool
    cut: bool = False


def read_issue(body: str, title: str = "") -> Submission:
    """The submission in an issue's body; `title` stands in for a missing title of the lesson."""
    cut = len(body) > MAX_BODY
    text = normalise(body[:MAX_BODY])
    promised = re.search(rf"^- \[[xX]\] {re.escape(PROMISE[:40])}", text, re.MULTILINE) is not None
    labels = {fold(match["label"]) for match in _HEADING.finditer(text)}
    if fold(LESSON_TRIED.label) in labels:
        return Submission("trial", _answers(text, TRIAL), promised, cut)
    known = {fold(question.label) for question in LESSON}
    if len(labels & known) < 2:
        return Submission("", {}, promised, cut)
    answers = _answers(text, LESSON)
    if not answers.get("title") and (subject := _SUBJECT.sub("", normalise(title)).strip()):
        answers["title"] = subject
    return Submission("lesson", answers, promised, cut)


def _answers(text: str, questions: Sequence[Question]) -> dict[str, str]:
    order = {fold(question.label): index for index, question in enumerate(questions)}
    found: list[tuple[int, int, int]] = []
    last = -1
    for match in _HEADING.finditer(text):
        label = fold(match["label"])
        index = order.get(label, len(questions) if label == fold("การยินยอม (ยืนยัน)") else -1)
        if index > last:
            found.append((index, match.start(), match.end()))
            last = index
    answers: dict[str, str] = {}
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    for (index, _, start), end in zip(found, ends, strict=True):
        answer = text[start:end].strip()
        if index < len(questions) and fold(answer) not in _EMPTY:
            answers[questions[index].key] = answer
    return answers
