"""Cautions on steps that nobody yet knows a remedy for."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding


def step_without_caution_remedy(library: Library) -> Iterator[Finding]:
    """ขั้นตอนมีข้อควรระวัง แต่ยังไม่มีทางแก้

    เป็นคำชวน ไม่ใช่ความผิด: ใครเคยเจอแล้วแก้อย่างไร เขียนต่อท้ายให้คนทำคนต่อไป

    *ผิด / Bad:*

        1. โทรหาผู้ร่วมทีม
           > ข้อควรระวัง: นัดปากเปล่าอย่างเดียว หน่วยงานยังส่งคนมาไม่ได้

    *ถูก / Good:*

        1. โทรหาผู้ร่วมทีม
           > ข้อควรระวัง: นัดปากเปล่าอย่างเดียว หน่วยงานยังส่งคนมาไม่ได้
           > ทางแก้: ส่งหนังสือตามภายในวันเดียวกัน
    """
    for lesson in library.lessons:
        for technique in lesson.techniques:
            for step in technique.steps:
                for caution in step.cautions:
                    if not caution.remedy:
                        message = f"ขั้นตอนที่ {step.number} มีข้อควรระวังที่ยังไม่มีทางแก้"
                        yield Finding(caution.place, message, "ถ้ารู้วิธีแก้ เขียนต่อว่า “ทางแก้: …”")
