"""Tables of a page: those that place text, those that are forms of labels and values, those of data."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from harvester.model.document import Block, Kind
from harvester.reading.profile import is_label
from harvester.reading.wording import patterns
from harvester.thai.numbering import sign_of

_P = patterns("harvester.documents", "html_blocks")
CELLS = ("td", "th")
LINES = _P.set_of("blocks") | {"br"}
TELLING = 160
"""Characters of a cell that tells a story: then the table is layout."""
LABEL, LABELLED, MANY, KNOWN = 60, 0.6, 4, 0.3
"""Characters of the label of a form, share of its rows that are labelled with known names, and rows from which a smaller
share is enough."""


def is_data_table(table: Any) -> bool:
    """False where a table only places text on the page."""
    rows = _rows(table)
    if table.find(".//table") is not None:
        return bool(_form(rows))
    if table.find(".//h1") is not None or table.find(".//li") is not None:
        return False
    return _is_data(rows)


def _is_data(rows: list[list[str]]) -> bool:
    """Whether cells hold data and not the paragraphs of a page."""
    if not rows or max(len(row) for row in rows) < 2:
        return False
    if _form(rows):
        return True
    long = sum(len(cell) > TELLING for row in rows for cell in row)
    cells = sum(len(row) for row in rows)
    return len(rows) > 1 and long <= cells * 0.1


def table_blocks(table: Any, aside: str) -> list[Block]:
    """A labelled line a row for forms of two columns, else one block of rows, cells split by ` | `."""
    rows = _rows(table)
    if pairs := _form(rows):
        return [block for pair in pairs for block in _labelled(pair, aside)]
    text = "\n".join(
        " | ".join(" ".join(cell.replace("|", "/").split()) for cell in row) for row in rows if any(row)
    )
    return [Block(Kind.TABLE, text, aside=aside)] if text.strip(" |\n") else []


def _labelled(pair: list[str], aside: str) -> Iterator[Block]:
    """A label with its value; a value of several lines stands under its label, a line a block."""
    name, lines = pair[0].rstrip(" :：\n"), [line for cell in pair[1:] for line in cell.splitlines()]
    if len(pair) == 1:
        yield Block(Kind.PARAGRAPH, name, aside=aside)
        return
    yield Block(Kind.LABEL, f"{name} : {''.join(lines[:1]) if len(lines) < 2 else ''}".strip(), aside=aside)
    yield from (Block(Kind.PARAGRAPH, line, aside=aside) for line in lines if len(lines) > 1)


def _form(rows: list[list[str]]) -> list[list[str]]:
    """The labels and values of a form, else nothing: two columns (behind one that counts), under a row that says so or
    with short labels in the first, many of them known or ending in a colon. A row of one cell is a line between, or a
    label over its value; a row of four is two pairs, where known labels stand below the first row too."""
    rows = [row for row in rows if any(row)]
    if any(len(row) == 4 for row in rows) and sum(_is_label(row[0]) for row in rows[1:]) < 2:
        return []
    over = [pair for row in rows if len(row) == 1 for pair in _pairs(row) if len(pair) > 1]
    rows = [pair for row in rows for pair in _pairs(row)]
    if all(
        len(row) == 3 and (row[0].strip(" .").isdecimal() or not number) for number, row in enumerate(rows)
    ):
        rows = [row[1:] for row in rows]
    pairs = [row for row in rows if len(row) > 1]
    headed = len(pairs) > 2 and _P.form_head.match("|".join(pairs[0])) is not None
    pairs = pairs[headed:]
    if len(pairs) < 2 or len(pairs) < LABELLED * len(rows) or any(len(row) != 2 for row in pairs):
        return []
    short = all(0 < len(row[0]) <= LABEL for row in pairs)
    labels = sum(row[0].rstrip().endswith((":", "：")) or _is_label(row[0]) or row in over for row in pairs)
    enough = headed or labels >= len(pairs) * (LABELLED if len(pairs) < MANY else KNOWN)
    return [row for row in rows if len(row) == 1 or row in pairs] if short and enough else []


def _pairs(row: list[str]) -> list[list[str]]:
    """Two pairs beside each other parted, and the first line of a cell that fills its row from the others."""
    if len(row) == 4:
        return [pair for pair in (row[:2], row[2:]) if any(pair)]
    first, _, rest = row[0].partition("\n")
    return [[first, rest]] if len(row) == 1 and rest and len(first) <= LABEL else [row]


def _is_label(cell: str) -> bool:
    """Whether it names a field or section, with or without a number."""
    sign = sign_of(cell)
    return is_label(cell[sign.length if sign else 0 :].rstrip(" :："))


def _rows(table: Any) -> list[list[str]]:
    return [[_lines(cell) for cell in row if cell.tag in CELLS] for row in table.xpath("./tr | ./*/tr")]


def _lines(cell: Any) -> str:
    """The text of a cell, a line for each of its own and for each row of a table in it."""
    parts = [""]
    for event, element in etree.iterwalk(cell, ("start", "end", "comment", "pi")):
        if element.tag in CELLS and element is not cell and event == "start":
            parts[-1] += " | " if parts[-1] else ""
        elif element.tag in LINES and element.tag not in CELLS:
            parts.append("")
        words = element.text if event == "start" else "" if element is cell else element.tail
        parts[-1] += words or ""
    return "\n".join(line for part in parts if (line := " ".join(part.split())))
