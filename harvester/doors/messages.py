"""Marked messages: one text that a person can read and the program reads back, and the answer its sender gets."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from rapidfuzz import fuzz, process

from harvester.doors.issue_forms import CONSENT, PROMISE, code, escape_line, fill, texts
from harvester.doors.manuscript import same_on_one_line
from harvester.doors.message_lines import CONSENTED, LABEL, NUMBERED, Lines, Submission, key_of
from harvester.doors.questions import ADDRESSED, ALSO, BY_HAND, LESSON_TRIED, MARKS, QUESTIONS
from harvester.model.field_groups import RENAMED
from harvester.reading.cautions_and_traps import is_labelled
from harvester.reading.wording import patterns
from harvester.rendering.forge import NOWHERE, Forge
from harvester.rendering.templates import Environment
from harvester.thai.text import arabic, fold, normalise

NEAR_MARK = 78
"""Likeness in per cent from which a misspelt mark is taken for the one it resembles."""
_PATTERNS = patterns("harvester.doors", "messages")
_HTML = patterns("harvester.doors", "pasted")
MAX_FORM = 120_000
"""Characters; an issue of GitHub holds 65,536."""


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
            listed = (question.many and not is_labelled(line) for line in told)
            shown = (f"- {line}" if item else line for line, item in zip(told, listed, strict=True))
            lines += [f"{question.label}:", *shown]
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
            yield f"{number}. {NUMBERED.sub('', line)}"


def has_mark(text: str) -> bool:
    """Whether a message begins somewhere in the text."""
    return ("#" in text or "＃" in text or "♯" in text) and next(_begun(_plain(text)), None) is not None


def read_messages(text: str) -> list[Submission]:
    """Every marked message of the text; what is before the first mark is no part of any."""
    text = _plain(text)
    begun = list(_begun(text))
    ends = [start for start, _, _ in begun[1:]] + [len(text)] * bool(begun)
    return [_message(kind, text[after:end]) for (_, after, kind), end in zip(begun, ends, strict=True)]


def _plain(text: str) -> str:
    """Normalised, digits of every kind as plain ones."""
    return _PATTERNS.keycaps.sub(_number, arabic(normalise(text)))


def _number(match: re.Match[str]) -> str:
    """A pictured number as a plain one; at the head of a line it numbers a step."""
    sign = match[0]
    before = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    number = "".join(re.findall(r"[0-9]", sign))
    number = number or f"{unicodedata.numeric(sign[0], 10):.0f}"  # 🔟 has no number
    heads = not before.strip(" \t>-*") and not re.match(r"\s*[.)]", match.string[match.end() :])
    return f"{number}. " if heads else number


def _begun(text: str) -> Iterator[tuple[int, int, str]]:
    """Where messages begin, where their marks end, and their kinds. In the middle of a line a mark must be right and
    lead to something; at its beginning a misspelt one is known too."""
    for match in _PATTERNS.mark.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        first = not text[line_start : match.start()].strip(' \t>*_-•"“')
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
    if name in ALSO:
        return ALSO[name], len(name)
    marks = {kind: mark[1:] for kind, mark in MARKS.items()}
    found = process.extractOne(name, marks, scorer=fuzz.ratio, score_cutoff=NEAR_MARK)
    return (found[2], len(name)) if found else ("", 0)


def _leads(text: str, at: int, kind: str) -> bool:
    line, _, rest = text[at:].partition("\n")
    line = line.strip(" :：")
    if kind in ADDRESSED and (_PATTERNS.id.match(line) or _PATTERNS.address.match(line)):
        return True
    following = next((one for one in rest.split("\n") if one.strip()), "")
    label = LABEL.match(following)
    return bool(label and key_of(kind, label["label"]))


def _message(kind: str, text: str) -> Submission:
    line, _, rest = text.partition("\n")
    line = line.strip(" \t:：")
    about = ""
    if kind in ADDRESSED:
        found = _PATTERNS.address.match(line) or _PATTERNS.path.match(line)
        about = found[0] if found else line
        line = line[len(about) :].strip(" \t:：,")
    taken = Lines(kind)
    for one in (line, *rest.split("\n")):
        taken.take(one)
    return taken.submission(about)


def read_form(body: str, title: str = "") -> Submission:
    """The submission in an issue's body; `title` replaces what the form should have named first."""
    cut = len(body) > MAX_FORM
    text = _PATTERNS.command.sub("", _HTML.comment.sub("", normalise(body[:MAX_FORM])))
    promised = re.search(rf"^\s*[-*] \[[xX]\] {re.escape(PROMISE[:40])}", text, re.MULTILINE) is not None
    for heads in (_PATTERNS.form_head, _PATTERNS.written_head):
        found = list(heads.finditer(text))
        if kind := _form_of({_label(match) for match in found}):
            answers = dict(_answers(text, kind, found))
            key = {"lesson": "title", "trial": LESSON_TRIED.key}.get(kind)
            if key and (subject := _PATTERNS.subject.sub("", normalise(title)).strip()):
                answers.setdefault(key, subject)
            return Submission(kind, answers, promised, cut)
    return Submission("", {}, promised, cut)


