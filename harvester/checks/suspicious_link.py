"""Links to hosts that may not be what they seem."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from harvester.checks._body import MOST, finding, links
from harvester.model import Library
from harvester.model.diagnostics import Finding


def suspicious_link(library: Library) -> Iterator[Finding]:
    """ลิงก์นี้อาจไม่ใช่เว็บที่เห็น

    ชื่อเว็บที่ปนตัวอักษรหน้าตาคล้ายกัน ที่อยู่เป็นตัวเลข หรือเครื่องภายใน มักเป็นลิงก์หลอกหรือลิงก์ที่คนนอกเปิดไม่ได้

    *ผิด / Bad:*

        [เอกสาร](http://192.168.1.5/doc)

    *ถูก / Good:*

        [เอกสาร](https://example.org/doc)
    """
    for lesson in library.lessons:
        if "//" not in lesson.body:
            continue
        doubtful = ((link, why) for link in links(lesson) if (why := _doubt(link.target)))
        for (link, why), _ in zip(doubtful, range(MOST), strict=False):
            yield finding(lesson, link.start, link.end, f"ลิงก์นี้{why}", "ตรวจที่อยู่เว็บให้แน่ใจก่อนเผยแพร่")


def _doubt(target: str) -> str:
    """What is doubtful about an address, in Thai, or nothing."""
    if not re.match(r"(?i)(https?:)?//", target):
        return ""
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return "เขียนที่อยู่ไม่ถูกรูป"
    if parts.username is not None:
        return "มีชื่อผู้ใช้นำหน้าชื่อเว็บ"
    if _is_inner(host):
        return "ชี้ไปเครื่องภายในหรือที่อยู่ตัวเลข"
    if any(_scripts(label) > 1 or (_alphabet(label) in _LOOKALIKES) for label in host.split(".")):
        return "มีตัวอักษรที่หน้าตาคล้ายตัวอังกฤษ"
    return "มีชื่อเว็บที่เข้ารหัสไว้" if "xn--" in host else ""


def _is_inner(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        return host == "localhost" or host.endswith((".local", ".internal", ".localhost")) or host.isdigit()


_LOOKALIKES = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def _alphabet(label: str) -> str:
    return next((unicodedata.name(sign, "").split(" ")[0] for sign in label if sign.isalpha()), "")


def _scripts(label: str) -> int:
    return len({unicodedata.name(sign, "").split(" ")[0] for sign in label if sign.isalpha()})
