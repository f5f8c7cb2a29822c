"""Front-matter keys that steer the site rather than tell about a lesson."""

from __future__ import annotations

from collections.abc import Iterator

from harvester.diagnostics import Finding
from harvester.model import Library

RESERVED = frozenset((
    "template", "icon", "search", "hide", "hooks", "plugins", "extra_javascript", "extra_css", "extra",
    "theme", "nav", "slug", "url", "id", "permalink", "redirect", "exclude", "not_in_search", "boost",
    "render_macros", "markdown_extensions", "inherit",
))  # fmt: skip


def reserved_key(library: Library) -> Iterator[Finding]:
    """ช่องนี้เป็นของตัวเว็บ บทเรียนใช้ไม่ได้

    หน้าตา ที่อยู่ และการค้นหาเป็นเรื่องของเว็บทั้งเว็บ บทเรียนบอกได้เฉพาะเรื่องของตัวเอง

    *ผิด / Bad:*

        template: home.html

    *ถูก / Good:*

        title: นัดด้วยใจ ตามด้วยหนังสือ
    """
    for lesson in library.lessons:
        for key in lesson.extra:
            if key.casefold() in RESERVED:
                message = f"ช่อง {key} ใช้ในบทเรียนไม่ได้"
                hint = "ลบช่องนี้ออก id ของบทเรียนคือชื่อไฟล์" if key in ("id", "slug", "url") else "ลบช่องนี้ออก"
                yield Finding(lesson.place_of(key), message, hint, width=len(key))
