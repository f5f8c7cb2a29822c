"""The lines of a marked message: whose label each has, however it is spelt, and what belongs under it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from harvester.doors.questions import CLOSED, FREE, QUESTIONS, STEPS
from harvester.model import Lesson, SectionKind, Trial, Wish
from harvester.model.fields import Shape, rows
from harvester.model.sections import SECTIONS
from harvester.reading.cautions_and_traps import is_labelled
from harvester.reading.wording import patterns
from harvester.thai.text import fold

SHAPES: Mapping[str, type[Shape]] = {"lesson": Lesson, "trial": Trial, "wish": Wish}
CONSENTED = "ยินยอมให้เผยแพร่"
"""The label of the promise."""
NEAR = 80
"""Likeness in per cent from which a misspelt label is taken for the one it resembles."""
_PATTERNS = patterns("harvester.doors", "message_lines")
LABEL, NUMBERED = _PATTERNS.label, _PATTERNS.numbered
"""A line that begins with a label, and one with the number of a step."""
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


@dataclass
class Lines:
    """Lines laid by, each under the question or heading that it belongs to; `at` is the one that is open."""

    kind: str
    at: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)
    aside: list[tuple[str, list[str]]] = field(default_factory=list)

    def take(self, line: str) -> None:
        """One line of the message."""
        if self.at == "steps" and self._within_steps(line):
            self.answers["steps"].append(line.strip())
        elif self._begins_steps(line):
            self.at = "steps"
            self.answers.setdefault("steps", []).append(line.strip())
        elif found := self._labelled(line):
            key, label, value = found
            if key:
                self.at = key
                self.answers.setdefault(key, [])
                self._say(value)
            else:
                self.at = "?"
                self.aside.append((label, [value] if value else []))
        else:
            self._say(line)

    def _begins_steps(self, line: str) -> bool:
        """A numbered line where no story is being told: steps without their heading."""
        if self.kind != "lesson" or self._is_story() or not NUMBERED.match(line):
            return False
        match = LABEL.match(line)
        return match is None or not key_of(self.kind, match["label"])

    def _within_steps(self, line: str) -> bool:
        """A step, what is said about one, or its caution; a known label that is none of these ends the steps."""
        caution = self.answers["steps"] and is_labelled(NUMBERED.sub("", line.strip().lstrip("> ")))
        if not line.strip() or caution:
            return True
        match = LABEL.match(line)
        if number := NUMBERED.match(line):
            count = sum(bool(NUMBERED.match(one)) for one in self.answers["steps"])
            following = int(number["step"] or number["number"]) == count + 1
            return following or match is None or not key_of(self.kind, match["label"])
        return match is None and not self._heading(line)

    def _labelled(self, line: str) -> tuple[str, str, str] | None:
        """Key (nothing for a heading we do not know), label and value of a line that has a label."""
        if key := self._heading(line):
            return key, "", ""
        match = LABEL.match(line)
        if match is None:
            return None
        label, value = match["label"].strip(), match["value"].strip()
        if key := key_of(self.kind, label):
            return key, label, value
        clock = label[-1:].isdigit() and value[:1].isdigit()
        odd = not re.search(r"[^\W\d]", label) or re.search(r"[“\"'”(?!]", label)
        if clock or odd or value.startswith("//"):
            return None
        return "", label, value

    def _is_story(self) -> bool:
        """Whether the open question takes more than one line, none of which begins the steps."""
        question = next((one for one in QUESTIONS[self.kind] if one.key == self.at), None)
        if self.at in ("", "why"):
            return False
        return self.at == "?" or self.at in _SECTIONS or bool(question and (question.long or question.many))

    def _heading(self, line: str) -> str:
        """The key of a known label that is alone on its line."""
        match = _PATTERNS.alone.match(line)
        if match is None:
            return ""
        label = match["label"]
        return key_of(self.kind, label) if match["hash"] else labels_of(self.kind).get(fold(label), "")

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
        title, _, story = answers.get("context", "").partition("\n")
        untitled = self.kind == "lesson" and "title" not in answers and len(answers) > 1
        if untitled and story and len(title) <= 120:
            answers |= {"title": title, "context": story.strip()}
        promise = answers.pop("consent", "")
        promised = bool(promise) and not promise.startswith("ไม่")
        told = {key: words for key, words in answers.items() if words}
        return Submission(self.kind, told, promised, about=about, aside=aside)


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
        known |= {fold(name): STEPS.key for name in _PATTERNS.set_of("steps")}
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
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    if found is None and len(name) >= 4:
        slip = process.extractOne(name, list(known), scorer=Levenshtein.distance, score_cutoff=1)
        return known[slip[0]] if slip else ""
    return known[found[0]] if found and len(name) > 2 else ""
