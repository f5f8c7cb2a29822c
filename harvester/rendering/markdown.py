"""A piece of a lesson's Markdown in, clean HTML out; what renders right on GitHub renders right here. markdown-it-py
reads it (nested lists, tables, alerts and task lists as GitHub does; measured four times faster than Python-Markdown,
and not quadratic). Limits are before it, `cleaning` behind it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from itertools import accumulate, chain
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markupsafe import Markup

from harvester.model.plain_text import without_footnotes
from harvester.rendering.cleaning import LINK_REL, clean, readable, reason_too_heavy
from harvester.rendering.links import NOWHERE, Surroundings, raw, resolve_target
from harvester.rendering.typography import TURN, Typography, signs_to_tags, without_signs
from harvester.thai.text import former_slug, slug

_CITATION = re.compile(r"\[\[([^\[\]|\n]{1,80})(?:\|([^\[\]\n]{1,200}))?\]\]")
_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_ADDRESS = re.compile(
    r"https?://(?:[^\s<>\"'“”‘’()\[\]ก-๙]|(?<=[/=_#%&?-])[ก-๙]|(?<=[ก-๙])[ก-๙])+(?<![.,;:!?])"
)
"""A bare address; Thai letters belong to it from a slash or the like on."""
# Several words and no Thai letter: a voice should read them as English.
_ENGLISH = re.compile(r"(?:[^ก-๙A-Za-z]*[A-Za-z]+(?![A-Za-z])){4}[^ก-๙]*")
_SAFE = r"\-+=/,.;:?!@%'\"()“”‘’…–—•0-9A-Za-zก-๛"
_LINE = rf"(?!\d{{1,9}}[.)])[ก-๛A-Za-z0-9\"“‘(•](?:[{_SAFE} ]*[{_SAFE}])?"
_ONLY_WORDS = re.compile(rf"{_LINE}(?:\n{{1,2}}{_LINE})*")
"""Paragraphs without a sign that Markdown or HTML could take for its own."""
_BLANK_OF = {"softbreak": "\n", "hardbreak": "\n", "html_inline": ""}
"""What means a token without words of its own where words are looked for."""


def html_of(
    source: str, typography: Typography | None, around: Surroundings = NOWHERE, *, line: bool = False
) -> Markup:
    """Clean HTML of a piece; `line` leaves out the paragraph around a single one. A piece over the limits is shown as
    plain text: nothing is lost, nothing is parsed."""
    if reason_too_heavy(source):
        return Markup('<p class="refused">{}</p>').format(source)
    env: dict[str, Any] = {"typography": typography, "around": around, "used": set()}
    if typography and _ONLY_WORDS.fullmatch(source) and not (line and "\n" in source):
        return _paragraphs(source, typography, env, line)
    source = without_signs(without_footnotes(source) if around.notes else source)
    made = _PARSER.renderInline(source, env) if line else _PARSER.render(source, env)
    return signs_to_tags(readable(clean(made)))


def _paragraphs(source: str, typography: Typography, env: Mapping[str, Any], line: bool) -> Markup:
    """What parser and cleaning make of words alone, without their work."""
    made = []
    for block in (blocks := source.split("\n\n")):
        if "://" in block or any(term in block for term in env["around"].terms):
            parts = ((Token("softbreak", "br", 0), _plain(one)) for one in block.split("\n"))
            tokens = chain.from_iterable(parts)
            made.append("".join(map(_render_token, _inline([*tokens][1:], env))))
        else:
            made.append("\n".join(map(typography.marked, block.split("\n"))))
    opened = ('<p lang="en">' if _ENGLISH.fullmatch(block) else "<p>" for block in blocks)
    return signs_to_tags(
        made[0] if line else "\n".join(f"{p}{one}</p>" for p, one in zip(opened, made, strict=True))
    )


def _render_token(token: Token) -> str:
    if token.type == "link_open":
        attributes = "".join(f' {name}="{value}"' for name, value in token.attrs.items())
        return f'<a{attributes} rel="{LINK_REL}">'
    return {"softbreak": "\n", "link_close": "</a>"}.get(token.type, token.content)


def _beside_thai(state: StateInline, silent: bool) -> bool:
    """Makes the state read `*` beside Thai letters by `_scanned`; takes nothing of the text."""
    if "scanDelims" not in vars(state):
        state.scanDelims = partial(_scan_delimiters, state)  # type: ignore[method-assign]
    return False


def _scan_delimiters(state: StateInline, start: int, can_split: bool) -> Scanned:
    """Whether `*` can open or close emphasis. CommonMark wants a blank on one side of stars beside a bracket or
    quotation mark; Thai has none between words, so a Thai letter on the other side is enough."""
    found = StateInline.scanDelims(state, start, can_split)
    before = state.src[start - 1 : start] or " "
    after = state.src[start + found.length : start + found.length + 1] or " "
    if state.src[start] != "*" or not (("ก" <= before <= "๛") or ("ก" <= after <= "๛")):
        return found
    return Scanned(not after.isspace(), not before.isspace(), found.length)


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
            words = state.tokens[at + 1]
            token.attrs["id"] = slug(words.content)
            if (former := former_slug(words.content)) != token.attrs["id"]:  # published before, leads here
                mark = Token("html_inline", "", 0, content=f'<a id="{former}"></a>')
                words.children = [mark, *(words.children or ())]
        if (
            token.type == "paragraph_open"
            and not token.hidden
            and _ENGLISH.fullmatch(state.tokens[at + 1].content)
        ):
            token.attrs["lang"] = "en"
        if token.type in ("th_open", "td_open") and (style := str(token.attrs.pop("style", ""))):
            token.attrs["align"] = style.removeprefix("text-align:")  # styles do not pass the cleaning
        if token.type == "inline" and token.children:
            token.children = _inline(token.children, state.env)
        elif token.type == "html_block":
            token.content = raw(token.content, state.env["around"])


def _inline(children: list[Token], env: Mapping[str, Any]) -> list[Token]:
    made: list[Token] = []
    linked = 0
    tags: list[str] = []
    children = [_picture(one, env["around"]) if one.type == "image" else one for one in children]
    whole = _Whole(children, env["typography"])
    for at, token in enumerate(children):
        if token.type == "link_open":
            linked += 1
            if not _resolve(token, "href", env["around"]):
                token.type, token.tag, token.attrs = "span_open", "span", {"class": "cite cite--missing"}
            tags.append(token.tag)
        elif token.type == "link_close":
            linked -= 1
            token.tag = tags.pop()
        elif token.type == "html_inline":
            token.content = raw(token.content, env["around"])
        if token.type == "text":
            made.extend(_text(token, env, linked > 0, whole, at))
        else:
            made.append(token)
    return made


class _Whole:
    """The words of one block over all its inline marks: where lines may end is decided on the whole of it."""

    def __init__(self, children: list[Token], typography: Typography | None) -> None:
        self.typography = typography
        self._text = "".join(_BLANK_OF.get(one.type, one.content) for one in children)
        self._starts = [*accumulate(map(_width, children), initial=0)]
        self.is_plain = len(children) == 1

    @cached_property
    def _turns(self) -> list[int]:
        return self.typography.turns(self._text) if self.typography else []

    def within(self, at: int) -> tuple[list[int], bool]:
        """Offsets of the text `at` before which a line may begin, and whether one may begin at its start."""
        start, stop = self._starts[at], self._starts[at + 1]
        inside = self._turns[bisect_left(self._turns, start) : bisect_left(self._turns, stop)]
        opens = bool(inside and inside[0] == start) and not self._text[max(0, start - 1)].isspace()
        return [at - start for at in inside], opens


def _width(token: Token) -> int:
    """Characters that a token takes in the text of its block."""
    return len(_BLANK_OF.get(token.type, token.content))


def _resolve(token: Token, name: str, around: Surroundings) -> bool:
    """Points a link at what it means; False when it would lead nowhere."""
    found = resolve_target(str(token.attrs.get(name, "")), around)
    if found is not None:
        token.attrs[name] = found
        if found.startswith("site:files/"):
            token.attrs |= {"download": "", "class": "file"}
    return found is not None


def _picture(token: Token, around: Surroundings) -> Token:
    """A picture of the lessons folder, or its description in words."""
    if _resolve(token, "src", around) and str(token.attrs["src"]).startswith("site:"):
        token.attrs["loading"] = "lazy"
        path = str(token.attrs["src"]).removeprefix("site:pictures/")
        if picture := around.pictures.get(path):
            token.attrs["width"], token.attrs["height"] = picture.shown
            if len(offered := picture.versions(path)) > 1:
                token.attrs["srcset"] = ", ".join(f"site:pictures/{at} {w}w" for w, at in offered.items())
                token.attrs["sizes"] = "(max-width: 48em) 100vw, 46em"
        return token
    return _plain(f"[รูป: {token.content or token.attrs.get('src', '')}]")


def _text(token: Token, env: Mapping[str, Any], linked: bool, whole: _Whole, number: int) -> list[Token]:
    """A text set in units that stay whole; bare addresses and the first mention of each term are linked."""
    text, typography = token.content, whole.typography
    if not text or typography is None:
        return [_plain(text)] if text else []
    links = [] if linked else list(_links(text, env, typography))
    if whole.is_plain and not links:
        return [_plain(typography.marked(text))]
    turns, opens = whole.within(number)
    parts: list[Token] = [_plain(TURN)] if opens else []
    at = 0

    def put(stop: int) -> None:
        if stop > at:
            edges = [turn - at for turn in turns if at < turn < stop]
            joint = TURN if at in turns and at and not text[at - 1].isspace() else ""
            parts.append(_plain(joint + typography.marked(text[at:stop], edges)))

    for start, stop, address, name in links:
        put(start)
        if start in turns and start and not text[start - 1].isspace():
            parts.append(_plain(TURN))
        shown = text[start:stop] if not name else typography.marked(text[start:stop], ())
        opened = Token("link_open", "a", 1, attrs={"href": address, **({"class": name} if name else {})})
        parts += [opened, _plain(shown), Token("link_close", "a", -1)]
        at = stop
    put(len(text))
    return parts


def _links(text: str, env: Mapping[str, Any], typography: Typography) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, address and class of what is linked in a text, in order."""
    terms, used = env["around"].terms, env["used"]
    found = [(*match.span(), match[0], "") for match in _ADDRESS.finditer(text)]
    if terms:
        for start, stop in typography.words(text):
            address = terms.get(text[start:stop])
            inside = any(a < stop and start < b for a, b, *_ in found)
            if address and address not in used and not inside:
                used.add(address)
                found.append((start, stop, address, "term"))
    yield from sorted(found)


def _plain(text: str) -> Token:
    return Token("text", "", 0, content=text)


_PARSER = MarkdownIt("gfm-like2", {"linkify": False, "html": True, "maxNesting": 40}).disable("linkify")
_PARSER.inline.ruler.before("text", "beside_thai", _beside_thai)
_PARSER.inline.ruler.before("link", "citation", _citation)
_PARSER.inline.ruler.before("citation", "note", _note)
_PARSER.core.ruler.push("thai", _thai)
