"""Pictures that say nothing to those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._body import MOST, finding, links
from harvester.model import Library
from harvester.model.diagnostics import Finding


def picture_without_words(library: Library) -> Iterator[Finding]:
    """ภาพไม่มีคำบรรยาย

    คนตาบอดฟังคำในวงเล็บเหลี่ยม และคนเน็ตช้าเห็นคำก่อนภาพ บอกสั้น ๆ ว่าในภาพมีอะไร

    *ผิด / Bad:*

        ![](team-meeting.jpg)

    *ถูก / Good:*

        ![ทีมสี่หน่วยงานนั่งล้อมวงใต้ต้นไม้](team-meeting.jpg)
    """
    for lesson in library.lessons:
        if "![]" not in lesson.body and "![ " not in lesson.body:
            continue
        wordless = (link for link in links(lesson) if link.is_picture and not link.text.strip())
        for link, _ in zip(wordless, range(MOST), strict=False):
            yield finding(
                lesson, link.start, link.end, "ภาพนี้ไม่มีคำบรรยาย", "เขียนในวงเล็บเหลี่ยม เช่น ![ทีมนั่งล้อมวง](…)"
            )
