"""How two states of a lesson differ, in the words of its format: fields, techniques, steps, cautions; not lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from harvester.model import Caution, Item, Lesson, Origin, SectionKind, Step, Technique
from harvester.model.fields import fields_of, in_words, values_of
from harvester.model.names import ORIGIN_LABELS
from harvester.model.plain_text import plain
from harvester.model.sections import SECTIONS
from harvester.thai.text import fold

T = TypeVar("T")
ALIKE = 0.55
"""Likeness from which two texts are one text that was reworded."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed. `kind` of added, removed, changed; `where` in Thai; texts are running text."""

    kind: str
    where: str
    before: str = ""
    after: str = ""


def differences(before: Lesson, after: Lesson) -> tuple[Difference, ...]:
    """Fields first, then the body from top to bottom."""
    found = [*_fields(before, after)]
    if before.path != after.path:
        found.insert(0, Difference("changed", "ชื่อไฟล์", before.path, after.path))
    found += _techniques(before, after)
    found += _list_changes("ข้อควรระวัง", _hazard_texts(_loose(before)), _hazard_texts(_loose(after)))
    found += _list_changes("กับดัก", _hazard_texts(before.traps), _hazard_texts(after.traps))
    for kind, label in _SECTIONS.items():
        found += _list_changes(label, _section(before, kind), _section(after, kind))
    return tuple(found)


def fields(lesson: Lesson) -> dict[str, tuple[str, str]]:
    """The front matter as words: dotted key to (label, value); what is empty is left out. What one of several people
    is said to be is on one line."""
    shown: dict[str, tuple[str, list[list[str]]]] = {}
    for row, key, value in values_of(lesson):
        outer, *inner = key.split(".")
        group = _TOP[outer]
        together = group.many and group.shape is not None
        label = f"{row.label} ({row.key})" if "." in row.key else row.label
        name, label = (outer, group.label) if together else (row.key, label)
        said = shown.setdefault(name, (label, []))[1]
        if not together or len(said) <= int(inner[0]):
            said.append([])
        said[-1].append(in_words(row, value))
    del shown["id"]
    return {key: (label, " · ".join(map(" ".join, said))) for key, (label, said) in shown.items()}


_TOP = {row.key: row for row in fields_of(Lesson)}
_APART = (SectionKind.TECHNIQUE, SectionKind.STEPS, SectionKind.CAUTIONS, SectionKind.TRAPS)
_SECTIONS = {row.kind: row.label for row in SECTIONS if row.kind not in _APART}
_SECTIONS[SectionKind.OTHER] = "เนื้อหาอื่น"


def _fields(before: Lesson, after: Lesson) -> Iterator[Difference]:
    old, new = fields(before), fields(after)
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]
        yield from _describe_rewording((new.get(key) or old[key])[0], was, now)


def _techniques(before: Lesson, after: Lesson) -> Iterator[Difference]:
    """Techniques pair by name, else by what their steps say; what has no partner was added or taken away whole."""
    pairs = _pair(before.techniques, after.techniques, lambda one: fold(one.name), _technique_text)
    for partner, technique in pairs:
        if technique is None:
            if partner:
                yield Difference("removed", f"เทคนิค “{partner.name}”", f"{len(partner.steps)} ขั้น")
            continue
        where = f"เทคนิค “{technique.name}”"
        if partner is None:
            yield Difference("added", where, "", f"{len(technique.steps)} ขั้น")
            continue
        if fold(partner.name) != fold(technique.name):
            yield Difference("changed", "ชื่อเทคนิค", partner.name, technique.name)
        whose = (ORIGIN_LABELS[partner.origin], ORIGIN_LABELS[technique.origin])
        yield from _describe_rewording(f"{where} คำของใคร", *whose)
        yield from _describe_rewording(f"{where} เหตุที่ได้ผล", plain(partner.why), plain(technique.why))
        yield from _steps(where, partner.steps, technique.steps)
        yield from _hazards(where, partner.cautions, technique.cautions)
        yield from _describe_rewording(f"{where} ส่วนท้าย", plain(partner.tail), plain(technique.tail))


def _technique_text(technique: Technique) -> str:
    return "\n".join(plain(step.text) for step in technique.steps) or plain(technique.why)


def _step_text(step: Step) -> str:
    return plain(step.text)


def _steps(where: str, old: Sequence[Step], new: Sequence[Step]) -> Iterator[Difference]:
    for before, after in _pair(old, new, _step_text, _step_text):
        if after is None:
            if before:
                yield Difference("removed", f"{where} ขั้นที่ {before.number} เดิม", _step_text(before))
        elif before is None:
            knots = f" (ข้อควรระวัง {len(after.cautions)})" if after.cautions else ""
            yield Difference("added", f"{where} ขั้นที่ {after.number}", "", _step_text(after) + knots)
        else:
            here = f"{where} ขั้นที่ {after.number}"
            yield from _describe_rewording(here, _origin_text(before), _origin_text(after))
            yield from _hazards(here, before.cautions, after.cautions)


def _hazards(where: str, old: Sequence[Caution], new: Sequence[Caution]) -> Iterator[Difference]:
    return _list_changes(f"{where} ข้อควรระวัง", _hazard_texts(old), _hazard_texts(new))


def _loose(lesson: Lesson) -> Iterator[Caution]:
    return (caution for section in lesson.sections for caution in section.cautions)


def _hazard_texts(hazards: Iterable[Caution]) -> list[str]:
    return [
        _origin_text(h) + (f" → ทางแก้{_bracket(h.remedy_origin)}: {plain(h.remedy)}" if h.remedy else "")
        for h in hazards
    ]


def _origin_text(piece: Step | Caution | Item) -> str:
    return f"{_bracket(piece.origin)} {plain(piece.text)}".strip()


def _bracket(origin: Origin) -> str:
    return "" if origin is Origin.TELLER else f" ({ORIGIN_LABELS[origin]})"


def _section(lesson: Lesson, kind: SectionKind) -> list[str]:
    texts: list[str] = []
    for section in lesson.sections:
        if section.kind is kind and section.technique is None:
            heading = f"{section.heading}: " if kind is SectionKind.OTHER and section.heading else ""
            parts = (plain(section.text), *map(_origin_text, section.items), plain(section.tail))
            texts += [heading + words for words in parts if words]
    return texts


def _list_changes(where: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    for was, now in _pair(old, new, str, str):
        yield from _describe_rewording(where, was or "", now or "")


def _describe_rewording(where: str, was: str, now: str) -> Iterator[Difference]:
    if was != now:
        yield Difference("changed" if was and now else "added" if now else "removed", where, was, now)


def _pair(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], str], text: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    """What belongs together: of the same key first, then with the most similar text, in the order of the new."""
    free = dict(enumerate(old))
    partner: dict[int, T] = {}
    for number, one in enumerate(new):
        same = next((index for index, other in free.items() if key(other) == key(one)), None)
        if same is not None:
            partner[number] = free.pop(same)
    for number, one in enumerate(new):
        if number not in partner:
            scores = ((alike(text(other), text(one)), -index) for index, other in free.items())
            score, index = max(scores, default=(0.0, 0))
            if score >= ALIKE:
                partner[number] = free.pop(-index)
    yield from ((partner.get(number), one) for number, one in enumerate(new))
    yield from ((other, None) for other in free.values())


def alike(one: str, other: str) -> float:
    """How alike the beginnings of two texts are; 0 below `ALIKE`."""
    matcher = SequenceMatcher(None, one[:600], other[:600], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
