"""A review as one comment that an author who is no programmer understands: is it ready, what is left, what is near.

Everything in it that an author wrote is made plain words first; the text is safe to post as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harvester.doors.differences import Difference
from harvester.doors.marking import code, safe
from harvester.doors.review import Review, ReviewedLesson, Suggestion
from harvester.model.diagnostics import Diagnostic

MARK = "<!-- harvester-review -->"
"""By this the job that posts finds its own earlier comment."""
MOST = 10
LONGEST = 60_000
"""Characters; a comment of GitHub holds 65,536."""
KINDS = {"new": "บทเรียนใหม่", "changed": "แก้ไข", "renamed": "เปลี่ยนชื่อไฟล์", "removed": "ลบออก"}
SIGNS = {"added": "เพิ่ม", "removed": "เอาออก", "changed": "แก้"}


def comment(review: Review, folder: str = "lessons", preview: str = "") -> str:
    """Markdown. `folder` is put before paths; `preview` is a line that says where the built pages are."""
    if not review.lessons and not review.others:
        return f"{MARK}\nการส่งครั้งนี้ไม่ได้แตะบทเรียน ไม่มีอะไรต้องตรวจ\n"
    parts = [MARK, headline(review)]
    parts += [_lesson(one, folder) for one in review.lessons]
    if review.others:
        shown = " ".join(code(path) for path in review.others[:MOST])
        more = f" และอีก {len(review.others) - MOST} ไฟล์" if len(review.others) > MOST else ""
        parts.append(f"ไฟล์อื่นที่เปลี่ยน: {shown}{more}")
    if review.other_errors:
        parts.append("**ต้องแก้ในไฟล์อื่น**\n\n" + _points(review.other_errors, folder, named=True))
    parts.append(preview)
    parts.append(
        "<sub>ข้อความนี้ระบบเขียนเอง และจะปรับให้เมื่อมีการส่งใหม่ ตรวจบนเครื่องตัวเองได้ด้วย `harvester check`</sub>"
    )
    text = "\n\n".join(part for part in parts if part) + "\n"
    return (
        text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n", 1)[0] + "\n\n(ยาวเกินไป ตัดส่วนท้ายออก)\n"
    )


def headline(review: Review) -> str:
    """One line: ready, ready with points to look at, or what must be mended first."""
    errors = sum(len(one.errors) for one in review.lessons) + len(review.other_errors)
    points = sum(len(one.warnings) for one in review.lessons)
    if errors:
        more = f" และควรดูอีก {points} จุด" if points else ""
        return f"### ✏️ ยังเผยแพร่ไม่ได้ ต้องแก้ {errors} จุด{more}"
    drafts = [one for one in review.lessons if one.draft]
    if drafts and len(drafts) == len(review.lessons):
        there, parts = sum(one.there for one in drafts), sum(one.parts for one in drafts)
        return f"### 📝 ยังเป็นร่าง ไม่ขึ้นเว็บ เติมแล้ว {there} จาก {parts} ส่วน"
    if points:
        return f"### ✅ บทเรียนพร้อมเผยแพร่แล้ว เหลือ {points} จุดที่ควรดู"
    if review.lessons and all(one.kind == "removed" for one in review.lessons):
        return "### 🗂️ การส่งครั้งนี้ลบบทเรียนออก"
    return "### ✅ บทเรียนพร้อมเผยแพร่แล้ว ไม่มีอะไรต้องแก้"


def meter(there: int, parts: int) -> str:
    """How complete a lesson is, as boxes that show without colour."""
    return f"{'▰' * there}{'▱' * (parts - there)} {there}/{parts}"


def _lesson(one: ReviewedLesson, folder: str) -> str:
    status = f" · สถานะ {one.status}" if one.status else ""
    parts = [f"#### {safe(one.title)}\n\n{KINDS[one.kind]} {code(f'{folder}/{one.path}')}{status}"]
    if one.needs_steward:
        who = f" ({' '.join(code(name) for name in one.stewards)})" if one.stewards else ""
        parts.append(f"👥 {safe(one.needs_steward)}{who}")
    if one.kind != "removed":
        state = f"ยังเป็นร่าง ไม่ขึ้นเว็บ เติมแล้ว {one.there} จาก {one.parts} ส่วน" if one.draft else "ความครบถ้วน"
        parts.append(f"{state} {meter(one.there, one.parts)}")
    if one.errors:
        parts.append("**ต้องแก้ก่อนเผยแพร่**\n\n" + _points(one.errors, folder))
    if one.warnings:
        parts.append("**ควรดู**\n\n" + _points(one.warnings, folder))
    if one.near:
        parts.append("**คล้ายกับเรื่องที่มีอยู่แล้ว**\n\n" + _bullets(_suggested(near, ": ") for near in one.near))
    if one.differences:
        lines = [_difference(difference) for difference in one.differences]
        parts.append(_folded(f"อะไรเปลี่ยนไป {len(lines)} จุด", _bullets(lines, 40)))
    if one.asks:
        parts.append(_folded("เล่าเพิ่มได้อีก ถ้ามี", _bullets(safe(ask) for ask in one.asks)))
    if one.tags or one.related:
        parts.append(_folded("ใกล้เคียงกับเรื่องไหน", "\n\n".join(_near(one))))
    return "\n\n".join(parts)


def _near(one: ReviewedLesson) -> Iterator[str]:
    if one.tags:
        yield "หัวเรื่องที่น่าจะใช้ (เติมใน `tags:` ถ้าเห็นด้วย)\n\n" + _bullets(
            f"{code(tag.title)} {safe(tag.because)}".strip() for tag in one.tags
        )
    if one.related:
        yield "บทเรียนที่เกี่ยวข้อง\n\n" + _bullets(_suggested(lesson, " เพราะ ") for lesson in one.related)


def _suggested(one: Suggestion, before: str) -> str:
    """A lesson to look at; `before` leads to the reason."""
    return f"{safe(one.title)} {code(one.name)}" + (before + safe(one.because) if one.because else "")


def _points(found: Iterable[Diagnostic], folder: str, named: bool = False) -> str:
    lines = []
    for one in found:
        place = f"บรรทัด {one.place.line}" if one.place.line > 1 else "ต้นไฟล์"
        place = f"{code(f'{folder}/{one.place.path}')} {place}" if named else place
        hint = f" → {safe(one.hint)}" if one.hint else ""
        lines.append(f"{safe(one.message)}{hint} ({place}, {code(one.rule)})")
    return _bullets(lines)


def _difference(one: Difference) -> str:
    where = f"**{SIGNS[one.kind]}** {safe(one.where)}"
    if one.kind == "changed":
        return f"{where}: {safe(one.before, 120)} → {safe(one.after, 120)}"
    return f"{where}: {safe(one.after or one.before, 160)}"


def _bullets(lines: Iterable[str], most: int = MOST) -> str:
    told = list(lines)
    more = [f"- และอีก {len(told) - most} จุด"] if len(told) > most else []
    return "\n".join([*(f"- {line}" for line in told[:most]), *more])


def _folded(title: str, inner: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{inner}\n\n</details>"
