"""Links between lessons that lead nowhere, in a circle or to the wrong place."""

import ipaddress
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from urllib.parse import urlsplit

from harvester.checks._body import MOST, BodyLink, finding, links, prose, say, told_links
from harvester.checks._fields import lesson_ids, suggestion
from harvester.model import DeclaredLink, Lesson, LessonId, Library
from harvester.model.diagnostics import Finding, Place
from harvester.model.plain_text import CITATION
from harvester.model.selection import reached
from harvester.thai.text import fold


def broken_link(library: Library) -> Iterator[Finding]:
    """ช่อง links โยงไปบทเรียนที่ไม่มีในคลัง"""
    ids = lesson_ids(library)
    for lesson in library.lessons:
        named = [(link.target, link.place) for link in lesson.declared]
        # an answer may name the one hazard or question that it meets
        for at, link in enumerate(lesson.declared):
            name, _, part = link.target.partition("#")
            if link.kind == "answers" and part and name in library.by_id:
                named[at] = (name, link.place)
                if _lacks(library, library.by_id[LessonId(name)], part):
                    yield say("broken-link/part", link.place, part, width=len(link.target))
        named += [(getattr(lesson, key), lesson.place_of(key)) for key in ("replaced_by", "translates")]
        for target, place in named:
            if target and target not in ids:
                hint = suggestion(target, library.by_id)
                yield say("broken-link", place, target, hint=hint, width=len(target), related=(target,))
        if lesson.replaced_by in library.by_id and library.successor(lesson) is None:
            yield say("broken-link/circle", lesson.place_of("replaced_by"))


def circular_follows(library: Library) -> Iterator[Finding]:
    """บทเรียนต่อกันเป็นวงกลม ไม่รู้ว่าต้องทำเรื่องไหนก่อน"""
    edges: dict[str, dict[str, DeclaredLink]] = {}
    for lesson in library.lessons:
        for link in lesson.declared:
            if link.kind == "follows" and link.target in library.by_id:
                edges.setdefault(lesson.id, {}).setdefault(library.by_id[link.target].id, link)
    rings = _rings(edges)
    for source, targets in edges.items():
        for target, link in targets.items():
            if rings.get(source, source) == rings.get(target, "") or source == target:
                key = "circular-follows/itself" if source == target else "circular-follows"
                yield say(key, link.place, source, target, width=len(link.target), related=(target,))


