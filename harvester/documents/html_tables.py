"""Tables of a page: rows of data as one block, forms of label and value as labelled lines, layout as nothing."""

from __future__ import annotations

from typing import Any

from harvester.model.document import Block, Kind
from harvester.reading.profile import is_label
from harvester.thai.numbering import sign_of

TELLING = 160
"""Characters of a cell that tells a story: then the table is layout."""
LABEL = 60
"""Characters of the label of a form."""


def is_data_table(table: Any) -> bool:
    """False where a table only places text on the page."""
    if table.find(".//table") is not None:
        return False
    if table.find(".//h1") is not None or table.find(".//li") is not None:
        return False
    return is_data(_rows(table))


def is_data(rows: list[list[str]]) -> bool:
    """Whether cells hold data and not the paragraphs of a page."""
    if not rows or max(len(row) for row in rows) < 2:
        return False
    if _is_form(rows):
        return True
    long = sum(len(cell) > TELLING for row in rows for cell in row)
    cells = sum(len(row) for row in rows)
    return len(rows) > 1 and long <= cells * 0.1


def table_blocks(table: Any, aside: str) -> list[Block]:
    """The blocks of a table of data."""
    return table_of(_rows(table), aside)


def table_of(rows: list[list[str]], aside: str) -> list[Block]:
    """A labelled line a row for forms of two columns, else one block of rows, cells parted by ` | `."""
    if _is_form(rows):
        return [
            Block(Kind.LABEL, f"{row[0].rstrip(' :：')} : {' '.join(row[1:])}".strip(), aside=aside)
            for row in rows
            if any(row)
        ]
    text = "\n".join(" | ".join(cell.replace("|", "/") for cell in row) for row in rows if any(row))
    return [Block(Kind.TABLE, text, aside=aside)] if text.strip(" |\n") else []


def _is_form(rows: list[list[str]]) -> bool:
    """Two columns, the first all short labels (most known, or ending in a colon), the second the values."""
    pairs = [row for row in rows if any(row)]
    if len(pairs) < 2 or any(len(row) != 2 for row in pairs):
        return False
    short = all(0 < len(row[0]) <= LABEL for row in pairs)
    labels = sum(row[0].rstrip().endswith((":", "：")) or _is_label(row[0]) for row in pairs)
    return short and labels >= len(pairs) * 0.6


def _is_label(cell: str) -> bool:
    """Whether it names a field or section, with or without a number."""
    sign = sign_of(cell)
    return is_label(cell[sign.length if sign else 0 :].rstrip(" :："))


def _rows(table: Any) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
        for row in table.iter("tr")
    ]
