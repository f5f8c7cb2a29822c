"""The tables of fields and sections for people who write files by hand: one guide page, generated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harvester.model import Artifact, Library
from harvester.model.schema import SECTIONS, CollectionShape, FieldRow, LessonShape, Shape, TrialShape, rows
from harvester.reading.vocabulary import FILES
from harvester.settings import Settings

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
            ("หัวข้อ", "ใส่อะไร"),
            ((f"**{s.label}**", f"{s.hint}<br>หรือเขียนว่า {', '.join(s.aliases)}") for s in SECTIONS),
        ),
        "## ผลการลอง\n\nไฟล์ `trials/<รหัสบทเรียน>/<วันที่-ชื่อ>.yml`\n",
        _table(TrialShape),
        "## ชุดบทเรียน\n\nไฟล์ `collections/<รหัส>.yml`\n",
        _table(CollectionShape),
        "## คลังคำ\n\nไฟล์ใน `vocabulary/` แต่ละไฟล์เป็นรายการคำ "
        "จะเพิ่มทีละคำเป็นไฟล์ของตัวเองก็ได้ เช่น `vocabulary/tags/coordination.yml`\n",
    ]
    for stem, kind in FILES.items():
        parts += [f"### {FILES[stem].label} `{stem}.yml`\n", _table(kind.shape)]
    yield Artifact(f"{settings.lessons}/pages/fields.md", "\n".join(parts).encode())


def _table(shape: type[Shape]) -> str:
    return _rows(("ช่อง", "ใส่อะไร"), (_cells(row) for row in rows(shape)))


def _cells(row: FieldRow) -> tuple[str, str]:
    """Two cells, as four would not fit a phone; a field within a group stands behind its group's name."""
    must = " *" if row.required else ""
    said = [row.hint]
    if row.labels:
        said.append(" ".join(f"`{key}` ({label})" for key, label in row.labels.items()))
    elif row.choices:
        said.append(" ".join(row.choices))
    if row.example and not row.labels:
        said.append(f"เช่น *{row.example}*")
    if row.names:
        said.append(f"หรือเขียนว่า {', '.join(row.names)}")
    return f"**{row.label}**{must}<br>`{row.key}`", "<br>".join(part for part in said if part)


def _rows(head: tuple[str, ...], body: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *body]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
