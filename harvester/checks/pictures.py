"""Pictures that are missing, foreign, badly named or without a description; documents that no one hands out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from harvester.checks._body import MOST, BodyLink, finding, links
from harvester.checks._names import suggestion
from harvester.model import Library
from harvester.model.diagnostics import Finding, Place
from harvester.thai.text import slug


def missing_picture(library: Library) -> Iterator[Finding]:
    """ไม่มีไฟล์ภาพที่บทเรียนเรียก"""
    told = {found.place.path for found in library.diagnostics}
    for lesson in library.lessons:
        folder = posixpath.dirname(lesson.path)
        for link, _ in zip((link for link in links(lesson) if link.is_picture), range(MOST), strict=False):
            target = _whole(lesson.body, link)
            if ":" in target or target.startswith(("/", "\\", "#")):
                continue
            path = posixpath.normpath(posixpath.join(folder, re.split(r"[#?]", target)[0]))
            if path not in library.pictures and path not in told and not path.startswith(".."):
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


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def picture_name(library: Library) -> Iterator[Finding]:
    """ชื่อไฟล์ภาพควรเป็นตัวอังกฤษ ตัวเลข และขีดกลาง"""
    for path in sorted(library.pictures):
        name = posixpath.basename(path)
        if not _NAME.fullmatch(name):
            stem, suffix = posixpath.splitext(name)
            hint = f"เปลี่ยนเป็น {slug(stem)}{suffix.lower()} แล้วแก้ในบทเรียนให้ตรงกัน"
            yield Finding(Place(path), f"ชื่อไฟล์ภาพ “{name[:60]}” ไม่ควรมีภาษาไทย เว้นวรรค หรือเครื่องหมาย", hint)


def picture_without_words(library: Library) -> Iterator[Finding]:
    """ภาพไม่มีคำบรรยาย"""
    for lesson in library.lessons:
        if "![]" not in lesson.body and "![ " not in lesson.body:
            continue
        wordless = (link for link in links(lesson) if link.is_picture and not link.text.strip())
        for link, _ in zip(wordless, range(MOST), strict=False):
            yield finding(
                lesson, link.start, link.end, "ภาพนี้ไม่มีคำบรรยาย", "เขียนในวงเล็บเหลี่ยม เช่น ![ทีมนั่งล้อมวง](…)"
            )


_FOREIGN = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:)?//|data:|blob:")


def foreign_picture(library: Library) -> Iterator[Finding]:
    """ภาพมาจากเว็บอื่น จึงไม่ขึ้นบนหน้าเว็บ"""
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


def unlinked_attachment(library: Library) -> Iterator[Finding]:
    """ยังไม่มีบทเรียนใดลิงก์ถึงเอกสารนี้ จึงไม่ขึ้นเว็บ"""
    used = {one.path for files in library.handed_out.values() for one in files}
    for path in sorted(library.attachments.keys() - used):
        hint = "ลิงก์จากบทเรียน เช่น [แบบฟอร์ม](ชื่อไฟล์) ถ้าเป็นเอกสารเก่าให้ย้ายออกแล้วใช้ harvester import"
        yield Finding(Place(path), "ยังไม่มีบทเรียนใดลิงก์ถึงเอกสารนี้ จึงไม่ขึ้นเว็บ", hint)
