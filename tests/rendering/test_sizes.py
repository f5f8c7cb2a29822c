"""No page grows with the library: what is long goes on to further leaves."""

from __future__ import annotations

from pathlib import Path

from harvester import pipeline
from harvester.settings import Settings

MANY = 400
LIMIT = 200_000
"""Bytes that a full leaf of these short lessons stays below, however many leaves there are."""
LESSON = """---
title: นัดประชุมหมู่บ้านให้คนมาครบ ครั้งที่ {number} ของตำบลควนขนุนและเพื่อนบ้าน
summary: เดินบอกทีละบ้านก่อนวันประชุมสองวัน แล้วบอกซ้ำในเช้าวันประชุม
date: 2568-01-{day:02}
authors: [{{name: ผู้เล่าคนที่ {number}, organisation: กลุ่มที่ {number}}}]
place: {{province: พัทลุง, district: ควนขนุน}}
programme: ประชุมหมู่บ้าน
series: {{name: นัดประชุม, part: {number}}}
roles: [คุณอำนวย]
tags: [การประชุม]
status: published
---

## เทคนิค: เดินบอกทีละบ้าน รอบที่ {number}

1. ทำบัญชีบ้านที่ต้องไปบอก

   > ข้อควรระวัง: บ้านที่ไม่มีคนอยู่ตอนกลางวันมักตกหล่น

## กับดัก

- คิดว่าบอกผ่านเสียงตามสายแล้วทุกคนได้ยิน

## คำถามชวนคิด

- ครั้งหน้าใครควรเป็นคนเดินบอก
"""


def test_no_page_outgrows_its_limit(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: ทดสอบ\n", encoding="utf-8")
    for number in range(1, MANY + 1):
        text = LESSON.format(number=number, day=number % 28 + 1)
        (tmp_path / "lessons" / f"meeting-{number:04}.md").write_text(text, encoding="utf-8")
    settings = Settings(root=tmp_path)
    library = pipeline.harvest(pipeline.load(settings))
    made = pipeline.emit(library, settings, leave_out=("search_shards", "data", "admin"))
    sizes = {page.path: len(page.content) for page in made if page.path.endswith(".md")}
    assert len(sizes) > MANY
    assert "docs/places/phatthalung/khuan-khanun/index.md" in sizes
    assert {path: size for path, size in sizes.items() if size > LIMIT} == {}
