"""Markdown source as blocks with line numbers (markdown-it-py), and the source text of each. Knows lines and indents
only; what a block means for a lesson is left to `labels`, `techniques`, `structure`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from harvester.reading.wording import patterns

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_P = patterns("harvester.reading", "blocks")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of source: lines `[start, end)` of the text, counted from 0, and its token's type. `kind` of heading,
    paragraph, ordered, bullet, item, quote, fence, html, table, hr. `level` is that of a heading; `number` the first
    number of an ordered list."""

    kind: str
    start: int
    end: int
    level: int = 0
    number: int = 1
    heading: str = ""
    children: "tuple[Block, ...]" = ()


_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "ordered_list_open": "ordered",
    "bullet_list_open": "bullet",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "fence": "fence",
    "code_block": "fence",
    "html_block": "html",
    "table_open": "table",
    "hr": "hr",
}


def prepare_body(body: str) -> str:
    """The body with `!!! caution` blocks written as quotes and Thai-numbered items as Markdown's, line for line."""
    body = _P.thai_item.sub(lambda m: f"{m[1]}{m[2].translate(_TO_ARABIC)}{m[3]} ", body)
    if loose := loose_items(body.split("\n")):
        body = "\n".join(loose.get(number, line) for number, line in enumerate(body.split("\n")))
    if "!!!" not in body:
        return body
    lines = body.split("\n")
    indent: str | None = None
    for index, line in enumerate(lines):
        if indent is not None:
            inner = indent + "    "
            following = next((one for one in lines[index:] if one.strip()), "")
            if following.startswith(inner):
                lines[index] = f"{indent}> {line[len(inner) :]}".rstrip()
                continue
            indent = None
        if (match := _P.admonition.match(line)) is not None:
            indent = match["indent"]
            lines[index] = f"{indent}> [!CAUTION] {match['title'] or ''}".rstrip()
    return "\n".join(lines)


def loose_items(lines: list[str]) -> dict[int, str]:
    """Lines that people mean as items of a list and Markdown would join to the line above, as Markdown's items. A
    number counts only where it goes on from the item before it, or begins a run of its own kind."""
    found: dict[int, str] = {}
    last, fenced = 0, False
    for at, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            continue
        elif line.startswith("#"):
            last = 0
        elif match := _P.numbered.match(line):
            last = int(match["number"])
        elif (match := _P.dash.match(line)) and (match["blank"] or _among_its_like(lines, at, match["sign"])):
            found[at] = f"{match['indent']}- {line[match.end() :]}"
        elif match := _P.loose.match(line):
            number = _number(match)
            if number == last + 1 and (last or _goes_on(lines, at, match)):
                last = number
                found[at] = f"{match['indent']}{number}. {line[match.end() :]}"
    return found


def _among_its_like(lines: list[str], at: int, sign: str) -> bool:
    """Whether the line above or below begins with the same sign."""
    beside = (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])
    return any(line.lstrip().startswith(sign) for line in beside)


def _number(match: re.Match[str]) -> int:
    return int(match["a"] or match["b"] or match["c"] or match["d"])


def _goes_on(lines: list[str], at: int, first: re.Match[str]) -> bool:
    """Whether the next number of the same kind is below, before the next heading."""
    for line in lines[at + 1 :]:
        if line.startswith("#"):
            return False
        match = _P.loose.match(line)
        if match is not None and match["word"] == first["word"] and match["round"] == first["round"]:
            return _number(match) == 2
    return False


def parse(text: str) -> tuple[Block, ...]:
    """The top-level blocks of a prepared body, list items and their blocks as children."""
    return tuple(_collect(_parser().parse(text), 0, None)[0])


@cache
def _parser() -> "MarkdownIt":
    """Of blocks and their lines; what stands inside them is read at rendering. Loaded only where a lesson is new."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 30}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _collect(tokens: "list[Token]", index: int, until: str | None) -> tuple[list[Block], int]:
    found: list[Block] = []
    while index < len(tokens):
        token = tokens[index]
        if token.type == until:
            return found, index + 1
        kind = _KINDS.get(token.type)
        index += 1
        if kind is None or token.map is None:
            continue
        start, end = token.map
        if token.nesting == 0:
            found.append(Block(kind, start, end))
            continue
        if kind == "heading":
            found.append(Block(kind, start, end, level=int(token.tag[1]), heading=tokens[index].content))
        children, index = _collect(tokens, index, token.type.replace("_open", "_close"))
        if kind != "heading":
            number = int(token.attrGet("start") or 1) if kind == "ordered" else 1
            found.append(Block(kind, start, end, number=number, children=tuple(children)))
    return found, index


def source(lines: list[str], block: Block) -> str:
    """The lines of a block, outer blank lines off."""
    return "\n".join(lines[block.start : block.end]).strip("\n").rstrip()


def item_source(lines: list[str], item: Block, skip: tuple[Block, ...] = ()) -> str:
    """The text of a list item: marker and indent off, the blocks in `skip` left out."""
    first = lines[item.start]
    marker = _P.marker.match(first)
    indent = len(marker[0]) if marker else 0
    hidden = {line for block in skip for line in range(block.start, block.end)}
    kept = [first[indent:]] if item.start not in hidden else []
    for number in range(item.start + 1, item.end):
        if number not in hidden:
            line = lines[number]
            kept.append(line[min(indent, len(line) - len(line.lstrip(" "))) :])
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n").rstrip()


def quote_lines(lines: list[str], block: Block) -> list[tuple[int, str]]:
    """The lines of a quote as (line, text without `>`), whatever its indent."""
    return [(n, re.sub(r"^\s*>\s?", "", lines[n])) for n in range(block.start, block.end) if lines[n].strip()]
