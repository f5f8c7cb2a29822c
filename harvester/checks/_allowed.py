"""What a writer means to keep: `<!-- allow: personal-data -->` on the line, or alone on the line above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from harvester.model import Guide, Lesson, Library
from harvester.model.diagnostics import Diagnostic

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
