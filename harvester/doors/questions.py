"""What a person who is no programmer is asked for a lesson or a trial, and in what order. The words come from the
table of fields and sections; only the three questions that make up a technique have words of their own, because in a
file they are one heading and a list. Knows no form and no terminal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from harvester.model import Lesson, SectionKind, Trial, Wish
from harvester.model.fields import FieldRow, Shape, rows
from harvester.model.sections import SECTIONS
from harvester.reading.yaml import load_own

K = SectionKind


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `key` is a dotted field (`place.province`), or a section's kind when `section` is true,
    or of `technique`, `why`, `steps`. `required`: the form insists; `many`: one answer a line or by commas."""

    key: str
    label: str
    hint: str
    example: str = ""
    required: bool = False
    long: bool = False
    many: bool = False
    labels: tuple[tuple[str, str], ...] = ()
    section: bool = False

    @property
    def name(self) -> str:
        """The key as forms may spell it: letters, digits, hyphens."""
        return self.key.replace(".", "-").replace("_", "-")


def _question(row: FieldRow) -> Question:
    labels = tuple(row.labels.items())
    return Question(row.key, row.label, row.hint, row.example, long=row.long, many=row.many, labels=labels)


def _forms(shape: type[Shape]) -> dict[str, tuple[FieldRow, Question]]:
    """The fields of a shape that forms ask for; of people their names, under the label of the group."""
    table = {row.key: row for row in rows(shape)}
    asked = {}
    for row in table.values():
        if row.shape is None and "form" not in row.without:
            group = table.get(row.key.rpartition(".")[0])
            label = group.label if group is not None and group.many else row.label
            question = replace(_question(row), label=label, required=row.insist)
            asked[row.key] = (row, question)
    return asked


def _section(kind: SectionKind) -> Question:
    row = next(row for row in SECTIONS if row.kind is kind)
    listed = kind not in (K.CONTEXT,)
    return Question(kind.value, row.label, row.hint, long=True, many=listed, section=True)


def _lesson_questions() -> tuple[Question, ...]:
    asked = _forms(Lesson).values()
    return (
        *(question for row, question in asked if row.first),
        _section(K.CONTEXT),
        TECHNIQUE,
        WHY,
        STEPS,
        *(_section(kind) for kind in (K.OUTPUTS, K.OUTCOMES, K.ENABLING, K.HINDERING, K.TRAPS, K.QUESTIONS)),
        *(question for row, question in asked if not row.first),
    )


_WRITTEN: Mapping[str, Any] = load_own(files("harvester.doors").joinpath("questions.yml").read_text("utf-8"))
TECHNIQUE, WHY, STEPS, LESSON_TRIED = (Question(key, **asked) for key, asked in _WRITTEN["asked"].items())
LESSON: tuple[Question, ...] = _lesson_questions()

TRIAL: tuple[Question, ...] = (LESSON_TRIED, *(question for _, question in _forms(Trial).values()))

_WISH = tuple(question for _, question in _forms(Wish).values())
BY_HAND: dict[str, tuple[str, str, tuple[Question, ...]]] = {
    kind: (form["name"], form["about"], tuple(Question(**one) for one in form.get("questions", ())) or _WISH)
    for kind, form in _WRITTEN["forms"].items()
}
"""Forms that a person answers: kind to name, what it is for, and what is asked."""

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "trial": TRIAL,
    "lesson": LESSON,
    **{kind: questions for kind, (_, _, questions) in BY_HAND.items()},
}
"""What is asked, by what is reported."""


FURTHER: Mapping[str, Question] = {
    row.key: _question(row) for shape in (Trial, Wish, Lesson) for row in rows(shape) if row.shape is None
}
"""Every field of a file, for what no one was asked and someone told."""
CLOSED = ("id", "aliases", "status", "review_after", "links", "evidence", "example", "lesson")
"""Fields that editors fill, or the address: a message cannot."""
MARKS: Mapping[str, str] = {kind: told["mark"] for kind, told in _WRITTEN["messages"].items()}
"""What a message tells to the mark it begins with."""
ALSO = {name: kind for kind, told in _WRITTEN["messages"].items() for name in told.get("also", ())}
"""Other words that people write as a mark, which are nearer to the mark of another kind."""
FREE: Mapping[str, str] = {kind: told["free"] for kind, told in _WRITTEN["messages"].items()}
"""The question that takes words without a label."""
ADDRESSED = tuple(kind for kind, told in _WRITTEN["messages"].items() if told["addressed"])
"""Kinds whose mark is followed by an address."""
