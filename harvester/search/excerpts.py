"""What is shown of a document: its note, and the stretch of its text that holds the words asked for. Reads and writes the
files `x<n>.bin`; the browser's twin is `excerpts.js`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from harvester.memo import key_of, recall
from harvester.search.coding import decode_text, encode_text, pack, unpack, without_line_ends
from harvester.search.document import PARTS, Document
from harvester.thai.text import arabic, clusters, normalise

STRETCH = 170
"""Characters of an excerpt."""
LEAD = 50
"""Most characters before the first word asked for."""


BLOCK = 16
"""Documents from which a file of excerpts is closed; a lesson stays together with what is in it."""
_FIELD = re.compile("[^\v\t]+")


class Display(Protocol):
    """What is needed of a `harvester.rendering.typography.Typography`."""

    content_key: str

    def expect(self, text: str) -> None:
        """Be ready for pieces of `text`."""
        ...

    def for_search(self, text: str) -> str:
        """A text with signs where its lines may end."""
        ...


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a document besides its title; `remedy` is that of a caution or trap."""

    note: str
    text: str
    remedy: str
    cautions: int
    trials: tuple[int, int, int]


def read_block(data: bytes) -> list[Card]:
    """The cards of a block of documents."""
    columns = (without_line_ends(decode_text(column)).split("\n") for column in unpack(data))
    out = []
    for note, excerpt, numbers in zip(*columns, strict=True):
        main, _, remedy = excerpt.partition("\t")
        cautions, worked, partly, failed = map(int, numbers.split())
        out.append(Card(note, main, remedy, cautions, (worked, partly, failed)))
    return out


def starts_of_blocks(held: Sequence[Document]) -> list[int]:
    """The first document of each block, so that a hit's cards come in one file."""
    starts: list[int] = []
    for number, one in enumerate(held):
        if not starts or (one.kind not in PARTS and number - starts[-1] >= BLOCK):
            starts.append(number)
    return starts


def write_block(held: Sequence[Document], display: Display | None) -> bytes:
    """Note, excerpt, number of cautions and trials of each document of a block."""
    cards = [(one.note, one.excerpt, " ".join(map(str, (one.cautions, *one.trials)))) for one in held]

    def packed() -> bytes:
        lines = ["\v".join(normalise(part).replace("\n", " ") for part in card) for card in cards]
        shown = with_line_ends(lines, display) if display else lines
        columns = ("\n".join(column) for column in zip(*(line.split("\v") for line in shown), strict=True))
        return pack([encode_text(column) for column in columns])

    return recall(
        key_of("excerpts", *chain.from_iterable(cards), (display and display.content_key) or ""), packed
    )


def with_line_ends(lines: Sequence[str], display: Display) -> list[str]:
    """Texts of display with signs; what a vertical or other tab parts is set apart."""

    def shown() -> list[str]:
        display.expect("\n".join(lines))
        return [_FIELD.sub(lambda text: display.for_search(text[0]), line) for line in lines]

    return recall(key_of("line ends", *lines, display.content_key), shown)


def found_in(text: str, marks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where forms are in `text`, longer forms first to claim a place; spans in order, none overlapping."""
    plain = arabic(text).lower()
    if len(plain) != len(text):
        return
    taken = bytearray(len(text))
    spans = []
    for form in marks:
        at = plain.find(form)
        while at >= 0:
            end = at + len(form)
            if not any(taken[at:end]):
                taken[at:end] = b"\1" * len(form)
                spans.append((at, end))
            at = plain.find(form, end)
    yield from sorted(spans)


def densest_stretch(text: str, marks: Sequence[str]) -> str:
    """About `STRETCH` characters of `text` around the densest words asked for, from blank to blank."""
    if len(text) <= STRETCH + LEAD:
        return text
    spans = list(found_in(text, marks))
    best, most = 0, -1
    for start, _ in spans:
        held = sum(end - at for at, end in spans if start <= at and end <= start + STRETCH)
        if held > most:
            best, most = start, held
    start = _start(text, best)
    if start + STRETCH > len(text):
        blank = text.find(" ", len(text) - STRETCH, start)
        start = blank + 1 if blank >= 0 else start
    end = _end(text, start)
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")


def _start(text: str, at: int) -> int:
    """A blank before `at`, else `at` itself, which begins a word."""
    if at <= LEAD:
        return 0
    blank = text.rfind(" ", at - LEAD, at)
    return blank + 1 if blank >= 0 else at


def _end(text: str, start: int) -> int:
    """A blank near the wanted end, else the border of a letter cluster."""
    wanted = start + STRETCH
    if wanted >= len(text):
        return len(text)
    blank = text.rfind(" ", wanted - LEAD, wanted)
    if blank < 0:
        blank = text.find(" ", wanted, wanted + LEAD)
    if blank >= 0:
        return blank
    end = start
    for piece in clusters(text[start : wanted + LEAD]):
        if end + len(piece) > wanted:
            break
        end += len(piece)
    return end
