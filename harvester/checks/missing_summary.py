"""Lessons without a sentence that sums them up."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding


def missing_summary(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่มีประโยคสรุป

    สรุปหนึ่งประโยคขึ้นในหน้ารวม ผลค้นหา และบัตรพิมพ์ คนอ่านตัดสินใจจากประโยคนี้

    *ผิด / Bad:*

        title: นัดด้วยใจ ตามด้วยหนังสือ

    *ถูก / Good:*

        title: นัดด้วยใจ ตามด้วยหนังสือ
        summary: นัดตัวคนก่อน แล้วให้หนังสือถึงหัวหน้าทันวันนัด
    """
    for lesson in library.lessons:
        if not lesson.summary:
            yield Finding(
                lesson.place_of("title"),
                "ยังไม่มีช่อง summary (สรุป)",
                "เขียนหนึ่งประโยค: ใครเจออะไร แล้วทำอย่างไรจึงได้ผล",
            )
