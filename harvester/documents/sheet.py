"""Tables of lessons, CSV or XLSX: one row a lesson, a cell a block with the name of its column."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256

from harvester.documents.decoding import decode
from harvester.documents.limits import opened_office, refused
from harvester.documents.unseen import hidden_text
from harvester.model.diagnostics import Diagnostic
from harvester.model.document import BESIDE, Block, Document, Kind, document
from harvester.thai.text import normalise

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 2_000, 80, 60_000
_ROW, _AT = re.compile(rb"<(?:\w+:)?row\b[^>]*>"), re.compile(rb'\br="(\d+)"')
_AWAY = re.compile(rb'\bhidden="(?:1|true)"')


def csv_rows(raw: bytes, name: str) -> Iterator[Document]:
    """A document a row of a CSV file, whatever its separator and encoding."""
    text, remarks = decode(raw, name)
    text = normalise(text)
    sample = text[:8192]
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(sample, ",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(MAX_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text), dialect))
    except csv.Error as error:
        raise refused("broken-document/sheet") from error
    yield from _lessons(rows, name, "csv", sha256(raw).hexdigest(), remarks)


def workbook(raw: bytes, name: str) -> Iterator[Document]:
    """A document a row of every sheet whose first row names columns."""
    from openpyxl import load_workbook  # loaded only for workbooks: it takes a fifth of a second

    archive = opened_office(raw, re.compile(r"\.(?:xml|rels)$"))
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = len(book.worksheets) - len(shown)
        sheets = []
        for sheet in shown[:20]:
            marked = (row for row in _ROW.findall(archive.read(sheet._worksheet_path)) if _AWAY.search(row))
            out = {int(at[1]) for row in marked if (at := _AT.search(row))}
            hidden += len(out)
            rows = enumerate(sheet.iter_rows(max_row=MAX_ROWS, values_only=True), 1)
            sheets.append([[_cell(cell) for cell in row[:MAX_COLUMNS]] for at, row in rows if at not in out])
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise refused("broken-document/workbook") from error
    found = 0
    for cells in sheets:
        if sum(any(row) for row in cells) > 1:
            for lesson in _lessons(cells, name, "xlsx", sha256(raw).hexdigest(), hidden_text(hidden, name)):
                found += 1
                yield lesson
    if not found:
        raise refused("empty-document/sheet")


def _lessons(
    rows: list[list[str]], name: str, form: str, digest: str, remarks: Iterable[Diagnostic]
) -> Iterator[Document]:
    rows = [[" ".join(cell.split(" ")).strip() for cell in row] for row in rows]
    start = next((at for at, row in enumerate(rows) if sum(bool(cell) for cell in row) > 1), None)
    if start is None:
        raise refused("empty-document/lessons")
    header = rows[start]
    for number, row in enumerate(rows[start + 1 :], start + 2):
        blocks = [
            Block(Kind.CELL, f"{cell}{BESIDE}{value}")
            for cell, value in zip(header, row, strict=False)
            if cell and value
        ]
        if blocks:
            place, seal = f"{name}#{number}", sha256(f"{digest}#{number}".encode()).hexdigest()
            yield document(place, form, blocks, seal, {"columns": "\n".join(filter(None, header))}, remarks)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normalise(str(value))[:MAX_CELL]
