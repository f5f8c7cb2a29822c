"""Links that run something instead of leading somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._body import MOST, finding, links
from harvester.model import Library
from harvester.model.diagnostics import Finding

_RUNS = re.compile(r"(?i)(?:javascript|vbscript|data|blob|jar|livescript|mhtml|view-source):")


def dangerous_link(library: Library) -> Iterator[Finding]:
    """ลิงก์นี้สั่งให้เครื่องของคนอ่านทำงาน จึงถูกตัดออก

    ลิงก์ในบทเรียนใช้ได้เฉพาะ https http mailto และ tel

    *ผิด / Bad:*

        [กดที่นี่](javascript:alert(1))

    *ถูก / Good:*

        [อ่านต้นเรื่อง](https://example.org/note)
    """
    for lesson in library.lessons:
        dangerous = (link for link in links(lesson) if _RUNS.match(link.target) and not link.is_picture)
        for link, _ in zip(dangerous, range(MOST), strict=False):
            yield finding(
                lesson, link.start, link.end, "ลิงก์นี้ใช้ไม่ได้ ถูกตัดออกจากหน้าเว็บ", "ใช้ลิงก์ที่ขึ้นต้นด้วย https://"
            )
