"""Markup that lessons may not use: harmful HTML, included files, HTML in the front matter."""

import posixpath
import re
from collections.abc import Iterator
from itertools import islice

from harvester.checks._body import MOST, BodyLink, finding, links, prose, say, told_links
from harvester.checks._fields import holders, suggestion, texts
from harvester.model import Library
from harvester.model.body import ELEMENTS
from harvester.model.diagnostics import Finding, Place
from harvester.model.fields import values_of
from harvester.reading.wording import patterns
from harvester.thai.text import slug

_LEFTOVERS = frozenset(("center", "font", "o:p", "w:sdt", "xml"))
"""Leftovers of Word, which have a rule of their own."""
_TAG = re.compile(r"(?<!\]\()</?(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})(?P<rest>[^<>]{0,2000})>?")
_HARMFUL = re.compile(r"(?i)[\s\"'/](on[a-z]{3,20}|srcdoc|formaction|xlink:href|autofocus)\s{0,3}=")
_PATTERNS = patterns("harvester.checks", "markup")


def hostile_html(library: Library) -> Iterator[Finding]:
    """มีรหัส HTML ที่หน้าเว็บไม่รับ จึงถูกตัดออก"""
    for lesson in library.lessons:
        if "<" not in lesson.body and "{" not in lesson.body:
            continue
        for start, end, name in sorted(_spans(prose(lesson.body)))[:MOST]:
            yield finding(lesson, start, end, "hostile-html", name)


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    found = 0
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if match[0].startswith("</") or (":" in name and name not in _LEFTOVERS):
            continue
        harmful = _HARMFUL.search(match["rest"])
        told = harmful[1] if harmful else "" if name in ELEMENTS or name in _LEFTOVERS else f"<{name}>"
        if told:
            found += 1
            yield match.start(), match.start() + len(name) + 1, told
        if found > MOST:
            return
    for match in _PATTERNS.attribute_list.finditer(text):
        yield match.start(), match.end(), "คำสั่งในวงเล็บปีกกา"
    opened = text.rfind("<!--")
    if opened >= 0 and text.find("-->", opened) < 0:
        yield opened, opened + 4, "หมายเหตุ <!-- ที่ไม่ปิด"


def html_in_front_matter(library: Library) -> Iterator[Finding]:
    """ส่วนหัวมีรหัส HTML"""
    for one in holders(library):
        for key, text in texts(one):
            if ("<" in text or "&" in text or "=" in text) and (
                match := _PATTERNS.front_matter_tag.search(text)
            ):
                values = (key.split(".")[0], match[0][:40].strip())
                yield say("html-in-front-matter", one.place_of(key), *values, width=len(text))


_INCLUDE = re.compile(r"^[ \t]{0,20};{0,3}-{1,30}8<-{1,30}", re.MULTILINE)


def included_file(library: Library) -> Iterator[Finding]:
    """เนื้อเรื่องสั่งดึงไฟล์อื่นเข้ามา"""
    for lesson in library.lessons:
        if "8<" not in lesson.body:
            continue
        for match in islice(_INCLUDE.finditer(prose(lesson.body)), MOST):
            yield finding(lesson, match.end() - len(match[0].lstrip()), match.end(), "included-file")


def long_name(library: Library) -> Iterator[Finding]:
    """ชื่อยาวเกินไป"""
    for one in holders(library):
        for row, key, value in values_of(one):
            if row.kind == "text" and 0 < row.longest < len(value):
                values = (key.split(".")[0], len(value), row.longest)
                yield say("long-name", one.place_of(key), *values, width=row.longest)


def missing_picture(library: Library) -> Iterator[Finding]:
    """ไม่มีไฟล์ภาพที่บทเรียนเรียก"""
    told = {found.place.path for found in library.diagnostics}
    for lesson in library.lessons:
        folder = posixpath.dirname(lesson.path)
        for link in islice((link for link in links(lesson.body) if link.is_picture), MOST):
            target = _whole(lesson.body, link)
            if ":" in target or target.startswith(("/", "\\", "#")):
                continue
            path = posixpath.normpath(posixpath.join(folder, re.split(r"[#?]", target)[0]))
            if path not in library.pictures and path not in told and not path.startswith(".."):
                near = suggestion(posixpath.basename(path), sorted(map(posixpath.basename, library.pictures)))
                yield finding(lesson, link.start, link.end, "missing-picture", target, hint=near)


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
            yield say("picture-name", Place(path), name, slug(stem) + suffix.lower())


def picture_without_words(library: Library) -> Iterator[Finding]:
    """ภาพไม่มีคำบรรยาย"""
    return told_links(
        library, "picture-without-words", lambda _, link: link.is_picture and not link.text.strip()
    )


_FOREIGN = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:)?//|data:|blob:")


def foreign_picture(library: Library) -> Iterator[Finding]:
    """ภาพมาจากเว็บอื่น จึงไม่ขึ้นบนหน้าเว็บ"""
    return told_links(
        library, "foreign-picture", lambda _, link: link.is_picture and bool(_FOREIGN.match(link.target))
    )


def unlinked_attachment(library: Library) -> Iterator[Finding]:
    """ยังไม่มีบทเรียนใดลิงก์ถึงเอกสารนี้ จึงไม่ขึ้นเว็บ"""
    used = {one.path for files in library.handed_out.values() for one in files}
    for path in sorted(library.attachments.keys() - used):
        yield say("unlinked-attachment", Place(path))
