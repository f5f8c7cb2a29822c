"""Every field of the table reaches a draft by each of its names, stands in the file, and outlives `format`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.doors.messages import read_messages
from harvester.doors.submission import draft_submission
from harvester.drafting.understanding import understand
from harvester.drafting.writer import as_data, markdown
from harvester.model import Lesson, Library, Trial
from harvester.model.document import Document
from harvester.model.fields import FieldRow, Shape, paths_of, rows
from harvester.reading.canonical import canonical
from harvester.reading.lesson import read_lesson
from harvester.reading.yaml import parse, plain
from harvester.thai.text import fold

OTHERWISE = {
    "status": "a draft is a draft, whatever its document says",
    "lesson": "the message says it behind its mark",
    "example": "editors say so; a sender's word is kept as a remark",
}
SAMPLES = {"date": "2 พ.ย. 2549", "integer": "3", "boolean": "true", "text": "ผ้าป่าข้าวเปลือก"}
ELSEWHERE = {"เรื่อง": "title", "ผู้แต่ง": "authors.name"}
"""Names that mean another field where they stand alone in a document."""


def named(shape: type[Shape]) -> Iterator[tuple[FieldRow, str]]:
    """Rows that hold text, by each name that is theirs alone."""
    for row in rows(shape):
        if row.shape is None and row.key not in OTHERWISE:
            for name in (row.label, *row.names):
                if paths_of(shape)[fold(name)] == row.key and name not in ELSEWHERE:
                    yield row, name


def sample(row: FieldRow) -> str:
    if row.key.startswith("links.") or row.key == "aliases":
        return "welcome-first"
    return next(iter(row.labels.values()), "") or row.example or SAMPLES[row.kind]


def value_at(data: Any, key: str) -> Any:
    """What stands at a dotted key, in the first entry of a list of groups."""
    for part in key.split("."):
        data = data[0] if isinstance(data, list) else data
        data = (data or {}).get(part)
    return data[0] if isinstance(data, list) and data else data


@pytest.mark.parametrize(("row", "name"), list(named(Lesson)), ids=lambda one: getattr(one, "key", one))
def test_a_labelled_value_of_a_lesson(row: FieldRow, name: str) -> None:
    main = {"authors": "ผู้เล่า: นายมี ศรีทอง\n", "series": "ชื่อชุด: คนกับป่า\n"}
    lines = "" if row.key == "title" else "ชื่อเรื่อง: ทดลองป้ายทั้งหลาย\n"
    lines += "" if row.main or row.key.endswith(".name") else main.get(row.key.partition(".")[0], "")
    text = f"{lines}{name}: {sample(row)}\n\nบริบท\nชาวบ้านช่วยกันทำทุกเดือน\n"
    document = next(read_documents(text.encode(), "form.txt", DOCUMENTS))
    assert isinstance(document, Document)
    (draft,) = understand(document)
    assert value_at(as_data(draft), row.key) not in (None, "", []), draft.fields
    written = markdown(draft)
    kept = value_at(front_matter(written), row.key)
    assert re.sub(r"\W", "", str(kept)) in {re.sub(r"\W", "", one) for one in (sample(row), *row.labels)}
    formatted = canonical("draft.md", written.encode())
    assert formatted is not None
    assert value_at(front_matter(formatted), row.key) == kept


@pytest.mark.parametrize(("row", "name"), list(named(Trial)), ids=lambda one: getattr(one, "key", one))
def test_a_labelled_value_of_a_trial(row: FieldRow, name: str) -> None:
    lesson = read_lesson("call-first.md", "---\ntitle: โทรก่อน\n---\n\n## บริบท\n\nเล่า\n".encode()).lesson
    assert lesson is not None
    outcome = "" if row.key == "outcome" else "ผล: ได้ผล\n"
    (message,) = read_messages(f"#ลองแล้ว call-first\n{outcome}{name}: {sample(row)}\n")
    written = draft_submission(message, Library(lessons=(lesson,)), date(2026, 1, 2)).text
    kept = value_at(plain(parse(written, "trial.yml")[0]), row.key)
    assert kept in (sample(row), *row.labels), written


def front_matter(text: str) -> Any:
    return plain(parse(text.split("---\n")[1], "draft.md")[0])
