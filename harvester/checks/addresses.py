"""Web addresses that run code, deceive, or lead out of the library."""

from __future__ import annotations

import ipaddress
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from harvester.checks._body import MOST, BodyLink, finding, links
from harvester.model import Lesson, Library
from harvester.model.diagnostics import Finding

_RUNS = re.compile(r"(?i)(?:javascript|vbscript|data|blob|jar|livescript|mhtml|view-source):")


def dangerous_link(library: Library) -> Iterator[Finding]:
    """ลิงก์นี้สั่งให้เครื่องของคนอ่านทำงาน จึงถูกตัดออก"""
    for lesson in library.lessons:
        dangerous = (link for link in links(lesson) if _RUNS.match(link.target) and not link.is_picture)
        for link, _ in zip(dangerous, range(MOST), strict=False):
            yield finding(
                lesson, link.start, link.end, "ลิงก์นี้ใช้ไม่ได้ ถูกตัดออกจากหน้าเว็บ", "ใช้ลิงก์ที่ขึ้นต้นด้วย https://"
            )


def link_outside_library(library: Library) -> Iterator[Finding]:
    """ลิงก์หรือภาพชี้ไปไฟล์นอกโฟลเดอร์บทเรียน"""
    for lesson in library.lessons:
        outside = (link for link in links(lesson) if _leaves_library(lesson, link))
        for link, _ in zip(outside, range(MOST), strict=False):
            message = f"{link.target[:60]} อยู่นอกโฟลเดอร์บทเรียน"
            yield finding(lesson, link.start, link.end, message, "วางไฟล์ไว้ข้างบทเรียน แล้วเขียนเฉพาะชื่อไฟล์")


def _leaves_library(lesson: Lesson, link: BodyLink) -> bool:
    target = link.target.replace("\\", "/")
    if re.match(r"(?i)file:|[a-z]:/", target):
        return True
    if re.match(r"(?i)[a-z][a-z0-9+.-]*:|//|#|\?", target):
        return False
    path = posixpath.normpath(posixpath.join(posixpath.dirname(lesson.path), re.split(r"[#?]", target)[0]))
    return path.startswith(("../", "/")) or path == ".."


def suspicious_link(library: Library) -> Iterator[Finding]:
    """ลิงก์นี้อาจไม่ใช่เว็บที่เห็น"""
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


_SCHEME = re.compile(r"(?i)(?:javascript|vbscript|data|file|blob):")
_WEB = re.compile(r"(?i)https?://[^\s/]+")


def unsafe_address(library: Library) -> Iterator[Finding]:
    """ที่อยู่เว็บในส่วนหัวต้องขึ้นต้นด้วย https:// หรือ http://"""
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
