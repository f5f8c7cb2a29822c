"""Tables of lessons, CSV or XLSX: one row a lesson, its columns named as the fields and sections of the schema."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256

from openpyxl import load_workbook

from harvester.importers.columns import ORDINAL, label_of
from harvester.importers.decoding import decode
from harvester.importers.draft import Block, Document, Kind, document
from harvester.importers.limits import check_size, check_xml, member, opened_zip
from harvester.importers.refusal import Unreadable
from harvester.importers.understanding.profile import recognise
from harvester.model.diagnostics import Diagnostic, Place, Severity
from harvester.thai.text import normalise

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 2_000, 80, 60_000


def csv_rows(raw: bytes, name: str) -> Iterator[Document]:
    """A document a row of a CSV file, whatever its separator and encoding."""
    check_size(raw)
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
        raise Unreadable(
            "broken-document", "อ่านตาราง CSV ไม่ได้", "เปิดด้วยโปรแกรมตารางแล้วบันทึกใหม่เป็น CSV UTF-8"
        ) from error
    yield from _lessons(rows, name, "csv", sha256(raw).hexdigest(), remarks)


def workbook(raw: bytes, name: str) -> Iterator[Document]:
    """A document a row of every sheet whose first row names columns."""
    check_size(raw)
    archive = opened_zip(raw)
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".rels")):
            check_xml(member(archive, info.filename))
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheets = [
            [
                [_cell(cell) for cell in row[:MAX_COLUMNS]]
                for row in sheet.iter_rows(max_row=MAX_ROWS, values_only=True)
            ]
            for sheet in book.worksheets[:20]
        ]
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise Unreadable(
            "broken-document", "อ่านไฟล์ตารางนี้ไม่ได้", "เปิดด้วยโปรแกรมตารางแล้วบันทึกใหม่เป็น .xlsx"
        ) from error
    found = 0
    for rows in sheets:
        if sum(any(row) for row in rows) > 1:
            for lesson in _lessons(rows, name, "xlsx", sha256(raw).hexdigest(), ()):
                found += 1
                yield lesson
    if not found:
        raise Unreadable(
            "empty-document", "ไม่พบตารางที่มีหัวคอลัมน์และอย่างน้อยหนึ่งแถว", "แถวแรกต้องเป็นชื่อช่อง เช่น ชื่อเรื่อง วันที่ ผู้เล่า"
        )


def _lessons(
    rows: list[list[str]], name: str, form: str, digest: str, remarks: Iterable[Diagnostic]
) -> Iterator[Document]:
    rows = [[" ".join(cell.split(" ")).strip() for cell in row] for row in rows]
    start = next((at for at, row in enumerate(rows) if sum(bool(cell) for cell in row) > 1), None)
    if start is None:
        raise Unreadable("empty-document", "ตารางว่าง", "แถวแรกต้องเป็นชื่อช่อง เช่น ชื่อเรื่อง วันที่ ผู้เล่า")
    header = rows[start]
    known = [bool(cell) and bool(label_of(cell)) for cell in header]
    if not any(name and label_of(name) not in ("", ORDINAL) for name in header):
        raise Unreadable(
            "unknown-columns", "ไม่รู้จักชื่อคอลัมน์ใดเลย", "ตั้งชื่อคอลัมน์ เช่น ชื่อเรื่อง วันที่ ผู้เล่า จังหวัด บริบท ขั้นตอน ข้อควรระวัง"
        )
    notes = list(remarks)
    for cell, seen in zip(header, known, strict=True):
        if cell and not seen:
            notes.append(
                Diagnostic(
                    "unknown-column", Severity.INFO, Place(name), f"ไม่รู้จักคอลัมน์ “{cell}” เก็บไว้เป็นหัวข้อ", ""
                )
            )
    for number, row in enumerate(rows[start + 1 :], start + 2):
        blocks = [
            block
            for cell, value in zip(header, row, strict=False)
            if cell and value
            for block in _labelled(cell, value)
        ]
        if blocks:
            yield document(
                f"{name}#{number}", form, blocks, sha256(f"{digest}#{number}".encode()).hexdigest(), {}, notes
            )


def _labelled(column: str, value: str) -> Iterator[Block]:
    """A field on one line; a section as a heading with its lines; a row's number as an aside."""
    label = label_of(column)
    if label == ORDINAL:
        yield Block(Kind.LABEL, f"{column} : {value}", aside="ลำดับของตาราง")
    elif recognise("").target(label).startswith("field") or label in ("ชุดบทเรียน", "บทบาท", "ใจความสำคัญ"):
        yield Block(Kind.LABEL, f"{label} : {' '.join(value.split())}")
    elif label == "ทางแก้":
        yield Block(Kind.PARAGRAPH, f"{label}: {' '.join(value.split())}")
    else:
        yield Block(Kind.HEADING, label or column, level=2)
        yield from (Block(Kind.PARAGRAPH, line.strip()) for line in value.split("\n") if line.strip())


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normalise(str(value))[:MAX_CELL]
