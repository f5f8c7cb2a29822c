"""Answers to the questions as the text of a lesson or trial file: front matter, sections, steps with their knots.
What strangers wrote is made harmless here: one line stays one line, a body cannot open a heading or a tag of its own.
Names no file and writes none."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from harvester.doors.questions import FURTHER, LESSON, STEPS, TECHNIQUE, WHY, Question
from harvester.model import SectionKind
from harvester.model.sections import SECTIONS
from harvester.reading.cautions_and_traps import is_labelled
from harvester.reading.manuscript import LEFT_OVER, nest_fields
from harvester.reading.wording import patterns
from harvester.reading.yaml import dump
from harvester.thai.text import normalise

MAX_LINE = 400
"""Characters of an answer that becomes one line of front matter."""
MAX_BLOCK = 20_000
"""Characters of an answer that becomes a part of the body."""
_PATTERNS = patterns("harvester.doors", "manuscript")
_K = SectionKind


def lesson_text(
    answers: Mapping[str, str],
    *,
    hints: bool = False,
    aside: Iterable[tuple[str, str]] = (),
    headings: Iterable[tuple[str, str]] = (),
    more: Mapping[str, Any] | None = None,
    origin: str = "",
) -> str:
    """A lesson file; `answers` by question key. With `hints` empty sections are there with what belongs in them.
    `aside`, what no field could take by its label, is at the end where editors see it and readers do not; `headings`
    are sections of the sender's own, `more` goes into the front matter, `origin` says from where it came."""
    head = front_matter(LESSON, answers) | dict(more or {})
    head["status"] = "draft"
    kept = "".join(f"\n<!-- ช่อง{label} ผู้ส่งเขียนว่า: {_escape_comment(said)} -->\n" for label, said in aside)
    parts = ((one_line(label, 80) or LEFT_OVER, block(said)) for label, said in headings if said)
    own = "".join(f"\n## {label}\n\n{said}\n" for label, said in parts)
    came = f"\n<!-- {_escape_comment(origin)} -->\n" if origin else ""
    body = _body(answers, hints)
    return f"---\n{dump(head)}---\n{f'{chr(10)}{body}' if body.strip() else ''}{own}{kept}{came}"


def _escape_comment(text: str) -> str:
    """Words that cannot end the comment they are in."""
    return one_line(text, MAX_BLOCK).replace("<", "‹").replace(">", "›").replace("--", "- -")


def lesson_body() -> str:
    """The sections of a lesson yet to be written, each with its hint."""
    return _body({}, hints=True)


def record_text(
    questions: Iterable[Question],
    answers: Mapping[str, str],
    aside: Iterable[tuple[str, str]] = (),
    origin: str = "",
) -> str:
    """A file of fields alone (YAML), remarks at its end."""
    kept = "".join(
        f"# {f'ช่อง{one_line(label, 80)}' if label else 'นอกช่อง'} ผู้ส่งเขียนว่า: {one_line(said, MAX_BLOCK)}\n"
        for label, said in aside
    )
    return dump(front_matter(questions, answers)) + kept + (f"# {one_line(origin)}\n" if origin else "")


def front_matter(questions: Iterable[Question], answers: Mapping[str, str]) -> dict[str, Any]:
    """The fields among the answers, nested as the format has them; those asked first, empty ones left out."""
    fields: dict[str, str] = {}
    asked = {question.key: question for question in questions}
    for key in (*asked, *(key for key in answers if key not in asked and key in FURTHER)):
        question = asked.get(key) or FURTHER[key]
        answer = answers.get(key, "").strip()
        if not answer or question.section or question in (TECHNIQUE, WHY, STEPS):
            continue
        group, _, inner = key.partition(".")
        if key == "authors.name":
            fields |= {f"authors.{at}.name": name for at, name in enumerate(_parts(answer))}
        elif group == "authors":
            fields |= {f"authors.0.{inner}": one_line(answer)} if "authors.0.name" in fields else {}
        elif question.labels or not question.many:
            fields[key] = _chosen(question, one_line(answer))
        else:
            fields |= {f"{key}.{at}": part for at, part in enumerate(_parts(answer))}
    return nest_fields(fields)


def one_line(text: str, limit: int = MAX_LINE) -> str:
    """Text, written right, without line breaks and controls, not longer than `limit` characters."""
    return same_on_one_line(normalise(text), limit)


