"""Titles, tags and other names too long to stand in a list or an address."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding

_LONGEST = {"title": 200, "summary": 600}
_NAME = 100
"""Letters of a tag, role, programme or series."""


def long_name(library: Library) -> Iterator[Finding]:
    """ชื่อยาวเกินไป

    ชื่อเรื่องยาวได้ 200 ตัวอักษร สรุป 600 แท็กและชื่ออื่น ๆ 100 ยาวกว่านี้อ่านในรายการและพิมพ์ลงบัตรไม่ได้

    *ผิด / Bad:*

        tags: [การประสานงานระหว่างหน่วยงานในพื้นที่ซึ่งมีหลายฝ่ายเกี่ยวข้องและต้องใช้เวลานานมากกว่าจะนัดหมายกันได้ครบทุกคนทุกครั้งไป]

    *ถูก / Good:*

        tags: [การประสานงาน]
    """
    for lesson in library.lessons:
        for key, text in _names(lesson):
            longest = _LONGEST.get(key, _NAME)
            if len(text) > longest:
                message = f"ช่อง {key.split('.')[0]} ยาว {len(text):,} ตัวอักษร เกิน {longest:,}"
                yield Finding(lesson.place_of(key), message, "ย่อให้สั้น แล้วเล่าต่อในเนื้อเรื่อง", width=longest)


def _names(lesson: Lesson) -> Iterator[tuple[str, str]]:
    yield "title", lesson.title
    yield "summary", lesson.summary
    yield "programme", lesson.programme
    yield "series.name", lesson.series.name if lesson.series else ""
    yield from ((f"tags.{index}", tag) for index, tag in enumerate(lesson.tags))
    yield from ((f"roles.{index}", role) for index, role in enumerate(lesson.roles))
