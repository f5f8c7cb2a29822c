"""Picture files whose names some machine will stumble over."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding, Place
from harvester.thai.text import slug

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def picture_name(library: Library) -> Iterator[Finding]:
    """ชื่อไฟล์ภาพควรเป็นตัวอังกฤษ ตัวเลข และขีดกลาง

    ชื่อภาษาไทยหรือมีเว้นวรรคเปิดไม่ได้ในบางเครื่อง และกลายเป็นรหัสยาวในที่อยู่เว็บ

    *ผิด / Bad:*

        ภาพ ประชุมทีม (1).jpg

    *ถูก / Good:*

        team-meeting.jpg
    """
    for path in sorted(library.pictures):
        name = posixpath.basename(path)
        if not _NAME.fullmatch(name):
            stem, suffix = posixpath.splitext(name)
            hint = f"เปลี่ยนเป็น {slug(stem)}{suffix.lower()} แล้วแก้ในบทเรียนให้ตรงกัน"
            yield Finding(Place(path), f"ชื่อไฟล์ภาพ “{name[:60]}” ไม่ควรมีภาษาไทย เว้นวรรค หรือเครื่องหมาย", hint)
