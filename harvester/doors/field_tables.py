"""The tables of fields and sections for people who write files by hand: one guide page, generated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harvester.model import Artifact, Library
from harvester.reading.schema import SECTIONS, CollectionShape, FieldRow, LessonShape, Shape, TrialShape, rows
from harvester.reading.vocabulary import FILES
from harvester.settings import Settings

_FILES = {
    "tags": "แท็ก",
    "glossary": "คำศัพท์",
    "roles": "บทบาท",
    "organisations": "หน่วยงาน",
    "programmes": "แผนงาน",
}
HEAD = """---
title: ช่องทั้งหมดของบทเรียน
description: ชื่อช่องและชื่อหัวข้อทุกแบบที่ระบบรับ พร้อมตัวอย่าง
---

<!-- หน้านี้สร้างจากตารางในโปรแกรม แก้ด้วยคำสั่ง harvester schema --for docs -->

เขียนชื่อช่องเป็นไทยหรืออังกฤษก็ได้ ผลเท่ากัน เลขไทยกับเลขอารบิกใช้แทนกันได้ วันที่เขียนแบบไทย เช่น 2 พ.ย. 2549 ช่องที่มี * ต้องมีเสมอ
"""


def docs(library: Library, settings: Settings) -> Iterator[Artifact]:
    """`<lessons>/pages/fields.md`."""
    parts = [
        HEAD,
        "## ส่วนหัวของบทเรียน\n",
        _table(LessonShape),
        "## หัวข้อในเนื้อเรื่อง\n",
        _rows(
            ("หัวข้อ", "เขียนอย่างอื่นได้ว่า", "ใส่อะไร"), ((s.label, ", ".join(s.aliases), s.hint) for s in SECTIONS)
        ),
        "## บันทึกการลองแล้ว\n\nไฟล์ `trials/<รหัสบทเรียน>/<วันที่-ชื่อ>.yml`\n",
        _table(TrialShape),
        "## ชุดบทเรียน\n\nไฟล์ `collections/<รหัส>.yml`\n",
        _table(CollectionShape),
        "## คลังคำ\n\nไฟล์ใน `vocabulary/` แต่ละไฟล์เป็นรายการคำ\n",
    ]
    for stem, kind in FILES.items():
        parts += [f"### {_FILES[stem]} `{stem}.yml`\n", _table(kind.shape)]
    yield Artifact(f"{settings.lessons}/pages/fields.md", "\n".join(parts).encode())


def _table(shape: type[Shape]) -> str:
    return _rows(("ช่อง", "ชื่อไทย", "ใส่อะไร", "ตัวอย่าง"), (_cells(row) for row in rows(shape)))


def _cells(row: FieldRow) -> tuple[str, ...]:
    names = ", ".join((row.label, *row.names))
    hint = row.hint
    if row.labels:
        hint += ": " + " ".join(f"`{key}` ({label})" for key, label in row.labels.items())
    elif row.choices:
        hint += ": " + " ".join(row.choices)
    return f"`{row.key}`{' *' if row.required else ''}", names, hint, row.example


def _rows(head: tuple[str, ...], body: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *body]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
