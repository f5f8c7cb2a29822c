"""Cautions of a technique or lesson, and traps, that nobody yet knows a way out of."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding


def caution_without_remedy(library: Library) -> Iterator[Finding]:
    """ข้อควรระวังหรือกับดักนี้ยังไม่มีทางแก้

    เป็นคำชวน ไม่ใช่ความผิด: คำเตือนที่มีทางแก้ทำให้คนกล้าลอง

    *ผิด / Bad:*

        ## กับดัก

        - คุยกับผู้นำคนเดียว แล้วคิดว่าทั้งหมู่บ้านเห็นด้วย

    *ถูก / Good:*

        ## กับดัก

        - คุยกับผู้นำคนเดียว แล้วคิดว่าทั้งหมู่บ้านเห็นด้วย
          ทางแก้: ถามวงเล็กอีกสองวงก่อนตัดสินใจ
    """
    for lesson in library.lessons:
        of_steps = {c.anchor for t in lesson.techniques for s in t.steps for c in s.cautions}
        for caution in lesson.cautions:
            if not caution.remedy and caution.anchor not in of_steps:
                yield Finding(caution.place, "ข้อควรระวังนี้ยังไม่มีทางแก้", "ถ้ารู้วิธีแก้ เขียนต่อว่า “ทางแก้: …”")
        for trap in lesson.traps:
            if not trap.remedy:
                yield Finding(trap.place, "กับดักนี้ยังไม่มีทางออก", "ถ้ารู้วิธีหลบ เขียนต่อว่า “ทางแก้: …”")
