"""Lines that ask for other files to be put into the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._body import MOST, finding, prose
from harvester.model import Library
from harvester.model.diagnostics import Finding

_INCLUDE = re.compile(r"^[ \t]{0,20};{0,3}-{1,30}8<-{1,30}", re.MULTILINE)


def included_file(library: Library) -> Iterator[Finding]:
    """เนื้อเรื่องสั่งดึงไฟล์อื่นเข้ามา

    คลังไม่ดึงไฟล์อื่นมาใส่ในหน้า เพราะอาจพาไฟล์ที่ไม่ควรเผยแพร่ขึ้นเว็บ คัดข้อความที่ต้องการมาวางแทน

    *ผิด / Bad:*

        --8<-- "notes.txt"

    *ถูก / Good:*

        ข้อความที่คัดมาจากบันทึก
    """
    for lesson in library.lessons:
        if "8<" not in lesson.body:
            continue
        for match, _ in zip(_INCLUDE.finditer(prose(lesson)), range(MOST), strict=False):
            start = match.end() - len(match[0].lstrip())
            yield finding(lesson, start, match.end(), "สั่งดึงไฟล์อื่นเข้ามาไม่ได้", "ลบบรรทัดนี้ แล้ววางข้อความที่ต้องการแทน")
