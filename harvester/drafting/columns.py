"""Rows of tables laid out as documents: what a column is about, by its name as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from harvester.drafting.understanding.label_words import about
from harvester.model.diagnostics import Diagnostic, Place, Severity
from harvester.model.document import BESIDE, Block, Document, Kind, Unreadable, document
from harvester.model.schema import SECTIONS, field_named
from harvester.reading.profile import recognise
from harvester.thai.text import normalise

ORDINAL = "ordinal"
"""A column that only counts its rows."""
_SECTIONS = {row.kind.value: row.label for row in SECTIONS}
_ORDINAL = re.compile(r"^(?:ที่|ลำดับ(?:ที่)?|ข้อ(?:ที่)?|no\.?|#|id|รหัส|เลขที่)$", re.IGNORECASE)
_LABELS = {
    "title": "ชื่อเรื่อง", "summary": "ใจความสำคัญ", "date": "วันที่", "authors": "ผู้เล่า", "place": "สถานที่", "programme": "โครงการ",
    "tags": "คำสำคัญ", "source": "แหล่งที่มา", "series": "ชุดบทเรียน", "roles": "บทบาท",
}  # fmt: skip
"""The label under which the understanding knows a field of the schema."""
_HOLDS = tuple(
    (re.compile(pattern, re.IGNORECASE), label)
    for pattern, label in (
        (
            r"(?:ผู้|คน)(?:เล่า|เขียน|บันทึก|ถ่ายทอด|ให้ข้อมูล|ถอด|รายงาน|จัดทำ)|เจ้าของ|ชื่อ.{0,3}(?:นาม)?สกุล|author",
            "ผู้เล่า",
        ),
        (r"^ปัญหา|สภาพปัญหา", "ความเป็นมา"),
        (r"^ชื่อ(?:เรื่อง|บทเรียน|กิจกรรม|เทคนิค|ผลงาน|องค์ความรู้)|^หัวข้อ|title", "ชื่อเรื่อง"),
        (r"ทางแก้|วิธีแก้|แนวทาง(?:การ)?แก้", "ทางแก้"),
        (r"วัน(?:ที่|/|\s)|ว/?ด/?ป|^เมื่อ|ช่วงเวลา|^ปี(?:\s?พ\.ศ\.?)?$|date", "วันที่"),
        (r"จังหวัด|province", "จังหวัด"),
        (r"อำเภอ|^เขต", "อำเภอ"),
        (r"ตำบล|แขวง", "ตำบล"),
        (r"สถานที่|พื้นที่|หมู่บ้าน|ชุมชน$|place", "สถานที่"),
        (r"ตำแหน่ง", "ตำแหน่ง"),
        (r"หน่วยงาน|สังกัด|องค์กร|สถาบัน|^กลุ่ม", "หน่วยงาน"),
        (r"โครงการ|แผนงาน", "โครงการ"),
        (r"แท็ก|คำสำคัญ|หมวด|ประเภท|tag|keyword", "คำสำคัญ"),
    )
)
"""Words in a longer name, the telling ones first, and the label that stands for them."""


@lru_cache(maxsize=500)
def label_of(column: str) -> str:
    """The label that the understanding knows, `ORDINAL`, or '' for a column that nobody knows."""
    name = normalise(column).strip()
    if _ORDINAL.match(name):
        return ORDINAL
    if recognise("").target(name):
        return name
    row = field_named(name)
    if row is not None:
        return _LABELS.get(row.key, name)
    found = next((label for pattern, label in _HOLDS if pattern.search(name)), "")
    target = "" if found in ("ผู้เล่า", "ทางแก้") else about(name)
    return _SECTIONS.get(target, found)


def laid_out(row: Document) -> Document:
    """The row of a table as a document of labels and headings; any other document itself.

    Raises `Unreadable` where nobody knows a column.
    """
    cells = [block for block in row.blocks if block.kind is Kind.CELL]
    if not cells:
        return row
    columns = row.properties["columns"].split("\n")
    if all(label_of(column) in ("", ORDINAL) for column in columns):
        raise Unreadable(
            "unknown-columns",
            "ไม่รู้จักชื่อคอลัมน์ใดเลย",
            "ตั้งชื่อคอลัมน์ เช่น ชื่อเรื่อง วันที่ ผู้เล่า จังหวัด บริบท ขั้นตอน ข้อควรระวัง",
        )
    file = row.name.rpartition("#")[0]
    notes = [
        Diagnostic("unknown-column", Severity.INFO, Place(file), f"ไม่รู้จักคอลัมน์ “{column}” เก็บไว้เป็นหัวข้อ", "")
        for column in columns
        if not label_of(column)
    ]
    laid = document(row.name, row.form, (block for cell in cells for block in _labelled(cell)), row.digest)
    return replace(laid, properties=row.properties, remarks=(*row.remarks, *notes))


def _labelled(cell: Block) -> Iterator[Block]:
    """A field on one line; a section as a heading with its lines; a row's number as an aside."""
    column, _, value = cell.text.partition(BESIDE)
    label = label_of(column)
    if label == ORDINAL:
        yield Block(Kind.LABEL, cell.text, aside="ลำดับของตาราง")
    elif recognise("").target(label).startswith("field") or label in ("ชุดบทเรียน", "บทบาท", "ใจความสำคัญ"):
        yield Block(Kind.LABEL, f"{label} : {' '.join(value.split())}")
    elif label == "ทางแก้":
        yield Block(Kind.PARAGRAPH, f"{label}: {' '.join(value.split())}")
    else:
        yield Block(Kind.HEADING, label or column, level=2)
        yield from (Block(Kind.PARAGRAPH, line.strip()) for line in value.split("\n") if line.strip())
