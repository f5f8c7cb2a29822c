"""What a lesson may hold: signs and lengths before any parser sees it, parts once they are read."""

import re
from collections.abc import Iterator, Sequence

from harvester.model import Section
from harvester.model.diagnostics import Diagnostic, Place
from harvester.reading.wording import told

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

_LONG = re.compile(rf"^.{{{MAX_LINE + 1},}}", re.MULTILINE)
_SIGNS = "[<`*_~!|&\\{#"
_DEEP = re.compile(rf"^[ \t]*(?:>[ \t]?){{{MAX_DEPTH + 1}}}|^[ \t]{{{MAX_DEPTH * 6}}}", re.MULTILINE)


def limits(body: str, path: str, body_line: int) -> Iterator[Diagnostic]:
    """The first limit that a body breaks; nothing when it may be parsed."""
    for key, offset, *values in _broken(body):
        yield told(key, Place(path, body_line + body.count("\n", 0, int(offset))), *values)
        return


def _broken(body: str) -> Iterator[tuple[str, int, *tuple[object, ...]]]:
    """Rule and wording, offset and values of each limit that is broken."""
    if len(body) > MAX_BODY:
        yield "lesson-too-long", 0, len(body), MAX_BODY
    if (lines := body.count("\n")) > MAX_LINES:
        yield "lesson-too-long/lines", 0, lines, MAX_LINES
    if len(body) > MAX_LINE and (long := _LONG.search(body)):
        yield "too-many-signs/line", long.start(), len(long[0]), MAX_LINE
    for sign in _SIGNS:
        if (count := body.count(sign)) > MAX_SIGNS:
            yield "too-many-signs", body.index(sign), sign, count, MAX_SIGNS
    if deep := _DEEP.search(body):
        yield "too-many-signs/deep", deep.start(), MAX_DEPTH


def too_many_parts(sections: Sequence[Section], path: str, body_line: int) -> Iterator[Diagnostic]:
    """The first count of parts that a lesson breaks; nothing when it may go on."""
    techniques = [section.technique for section in sections if section.technique]
    steps = max((one.steps for one in techniques), key=len, default=())
    cautions = [one for section in sections for one in section.cautions]
    for technique in techniques:
        cautions += [*technique.cautions, *(one for step in technique.steps for one in step.cautions)]
    for key, parts, most in (
        ("techniques", techniques, MAX_TECHNIQUES),
        ("steps", steps, MAX_STEPS),
        ("cautions", cautions, MAX_CAUTIONS),
        ("traps", [one for section in sections for one in section.traps], MAX_CAUTIONS),
        ("items", [one for section in sections for one in section.items], MAX_CAUTIONS),
    ):
        if len(parts) > most:
            yield told(f"too-many-parts/{key}", parts[most].place, len(parts), most)
            return
    if len(sections) > MAX_SECTIONS:
        yield told("too-many-parts/sections", Place(path, body_line), len(sections), MAX_SECTIONS)


_MARKER = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)


def merge_conflicts(text: str, path: str) -> list[Diagnostic]:
    """Where git left two versions side by side. Which one is right only a person knows, so there is no fix."""
    return [
        told("conflict-marker", Place(path, text.count("\n", 0, match.start()) + 1), width=len(match[0]))
        for match in _MARKER.finditer(text)
    ]
