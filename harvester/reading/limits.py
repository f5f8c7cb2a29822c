"""What a lesson may hold: signs and lengths before any parser sees it, parts once they are read."""

import re
from collections.abc import Iterator, Sequence

from harvester.model import Section
from harvester.model.diagnostics import Finding, Place

MAX_BODY = 300_000
"""Characters; beyond it Markdown parsers grow slow and no phone shows the page."""
MAX_LINE = 10_000
"""Characters; the longest paragraph of a person is under 5,000."""
MAX_LINES = 20_000
MAX_SIGNS = 5_000
"""Of any one sign that opens something a parser must look ahead for."""
MAX_DEPTH = 20
"""Quotes, lists or indents inside one another."""

MAX_TECHNIQUES = 50
MAX_STEPS = 60
"""Of one technique."""
MAX_CAUTIONS = 200
"""Cautions of a lesson; the same for traps, and for the points of its lists together."""
MAX_SECTIONS = 300
MAX_LISTED = {"tags": 30, "ids": 5_000}
"""Values of a field that is a list, by key; 200 of any other."""

_SIGNS = "[<`*_~!|&\\{#"
_DEEP = re.compile(rf"^[ \t]*(?:>[ \t]?){{{MAX_DEPTH + 1}}}|^[ \t]{{{MAX_DEPTH * 6}}}", re.MULTILINE)


def limits(body: str, path: str, body_line: int) -> Iterator[tuple[str, Finding]]:
    """The first limit that a body breaks, as (rule, finding); nothing when it may be parsed."""
    told = _broken(body)
    if told is not None:
        rule, at, message, hint = told
        yield rule, Finding(Place(path, body_line + at), message, hint)


def _broken(body: str) -> tuple[str, int, str, str] | None:
    """Rule, line of the body from 0, message and hint of the first limit that is broken."""
    lines, apart = body.count("\n"), "แบ่งเป็นหลายบทเรียน"
    if len(body) > MAX_BODY:
        return "lesson-too-long", 0, f"เนื้อหายาว {len(body):,} ตัวอักษร เกินที่รับได้ ({MAX_BODY:,})", apart
    if lines > MAX_LINES:
        return "lesson-too-long", 0, f"เนื้อหามี {lines:,} บรรทัด เกินที่รับได้ ({MAX_LINES:,})", apart
    for number, line in enumerate(body.split("\n") if len(body) > MAX_LINE else ()):
        if len(line) > MAX_LINE:
            message = f"บรรทัดนี้ยาว {len(line):,} ตัวอักษร เกินที่รับได้ ({MAX_LINE:,})"
            return "too-many-signs", number, message, "ขึ้นย่อหน้าใหม่เป็นระยะ"
    for sign in _SIGNS:
        if (count := body.count(sign)) > MAX_SIGNS:
            message = f"มีเครื่องหมาย {sign} {count:,} ตัว เกินที่รับได้ ({MAX_SIGNS:,})"
            at = body.count("\n", 0, body.index(sign))
            return "too-many-signs", at, message, "ลบเครื่องหมายที่ไม่ใช้ หรือแบ่งเป็นหลายบทเรียน"
    if (deep := _DEEP.search(body)) is not None:
        at = body.count("\n", 0, deep.start())
        return "too-many-signs", at, f"เนื้อหาซ้อนกันลึกเกิน {MAX_DEPTH} ชั้น", "เลื่อนออกมาชิดซ้าย หรือลบ > ที่เกิน"
    return None


def too_many_parts(sections: Sequence[Section], path: str, body_line: int) -> Iterator[tuple[str, Finding]]:
    """The first count of parts that a lesson breaks; nothing when it may go on."""
    techniques = [section.technique for section in sections if section.technique]
    steps = max(techniques, key=lambda one: len(one.steps), default=None)
    cautions = [one for section in sections for one in section.cautions]
    for technique in techniques:
        cautions += [*technique.cautions, *(one for step in technique.steps for one in step.cautions)]
    traps = [one for section in sections for one in section.traps]
    items = [one for section in sections for one in section.items]
    for parts, most, name, hint in (
        (techniques, MAX_TECHNIQUES, "เทคนิค", "แบ่งเป็นหลายบทเรียน แล้วโยงกันด้วย links"),
        (
            steps.steps if steps else (),
            MAX_STEPS,
            "ขั้นตอนในเทคนิคเดียว",
            "แบ่งเป็นหลายเทคนิค แต่ละเทคนิคทำเสร็จได้ในคราวเดียว",
        ),
        (cautions, MAX_CAUTIONS, "ข้อควรระวัง", "เก็บข้อที่สำคัญ หรือแบ่งเป็นหลายบทเรียน"),
        (traps, MAX_CAUTIONS, "กับดัก", "เก็บข้อที่สำคัญ หรือแบ่งเป็นหลายบทเรียน"),
        (items, MAX_CAUTIONS, "ข้อย่อย", "แบ่งเป็นหลายบทเรียน"),
    ):
        if len(parts) > most:
            message = f"มี{name} {len(parts):,} ข้อ เกินที่รับได้ ({most})"
            yield "too-many-parts", Finding(parts[most].place, message, hint)
            return
    if len(sections) > MAX_SECTIONS:
        message = f"มีหัวข้อ {len(sections):,} หัวข้อ เกินที่รับได้ ({MAX_SECTIONS})"
        yield "too-many-parts", Finding(Place(path, body_line), message, "แบ่งเป็นหลายบทเรียน")


_MARKER = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)


def merge_conflicts(text: str, path: str) -> list[tuple[str, Finding]]:
    """Where git left two versions side by side. Which one is right only a person knows, so there is no fix."""
    found = []
    for match in _MARKER.finditer(text):
        place = Place(path, text.count("\n", 0, match.start()) + 1)
        hint = "เปิดดูข้อความสองฉบับ เลือกฉบับที่ถูก แล้วลบบรรทัด <<<<<<< ======= และ >>>>>>> ออก"
        message = "มีเครื่องหมายที่ git ใส่ไว้ตอนรวมงานสองฉบับแล้วไม่ลงตัว"
        found.append(("conflict-marker", Finding(place, message, hint, width=len(match[0]))))
    return found


def over_its_share(path: str, what: str) -> Finding:
    """A lesson took more than its share of the machine: `what` of, in Thai."""
    message = f"บทเรียนนี้ใช้{what}ของเครื่องเกินส่วนของตน จึงไม่รับ เรื่องอื่นสร้างต่อได้"
    return Finding(Place(path), message, "แบ่งเป็นหลายบทเรียน หรือลบส่วนที่คัดลอกมาจากโปรแกรมอื่น")
