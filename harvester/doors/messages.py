"""Marked messages: one text that a person can read and the program reads back.

A first line with a mark and what it is about (`#ลองแล้ว coordinate-before-visit`), then `ป้าย: ค่า` lines with the
field table's own labels, steps numbered, cautions under their step. Forms on the page, paper, chat and mail share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from harvester.doors.questions import CLOSED, QUESTIONS
from harvester.model import SectionKind
from harvester.reading.labels import is_labelled
from harvester.model.schema import LessonShape, Shape, TrialShape, WishShape, rows
from harvester.model.sections import SECTIONS
from harvester.thai.text import arabic, fold, normalise

MARKS: Mapping[str, str] = {
    "trial": "#ลองแล้ว",
    "lesson": "#เล่าบทเรียน",
    "wish": "#ขอบทเรียน",
    "answer": "#ตอบคำถาม",
    "fault": "#แจ้งข้อผิด",
}
"""What a message tells to the mark it begins with."""
CONSENTED = "ยินยอมให้เผยแพร่"
"""The label of the promise."""
FREE: Mapping[str, str] = {"trial": "result", "lesson": "context", "wish": "problem", "answer": "words", "fault": "wrong"}
"""The question that takes words without a label."""
ADDRESSED = ("trial", "answer", "fault")
"""Kinds whose mark is followed by an address."""
SHAPES: Mapping[str, type[Shape]] = {"lesson": LessonShape, "trial": TrialShape, "wish": WishShape}
NEAR_MARK, NEAR_LABEL = 78, 80
"""Likeness in per cent from which a misspelt mark or label is taken for the one it resembles."""
LONGEST_LABEL = 40
_MARK = re.compile(r"(?:^|(?<=\s))[#＃♯]\s?(?P<name>[ก-๛]{4,16})")
_LABEL = re.compile(
    r"^\s*(?P<lead>(?:[-*•·▪◦●>]+\s*|#{1,6}\s+|\(?[0-9]{1,2}[.)]\s*)*)[*_]{0,3}"
    rf"(?P<label>[^\s:：=*_#][^:：=*_\n]{{0,{LONGEST_LABEL - 1}}}?)[*_]{{0,3}}\s*[:：=]\s*[*_]{{0,3}}\s*(?P<value>.*)$"
)
_ALONE = re.compile(r"^\s*(?P<hash>#{1,6}\s*)?[*_]{0,3}(?P<label>[^\s:：*_#][^:：*_\n]{0,39}?)[*_]{0,3}\s*$")
_NUMBERED = re.compile(r"^\s*(?:(?:ขั้น(?:ตอน)?(?:ที่)?|step)\s*(?P<step>[0-9]{1,3})\s*[.):：-]?|\(?(?P<number>[0-9]{1,3})\s*[.)])\s*(?=\S)", re.IGNORECASE)
_ID = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*(?:#[a-z0-9-]+)?", re.IGNORECASE)
_ADDRESS = re.compile(r"^https?://[^\s<>\"]+")
_KEYCAPS = re.compile(r"(?:[0-9]\ufe0f?\u20e3\s?)+|\U0001f51f\ufe0f?|[\u2460-\u2473\u2776-\u277f\u2780-\u2789\u278a-\u2793\u24f5-\u24fe]")
_CIRCLED = (("\u2460", 1), ("\u2776", 1), ("\u2780", 1), ("\u278a", 1), ("\u24f5", 1))
_SECTIONS = frozenset(kind.value for kind in SectionKind) - {"technique", "summary"}


@dataclass(frozen=True, slots=True)
class Submission:
    """What came in: `kind` is one of MARKS, or nothing we know; `about` the address or words behind the mark;
    `answers` by question key; `aside` what no question takes, as (heading or nothing, words); `promised`: consent was
    given; `cut`: it was too long to be taken whole."""

    kind: str
    answers: dict[str, str]
    promised: bool
    cut: bool = False
    about: str = ""
    aside: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """The same for the same words however they came: line ends, blanks and the order of answers do not count."""
        told = [self.kind, self.about, *(f"{key}={self.answers[key]}" for key in sorted(self.answers))]
        told += [f"{heading}={words}" for heading, words in self.aside]
        return sha256("|".join(re.sub(r"\s+", "", fold(part)) for part in told).encode()).hexdigest()


def compose(kind: str, about: str, answers: Mapping[str, str], *, promised: bool = False) -> str:
    """The message of these answers (by question key), questions in their order. `read_messages` gives them back."""
    lines = [f"{MARKS[kind]} {about}".rstrip()]
    for question in QUESTIONS[kind]:
        answer = answers.get(question.key, "").strip()
        if not answer:
            continue
        answer = dict(question.labels).get(answer, answer)
        told = [line.strip() for line in answer.split("\n") if line.strip()]
        if question.key == "steps":
            lines += [f"{question.label}:", *_steps(told)]
        elif len(told) > 1 or question.section:
            lines += [f"{question.label}:", *(f"- {line}" if question.many and not is_labelled(line) else line for line in told)]
        else:
            lines.append(f"{question.label}: {told[0]}")
    lines += [f"{CONSENTED}: ใช่"] if promised else []
    return "\n".join(lines) + "\n"


def _steps(lines: list[str]) -> Iterator[str]:
    number = 0
    for line in lines:
        if number and is_labelled(line):
            yield f"   {line}"
        else:
            number += 1
            yield f"{number}. {_NUMBERED.sub('', line)}"


def has_mark(text: str) -> bool:
    """Whether a message begins somewhere in the text."""
    return ("#" in text or "＃" in text or "♯" in text) and next(_begun(_plain(text)), None) is not None


def read_messages(text: str) -> list[Submission]:
    """Every marked message of the text; what stands before the first mark is no part of any."""
    text = _plain(text)
    begun = list(_begun(text))
    ends = [start for start, _, _ in begun[1:]] + [len(text)]
    return [_message(kind, text[after:end]) for (_, after, kind), end in zip(begun, ends, strict=True)]


def _plain(text: str) -> str:
    """Normalised, digits of every kind as plain ones."""
    lines = arabic(normalise(text)).split("\n")
    return "\n".join(_KEYCAPS.sub(lambda match, line=line: _number(match, line), line) for line in lines)


def _number(match: re.Match[str], line: str) -> str:
    sign = match[0]
    if sign[0].isascii():
        number = "".join(re.findall(r"[0-9]", sign))
    elif sign[0] == "\U0001f51f":
        number = "10"
    else:
        number = next(str(ord(sign) - ord(first) + one) for first, one in reversed(_CIRCLED) if 0 <= ord(sign) - ord(first) < 20)
    heads = not line[: match.start()].strip(" \t>-*") and not re.match(r"\s*[.)]", line[match.end() :])
    return f"{number}. " if heads else number


def _begun(text: str) -> Iterator[tuple[int, int, str]]:
    """Where messages begin, where their marks end, and their kinds. In the middle of a line a mark must be right and
    lead to something; at its beginning a misspelt one is known too."""
    for match in _MARK.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        first = not text[line_start : match.start()].strip(" \t>*_-•\"“")
        kind, length = _kind(match["name"], near=first)
        if kind and (first or _leads(text, match.start("name") + length, kind)):
            yield match.start(), match.start("name") + length, kind


def _kind(name: str, *, near: bool) -> tuple[str, int]:
    """The kind of a mark and its letters: words may follow it without a blank."""
    for kind, mark in MARKS.items():
        if name.startswith(mark[1:]):
            return kind, len(mark) - 1
    if not near:
        return "", 0
    found = process.extractOne(name, {kind: mark[1:] for kind, mark in MARKS.items()}, scorer=fuzz.ratio, score_cutoff=NEAR_MARK)
    return (found[2], len(name)) if found else ("", 0)


def _leads(text: str, at: int, kind: str) -> bool:
    line, _, rest = text[at:].partition("\n")
    if kind in ADDRESSED and (_ID.match(line.strip(" :：")) or _ADDRESS.match(line.strip(" :："))):
        return True
    following = next((one for one in rest.split("\n") if one.strip()), "")
    label = _LABEL.match(following)
    return bool(label and key_of(kind, label["label"]))


def _message(kind: str, text: str) -> Submission:
    line, _, rest = text.partition("\n")
    line = line.strip(" \t:：")
    about = ""
    if kind in ADDRESSED:
        found = _ADDRESS.match(line) or _ID.match(line)
        about = found[0] if found else line
        line = line[len(about) :].strip(" \t:：,")
    taken = _Taken(kind)
    for one in (line, *rest.split("\n")):
        taken.take(one)
    return taken.submission(about)


@dataclass
class _Taken:
    """Lines laid by, each under the question or heading that it belongs to; `at` is the one that is open."""

    kind: str
    at: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)
    aside: list[tuple[str, list[str]]] = field(default_factory=list)

    def take(self, line: str) -> None:
        """One line of the message."""
        if self.at == "steps" and self._within_steps(line):
            self.answers["steps"].append(line.strip())
        elif found := self._labelled(line):
            key, label, value = found
            if key:
                self.at = key
                self.answers.setdefault(key, [])
                self._say(value)
            else:
                self.at = "?"
                self.aside.append((label, [value] if value else []))
        elif self.kind == "lesson" and not self._is_story() and _NUMBERED.match(line):
            self.at = "steps"
            self.answers.setdefault("steps", []).append(line.strip())
        else:
            self._say(line)

    def _within_steps(self, line: str) -> bool:
        """A step, what is told of one, or its caution; a known label that is none of these ends the steps."""
        if not line.strip() or (self.answers["steps"] and is_labelled(_NUMBERED.sub("", line.strip().lstrip("> ")))):
            return True
        match = _LABEL.match(line)
        if number := _NUMBERED.match(line):
            count = sum(bool(_NUMBERED.match(one)) for one in self.answers["steps"])
            following = int(number["step"] or number["number"]) == count + 1
            return following or match is None or not key_of(self.kind, match["label"])
        return match is None and not self._heading(line)

    def _labelled(self, line: str) -> tuple[str, str, str] | None:
        """Key (nothing for a heading we do not know), label and value of a line that has a label."""
        if key := self._heading(line):
            return key, "", ""
        match = _LABEL.match(line)
        if match is None:
            return None
        label, value = match["label"].strip(), match["value"].strip()
        if key := key_of(self.kind, label):
            return key, label, value
        numbers = label[-1:].isdigit() and value[:1].isdigit()
        if numbers or value.startswith("//") or not re.search(r"[^\W\d]", label) or re.search(r"[“\"'”(?!]", label):
            return None
        return "", label, value

    def _is_story(self) -> bool:
        """Whether the open question takes more than one line, none of which begins the steps."""
        question = next((one for one in QUESTIONS[self.kind] if one.key == self.at), None)
        if self.at in ("", "why"):
            return False
        return self.at == "?" or self.at in _SECTIONS or bool(question and (question.long or question.many))

    def _heading(self, line: str) -> str:
        """The key of a known label that stands alone on its line."""
        match = _ALONE.match(line)
        if match is None:
            return ""
        return key_of(self.kind, match["label"]) if match["hash"] else labels_of(self.kind).get(fold(match["label"]), "")

    def _say(self, line: str) -> None:
        line = line.rstrip()
        if self.at == "?":
            self.aside[-1][1].append(line)
            return
        # One line is the whole answer to a short question; what follows belongs to the story.
        full = self.at and self.answers[self.at] and not self._is_story()
        if (full or not self.at) and line.strip():
            self.at = FREE[self.kind]
            self.answers.setdefault(self.at, [])
        if self.at and (line.strip() or self.answers[self.at]):
            self.answers[self.at].append(line)

    def submission(self, about: str) -> Submission:
        """All of it, the ends of each answer tidied."""
        answers = {key: "\n".join(lines).strip() for key, lines in self.answers.items()}
        aside = tuple((label, "\n".join(lines).strip()) for label, lines in self.aside)
        if self.kind == "lesson" and "title" not in answers and answers.get("context") and "\n" in answers["context"]:
            title, _, story = answers["context"].partition("\n")
            if len(title) <= 120 and len(answers) > 1:
                answers |= {"title": title, "context": story.strip()}
        promise = answers.pop("consent", "")
        promised = bool(promise) and not promise.startswith("ไม่")
        return Submission(self.kind, {key: told for key, told in answers.items() if told}, promised, about=about, aside=aside)


@cache
def labels_of(kind: str) -> Mapping[str, str]:
    """Every label that a message of this kind may use, folded, to the question or dotted field that it means."""
    known = {fold(question.label): question.key for question in QUESTIONS[kind]}
    table = list(rows(SHAPES[kind])) if kind in SHAPES else []
    mains = {row.key.rpartition(".")[0]: row.key for row in table if row.main}
    for row in table:
        key = row.key
        if row.shape is not None:
            key = row.key if row.key == "place" else mains.get(row.key, "")
        if key and row.key.partition(".")[0] not in CLOSED:
            for name in (row.label, *row.names, row.key):
                known.setdefault(fold(name), key)
    known.setdefault(fold(CONSENTED), "consent")
    if kind == "lesson":
        for section in SECTIONS:
            for name in (section.label, *section.aliases):
                known.setdefault(fold(name), section.kind.value)
    return known


@cache
def key_of(kind: str, label: str) -> str:
    """The question or field that a label means, misspelt or not; empty when it resembles none."""
    known = labels_of(kind)
    name = fold(label)
    if name in known:
        return known[name]
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=NEAR_LABEL)
    if found is None and len(name) >= 4:
        found = process.extractOne(name, list(known), scorer=Levenshtein.distance, score_cutoff=1)
    return known[found[0]] if found and len(name) > 2 else ""
