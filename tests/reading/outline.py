"""A lesson's body as an indented outline, so that golden cases show at a glance what was read as what."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Caution, Lesson, Origin, Section


def outline(lesson: Lesson) -> str:
    return "\n".join(line for section in lesson.sections for line in _section(section))


def _section(section: Section) -> Iterator[str]:
    yield f"{section.kind} #{section.anchor} @{section.place.line}"
    if section.technique:
        technique = section.technique
        yield f"  name: {_whose(technique.origin)}{technique.name}"
        yield from _text("why", technique.why)
        for step in technique.steps:
            yield f"  {step.number}. {_whose(step.origin)}{_one_line(step.text)} #{step.anchor} @{step.place.line}"
            yield from (line for caution in step.cautions for line in _hazard(caution, "    "))
        yield from (line for caution in technique.cautions for line in _hazard(caution, "  "))
        yield from _text("tail", technique.tail)
    yield from _text("text", section.text)
    yield from (line for caution in section.cautions for line in _hazard(caution, "  "))
    yield from (line for trap in section.traps for line in _hazard(trap, "  "))
    yield from (
        f"  - {_whose(item.origin)}{_one_line(item.text)} #{item.anchor} @{item.place.line}"
        for item in section.items
    )
    yield from _text("tail", section.tail)


def _hazard(hazard: Caution, indent: str) -> Iterator[str]:
    yield f"{indent}! {_whose(hazard.origin)}{_one_line(hazard.text)} #{hazard.anchor} @{hazard.place.line}"
    if hazard.remedy:
        yield f"{indent}  ทางแก้: {_whose(hazard.remedy_origin)}{_one_line(hazard.remedy)}"


def _whose(origin: Origin) -> str:
    return "" if origin is Origin.TELLER else f"<{origin}> "


def _text(label: str, text: str) -> Iterator[str]:
    if text:
        yield f"  {label}: {_one_line(text)}"


def _one_line(text: str) -> str:
    return text.replace("\n", " / ")
