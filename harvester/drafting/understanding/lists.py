"""Numbered and bulleted paragraphs to lists: which belong together, and what is told under each."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from harvester.model.document import Block, Kind, tidy_blanks
from harvester.model.draft import Said, quote
from harvester.reading.wording import patterns
from harvester.thai.numbering import Sign, sign_of
from harvester.thai.segment import Segmenter
from harvester.thai.sentences import sentences

_P = patterns("harvester.drafting", "lists")
AWAY = 2
"""Blank lines that end a list."""


@dataclass(slots=True)
class Item:
    """One entry: its sign, its first block without the sign's meaning lost (spans keep it), what follows under it."""

    sign: Sign
    head: Block
    rest: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The head without its sign."""
        return self.head.text[self.sign.length :]

    @property
    def size(self) -> int:
        """Characters of all of it."""
        return sum(len(block.text) for block in (self.head, *self.rest))


@dataclass(slots=True)
class Listing:
    """Entries of one style of sign."""

    items: list[Item]


Piece = Block | Listing


def split_lists(blocks: list[Block]) -> list[Piece]:
    """Prose blocks and lists, in order. A number that begins no sequence is left in the prose."""
    blocks = [entry for block in blocks for part in split_inline_list(block) for entry in _inline(part)]
    signs = [_sign(block) for block in blocks]
    pieces: list[Piece] = []
    at = 0
    while at < len(blocks):
        last = _last_of(at, blocks, signs)
        if last is None:
            pieces.append(blocks[at])
            at += 1
            continue
        listing, at = _listing(at, last, blocks, signs)
        pieces.append(listing)
    return pieces


def _sign(block: Block) -> Sign | None:
    """The sign of a block; those of nested lists are of another style at each depth."""
    sign = sign_of(block.text) if block.kind is not Kind.TABLE else None
    if sign is not None and block.kind is Kind.ITEM:
        return replace(sign, style=f"{sign.style}@{block.level}")
    return sign


def _last_of(at: int, blocks: list[Block], signs: list[Sign | None]) -> int | None:
    """Where the last head of the list that begins at `at` is."""
    first = signs[at]
    if first is None or first.number > 1:
        return None
    if first.number == 0:
        last = at
        while last + 1 < len(blocks) and _is_alike(first, signs[last + 1]):
            last += 1
        return last if last > at or not first.shown else None
    last, expected = at, 2
    for index in range(at + 1, len(blocks)):
        sign = signs[index]
        if sign is not None and sign.style == first.style:
            if sign.number == expected:
                last, expected = index, expected + 1
            elif sign.number == 1:
                break
    return last if last > at or first.counted else None


def _is_alike(one: Sign, other: Sign | None) -> bool:
    """Bullets of one list; signs for show part what they are before."""
    if other is None or other.number:
        return False
    return one.style == other.style or not (one.shown or other.shown)


def _listing(at: int, last: int, blocks: list[Block], signs: list[Sign | None]) -> tuple[Listing, int]:
    style = signs[at]
    assert style is not None
    items: list[Item] = []
    expected = style.number
    while at < len(blocks):
        block, sign = blocks[at], signs[at]
        is_head = sign is not None and sign.style == style.style and sign.number == expected and at <= last
        if is_head and sign is not None:
            items.append(Item(sign, block))
            expected += 1 if sign.number else 0
        elif at > last and _ends(block, sign, style, items):
            break
        else:
            items[-1].rest.append(block)
        at += 1
    return Listing(items), at


def _ends(block: Block, sign: Sign | None, style: Sign, items: list[Item]) -> bool:
    """Whether a block after the last head is no longer told under it."""
    if style.number == 0:
        return not _is_alike(style, sign)
    if block.gap >= AWAY or _P.closes.match(block.text) or block.kind is Kind.HEADING:
        return True
    # Short entries without anything under them: what follows a list of such is a new paragraph.
    bare = len(items) > 1 and not any(item.rest for item in items[:-1])
    return bare and sign is None


def _inline(block: Block) -> Iterator[Block]:
    """A paragraph that counts 1) … 2) … 3) … in running text, cut before each number."""
    if len(block.text) < 60 or block.kind is Kind.TABLE:
        yield block
        return
    cuts: list[int] = []
    style, expected = "", 1
    for match in _P.inline.finditer(block.text):
        sign = sign_of(block.text[match.start() :])
        if sign is None or sign.number != expected or (style and sign.style != style):
            continue
        cuts.append(match.start())
        style, expected = sign.style, expected + 1
    if len(cuts) < (2 if cuts[:1] == [0] else 3):
        yield block
        return
    for low, high in zip(
        [0, *cuts] if cuts[0] else cuts,
        [*cuts, len(block.text)] if cuts[0] else [*cuts[1:], len(block.text)],
        strict=True,
    ):
        text = block.text[low:high]
        core = text.strip()
        if core:
            start = block.start + low + text.index(core)
            yield replace(
                block, text=core, start=start, end=start + len(core), gap=block.gap if low == 0 else 0
            )


LONG = 900
"""Characters of a paragraph that is split."""
SHORTEST = 220
"""Characters of a part."""


def split_inline_list(block: Block) -> Iterator[Block]:
    """The block, or its parts in order."""
    if len(block.text) < LONG or block.kind is Kind.TABLE:
        yield block
        return
    cuts = [0]
    for low, _ in sentences(block.text):
        if low - cuts[-1] >= SHORTEST and len(block.text) - low >= SHORTEST and _P.new.match(block.text, low):
            cuts.append(low)
    for low, high in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
        text = block.text[low:high]
        core = text.strip()
        start = block.start + low + text.index(core)
        yield replace(block, text=core, start=start, end=start + len(core), gap=block.gap if low == 0 else 0)


NAME = 110
"""Characters that a head may have to be a name."""
CLAUSE = 70
"""Characters of a name cut out of a long head."""
_TOO_SOON = 12
COUNTED = ("ครั้ง", "เวที", "สัปดาห์", "ระยะ", "กิจกรรม")
"""Nouns whose number says something."""


def body_of(item: Item) -> list[Block]:
    """The blocks of an entry, the head without its sign."""
    length = item.sign.length
    head = replace(item.head, text=item.head.text[length:], start=item.head.start + length)
    return [head, *item.rest]


def whole_name(item: Item) -> Said:
    """All of the head; its span takes the sign in. ครั้งที่ 2 is more than a sign, and stays."""
    text = item.head.text if item.sign.counted in COUNTED else item.text
    return replace(quote(item.head), text=tidy_blanks(text), rule="list")


def split_name(item: Item) -> tuple[Said, list[Block]]:
    """A name, and the body: without a head that is only a name, with a head that begins with it."""
    text = item.text
    if len(text) <= NAME and item.rest:
        return whole_name(item), item.rest
    if match := _P.named.match(text):
        cut = item.sign.length + match.end()
        name = Said(
            tidy_blanks(match["name"]), item.head.start, item.head.start + cut, item.head.page, 0.9, "list"
        )
        return name, [replace(item.head, text=item.head.text[cut:], start=item.head.start + cut), *item.rest]
    name = Said(
        first_clause(text), item.head.start, item.head.start + item.sign.length, item.head.page, 0.6, "list"
    )
    return name, body_of(item)


def first_clause(text: str) -> str:
    """The first words of a sentence, up to a blank that separates clauses, without the verb that leads on."""
    return _P.leads_on.sub("", _first_words(tidy_blanks(text)))


def _first_words(text: str) -> str:
    if len(text) <= CLAUSE:
        return text
    space = next((at for at in range(_TOO_SOON, CLAUSE) if text[at] == " " and at >= 24), -1)
    if space < 0:
        space = text.rfind(" ", _TOO_SOON, CLAUSE)
    return text[:space] if space > 0 else text[:CLAUSE].rstrip()


def opening(block: Block, short: int) -> Said:
    """The first words of a story that has no title, about `short` characters: they stay in the text too."""
    sign = sign_of(block.text)
    if sign is not None and not sign.shown:
        told = first_clause(tidy_blanks(block.text[sign.length :]))
        return Said(told, block.start, block.end, block.page, 1.0, "opening")
    low, high = sentences(block.text)[0]
    cut = min(high, low + short)
    space = block.text.rfind(" ", low + 20, cut + 1)
    words = [
        low + edge for edge in Segmenter().boundaries(block.text[low : cut + short]) if low + edge <= cut
    ]
    end = space if (high > cut or high - low > short) and space > 0 else max(words, default=cut)
    return quote(block, low, end, 1.0, "opening")
