"""A lesson's body for several families of checks: offsets to places, links and pictures, what a writer allows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from harvester.model import Guide, Lesson, Library
from harvester.model.diagnostics import Diagnostic, Finding, Place
from harvester.reading.wording import messages

say = messages("harvester.checks").finding
"""What a rule of `rules.yml` says of a place."""
MOST = 20
"""Findings of one rule in one lesson; more would only bury the others."""

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)|`[^`\n]{1,300}`", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(
    r"(?P<picture>!?)\[(?P<text>[^\[\]\n]{0,300})\]\(\s{0,3}(?:<(?P<bracketed>[^<>\n]{1,2000})>|(?P<bare>[^\s<>()]{1,2000}))"
    r"|^\s{0,3}\[[^\]\n]{1,100}\]:\s{0,3}<?(?P<defined>[^\s<>]{1,2000})"
    r"|<(?P<auto>[a-zA-Z][a-zA-Z+.-]{1,20}:[^\s<>]{1,2000})>"
    r"|<a\b[^<>]{0,300}?\shref\s{0,3}=\s{0,3}[\"']?(?P<href>[^\s\"'<>]{1,2000})"
    r"|<img\b[^<>]{0,300}?\ssrc\s{0,3}=\s{0,3}[\"']?(?P<src>[^\s\"'<>]{1,2000})",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link or picture of the body; `target` with percent signs resolved and control signs out,
    `[start, end)` where it is."""

    is_picture: bool
    text: str
    target: str
    start: int
    end: int


def prose(lesson: Lesson) -> str:
    """The body with code blanked out, every offset kept."""
    if "`" not in lesson.body and "~~~" not in lesson.body:
        return lesson.body
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), lesson.body)


def place(lesson: Lesson | Guide, offset: int) -> Place:
    """The place in the file of an offset of the body."""
    line = lesson.body.count("\n", 0, offset)
    return Place(lesson.path, lesson.body_line + line, offset - lesson.body.rfind("\n", 0, offset))


def finding(lesson: Lesson, start: int, end: int, key: str, *values: object, **more: Any) -> Finding:
    """What a rule says of `[start, end)` of the body."""
    return say(key, place(lesson, start), *values, width=max(1, end - start), **more)


def links(lesson: Lesson) -> Iterator[BodyLink]:
    """Every link and picture of the body, in whatever way it is written, in document order."""
    if "](" not in lesson.body and "]:" not in lesson.body and "<" not in lesson.body:
        return
    for match in _LINK.finditer(prose(lesson)):
        name = match.lastgroup or "bare"
        is_picture = match["picture"] == "!" or name == "src"
        target = unquote(match[name]).translate(_CONTROLS).strip()
        yield BodyLink(is_picture, match["text"] or "", target, match.start(name), match.end(name))


_CONTROLS = dict.fromkeys([*range(32), 127])


_ALLOW = re.compile(r"<!--\s{0,3}allow:\s{0,3}(?P<rules>[a-z0-9, -]{1,200}?)\s{0,3}-->")


def drop_allowed(library: Library, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings that were not allowed where they are. An error is never allowed away."""
    pages: tuple[Lesson | Guide, ...] = (*library.lessons, *library.guides)
    allowed = {
        (page.path, line, rule)
        for page in pages
        if "allow:" in page.body
        for line, rule in _allowed_rules(page.body, page.body_line)
    }
    for one in found:
        if one.is_error or (one.place.path, one.place.line, one.rule) not in allowed:
            yield one


def _allowed_rules(body: str, first: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(body.split("\n"), first):
        for match in _ALLOW.finditer(line) if "allow:" in line else ():
            alone = not (line[: match.start()] + line[match.end() :]).strip()
            yield from ((number + alone, rule.strip()) for rule in match["rules"].split(","))
