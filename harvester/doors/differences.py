"""How two states of a lesson differ, in the words of its format: fields, techniques, steps, cautions; not lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from harvester.model import Caution, Item, Lesson, Origin, SectionKind, Step, Technique, Trap
from harvester.model.fields import fields_of, in_words
from harvester.model.names import ORIGIN_LABELS
from harvester.model.plain_text import plain
from harvester.model.schema import LessonShape, values_of
from harvester.model.sections import SECTIONS
from harvester.thai.text import fold

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
        entry: tuple[str, tuple[str, list[list[str]]]] = (
            (outer, (group.label, [])) if together else (row.key, (label, []))
        )
        said = shown.setdefault(*entry)[1]
        if not together or len(said) <= int(inner[0]):
            said.append([])
        said[-1].append(in_words(row, value))
    del shown["id"]
    return {key: (label, " · ".join(map(" ".join, said))) for key, (label, said) in shown.items()}


_TOP = {row.key: row for row in fields_of(LessonShape)}
_APART = (SectionKind.TECHNIQUE, SectionKind.STEPS, SectionKind.CAUTIONS, SectionKind.TRAPS)
_SECTIONS = {row.kind: row.label for row in SECTIONS if row.kind not in _APART} | {
    SectionKind.OTHER: "เนื้อหาอื่น"
}


def _fields(before: Lesson, after: Lesson) -> Iterator[Difference]:
    old, new = fields(before), fields(after)
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]
        if was != now:
            label = (new.get(key) or old[key])[0]
            yield Difference("changed" if was and now else "added" if now else "removed", label, was, now)


def _techniques(before: Lesson, after: Lesson) -> Iterator[Difference]:
    """Techniques pair by name, else by what their steps say; what has no partner was added or taken away whole."""
    partners = _partners(before.techniques, after.techniques)
    for technique in after.techniques:
        partner = partners.get(technique.anchor)
        if partner is None:
            yield Difference("added", f"เทคนิค “{technique.name}”", "", f"{len(technique.steps)} ขั้น")
            continue
        where = f"เทคนิค “{technique.name}”"
        if fold(partner.name) != fold(technique.name):
            yield Difference("changed", "ชื่อเทคนิค", partner.name, technique.name)
        yield from _describe_rewording(
            f"{where} คำของใคร", ORIGIN_LABELS[partner.origin], ORIGIN_LABELS[technique.origin]
        )
        yield from _describe_rewording(f"{where} เหตุที่ได้ผล", plain(partner.why), plain(technique.why))
        yield from _steps(where, partner.steps, technique.steps)
        yield from _list_changes(
            f"{where} ข้อควรระวัง", _hazard_texts(partner.cautions), _hazard_texts(technique.cautions)
        )
        yield from _describe_rewording(f"{where} ส่วนท้าย", plain(partner.tail), plain(technique.tail))
    for technique in before.techniques:
        if all(technique.anchor != partner.anchor for partner in partners.values()):
            yield Difference("removed", f"เทคนิค “{technique.name}”", f"{len(technique.steps)} ขั้น")


def _partners(old: Sequence[Technique], new: Sequence[Technique]) -> dict[str, Technique]:
    """Anchor of a technique as it is to the technique that it was."""
    free = list(old)
    found: dict[str, Technique] = {}
    for technique in new:
        named = next((one for one in free if fold(one.name) == fold(technique.name)), None)
        if named is not None:
            found[technique.anchor] = named
            free.remove(named)
    for technique in new:
        if technique.anchor not in found:
            scores = [
                (_alike(_technique_text(one), _technique_text(technique)), -index)
                for index, one in enumerate(free)
            ]
            score, index = max(scores, default=(0.0, 0))
            if score >= ALIKE:
                found[technique.anchor] = free.pop(-index)
    return found


def _technique_text(technique: Technique) -> str:
    return "\n".join(plain(step.text) for step in technique.steps) or plain(technique.why)


def _steps(where: str, old: Sequence[Step], new: Sequence[Step]) -> Iterator[Difference]:
    for one, other in _pair([plain(s.text) for s in old], [plain(s.text) for s in new]):
        if one is None and other is not None:
            step = new[other]
            knots = f" (ข้อควรระวัง {len(step.cautions)})" if step.cautions else ""
            yield Difference("added", f"{where} ขั้นที่ {step.number}", "", plain(step.text) + knots)
        elif other is None and one is not None:
            yield Difference("removed", f"{where} ขั้นที่ {old[one].number} เดิม", plain(old[one].text))
        elif one is not None and other is not None:
            before, after = old[one], new[other]
            here = f"{where} ขั้นที่ {after.number}"
            yield from _describe_rewording(here, _origin_text(before), _origin_text(after))
            yield from _list_changes(
                f"{here} ข้อควรระวัง", _hazard_texts(before.cautions), _hazard_texts(after.cautions)
            )


def _loose(lesson: Lesson) -> Iterator[Caution]:
    return (caution for section in lesson.sections for caution in section.cautions)


def _hazard_texts(hazards: Iterable[Caution | Trap]) -> list[str]:
    return [
        _origin_text(h) + (f" → ทางแก้{_bracket(h.remedy_origin)}: {plain(h.remedy)}" if h.remedy else "")
        for h in hazards
    ]


def _origin_text(piece: Step | Caution | Trap | Item) -> str:
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
    for one, other in _pair(old, new):
        was = old[one] if one is not None else ""
        now = new[other] if other is not None else ""
        yield from _describe_rewording(where, was, now)


def _describe_rewording(where: str, was: str, now: str) -> Iterator[Difference]:
    if was != now:
        yield Difference("changed" if was and now else "added" if now else "removed", where, was, now)


def _pair(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Positions of texts that belong together: the same first, then the most similar, in the order of the new."""
    free = set(range(len(old)))
    partner: dict[int, int] = {}
    for number, text in enumerate(new):
        same = next((index for index in sorted(free) if old[index] == text), None)
        if same is not None:
            partner[number] = same
            free.discard(same)
    for number, text in enumerate(new):
        if number in partner:
            continue
        likest = max(((_alike(old[index], text), -index) for index in free), default=(0.0, 0))
        if likest[0] >= ALIKE:
            partner[number] = -likest[1]
            free.discard(-likest[1])
    for number in range(len(new)):
        yield partner.get(number), number
    for index in sorted(free):
        yield index, None


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:600], other[:600], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0
