"""From an issue to a file and a reply: where the file goes, what it lacks, and what its author is told in Thai."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from harvester.diagnostics import Diagnostic, Severity
from harvester.doors.issue_body import Submission
from harvester.doors.manuscript import lesson_text, one_line, trial_text
from harvester.doors.marking import code, safe
from harvester.doors.questions import LESSON_TRIED
from harvester.model import Lesson, Library
from harvester.reading import read_lesson
from harvester.reading.companions import read_trial
from harvester.reading.rules import signed
from harvester.reading.schema import ID_PATTERN
from harvester.rendering.missing import missing
from harvester.thai.text import slug

MOST = 12
"""Points told in one reply; more would not be read."""
_PICTURE = re.compile(r"!\[[^\]]{0,200}\]\(https?://|<img\b[^>]{0,300}\bsrc=[\"']?https?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be written (`path` relative to the lessons folder, nothing when none can be made) and what to say."""

    path: str
    text: str
    title: str
    points: tuple[str, ...]
    invitations: tuple[str, ...]
    reply: str


Judge = Callable[[Library], Library]
"""Gives a library its findings: what the checks say of the draft among the lessons that are there."""


def drafted(
    submission: Submission, library: Library, today: date, judge: Judge = lambda library: library
) -> Draft:
    """The draft of a submission; a submission that is no form of ours gives a reply alone."""
    if submission.kind == "lesson":
        return _lesson(submission, library, today, judge)
    if submission.kind == "trial":
        return _trial(submission, library, today)
    return Draft("", "", "", (), (), _UNKNOWN)


def proposed_id(title: str, taken: set[str]) -> str:
    """An id from a title: ASCII, at most 60 letters, not one of `taken`."""
    name = slug(one_line(title))
    number = 1
    while (name if number == 1 else f"{name[:56]}-{number}") in taken:
        number += 1
    return name if number == 1 else f"{name[:56]}-{number}"


def _lesson(submission: Submission, library: Library, today: date, judge: Judge) -> Draft:
    answers = submission.answers
    title = one_line(answers.get("title", ""))
    if not title:
        return Draft("", "", "", ("ยังไม่มีชื่อเรื่อง",), (), _NO_TITLE)
    text = lesson_text(answers)
    name = proposed_id(title, {*library.by_id, *(lesson.id for lesson in library.lessons)})
    path = f"{today.year + 543}/{name}.md"
    reading = read_lesson(path, text.encode())
    found = reading.diagnostics
    if reading.lesson is not None:
        among = replace(library, lessons=(*library.lessons, reading.lesson), diagnostics=found)
        found = tuple(one for one in judge(among).diagnostics if one.place.path == path)
    points = [*_notes(submission), *_points(found)]
    asks = _asks(library, reading.lesson) if reading.lesson else []
    return Draft(path, text, title, tuple(points), tuple(asks), _reply("บทเรียน", title, path, points, asks))


def _trial(submission: Submission, library: Library, today: date) -> Draft:
    given = one_line(submission.answers.get("lesson", ""), 300)
    lesson = _lesson_named(given, library)
    if lesson is None:
        sorry = f"ขอบคุณที่มาเล่าผลการลอง เรายังหาบทเรียน {code(given)} ไม่พบ"
        please = f"ช่วยแก้ช่อง “{LESSON_TRIED.label}” เป็นที่อยู่หน้าเว็บของบทเรียนนั้น แล้วบันทึกอีกครั้ง ระบบจะลองใหม่ให้เอง"
        reply = f"{sorry}\n\n{please}\n"
        return Draft("", "", "", (f"ไม่พบบทเรียน {given}",), (), reply)
    text = trial_text(submission.answers)
    who = slug(one_line(submission.answers.get("who", "") or "trial", 40))[:30].strip("-")
    path = f"trials/{lesson.id}/{today.year + 543}-{today:%m-%d}-{who}.yml"
    trial, found = read_trial(path, text)
    points = [*_notes(submission), *_points(tuple(signed(*one) for one in found))]
    if trial is None:
        return Draft(
            "", "", lesson.title, tuple(points), (), _reply("ผลการลอง", lesson.title, "", points, [])
        )
    return Draft(
        path, text, lesson.title, tuple(points), (), _reply("ผลการลอง", lesson.title, path, points, [])
    )