def _form_of(labels: set[str]) -> str:
    """The form with these questions: of a lesson's two are enough, of another's all that it insists on."""
    told = len(labels & {fold(question.label) for question in QUESTIONS["lesson"]}) > 1
    for kind, (_, _, questions) in BY_HAND.items():
        if not told and {fold(question.label) for question in questions if question.required} <= labels:
            return kind
    return "trial" if fold(LESSON_TRIED.label) in labels else "lesson" if told else ""


def _label(head: re.Match[str]) -> str:
    return fold(RENAMED.get(head["label"], head["label"]))


def _answers(text: str, kind: str, heads: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """(key, words). A label counts in the form's order only: so an answer that holds `### สถานะ` is still an answer."""
    order = [fold(question.label) for question in QUESTIONS[kind]] + [fold(CONSENT)]
    begun: list[tuple[int, re.Match[str]]] = []
    for match in heads:
        if (label := _label(match)) in order and order.index(label) > (begun[-1][0] if begun else -1):
            begun.append((order.index(label), match))
    ends = [match.start() for _, match in begun[1:]] + [len(text)]
    for (at, match), end in zip(begun, ends, strict=True):
        answer = text[match.start("inline") if match["inline"] else match.end() : end].strip()
        if at < len(QUESTIONS[kind]) and answer and not _PATTERNS.empty.fullmatch(answer):
            yield QUESTIONS[kind][at].key, answer


def words(text: str) -> str:
    """The text without the tags of HTML, each block and item on a line of its own. Markdown stays as it is."""
    if _HTML.element.search(text):
        text = _HTML.silent.sub("", text)
        text = _HTML.picture.sub(r"![](\1)", text)
        text = _HTML.item.sub("\n- ", _HTML.line_end.sub("\n", _HTML.cell.sub(" ", text)))
        text = html.unescape(_HTML.element.sub("", text))
        text = re.sub(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+", "\n\n", text).strip()
    return _HTML.dot.sub(r"\1- ", text)


MOST = 12
"""Points told in one reply; more would not be read."""


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies as Markdown below an issue, or (`plain`) as a text to paste into LINE or a mail."""

    forge: Forge = NOWHERE
    plain: bool = False

    def say(self, what: str, **values: Any) -> str:
        """The reply of this name in `templates/doors/replies.md`, which says what `values` it takes."""
        usual: dict[str, Any] = dict.fromkeys(("asks", "notes", "near"), ())
        usual |= {"plain": self.plain, "most": MOST, "marks": MARKS, "tried": LESSON_TRIED.label}
        usual["form"] = self.forge.form("lesson")
        return fill("replies.md", _engine(self.plain), what=what, **usual | values)


_line = partial(same_on_one_line, limit=300)


@cache
def _engine(plain: bool) -> Environment:
    engine = texts().overlay()
    engine.filters = engine.filters | {
        "words": _line if plain else escape_line,
        "mono": (lambda text: f"“{_line(text)}”") if plain else code,
        "strong": (lambda text: f"“{_line(text)}”") if plain else (lambda text: f"**{escape_line(text)}**"),
        "bold": (lambda text: text) if plain else (lambda text: f"**{text}**"),
    }
    return engine
