"""Links and pictures that reach for files outside the lessons folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from harvester.checks._body import MOST, BodyLink, finding, links
from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding


def link_outside_library(library: Library) -> Iterator[Finding]:
    """ลิงก์หรือภาพชี้ไปไฟล์นอกโฟลเดอร์บทเรียน

    ไฟล์ในเครื่องของคนเขียนไม่มีอยู่บนเว็บ และอาจเป็นไฟล์ที่ไม่ควรเผยแพร่

    *ผิด / Bad:*

        ![ภาพ](file:///C:/Users/somchai/photo.jpg)

    *ถูก / Good:*

        ![ภาพ](photo.jpg)
    """
    for lesson in library.lessons:
        outside = (link for link in links(lesson) if _leaves(lesson, link))
        for link, _ in zip(outside, range(MOST), strict=False):
            message = f"{link.target[:60]} อยู่นอกโฟลเดอร์บทเรียน"
            yield finding(lesson, link.start, link.end, message, "วางไฟล์ไว้ข้างบทเรียน แล้วเขียนเฉพาะชื่อไฟล์")


def _leaves(lesson: Lesson, link: BodyLink) -> bool:
    target = link.target.replace("\\", "/")
    if re.match(r"(?i)file:|[a-z]:/", target):
        return True
    if re.match(r"(?i)[a-z][a-z0-9+.-]*:|//|#|\?", target):
        return False
    path = posixpath.normpath(posixpath.join(posixpath.dirname(lesson.path), re.split(r"[#?]", target)[0]))
    return path.startswith(("../", "/")) or path == ".."