def _lesson_named(given: str, library: Library) -> Lesson | None:
    """The lesson of an id or of an address that ends in `lessons/<id>/`."""
    found = re.search(r"lessons/([a-z0-9-]{1,80})(?:[/?#]|$)", given)
    name = found[1] if found else given.strip("/ []`")
    return library.by_id.get(name) if re.fullmatch(ID_PATTERN, name) else None


def _notes(submission: Submission) -> list[str]:
    notes = []
    if not submission.promised:
        notes.append("ยังไม่ได้ยืนยันว่าผู้เล่าและคนในเรื่องยินยอมให้เผยแพร่")
    if submission.cut:
        notes.append("ข้อความยาวมาก ส่วนท้ายยังไม่ได้นำเข้า แบ่งส่งเป็นหลายเรื่องได้")
    if any(_PICTURE.search(answer) for answer in submission.answers.values()):
        notes.append("มีรูปแนบมา กองบรรณาธิการจะย้ายรูปเข้าคลังให้ เพราะหน้าเว็บไม่ดึงรูปจากที่อื่น")
    return notes


def _points(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    told = [found for found in diagnostics if found.severity is not Severity.INFO]
    return [f"{found.message} {found.hint}".strip() for found in told]


def _asks(library: Library, lesson: Lesson) -> list[str]:
    asks = [] if lesson.summary else ["สรุป: ประโยคเดียวที่คนอ่านเอาไปทำได้เลย"]
    asks += [] if lesson.date else ["วันที่: เกิดขึ้นเมื่อไร ปีเดียวก็ได้"]
    asks += [] if lesson.authors else ["ผู้เล่า: ใครเล่าเรื่องนี้"]
    return asks + [f"{part.label}: {part.ask}" for part in missing(library, lesson) if part.key != "trials"]


def _reply(what: str, title: str, path: str, points: list[str], asks: list[str]) -> str:
    lines = [f"ขอบคุณที่ส่ง{what} **{safe(title)}** เข้ามา"]
    if path:
        lines.append(f"ระบบทำเป็นร่างไว้ที่ {code(path)} แล้ว กองบรรณาธิการจะอ่านและตอบกลับในประเด็นนี้")
    if points:
        lines.append("**ต้องแก้หรือยืนยันก่อนเผยแพร่**\n\n" + _bullets(points))
    if asks:
        lines.append("**ถ้าเล่าเพิ่มได้ บทเรียนจะมีคนหยิบไปใช้ง่ายขึ้น** (ไม่บังคับ)\n\n" + _bullets(asks))
    if points or asks:
        lines.append("แก้ได้โดยกดปุ่มจุดสามจุดที่มุมขวาบนของข้อความแรก เลือก Edit แล้วบันทึก หรือพิมพ์ตอบด้านล่างนี้ก็ได้")
    else:
        lines.append("ครบทุกส่วนแล้ว ไม่ต้องทำอะไรเพิ่ม")
    return "\n\n".join(lines) + "\n"


def _bullets(points: list[str]) -> str:
    shown = [f"- {safe(point)}" for point in points[:MOST]]
    return "\n".join(shown + ([f"- และอีก {len(points) - MOST} จุด"] if len(points) > MOST else []))


_UNKNOWN = (
    "ขอบคุณที่เขียนมา แต่ข้อความนี้ไม่ได้มาจากแบบฟอร์มของคลัง ระบบจึงทำเป็นบทเรียนให้เองไม่ได้ "
    "กองบรรณาธิการจะอ่านเอง หรือส่งใหม่ด้วยแบบฟอร์ม “ส่งบทเรียน” ก็ได้\n"
)
_NO_TITLE = "ขอบคุณที่ส่งบทเรียนเข้ามา ยังขาดชื่อเรื่อง ช่วยเติมช่อง “ชื่อเรื่อง” แล้วบันทึกอีกครั้ง ระบบจะลองใหม่ให้เอง\n"
