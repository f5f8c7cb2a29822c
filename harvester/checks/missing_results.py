"""Lessons that do not say what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.checks._fields import misspelt
from harvester.model import Library, SectionKind
from harvester.model.diagnostics import Finding

_RESULTS = (SectionKind.RESULTS, SectionKind.OUTPUTS, SectionKind.OUTCOMES)


def missing_results(library: Library) -> Iterator[Finding]:
    """บทเรียนยังไม่บอกว่าเกิดผลอะไร

    ผลที่เห็นได้ทำให้คนอ่านเชื่อและกล้าลอง เล็กน้อยก็มีค่า

    *ผิด / Bad:*

        ## เทคนิค: นัดด้วยใจ

    *ถูก / Good:*

        ## เทคนิค: นัดด้วยใจ

        ## ผลที่เกิดขึ้น

        ทีมครบทั้งสี่หน่วยงานเป็นครั้งแรก
    """
    unclear = misspelt(library)
    for lesson in library.lessons:
        if (
            lesson.path not in unclear
            and lesson.techniques
            and not any(lesson.section(kind) for kind in _RESULTS)
        ):
            yield Finding(lesson.place_of("title"), "ยังไม่มีหัวข้อผลที่เกิดขึ้น", "เติม ## ผลที่เกิดขึ้น บอกสิ่งที่เห็นหรือนับได้")
