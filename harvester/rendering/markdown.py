"""A piece of a lesson's Markdown in, clean HTML out; what renders right on GitHub renders right here.

markdown-it-py reads it (nested lists, tables, alerts and task lists as GitHub does; measured four times
faster than Python-Markdown, and not quadratic). Limits stand before it, `cleaning` behind it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markupsafe import Markup

from harvester.rendering.cleaning import clean
from harvester.rendering.limits import too_heavy
from harvester.rendering.typography import Typography, kept_together
from harvester.thai.text import slug


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a piece may point at. Links are `site:…`, made relative when the page is known.

    `citation` gives (link, title) of a lesson id or alias, or None; `page` the link of a Markdown file or
    picture of the lessons folder; `terms` the word to link at its first mention and where to; `notes` the
    number of each footnote of the lesson; `base` the folder of the lesson; `anchored` gives headings an id.
    """

    citation: Callable[[str], tuple[str, str] | None] = field(default=lambda name: None)
    page: Callable[[str], str | None] = field(default=lambda path: None)
    terms: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    base: str = ""
    anchored: bool = False


NOWHERE = Surroundings()
_CITATION = re.compile(r"\[\[([^\[\]|\n]{1,80})(?:\|([^\[\]\n]{1,200}))?\]\]")
_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’()\[\]ก-๙]+[^\s<>\"'“”‘’()\[\]ก-๙.,;:!?]")
ALERTS = {
    "note": "ข้อสังเกต",
    "tip": "เคล็ดลับ",
    "important": "สำคัญ",
    "warning": "คำเตือน",
    "caution": "ข้อควรระวัง",
}
"""GitHub's alerts by their names."""
_ALERT = re.compile(r'(<p class="markdown-alert-title">)(\w+)')
_NO_BOX = '<input type="hidden">'
_TABLE = re.compile(r"(<table\b.*?</table>)", re.DOTALL)
_LEADS_AWAY = re.compile(r"(?i)^([a-z][a-z0-9+.-]*:|//|#)")


def html_of(
    source: str, typography: Typography | None, around: Surroundings = NOWHERE, *, line: bool = False
) -> Markup:
    """Clean HTML of a piece; `line` leaves out the paragraph around a single one.

    A piece over the limits is shown as plain text: nothing is lost, nothing is parsed.
    """
    if too_heavy(source):
        return Markup('<p class="refused">{}</p>').format(source)
    env: dict[str, Any] = {"typography": typography, "around": around, "used": set()}
    made = _PARSER.renderInline(source, env) if line else _PARSER.render(source, env)
    return Markup(_dressed(clean(made).replace(_NO_BOX, "").strip()))


def _dressed(html: str) -> str:
    """Alerts in Thai; tables and code wider than a phone scroll by themselves, and the keyboard reaches them."""
    if "markdown-alert-title" in html:
        html = _ALERT.sub(lambda match: match[1] + ALERTS.get(match[2].lower(), match[2]), html)
    if "<table" in html:
        html = _TABLE.sub(r'<div class="scroll" tabindex="0" role="group" aria-label="ตาราง">\1</div>', html)
    return html.replace("<pre>", '<pre tabindex="0">')


def _parser() -> MarkdownIt:
    made = MarkdownIt("gfm-like2", {"linkify": False, "html": True, "maxNesting": 40})
    made.disable("linkify")
    made.inline.ruler.before("text", "beside_thai", _beside_thai)
    made.inline.ruler.before("link", "citation", _citation)
    made.inline.ruler.before("citation", "note", _note)
    made.core.ruler.push("thai", _thai)
    return made


def _beside_thai(state: StateInline, silent: bool) -> bool:
    """Makes the state read `*` beside Thai letters by `_scanned`; takes nothing of the text."""
    if "scanDelims" not in vars(state):
        state.scanDelims = partial(_scanned, state)  # type: ignore[method-assign]
    return False


def _scanned(state: StateInline, start: int, can_split: bool) -> Scanned:
    """Whether `*` can open or close emphasis. CommonMark wants a blank on one side of stars beside a bracket or
    quotation mark; Thai has none between words, so a Thai letter on the other side is enough.
    """
    found = StateInline.scanDelims(state, start, can_split)
    before = state.src[start - 1 : start] or " "
    after = state.src[start + found.length : start + found.length + 1] or " "
    if state.src[start] != "*" or not (_is_thai(before) or _is_thai(after)):
        return found
    return Scanned(not after.isspace(), not before.isspace(), found.length)


