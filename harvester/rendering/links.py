"""What a piece of a lesson points at, and where that leads on the site."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import unquote

from harvester.model import Picture

_POINTS = re.compile(r"""\b(href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_LEADS_AWAY = re.compile(r"(?i)^([a-z][a-z0-9+.-]*:|//|#)")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a piece may point at. Links are `site:…`, made relative when the page is known. `citation` gives (link,
    title) of a lesson id or alias, or None; `page` the link of a Markdown file or picture of the lessons folder;
    `terms` the word to link at its first mention and where to; `notes` the number of each footnote of the lesson;
    `pictures` the size of each picture of the lessons folder; `base` the folder of the lesson; `anchored` gives
    headings an id."""

    citation: Callable[[str], tuple[str, str] | None] = field(default=lambda name: None)
    page: Callable[[str], str | None] = field(default=lambda path: None)
    anchor: Callable[[str, str], str | None] = field(default=lambda link, fragment: fragment)
    terms: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    base: str = ""
    anchored: bool = False


NOWHERE = Surroundings()


def resolve_target(target: str, around: Surroundings) -> str | None:
    """Where a written address leads: as it is to elsewhere, `site:…` into the site, None when nothing is there."""
    if target.startswith(("site:", "#note-")) or (_LEADS_AWAY.match(target) and not target.startswith("#")):
        return target
    path, _, fragment = unquote(target).partition("#")
    found = around.page(posixpath.normpath(posixpath.join(around.base, path))) if path else ""
    if found is None or not target:
        return None
    anchor = around.anchor(found, fragment) if fragment else None
    return f"{found}#{anchor}" if anchor else found or None


def raw(html: str, around: Surroundings) -> str:
    """HTML of a writer's own, its addresses pointed like those of Markdown; cleaned later."""

    def put(match: re.Match[str]) -> str:
        found = resolve_target(unescape(match[2].strip("\"'")), around)
        return f'{match[1]}="{escape(found)}"' if found is not None else ""

    return _POINTS.sub(put, html)
