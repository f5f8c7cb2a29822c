"""What the checks say of a draft before it is kept: made sound, told to its sender, and what could be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from harvester.doors.message_lines import Submission
from harvester.model import Lesson, Library
from harvester.model.diagnostics import Diagnostic, Severity
from harvester.reading import read_lesson
from harvester.reading.canonical import mend
from harvester.reading.companions import read_companion
from harvester.reading.rules import sign
from harvester.reading.wording import patterns
from harvester.rendering.missing import missing

Judge = Callable[[Library], Library]
"""Gives a library its findings: what the checks say of the draft among the lessons that are there."""
NEW_WORDS = ("unknown-tag", "unknown-role", "unknown-programme")
"""Rules about words that editors choose or add; an author need not mend them."""
PRIVATE = ("national-id-number", "secret-token")
"""Rules about what must not be in the repository, not even in a draft."""
_P = patterns("harvester.doors", "draft_checks")


def repair_draft(path: str, text: str, library: Library, judge: Judge) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text with safe fixes applied and what a draft must not hold taken out, and all that was found in it."""
    if path.endswith(".md") and (mended := mend(path, text.encode())):
        text = mended.after
    found: tuple[Diagnostic, ...] = ()
    for _ in range(3):
        now = tuple(one for one in judge(_among(library, path, text)).diagnostics if one.place.path == path)
        errors = [one for one in now if one.is_error]
        told = {(one.rule, one.message) for one in now}
        found = (*now, *(one for one in found if one.is_error and (one.rule, one.message) not in told))
        if not errors or (harmless := _remove_unpublishable(text, errors)) == text:
            break
        text = harmless
    return text, found


def _among(library: Library, path: str, text: str) -> Library:
    """The library with this file among its others."""
    if path.endswith(".md"):
        reading = read_lesson(path, text.encode())
        more = (reading.lesson,) if reading.lesson else ()
        return replace(library, lessons=(*library.lessons, *more), diagnostics=reading.diagnostics)
    kind = path.partition("/")[0]
    if kind not in ("trials", "wishes"):
        return replace(library, diagnostics=())
    one, findings = read_companion(path, text)
    among: dict[str, Any] = {kind: (*getattr(library, kind), *((one,) if one else ()))}
    return replace(library, diagnostics=tuple(sign(*found) for found in findings), **among)


def _remove_unpublishable(text: str, errors: Sequence[Diagnostic]) -> str:
    """The text without what cannot be published: private numbers gone, links and orders to fetch files made words."""
    lines = text.split("\n")
    for one in sorted(errors, key=lambda one: (one.place.line, one.place.column), reverse=True):
        line = lines[one.place.line - 1]
        if one.rule in PRIVATE or one.rule.startswith("personal-"):
            start = one.place.column - 1
            line = f"{line[:start]}(ลบออก){line[start + one.width :]}"
        else:
            line = line.replace("](", "] (").replace("--8<--", "- 8 -")
        lines[one.place.line - 1] = line
    return "\n".join(lines)


def promises(submission: Submission) -> list[str]:
    notes = []
    if not submission.promised:
        notes.append("ยังไม่ได้ยืนยันว่าผู้เล่าและคนในเรื่องยินยอมให้เผยแพร่")
    if submission.cut:
        notes.append("ข้อความยาวมาก ส่วนท้ายยังไม่ได้นำเข้า แบ่งส่งเป็นหลายเรื่องได้")
    return notes


def for_editors(submission: Submission, found: Sequence[Diagnostic]) -> list[str]:
    """What editors see to: pictures that must be fetched, words that the library does not have yet."""
    notes = []
    if any(_P.picture.search(answer) for answer in submission.answers.values()):
        notes.append("มีรูปแนบมา กองบรรณาธิการจะย้ายรูปเข้าคลังให้ เพราะหน้าเว็บไม่ดึงรูปจากที่อื่น")
    words = [f"“{word}”" for one in found if one.rule in NEW_WORDS for word in one.related]
    if words:
        notes.append(f"คำที่ยังไม่มีในคลังคำ {' '.join(words)} จะเลือกคำที่ใกล้กันหรือเพิ่มคำใหม่ให้")
    return notes


def mending_notes(diagnostics: Sequence[Diagnostic]) -> list[str]:
    left = (*NEW_WORDS, "foreign-picture")
    told = [one for one in diagnostics if one.severity is not Severity.INFO and one.rule not in left]
    return list(dict.fromkeys(f"{one.message} {one.hint}".strip() for one in told))


def further_questions(library: Library, lesson: Lesson) -> list[str]:
    asks = [] if lesson.summary else ["สรุป: ประโยคเดียวที่คนอ่านเอาไปทำได้เลย"]
    asks += [] if lesson.date else ["วันที่: เกิดขึ้นเมื่อไร ปีเดียวก็ได้"]
    asks += [] if lesson.authors else ["ผู้เล่า: ใครเล่าเรื่องนี้"]
    return asks + [f"{part.label}: {part.ask}" for part in missing(library, lesson) if part.key != "trials"]
