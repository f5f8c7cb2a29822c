"""Declared tags that the vocabulary does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import known, suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import fold


def unknown_tag(library: Library) -> Iterator[Finding]:
    """แท็กนี้ไม่มีในคลังคำ

    แท็กที่ใช้ร่วมกันทำให้คนอ่านเจอเรื่องที่เกี่ยวข้อง ถ้าคำใหม่จำเป็นจริง ให้เพิ่มใน vocabulary/tags.yml พร้อมความหมาย

    *ผิด / Bad:*

        tags: [ประสาน]

    *ถูก / Good:*

        tags: [การประสานงาน]
    """
    tags = known(library.vocabulary.tags)
    for lesson in library.lessons if tags else ():
        for index, tag in enumerate(lesson.tags):
            if fold(tag) not in tags:
                labels = (entry.label for entry in library.vocabulary.tags)
                hint = suggestion(tag, labels) or "เลือกจากคลังคำ หรือเพิ่มคำใหม่ใน vocabulary/tags.yml"
                parts = tag.split()
                if len(parts) > 1 and any(fold(part) in tags for part in parts):
                    hint = f"ถ้าเป็นหลายแท็ก คั่นด้วยจุลภาค เช่น tags: [{', '.join(parts[:6])}]"
                yield Finding(
                    lesson.place_of(f"tags.{index}"), f"ไม่มีแท็ก “{tag[:60]}” ในคลังคำ", hint, width=len(tag)
                )
