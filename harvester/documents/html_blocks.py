"""The tree of a page to blocks: headings, paragraphs, items with their signs, tables; what is a menu, what is hidden.
Walks without recursion. Knows no encoding and no meaning of words."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from harvester.documents.html_tables import LABEL, is_data_table, table_blocks
from harvester.documents.unseen import hides, inline_styles
from harvester.model.document import Block, Kind
from harvester.reading.profile import is_label
from harvester.reading.wording import patterns

_P = patterns("harvester.documents", "html_blocks")
_NEVER, _BLOCKS = _P.set_of("never"), _P.set_of("blocks")
_ASIDES = _P.words_of("asides")
_VALUE = "\ue000"
"""Stands behind a bold label for the colon that people leave out."""
_SPARE = re.compile(rf"{_VALUE}(?=\s*(?:[:：]|$))|(?<=[:：])\s*{_VALUE}")
HIDDEN, MENU = "ข้อความที่ซ่อนไว้", "เมนู"
MENU_LINKS = 0.75
"""Share of a short block's letters inside links from which it is a menu."""


@dataclass(slots=True)
class _Line:
    """A block in the making."""

    text: list[str] = field(default_factory=list)
    bold: int = 0
    bold_from: int = 0
    linked: int = 0
    size: int = 0
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    sign: str = ""
    aside: str = ""


@dataclass(slots=True)
class _Lists:
    """The open lists: kind and how many items each has had."""

    open: list[list[Any]] = field(default_factory=list)

    def sign(self) -> str:
        if not self.open:
            return "• "
        top = self.open[-1]
        if top[0] == "ul":
            return "• "
        top[1] += 1
        return f"{top[1]}. "


def blocks_of(tree: Any) -> tuple[list[Block], int]:
    """All blocks in reading order, and how many pieces of text were hidden."""
    inline_styles(tree)
    walker = _Walker(len(tree.text_content()))
    walker.walk(tree)
    return walker.blocks, walker.hidden


