"""Turns tables too wide for paper into lists of records: every cell under the name of its column."""

import re
from html import escape

import lxml.html

MOST_COLUMNS = 6
LONGEST_WORD = 24
"""Latin letters that may be in a cell without a break."""
_TABLE = re.compile(r"<table[ >].*?</table>", re.DOTALL)


def wide_tables_as_lists(html: str) -> str:
    """The piece with every table of more than `MOST_COLUMNS` as a list of records; other tables as they are."""
    return _TABLE.sub(lambda found: _table_as_list(found[0]), html) if "<table" in html else html


def _table_as_list(table: str) -> str:
    root = lxml.html.fragment_fromstring(table)
    rows = [list(row.iter("td", "th")) for row in root.iter("tr")]
    if max(map(len, rows), default=0) <= MOST_COLUMNS:
        words = re.split(r"[^!-~]", root.text_content())
        return (
            table.replace("<table", '<table class="is-long"', 1)
            if max(map(len, words)) > LONGEST_WORD
            else table
        )
    names = [" ".join(cell.text_content().split()) for cell in rows[0]]
    records = []
    for row in rows[1:] or rows:
        cells = []
        for at, cell in enumerate(row):
            name = escape(names[at]) if at < len(names) and len(rows) > 1 else ""
            inside = escape(cell.text or "") + "".join(
                lxml.html.tostring(child, encoding="unicode") for child in cell
            )
            if inside.strip():
                cells.append(f"<b>{name}</b> {inside}" if name else inside)
        records.append(f'<p class="record">{" · ".join(cells)}</p>')
    return "".join(records)
