"""Pictures that are not in the lessons folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from harvester.checks._body import MOST, BodyLink, finding, links
from harvester.checks._names import suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding


def missing_picture(library: Library) -> Iterator[Finding]:
    """ไม่มีไฟล์ภาพที่บทเรียนเรียก

    วางไฟล์ภาพไว้ข้างบทเรียน แล้วเขียนชื่อให้ตรงกันทุกตัว ตัวใหญ่ตัวเล็กนับว่าต่างกัน

    *ผิด / Bad:*

        ![ทีมประชุม](Team-Meeting.JPG)

    *ถูก / Good:*

        ![ทีมประชุม](team-meeting.jpg)
    """
    for lesson in library.lessons:
        folder = posixpath.dirname(lesson.path)
        for link, _ in zip((link for link in links(lesson) if link.is_picture), range(MOST), strict=False):
            target = _whole(lesson.body, link)
            if ":" in target or target.startswith(("/", "\\", "#")):
                continue
            path = posixpath.normpath(posixpath.join(folder, re.split(r"[#?]", target)[0]))
            if path not in library.pictures and not path.startswith(".."):
                near = suggestion(posixpath.basename(path), sorted(map(posixpath.basename, library.pictures)))
                yield finding(
                    lesson,
                    link.start,
                    link.end,
                    f"ไม่มีไฟล์ภาพ {target[:80]}",
                    near or "วางไฟล์ภาพไว้ข้างบทเรียน",
                )


def _whole(body: str, link: BodyLink) -> str:
    """The name as its writer meant it: one with blanks and no < > ends for the parser at the first blank."""
    rest = re.match(r"[^()<>\"'\n]{1,200}(?=\))", body[link.start :])
    return rest[0].strip() if rest and " " in rest[0].strip() else link.target
