"""Typed links of the front matter that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._names import lesson_ids, suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding


def broken_link(library: Library) -> Iterator[Finding]:
    """ช่อง links โยงไปบทเรียนที่ไม่มีในคลัง

    follows, uses_with, contradicts และ answers ต้องเป็น id ของบทเรียน คือชื่อไฟล์ไม่รวม .md

    *ผิด / Bad:*

        links:
          follows: [นัดด้วยใจ]

    *ถูก / Good:*

        links:
          follows: [coordinate-before-visit]
    """
    ids = lesson_ids(library)
    for lesson in library.lessons:
        for link in lesson.links:
            if link.target not in ids:
                hint = suggestion(link.target, library.by_id) or "ใช้ชื่อไฟล์ของบทเรียนที่มีอยู่ ไม่รวม .md"
                message = f"ไม่มีบทเรียน “{link.target[:60]}” ให้โยงถึง"
                yield Finding(link.place, message, hint, width=len(link.target))
