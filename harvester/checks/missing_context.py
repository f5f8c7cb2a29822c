"""Lessons that do not say where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._fields import misspelt
from harvester.model import Library, SectionKind
from harvester.model.diagnostics import Finding


def missing_context(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่เล่าบริบท

    คนอ่านต้องรู้ว่าเกิดที่ไหน กับใคร ปัญหาคืออะไร จึงจะรู้ว่าใช้กับงานของตนได้หรือไม่

    *ผิด / Bad:*

        ## เทคนิค: นัดด้วยใจ

    *ถูก / Good:*

        ## บริบท

        ทีมจากสี่หน่วยงานลงหมู่บ้านไม่พร้อมกัน

        ## เทคนิค: นัดด้วยใจ
    """
    unclear = misspelt(library)
    for lesson in library.lessons:
        if lesson.path not in unclear and lesson.sections and lesson.section(SectionKind.CONTEXT) is None:
            yield Finding(
                lesson.place_of("title"), "ยังไม่มีหัวข้อบริบท", "เติม ## บริบท เล่าสั้น ๆ ว่าเกิดที่ไหน กับใคร เพราะอะไร"
            )
