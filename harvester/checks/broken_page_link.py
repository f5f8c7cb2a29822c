"""Links to files of the lessons folder that are not there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from harvester.checks._body import MOST, finding, links
from harvester.model import Library
from harvester.model.diagnostics import Finding


def broken_page_link(library: Library) -> Iterator[Finding]:
    """ลิงก์ไปไฟล์ .md ที่ไม่มี

    ถ้าจะอ้างบทเรียนอื่น ใช้ [[id]] ดีกว่า เพราะย้ายโฟลเดอร์แล้วลิงก์ไม่เสีย

    *ผิด / Bad:*

        อ่านต่อที่ [นัดก่อนลงพื้นที่](../2549/coordinate.md)

    *ถูก / Good:*

        อ่านต่อที่ [[coordinate-before-visit|นัดก่อนลงพื้นที่]]
    """
    paths = {lesson.path for lesson in library.lessons} | {found.place.path for found in library.diagnostics}
    for lesson in library.lessons:
        if ".md" not in lesson.body:
            continue
        folder = posixpath.dirname(lesson.path)
        for link, _ in zip(links(lesson), range(MOST), strict=False):
            target = re.split(r"[#?]", link.target)[0]
            if not target.endswith(".md") or ":" in target or target.startswith("/"):
                continue
            path = posixpath.normpath(posixpath.join(folder, target))
            if path not in paths and not path.startswith(".."):
                message = f"ไม่มีไฟล์ {target[:80]}"
                yield finding(lesson, link.start, link.end, message, "ใช้ [[id]] ของบทเรียน หรือแก้ที่อยู่ไฟล์")
