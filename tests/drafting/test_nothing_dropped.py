"""Every value that a form or a table labels stands in a field, the body, what is left over, or is cut off with its reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import Workbook

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting.understanding import understand
from harvester.drafting.understanding.outline import HEAD_LINE
from harvester.drafting.writer import as_data
from harvester.model import Lesson
from harvester.model.document import Document
from harvester.model.fields import rows
from harvester.reading.profile import recognise

STORY = "ปลูกผักหลังบ้าน"
LABELS = sorted(
    {row.label for row in rows(Lesson)} | set(list(recognise("").labels)[::7]) | {"สีของงบ", "ผู้ตรวจรายงาน"}
)
"""Every label of the table, a seventh of those of the forms, and two that nobody knows."""


def values(label: str) -> Iterator[tuple[str, ...]]:
    """What may stand behind a label, in the parts that may go to different places."""
    yield ("สายทองกวาว ๗๗",)
    yield "64/3", "ของสายทองกวาว"
    if "วัน" in label or "เมื่อ" in label:
        yield ("12 มกราคม 2561",)


def texts(raw: bytes, name: str) -> dict[str, Any]:
    (document,) = read_documents(raw, name, DOCUMENTS)
    assert isinstance(document, Document)
    return as_data(understand(document)[0])


def kept(data: dict[str, Any], value: str) -> bool:
    said = [entry["text"] for entry in data["provenance"]["fields"].values()] + [data["title"], data["body"]]
    said += [piece["text"] for piece in data["left_over"]]
    said += [gone["text"] for gone in data["stripped"] if gone["why"] != HEAD_LINE]
    return any("".join(value.split()) in "".join(text.split()) for text in said)


@pytest.mark.parametrize("form", ["label", "open", "csv", "xlsx"])
def test_a_labelled_value_is_never_lost(form: str) -> None:
    lost = []
    for label in LABELS:
        for parts in values(label):
            value = " ".join(parts)
            data = texts(*made(form, label, value))
            found = all(kept(data, part) for part in parts)
            if not found and "2018-01-12" not in str(data["provenance"]["fields"]):
                lost.append(f"{label}: {value}")
    assert lost == []


def made(form: str, label: str, value: str) -> tuple[bytes, str]:
    if form == "label":
        return f"{STORY}\n\n{label} : {value}\n\nเราเริ่มจากแปลงเล็กหลังบ้านของสมาชิกสามหลัง".encode(), "a.txt"
    if form == "open":
        return f"{STORY}\n\n{label} {value}\n\nเราเริ่มจากแปลงเล็กหลังบ้านของสมาชิกสามหลัง".encode(), "a.txt"
    table = [["ชื่อเรื่อง", label, "บริบท"], [STORY, value, "เริ่มจากแปลงเล็กหลังบ้าน"]]
    if form == "csv":
        stream = io.StringIO()
        csv.writer(stream).writerows(table)
        return stream.getvalue().encode("utf-8-sig"), "a.csv"
    book, raw = Workbook(), io.BytesIO()
    for row in table:
        book.active.append(row)
    book.save(raw)
    return raw.getvalue(), "a.xlsx"
