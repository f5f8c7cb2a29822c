"""Citations in running text that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._body import MOST, finding, prose
from harvester.checks._names import lesson_ids, suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding

_CITATION = re.compile(r"\[\[(?P<id>[^\[\]|#\n]{1,120})(?:#[^\[\]|\n]{0,80})?(?:\|[^\[\]\n]{0,300})?\]\]")


def broken_citation(library: Library) -> Iterator[Finding]:
    """เนื้อเรื่องอ้างถึงบทเรียนที่ไม่มีในคลัง

    [[ชื่อ]] ต้องเป็น id คือชื่อไฟล์ของบทเรียนไม่รวม .md ถ้าไม่มีบทเรียนนั้น คนอ่านจะเห็นเป็นข้อความธรรมดา กดไม่ได้

    *ผิด / Bad:*

        เริ่มจาก [[cordinate-before-visit]]

    *ถูก / Good:*

        เริ่มจาก [[coordinate-before-visit]]
    """
    ids = lesson_ids(library)
    for lesson in library.lessons:
        if "[[" not in lesson.body:
            continue
        wrong = (match for match in _CITATION.finditer(prose(lesson)) if match["id"].strip() not in ids)
        for match, _ in zip(wrong, range(MOST), strict=False):
            name = match["id"].strip()
            hint = suggestion(name, library.by_id) or "ใช้ชื่อไฟล์ของบทเรียนที่มีอยู่ ไม่รวม .md"
            yield finding(
                lesson, match.start("id"), match.end("id"), f"ไม่มีบทเรียน “{name[:60]}” ให้อ้างถึง", hint
            )