def _is_thai(sign: str) -> bool:
    return "ก" <= sign <= "๛"


def _citation(state: StateInline, silent: bool) -> bool:
    """`[[id]]` and `[[id|text]]`: a link to the lesson, or its text marked as leading nowhere."""
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        found = state.env["around"].citation(match[1].strip())
        opened = state.push("link_open", "a", 1) if found else state.push("span_open", "span", 1)
        opened.attrs = {"class": "cite", "href": found[0]} if found else {"class": "cite cite--missing"}
        text = state.push("text", "", 0)
        text.content = (match[2] or (found[1] if found else match[1])).strip()
        state.push("link_close", "a", -1) if found else state.push("span_close", "span", -1)
    state.pos = match.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """`[^name]`: the number of a footnote that the lesson shows at its end."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    number = state.env["around"].notes.get(match[1]) if match else None
    if match is None or number is None:
        return False
    if not silent:
        raised = state.push("html_inline", "", 0)
        raised.content = f'<sup class="note-ref"><a href="#note-{number}">{number}</a></sup>'
    state.pos = match.end()
    return True


def _thai(state: StateCore) -> None:
    """Words joined, terms and bare addresses linked, links into the lessons folder resolved."""
    for at, token in enumerate(state.tokens):
        if token.type == "heading_open" and state.env["around"].anchored:
            token.attrs["id"] = slug(state.tokens[at + 1].content)
        if token.type == "inline" and token.children:
            token.children = _inline(token.children, state.env)


def _inline(children: list[Token], env: Mapping[str, Any]) -> list[Token]:
    made: list[Token] = []
    linked = 0
    for token in children:
        if token.type == "link_open":
            linked += 1
            _resolve(token, "href", env["around"])
        elif token.type == "link_close":
            linked -= 1
        elif token.type == "image":
            token = _picture(token, env["around"])
        if token.type == "text":
            made.extend(_text(token, env, linked > 0))
        else:
            made.append(token)
    return made


def _resolve(token: Token, name: str, around: Surroundings) -> bool:
    """Points a relative link at the page of that file; True when it leads into the site."""
    target = str(token.attrs.get(name, ""))
    if target.startswith("site:"):
        return True
    if not target or _LEADS_AWAY.match(target):
        return False
    path, _, anchor = unquote(target).partition("#")
    found = around.page(posixpath.normpath(posixpath.join(around.base, path)))
    if found:
        token.attrs[name] = found + (f"#{anchor}" if anchor else "")
    return found is not None


def _picture(token: Token, around: Surroundings) -> Token:
    """A picture of the lessons folder, or its description in words."""
    if _resolve(token, "src", around):
        token.attrs["loading"] = "lazy"
        return token
    told = Token("text", "", 0)
    told.content = f"[รูป: {token.content or token.attrs.get('src', '')}]"
    return told


def _text(token: Token, env: Mapping[str, Any], linked: bool) -> list[Token]:
    parts: list[Token] = []
    at = 0
    for match in () if linked else _ADDRESS.finditer(token.content):
        parts += _words(token.content[at : match.start()], env, linked)
        parts += _link(match[0], match[0], "")
        at = match.end()
    return parts + _words(token.content[at:], env, linked)


def _words(text: str, env: Mapping[str, Any], linked: bool) -> list[Token]:
    """Text cut into words: joined for display, and linked where a glossary term first stands."""
    typography: Typography | None = env["typography"]
    if not text or typography is None:
        return [_plain(text)] if text else []
    terms, used = env["around"].terms, env["used"]
    parts: list[Token] = []
    run: list[str] = []
    for turn, word, shown in typography.set_words(text):
        run.append(turn)
        if not linked and word in terms and terms[word] not in used:
            used.add(terms[word])
            parts += [_plain(kept_together("".join(run))), *_link(shown, terms[word], "term")]
            run = []
        else:
            run.append(shown)
    return [*parts, _plain(kept_together("".join(run)))]


def _plain(text: str) -> Token:
    made = Token("text", "", 0)
    made.content = text
    return made


def _link(text: str, href: str, name: str) -> list[Token]:
    opened = Token("link_open", "a", 1)
    opened.attrSet("href", href)
    if name:
        opened.attrSet("class", name)
    return [opened, _plain(text), Token("link_close", "a", -1)]


_PARSER = _parser()
