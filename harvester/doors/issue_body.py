"""Reads what an issue form became: `### label` and an answer, again and again. Takes labels only in the form's order.

So an answer that contains `### สถานะ` is still an answer, and cannot fill a field that was not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from harvester.doors.issue_forms import CONSENT, PROMISE
from harvester.doors.message_lines import Submission
from harvester.doors.pasted import without_comments
from harvester.doors.questions import BY_HAND, LESSON, LESSON_TRIED, TRIAL, Question
from harvester.thai.text import fold, normalise

MAX_BODY = 120_000
"""Characters; an issue of GitHub holds 65,536."""
_HEADING = re.compile(r"^###[ \t]+(?P<label>.+?)[ \t]*$", re.MULTILINE)
_EMPTY = re.compile(
    r"_?no response_?|_?ไม่มีคำตอบ_?|(?:ยัง)?(?:ไม่มี|ไม่ทราบ|ไม่รู้|ไม่แน่ใจ)(?:ข้อมูล)?(?:ค่ะ|คะ|ครับ|จ้า)?|none|n/?a|[-–—.…\s]+",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"^/[a-z_]+(?: [~@%\"][^\n]*)?$", re.MULTILINE)
"""A quick action of GitLab, which its template brings along."""
_LABELS = sorted({CONSENT, *(question.label for question in (*LESSON, *TRIAL))}, key=len, reverse=True)
_BY_HAND = re.compile(
    rf"^[ \t]*(?P<mark>#{{1,6}}[ \t]*|\*\*|__|)(?P<label>{'|'.join(map(re.escape, _LABELS))})"
    r"[ \t]*(?P<after>(?:\*\*|__)?[ \t]*[:：]?[ \t]*(?:\*\*|__)?)(?P<inline>[^\n]*)$",
    re.MULTILINE,
)
"""A question as someone writes it who has the form in mind but not before them."""
_SUBJECT = re.compile(r"^\s*(?:\[[^\]]{1,30}\]|ลองแล้ว:|บทเรียน:)\s*")


def read_issue(body: str, title: str = "") -> Submission:
    """The submission in an issue's body; `title` stands in for a missing title of the lesson."""
    cut = len(body) > MAX_BODY
    text = _COMMAND.sub("", without_comments(normalise(body[:MAX_BODY])))
    promised = re.search(rf"^\s*[-*] \[[xX]\] {re.escape(PROMISE[:40])}", text, re.MULTILINE) is not None
    subject = _SUBJECT.sub("", normalise(title)).strip()
    labels = _labels(text)
    known = {fold(question.label) for question in LESSON}
    for kind, (_, _, questions) in BY_HAND.items():
        wanted = {fold(question.label) for question in questions if question.required}
        if wanted <= labels and len(labels & known) < 2:
            return Submission(kind, _answers(text, questions), promised, cut)
    if fold(LESSON_TRIED.label) not in labels and len(labels & known) < 2:
        text = _BY_HAND.sub(_as_form, text)
        labels = _labels(text)
    if fold(LESSON_TRIED.label) in labels:
        answers = _answers(text, TRIAL)
        return Submission("trial", {LESSON_TRIED.key: subject} | answers, promised, cut)
    if len(labels & known) < 2:
        return Submission("", {}, promised, cut)
    answers = _answers(text, LESSON)
    if not answers.get("title") and subject:
        answers["title"] = subject
    return Submission("lesson", answers, promised, cut)


def _labels(text: str) -> set[str]:
    return {fold(match["label"]) for match in _HEADING.finditer(text)}


def _as_form(match: re.Match[str]) -> str:
    """The line as a form would have it; a label that only begins a sentence stays one."""
    marked = bool(match["mark"] or match["after"].strip())
    if not marked and match["inline"].strip():
        return match[0]
    return f"### {match['label']}\n\n{match['inline']}"


def _answers(text: str, questions: Sequence[Question]) -> dict[str, str]:
    order = {fold(question.label): index for index, question in enumerate(questions)}
    found: list[tuple[int, int, int]] = []
    last = -1
    for match in _HEADING.finditer(text):
        label = fold(match["label"])
        index = order.get(label, len(questions) if label == fold(CONSENT) else -1)
        if index > last:
            found.append((index, match.start(), match.end()))
            last = index
    answers: dict[str, str] = {}
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    for (index, _, start), end in zip(found, ends, strict=True):
        answer = text[start:end].strip()
        if index < len(questions) and answer and not _EMPTY.fullmatch(answer):
            answers[questions[index].key] = answer
    return answers
