"""A workshop over the lessons of a collection: its timetable and forms, as plain values. `templates/print/kit.yml`
says what the parts are, how long each takes and what a form holds; the basket's page reads the same table. Every time
of the programme adds up to the length that was asked for, breaks included."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from harvester.model import Caution, Lesson, SectionKind, Technique
from harvester.printing.job import Job, table
from harvester.printing.worksheets import rank_techniques


@dataclass(frozen=True, slots=True)
class Work:
    """What a group works on: a technique, or the traps of a lesson without one."""

    lesson: Lesson
    technique: Technique | None

    @property
    def name(self) -> str:
        """Of the technique, else the lesson."""
        return self.technique.name if self.technique else self.lesson.title


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the programme. `starts` and `ends` are clock times (`09.00`), `notes` are for the presenter."""

    key: str
    minutes: int
    name: str
    does: str = ""
    takes: str = ""
    forms: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    work: Work | None = None
    listen: tuple[Caution, ...] = ()
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet to fill in: labels with ruled lines, boxes to tick, a table with empty rows. `per` says who gets one."""

    key: str
    title: str
    per: str
    how: str = ""
    mark: str = ""
    lines: tuple[tuple[str, int], ...] = ()
    ticks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: int = 0
    fields: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    """What is in the first column of each row."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What is typed before an answer, in the form's order."""
        return (*(label for label, _ in self.lines), *(self.columns if not self.lines else ()))


@cache
def forms() -> Mapping[str, Form]:
    """The forms of a kit by key, in the order of its files."""
    return {
        key: Form(
            key,
            **{"mark": f"#จากเวที {key}"}
            | _frozen(told)
            | {"lines": (*map(_counted, told.get("lines", ())),)},
        )
        for key, told in table("kit")["forms"].items()
    }


def _counted(text: str) -> tuple[str, int]:
    name, _, count = text.rpartition(" ")
    return name, int(count)


def lengths() -> Mapping[float, tuple[str, ...]]:
    """Hours that a workshop may take, each with its parts and their minutes."""
    return {float(length): tuple(parts) for length, parts in table("kit")["lengths"].items()}


def workshop_techniques(job: Job, hours: float) -> tuple[Work, ...]:
    """What a workshop of this length works on, in the order of the collection: the techniques tried most often, then
    lessons that warn of traps."""
    room = sum(part.startswith("hear ") for part in lengths()[hours])
    picked = [Work(pick.lesson, pick.technique) for pick in rank_techniques(job) if pick.technique.steps]
    picked += [
        Work(lesson, None)
        for lesson in job.lessons
        if not lesson.techniques and (lesson.traps or lesson.cautions)
    ]
    return tuple(sorted(picked[:room], key=lambda one: job.lessons.index(one.lesson)))


def programme(job: Job, hours: float) -> tuple[Block, ...]:
    """The parts of a workshop with their clock times; their minutes add up to `hours`."""
    hour, _, minute = str(f"{table('kit')['start']:.2f}").partition(".")
    blocks, now = [], int(hour) * 60 + int(minute)
    for block in _blocks(job, hours):
        blocks.append(replace(block, starts=_clock(now), ends=_clock(now + block.minutes)))
        now += block.minutes
    return tuple(blocks)


def _blocks(job: Job, hours: float) -> Iterator[Block]:
    planned = [*map(_counted, lengths()[hours])]
    works = iter(workshop_techniques(job, hours))
    others = iter([pair for pair in table("kit")["instead"] if pair[0] not in dict(planned)])
    work: Work | None = None
    left = 0
    for name, minutes in planned:
        if name == "hear":
            work = next(works, None)
            left = 0
        if name not in ("hear", "work", "walk"):
            yield _block(name, minutes)
        elif work:
            yield _worked(name, minutes, work)
        else:
            left += minutes
            if name == "walk":
                first, second = next(others)
                half = left // 10 * 5
                yield from (_block(first, half), _block(second, left - half))


def _block(name: str, minutes: int) -> Block:
    return Block(name, minutes, **_frozen(table("kit")["parts"][name]))


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the table with its lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _worked(name: str, minutes: int, work: Work) -> Block:
    """A part that is about a technique, or about the traps of a lesson."""
    lesson, technique = work.lesson, work.technique
    block = replace(_block("check" if name == "work" and not technique else name, minutes), work=work)
    if name == "hear":
        return replace(block, name=f"{block.name}: {work.name}", notes=tuple(filter(None, (lesson.summary,))))
    if name == "work":
        cautions = technique.all_cautions if technique else lesson.cautions
        return replace(block, listen=(*cautions, *lesson.traps)[: table("kit")["heard"]])
    return replace(block, notes=tuple(item.text for item in lesson.items(SectionKind.QUESTIONS)[:2]))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
