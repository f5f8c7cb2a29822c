"""Pictures that another host would have to serve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._body import MOST, finding, links
from harvester.model import Library
from harvester.model.diagnostics import Finding

_FOREIGN = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:)?//|data:|blob:")


def foreign_picture(library: Library) -> Iterator[Finding]:
    """ภาพมาจากเว็บอื่น จึงไม่ขึ้นบนหน้าเว็บ

    ภาพจากเว็บอื่นหายได้ทุกเมื่อ และบอกเว็บนั้นว่าใครกำลังอ่าน ดาวน์โหลดภาพมาวางข้างบทเรียนแทน ถ้าเจ้าของอนุญาต

    *ผิด / Bad:*

        ![ทีมประชุม](https://example.com/photo.jpg)

    *ถูก / Good:*

        ![ทีมประชุม](team-meeting.jpg)
    """
    for lesson in library.lessons:
        foreign = (link for link in links(lesson) if link.is_picture and _FOREIGN.match(link.target))
        for link, _ in zip(foreign, range(MOST), strict=False):
            yield finding(
                lesson,
                link.start,
                link.end,
                "ภาพนี้มาจากเว็บอื่น จะไม่แสดง",
                "ดาวน์โหลดภาพมาวางไว้ข้างบทเรียน ถ้าเจ้าของอนุญาต",
            )