def same_on_one_line(text: str, limit: int) -> str:
    """The same with every other sign as it was written."""
    ends = ("Cc", "Zl", "Zp")
    text = " ".join("".join(" " if unicodedata.category(s) in ends else s for s in text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def block(text: str) -> str:
    """Markdown that stays inside its section: tags shown as text, headings as deep as they go, no rules."""
    text = "".join(s for s in normalise(text) if s in "\n\t" or unicodedata.category(s) != "Cc")
    text = text.replace("\t", "    ")
    text = _PATTERNS.tag.sub("&lt;", text if len(text) <= MAX_BLOCK else text[: MAX_BLOCK - 1] + "…")
    text = _PATTERNS.underline.sub(r"\1\\\2\3", _PATTERNS.heading.sub(r"\1####", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _chosen(question: Question, answer: str) -> str:
    return next((key for key, label in question.labels if answer in (key, label)), answer)


def _parts(answer: str) -> list[str]:
    parts = (one_line(piece, 120).lstrip("-*• ").strip() for piece in _PATTERNS.list.split(answer))
    return [part for part in parts if part]


def _body(answers: Mapping[str, str], hints: bool) -> str:
    parts: list[str] = []
    for question in LESSON:
        if question is TECHNIQUE:
            parts += _further(answers, _K.OBJECTIVES, _K.MATERIALS)
            parts += _technique(answers, hints)
            parts += _further(answers, _K.CAUTIONS)
        elif question.section:
            kind = SectionKind(question.key)
            told = any(answers.get(k.value, "").strip() for k in (_K.RESULTS, kind, _K.OUTCOMES))
            if kind is _K.OUTPUTS and (hints or told):
                parts.append(f"## {_label(_K.RESULTS)}")
                parts += [block(results)] if (results := answers.get(_K.RESULTS.value, "").strip()) else []
            mark = "###" if kind in (_K.OUTPUTS, _K.OUTCOMES) else "##"
            text = block(answers.get(question.key, ""))
            if text:
                written = "\n".join(_items(text, "- ")) if question.many else text
                parts += [f"{mark} {question.label}", written]
            elif hints:
                parts += [f"{mark} {question.label}", f"<!-- {question.hint} -->"]
    return "\n\n".join(parts) + "\n"


def _further(answers: Mapping[str, str], *kinds: SectionKind) -> Iterator[str]:
    """Sections that are not asked for, where someone told them all the same."""
    for kind in kinds:
        if text := block(answers.get(kind.value, "")):
            yield f"## {_label(kind)}"
            yield "\n".join(_items(text, "- "))


def _technique(answers: Mapping[str, str], hints: bool) -> Iterator[str]:
    name, why, steps = (answers.get(question.key, "").strip() for question in (TECHNIQUE, WHY, STEPS))
    if not (name or why or steps or hints):
        return
    names = [bare for line in name.split("\n") if (bare := _PATTERNS.marker.sub("", line.strip()))]
    parted = list(_split_steps(steps, names))
    if len(parted) < 2:
        parted = [(" และ ".join(names), steps)]
    for number, (called, done) in enumerate(parted):
        yield f"## {_label(_K.TECHNIQUE)}: {one_line(called or answers.get('title', ''), 200)}".rstrip()
        if number == 0 and (why or hints):
            yield block(why) or f"<!-- {WHY.hint} -->"
        if done:
            yield "\n".join(_items(block(_split_numbered(done)), "{}. "))
    if hints and not steps:
        first, *rest = STEPS.example.split("\n")
        shown = "\n".join([f"1. {first}", *(f"   > {line}" for line in rest[:2]), f"2. {rest[2]}"])
        yield f"<!-- {STEPS.label} เขียนเป็นข้อแบบนี้\n{shown}\n-->"


def _split_steps(steps: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """Steps of several techniques as (name, steps): a line such as `เทคนิคที่ 2 จับสลาก` begins the next one."""
    called, lines, count = "", list[str](), 0
    for line in steps.split("\n"):
        match = _PATTERNS.another.match(line)
        if match is None:
            lines.append(line)
            continue
        if any(one.strip() for one in lines):
            yield called or (names[0] if names else ""), "\n".join(lines)
        count += 1
        called, lines = match["name"].strip() or (names[count - 1] if count <= len(names) else ""), []
    yield called or (names[0] if names else ""), "\n".join(lines).strip()


def _split_numbered(text: str) -> str:
    """Steps that were all written on one line, `1. … 2. … 3. …`, each on its own; what is below them stays."""
    first, line_end, below = text.strip().partition("\n")
    marks = list(_PATTERNS.inline.finditer(first))
    in_order = [int(mark["number"]) for mark in marks] == [*range(1, len(marks) + 1)]
    if len(marks) < 2 or marks[0].start() or not in_order or _PATTERNS.marker.match(below):
        return text.strip()
    ends = [*(mark.start() for mark in marks[1:]), len(first)]
    steps = (first[one.start() : after].strip() for one, after in zip(marks, ends, strict=True))
    return "\n".join(steps) + line_end + below


def _items(text: str, marker: str) -> Iterator[str]:
    """Lines as list items; a labelled line becomes a quote that belongs to the item above it."""
    number = 0
    for line in text.split("\n"):
        bare = line.strip()
        if not bare:
            continue
        indent = " " * len(marker.format(max(number, 1)))
        quoted = bare.lstrip("> ").strip()
        if number and is_labelled(_PATTERNS.marker.sub("", quoted)):
            yield f"{indent}> {_PATTERNS.marker.sub('', quoted)}"
        elif number and line[:1] == " " and not _PATTERNS.marker.match(bare):
            yield f"{indent}{bare}"
        else:
            number += 1
            said = _PATTERNS.marker.sub("", quoted if line.startswith(">") else bare)
            yield marker.format(number) + (said or bare)


def _label(kind: SectionKind) -> str:
    return next(row.label for row in SECTIONS if row.kind is kind)