def _rings(edges: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each node that is in a ring to a name of that ring."""
    sorter = TopologicalSorter(edges)
    with suppress(CycleError):
        sorter.prepare()
    free: set[str] = set()  # these lead into no ring
    while ready := sorter.get_ready():
        free.update(ready)
        sorter.done(*ready)
    edges = {node: targets for node, targets in edges.items() if node not in free}
    back: dict[str, list[str]] = {}
    for source, targets in edges.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    rings: dict[str, str] = {}
    for node in edges:
        if node not in rings:
            ahead, behind = reached([node], edges), reached([node], back)
            ring = ahead & behind
            rings |= dict.fromkeys(ring if len(ring) > 1 else (), node)
    return rings


def self_link(library: Library) -> Iterator[Finding]:
    """บทเรียนโยงหาตัวเอง"""
    for lesson in library.lessons:
        for link in lesson.declared:
            if link.kind != "follows" and library.by_id.get(link.target) is lesson:
                yield say("self-link", link.place, width=len(link.target))


def broken_citation(library: Library) -> Iterator[Finding]:
    """เนื้อเรื่องอ้างถึงบทเรียนที่ไม่มีในคลัง"""
    ids = lesson_ids(library)
    for lesson in library.lessons:
        if "[[" not in lesson.body:
            continue
        wrong = (match for match in CITATION.finditer(prose(lesson.body)) if match["id"].strip() not in ids)
        for match in islice(wrong, MOST):
            name = match["id"].strip()
            hint = suggestion(name, library.by_id)
            yield finding(lesson, *match.span("id"), "broken-citation", name, hint=hint, related=(name,))


def broken_page_link(library: Library) -> Iterator[Finding]:
    """ลิงก์ไปไฟล์หรือหัวข้อที่ไม่มี"""
    by_path = {lesson.path: lesson for lesson in library.lessons}
    files = {*by_path, *library.attachments, *(guide.path for guide in library.guides)}
    files |= {found.place.path for found in library.diagnostics}  # what was refused is told there
    for lesson in library.lessons:
        cited = (
            match for match in CITATION.finditer(prose(lesson.body)) if match["part"] and "#" in lesson.body
        )
        for match in islice(cited, MOST):
            goal = library.by_id.get(LessonId(match["id"].strip()))
            if goal and _lacks(library, goal, match["part"].strip()):
                yield finding(lesson, *match.span("part"), "broken-page-link/part", match["part"])
        folder = posixpath.dirname(lesson.path)
        for link in islice(links(lesson.body), MOST):
            target, _, part = link.target.partition("#")
            target = target.split("?")[0]
            if link.is_picture or ":" in target or target.startswith(("/", "..//")):
                continue
            path = posixpath.normpath(posixpath.join(folder, target)) if target else lesson.path
            if target.lower().endswith((".md", ".pdf", ".docx", ".xlsx")) and path not in files:
                if not path.startswith(".."):
                    key = "broken-page-link" if target.endswith(".md") else "broken-page-link/file"
                    yield finding(lesson, link.start, link.end, key, target, related=(Place(path),))
            elif part.startswith("note-"):
                continue
            elif part and (goal := by_path.get(path)) and _lacks(library, goal, part):
                yield finding(lesson, link.start, link.end, "broken-page-link/part", part)


def _lacks(library: Library, lesson: Lesson, part: str) -> bool:
    names = library.anchors_of(lesson)
    return part not in names and fold(part) not in names


def retired_lesson_cited(library: Library) -> Iterator[Finding]:
    """โยงไปบทเรียนที่เลิกใช้แล้ว"""
    for lesson in library.lessons:
        for link in lesson.declared:
            target = library.by_id.get(link.target)
            if target and not library.is_in_use(target) and link.kind in ("follows", "uses_with"):
                width, related = len(link.target), (target.id,)
                yield say("retired-lesson-cited", link.place, target.title, width=width, related=related)


_RUNS = re.compile(r"(?i)(?:javascript|vbscript|data|blob|jar|livescript|mhtml|view-source):")


def dangerous_link(library: Library) -> Iterator[Finding]:
    """ลิงก์นี้สั่งให้เครื่องของคนอ่านทำงาน จึงถูกตัดออก"""
    return told_links(
        library, "dangerous-link", lambda _, link: not link.is_picture and bool(_RUNS.match(link.target))
    )


def link_outside_library(library: Library) -> Iterator[Finding]:
    """ลิงก์หรือภาพชี้ไปไฟล์นอกโฟลเดอร์บทเรียน"""
    return told_links(
        library, "link-outside-library", lambda of, link: _leaves_library(of, link) and link.target
    )


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
    return told_links(library, "suspicious-link", lambda _, link: _doubt(link.target))


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
    if any(len(scripts := _scripts(label)) > 1 or _LOOKALIKES & scripts for label in host.split(".")):
        return "มีตัวอักษรที่หน้าตาคล้ายตัวอังกฤษ"
    return "มีชื่อเว็บที่เข้ารหัสไว้" if "xn--" in host else ""


def _is_inner(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        return host == "localhost" or host.endswith((".local", ".internal", ".localhost")) or host.isdigit()


_LOOKALIKES = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def _scripts(label: str) -> set[str]:
    """The alphabets of its letters, by their Unicode names."""
    return {unicodedata.name(sign, "").split(" ")[0] for sign in label if sign.isalpha()}


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
            yield say("unsafe-address", lesson.place_of(key), url, width=len(url))
    for entry in library.vocabulary.organisations:
        if entry.url and not _WEB.match(entry.url):
            yield say("unsafe-address", entry.place, entry.url)
