"""Addresses in the front matter that are not of the web."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model import Library
from harvester.model.diagnostics import Finding

_SCHEME = re.compile(r"(?i)(?:javascript|vbscript|data|file|blob):")
_WEB = re.compile(r"(?i)https?://[^\s/]+")


def unsafe_address(library: Library) -> Iterator[Finding]:
    """ที่อยู่เว็บในส่วนหัวต้องขึ้นต้นด้วย https:// หรือ http://

    ที่อยู่แบบอื่นเปิดไม่ได้บนเว็บ หรือสั่งให้เครื่องของคนอ่านทำงาน

    *ผิด / Bad:*

        source: {title: บันทึก, url: "javascript:alert(1)"}

    *ถูก / Good:*

        source: {title: บันทึก, url: "https://example.org/note"}
    """
    for lesson in library.lessons:
        if lesson.source is None:
            continue
        key = "source.url" if lesson.source.url else "source.title"
        url = lesson.source.url or (lesson.source.title if _SCHEME.match(lesson.source.title) else "")
        if url and not _WEB.match(url):
            place = lesson.place_of(key)
            yield Finding(place, f"“{url[:60]}” ไม่ใช่ที่อยู่เว็บ", "เขียนให้ขึ้นต้นด้วย https://", width=len(url))
    for entry in library.vocabulary.organisations:
        if entry.url and not _WEB.match(entry.url):
            yield Finding(entry.place, f"“{entry.url[:60]}” ไม่ใช่ที่อยู่เว็บ", "เขียนให้ขึ้นต้นด้วย https://")
