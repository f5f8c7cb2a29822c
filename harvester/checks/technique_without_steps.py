"""Techniques that nobody could repeat."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding


def technique_without_steps(library: Library) -> Iterator[Finding]:
    """เทคนิคนี้ยังไม่มีขั้นตอน

    คนอ่านอยากลองทำตาม ขั้นตอนเป็นข้อ 1. 2. 3. สั้น ๆ พอ ข้อละหนึ่งการกระทำ

    *ผิด / Bad:*

        ## เทคนิค: นัดด้วยใจ

        โทรไปก่อนแล้วค่อยส่งหนังสือ

    *ถูก / Good:*

        ## เทคนิค: นัดด้วยใจ

        1. โทรหาผู้ร่วมทีมด้วยตนเอง
        2. ส่งหนังสือตามภายในวันเดียวกัน
    """
    for lesson in library.lessons:
        for technique in lesson.techniques:
            if not technique.steps:
                message = f"เทคนิค “{technique.name[:60]}” ยังไม่มีขั้นตอน"
                yield Finding(technique.place, message, "เขียนเป็นข้อ 1. 2. 3. ใต้หัวข้อเทคนิค")
