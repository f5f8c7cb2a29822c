"""Old ids that cannot be part of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding
from harvester.thai.text import slug

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def bad_alias(library: Library) -> Iterator[Finding]:
    """id เดิมในช่อง aliases ต้องเป็นตัวอังกฤษเล็ก ตัวเลข และขีดกลาง

    id เดิมกลายเป็นที่อยู่เว็บ จึงใช้เครื่องหมาย / หรือตัวอักษรอื่นไม่ได้

    *ผิด / Bad:*

        aliases: [../../index]

    *ถูก / Good:*

        aliases: [old-visit]
    """
    for lesson in library.lessons:
        for index, alias in enumerate(lesson.aliases):
            if not _ID.fullmatch(alias) or len(alias) > 80:
                place = lesson.place_of(f"aliases.{index}")
                yield Finding(
                    place, f"“{alias[:60]}” ใช้เป็น id ไม่ได้", f"เขียนเช่น {slug(alias)}", width=len(alias)
                )
