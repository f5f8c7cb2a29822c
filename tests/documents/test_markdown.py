"""Markdown written elsewhere: its front matter as labels, its body as the blocks of the page that it makes."""

from __future__ import annotations

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.model.document import Document, Kind

NOTE = """---
title: "ล้อมวงก่อนลงมือ"
ผู้เล่า: สมหญิง ใจดี
---
# ล้อมวง

นั่งคุยกัน
ทุกเช้า

๑. เตรียมที่นั่ง
   ให้พอดีคน
๒) ถามทุกคน

> [!WARNING]
> อย่าพูดแทนกัน
> ให้รอ

| องค์กร | จังหวัด |
| --- | --- |
| กลุ่มออมทรัพย์ | พังงา |
| กลุ่มสตรี | ตรัง |

[อ่านต่อ](https://example.org/)

<span style="display:none">ไม่มีใครเห็น</span>
"""


def read(text: str) -> Document:
    (found,) = read_documents(text.encode(), "note.md", DOCUMENTS)
    assert isinstance(found, Document), found
    return found


def test_a_note_is_read_as_it_is_meant() -> None:
    found = read(NOTE)
    seen = [(one.kind, one.text) for one in found.blocks if not one.aside]
    assert seen[:10] == [
        (Kind.LABEL, "title : ล้อมวงก่อนลงมือ"),
        (Kind.LABEL, "ผู้เล่า : สมหญิง ใจดี"),
        (Kind.HEADING, "ล้อมวง"),
        (Kind.PARAGRAPH, "นั่งคุยกัน ทุกเช้า"),
        (Kind.ITEM, "1. เตรียมที่นั่ง"),
        (Kind.PARAGRAPH, "ให้พอดีคน"),
        (Kind.ITEM, "2. ถามทุกคน"),
        (Kind.QUOTE, "อย่าพูดแทนกัน"),
        (Kind.QUOTE, "ให้รอ"),
        (Kind.TABLE, "องค์กร | จังหวัด\nกลุ่มออมทรัพย์ | พังงา\nกลุ่มสตรี | ตรัง"),
    ]
    assert seen[10:] == [(Kind.PARAGRAPH, "อ่านต่อ")], "a line that is a link is no menu"


def test_what_a_note_hides_is_told_and_left_aside() -> None:
    found = read(NOTE)
    assert [one.rule for one in found.remarks] == ["hidden-text"]
    assert all(one.aside for one in found.blocks if "ไม่มีใครเห็น" in one.text)


def test_a_note_of_front_matter_alone() -> None:
    assert [one.text for one in read("---\ntitle: ไม่มีเนื้อ\n---\n").blocks] == ["title : ไม่มีเนื้อ"]


def test_lines_that_begin_in_bold_or_with_labels_stay_lines() -> None:
    found = read("**ผู้บันทึก:** แม่นกน้อย\n**บ้านเรียน:** สวนใบบุญ\n\nสถานที่: ศาลา\nเวลา: บ่ายสอง\n")
    assert [one.text for one in found.blocks] == [
        "ผู้บันทึก: แม่นกน้อย",
        "บ้านเรียน: สวนใบบุญ",
        "สถานที่: ศาลา",
        "เวลา: บ่ายสอง",
    ]