class _Walker:
    def __init__(self, size: int) -> None:
        self.size = size
        self.blocks: list[Block] = []
        self.hidden = 0
        self.line = _Line()
        self.lists = _Lists()
        self.asides: list[str] = []
        self.links = self.bolds = self.headings = self.quotes = self.items = 0
        self.pending_sign = ""

    def walk(self, tree: Any) -> None:
        """Enter and leave every element once, on a stack of our own."""
        stack: list[tuple[Any, bool]] = [(tree, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                self._leave(element)
                self._words(element.tail)
                continue
            tag = element.tag if isinstance(element.tag, str) else ""
            if not tag or tag in _NEVER:
                if tag != "head":
                    self._words(element.tail)
                continue
            if tag == "table" and is_data_table(element):
                self._flush()
                self._without_hidden(element)
                self.blocks += table_blocks(element, self._aside())
                self._words(element.tail)
                continue
            self._enter(element, tag)
            self._words(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        self._flush()

    def _without_hidden(self, table: Any) -> None:
        for element in [one for one in table.iter() if isinstance(one.tag, str) and hides(one)]:
            if text := " ".join(element.text_content().split()):
                self.hidden += 1
                self.blocks.append(Block(Kind.PARAGRAPH, text, aside=HIDDEN))
            for inner in element.iter():
                inner.text = None
                inner.tail = inner.tail if inner is element else None

    def _enter(self, element: Any, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self.asides.append(self._why(element, tag))
        elif why := hides(element) and HIDDEN:
            self._flush()
            self.asides.append(why)
        if tag == "br" and self.headings:
            self._words(" ")  # a title set on two lines is one title
        elif tag == "br" or "affiliation" in (element.get("class") or ""):
            self._flush()
        elif tag == "a":
            self.links += 1
        elif tag in ("b", "strong"):
            self.bolds += 1
            self.line.bold_from = len(self.line.text)
        elif _P.heading.match(tag):
            self.headings = int(tag[1])
        elif tag == "blockquote":
            self.quotes += 1
        elif tag in ("ul", "ol"):
            start = element.get("start") or ""
            self.lists.open.append([tag, int(start) - 1 if start.isdigit() else 0])
        elif tag == "li":
            self.items += 1
            self.pending_sign = self.lists.sign()
        elif tag == "img":
            self._picture(element)

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS or hides(element):
            self._flush()
            self.asides.pop()
        if tag == "a":
            self.links -= 1
        elif tag in ("b", "strong"):
            self.bolds -= 1
            if not self.bolds:
                self._label()
        elif _P.heading.match(tag):
            self.headings = 0
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag in ("ul", "ol"):
            self.lists.open.pop()
        elif tag == "li":
            self.items -= 1
            self.pending_sign = ""

    def _label(self) -> None:
        """A bold name of a section at the head of its paragraph is a line; one of a field begins one, with its value."""
        line, at = self.line, self.line.bold_from
        name = " ".join("".join(line.text[at:]).split())
        heads = line.bold == line.size
        if not 0 < len(name) <= LABEL or not is_label(name.rstrip(" :：")):
            return
        if heads and is_label(name.rstrip(" :："), section=True):
            self._flush()
        elif heads or _VALUE in line.text:
            words, line.text = line.text[at:], line.text[:at]
            self._flush()
            self.line = replace(line, text=[*words, _VALUE], bold=len(name), linked=0, size=len(name))

    def _words(self, text: str | None) -> None:
        if not text:
            return
        self.line.text.append(text)
        size = len(text.strip())
        self.line.size += size
        self.line.bold += size if self.bolds else 0
        self.line.linked += size if self.links else 0
        if size and self.line.kind is Kind.PARAGRAPH:
            if self.headings:
                self.line.kind, self.line.level = Kind.HEADING, self.headings
            elif self.pending_sign:
                self.line.kind, self.line.level, self.line.sign = Kind.ITEM, self.items, self.pending_sign
                self.pending_sign = ""
            elif self.quotes:
                self.line.kind = Kind.QUOTE

    def _picture(self, element: Any) -> None:
        words = " ".join((element.get("alt") or "").split())
        if len(words) > 3:
            self._flush()
            self.blocks.append(Block(Kind.IMAGE, words[:300], aside="คำบรรยายรูป"))

    def _flush(self) -> None:
        line, self.line = self.line, _Line()
        text = " ".join(_SPARE.sub(" ", "".join(line.text)).replace(_VALUE, " : ").split())
        if not text:
            return
        aside = self._aside()
        if aside == HIDDEN:
            self.hidden += 1
        if (
            not aside
            and line.linked >= MENU_LINKS * line.size
            and len(text) <= 120
            and line.kind is not Kind.HEADING
        ):
            aside = MENU
        if line.sign and re.match(r"\s*(?:[•*-]|\(?[0-9๐-๙]{1,2}[.)])", text):
            line.sign = ""
        bold = line.bold >= 0.8 * line.size and line.size > 0
        self.blocks.append(Block(line.kind, line.sign + text, level=line.level, bold=bold, aside=aside))

    def _aside(self) -> str:
        return next((why for why in self.asides if why), "")

    def _why(self, element: Any, tag: str) -> str:
        if why := hides(element) and HIDDEN:
            return why
        if tag == "header" and element.find(".//nav") is not None and not self._holds_the_page(element):
            return _ASIDES["nav"]
        if tag in _ASIDES and not (tag == "form" and self._holds_the_page(element)):
            return "" if tag == "footer" and _goes_on(element) else _ASIDES[tag]
        role = (element.get("role") or "").lower()
        if role in ("navigation", "banner", "contentinfo", "search", "complementary"):
            return MENU
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if tag in ("body", "article", "main") or not named.strip():
            return ""
        found = _P.first_of("named_asides", named)
        return found if found and not self._holds_the_page(element) else ""

    def _holds_the_page(self, element: Any) -> bool:
        """Whether more than half of the page's words are in it: then it is no aside, whatever it is called."""
        return len(element.text_content()) > 0.5 * max(1, self.size)


def _goes_on(footer: Any) -> bool:
    """Whether the text of an article comes behind its "footer", which then is the line of who posted it, and when."""
    size = len(footer.text_content())
    return footer.getparent().tag == "article" and any(
        len(one.text_content()) > size for one in footer.itersiblings() if isinstance(one.tag, str)
    )
