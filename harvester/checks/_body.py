"""A lesson's body for several families of checks: offsets to places, links and pictures, what a writer allows."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import unquote

from harvester.model import Guide, Lesson, Library
from harvester.model.diagnostics import Diagnostic, Finding, Place
from harvester.model.plain_text import CODE
from harvester.reading.wording import messages, patterns

say = messages("harvester.checks").finding
"""What a rule of `rules.yml` says of a place."""
MOST = 20
"""Findings of one rule in one lesson; more would only bury the others."""

_PATTERNS = patterns("harvester.checks", "body")


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link or picture of the body; `target` with percent signs resolved and control signs out,
    `[start, end)` where it is."""

    is_picture: bool
    text: str
    target: str
    start: int
    end: int


def prose(body: str) -> str:
    """A body with code blanked out, every offset kept."""
    if "`" not in body and "~~~" not in body:
        return body
    return CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)


def place(lesson: Lesson | Guide, offset: int) -> Place:
    """The place in the file of an offset of the body."""
    line = lesson.body.count("\n", 0, offset)
    return Place(lesson.path, lesson.body_line + line, offset - lesson.body.rfind("\n", 0, offset))


def finding(lesson: Lesson, start: int, end: int, key: str, *values: object, **more: Any) -> Finding:
    """What a rule says of `[start, end)` of the body."""
    return say(key, place(lesson, start), *values, width=max(1, end - start), **more)


@lru_cache(maxsize=16)
def links(body: str) -> tuple[BodyLink, ...]:
    """Every link and picture of a body, in whatever way it is written, in document order."""
    written = "](" in body or "]:" in body or "<" in body
    return tuple(_body_link(match) for match in _PATTERNS.link.finditer(prose(body))) if written else ()


def _body_link(match: re.Match[str]) -> BodyLink:
    name = match.lastgroup or "bare"
    is_picture = match["picture"] == "!" or name == "src"
    target = unquote(match[name]).translate(dict.fromkeys([*range(32), 127])).strip()
    return BodyLink(is_picture, match["text"] or "", target, match.start(name), match.end(name))


def told_links(
    library: Library, rule: str, told: Callable[[Lesson, BodyLink], str | bool]
) -> Iterator[Finding]:
    """A finding for each link of which there is something to tell; what it is fills the rule's wording."""
    for lesson in library.lessons:
        found = ((link, what) for link in links(lesson.body) if (what := told(lesson, link)))
        for link, what in islice(found, MOST):
            yield finding(lesson, link.start, link.end, rule, what)


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
