"""From an issue to a file and a reply: where the file goes, what it lacks, and what its author is told in Thai."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process

from harvester.doors import replies
from harvester.doors.fitting import Fitted, fitted
from harvester.doors.issue_body import Submission
from harvester.doors.manuscript import lesson_text, one_line, trial_text
from harvester.doors.questions import LESSON, TRIAL
from harvester.model import Lesson, Library
from harvester.model.diagnostics import Diagnostic, Severity
from harvester.model.schema import ID_PATTERN
from harvester.reading import read_lesson
from harvester.reading.companions import read_trial
from harvester.reading.lesson import is_fit_name
from harvester.reading.mending import mend
from harvester.reading.rules import signed
from harvester.rendering.forge import NOWHERE, Forge
from harvester.rendering.missing import missing
from harvester.thai.text import fold, slug

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
    notes: tuple[str, ...] = ()


Judge = Callable[[Library], Library]
"""Gives a library its findings: what the checks say of the draft among the lessons that are there."""
Seek = Callable[[str], Sequence[tuple[str, str]]]
"""(title, id) of the lessons that answer a question."""
NEW_WORDS = ("unknown-tag", "unknown-role", "unknown-programme")
"""Rules about words that editors choose or add; an author need not mend them."""
PRIVATE = ("national-id-number", "secret-token")
"""Rules about what must not stand in the repository, not even in a draft."""


def drafted(
    submission: Submission,
    library: Library,
    today: date,
    judge: Judge = lambda library: library,
    *,
    forge: Forge = NOWHERE,
    seek: Seek = lambda question: (),
) -> Draft:
    """The draft of a submission; a submission that is no lesson and no trial gives a reply alone."""
    if submission.kind == "lesson":
        return _lesson(submission, library, today, judge)
    if submission.kind == "trial":
        return _trial(submission, library, today)
    if submission.kind == "wish":
        return Draft("", "", "", (), (), replies.wished(seek(submission.answers.get("problem", "")), forge))
    if submission.kind:
        return Draft("", "", "", (), (), replies.by_hand(submission.kind))
    return Draft("", "", "", (), (), replies.unknown(forge))


def proposed_id(title: str, taken: set[str]) -> str:
    """An id from a title: ASCII, at most 60 letters, not one of `taken`."""
    name = slug(one_line(title))
    number = 1
    proposed = name
    while proposed in taken or not is_fit_name(proposed):
        number += 1
        proposed = f"{name[:56]}-{number}"
    return proposed


def _lesson(submission: Submission, library: Library, today: date, judge: Judge) -> Draft:
    made = fitted(LESSON, submission.answers, library.vocabulary)
    title = one_line(made.answers.get("title", ""))
    if not title:
        if not (title := _title_for(made)):
            return Draft("", "", "", ("ยังไม่มีชื่อเรื่อง",), (), replies.untitled())
        made.answers["title"] = title
        made.notes.append(f"ยังไม่มีชื่อเรื่อง ระบบใช้ “{title}” ไปก่อน ช่วยตั้งชื่อที่สั้นและจำง่ายในช่อง “ชื่อเรื่อง”")
    name = proposed_id(title, {*library.by_id, *(lesson.id for lesson in library.lessons)})
    path = f"{today.year + 543}/{name}.md"
    text, found = _sound(path, lesson_text(made.answers, aside=made.aside), library, judge)
    lesson = read_lesson(path, text.encode()).lesson
    points = [*_promises(submission), *made.notes, *_points(found)]
    notes = _notes(submission, found)
    asks = _asks(library, lesson) if lesson else []
    reply = replies.received("บทเรียน", title, path, points, asks, notes)
    return Draft(path, text, title, tuple(points), tuple(asks), reply, tuple(notes))


def _title_for(made: Fitted) -> str:
    """What can stand in for a title: the technique's name, else how the summary or the story begins."""
    for key in ("technique", "summary", "steps", "context"):
        first = one_line(re.sub(r"^[-*\d๐-๙.) ]+", "", made.answers.get(key, "").strip().split("\n")[0]), 70)
        if first:
            return first
    return ""


def _sound(path: str, text: str, library: Library, judge: Judge) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text with safe fixes applied and what a draft must not hold taken out, and all that was found in it."""
    mended = mend(path, text.encode())
    text = mended.after if mended else text
    found: tuple[Diagnostic, ...] = ()
    for _ in range(3):
        reading = read_lesson(path, text.encode())
        now = reading.diagnostics
        if reading.lesson is not None:
            among = replace(library, lessons=(*library.lessons, reading.lesson), diagnostics=now)
            now = tuple(one for one in judge(among).diagnostics if one.place.path == path)
        errors = [one for one in now if one.is_error]
        told = {(one.rule, one.message) for one in now}
        found = (*now, *(one for one in found if one.is_error and (one.rule, one.message) not in told))
        if not errors or (harmless := _without(text, errors)) == text:
            break
        text = harmless
    return text, found


def _without(text: str, errors: Sequence[Diagnostic]) -> str:
    """The text without what cannot be published: private numbers gone, links and orders to fetch files made words."""
    lines = text.split("\n")
    for one in sorted(errors, key=lambda one: (one.place.line, one.place.column), reverse=True):
        line = lines[one.place.line - 1]
        if one.rule in PRIVATE:
            start = one.place.column - 1
            line = f"{line[:start]}(ลบออก){line[start + one.width :]}"
        else:
            line = line.replace("](", "] (").replace("--8<--", "- 8 -")
        lines[one.place.line - 1] = line
    return "\n".join(lines)


def _trial(submission: Submission, library: Library, today: date) -> Draft:
    made = fitted(TRIAL, submission.answers, library.vocabulary)
    given = one_line(submission.answers.get("lesson", ""), 300)
    lesson = _lesson_named(given, library)
    if lesson is None:
        return Draft(
            "", "", "", (f"ไม่พบบทเรียน {given}",), (), replies.lesson_not_found(given, _near(given, library))
        )
    text = trial_text(lesson.id, made.answers, made.aside)
    who = slug(one_line(submission.answers.get("who", "") or "trial", 40))[:30].strip("-")
    path = f"trials/{lesson.id}/{today.year + 543}-{today:%m-%d}-{who}.yml"
    trial, found = read_trial(path, text)
    unanswered = [question for question in TRIAL if question.required and question.key not in made.answers]
    points = [
        *_promises(submission),
        *made.notes,
        *(f"ยังไม่ได้ตอบช่อง “{question.label}” {question.hint}" for question in unanswered),
        *_points(tuple(signed(*one) for one in found if one[0] != "missing-field")),
    ]
    path, text = (path, text) if trial is not None else ("", "")
    reply = replies.received("ผลการลอง", lesson.title, path, points, [])
    return Draft(path, text, lesson.title, tuple(points), (), reply)


def _lesson_named(given: str, library: Library) -> Lesson | None:
    """The lesson of an id, of an address that ends in `lessons/<id>/`, or of a title."""
    found = re.search(r"lessons/([a-z0-9-]{1,80})(?:[/?#]|$)", given)
    name = found[1] if found else given.partition("#")[0].strip("/ []`").lower()
    if re.fullmatch(ID_PATTERN, name):
        return library.by_id.get(name)
    titled = [lesson for lesson in library.lessons if fold(lesson.title) == fold(given)]
    return titled[0] if len(titled) == 1 else None


def _near(given: str, library: Library) -> list[tuple[str, str]]:
    """Lessons that may be meant, by their titles."""
    titles = {lesson.id: fold(lesson.title) for lesson in library.lessons}
    found = process.extract(fold(given), titles, scorer=fuzz.WRatio, score_cutoff=60, limit=3)
    return [(library.by_id[name].title, name) for _, _, name in found]


def _promises(submission: Submission) -> list[str]:
    notes = []
    if not submission.promised:
        notes.append("ยังไม่ได้ยืนยันว่าผู้เล่าและคนในเรื่องยินยอมให้เผยแพร่")
    if submission.cut:
        notes.append("ข้อความยาวมาก ส่วนท้ายยังไม่ได้นำเข้า แบ่งส่งเป็นหลายเรื่องได้")
    return notes


def _notes(submission: Submission, found: Sequence[Diagnostic]) -> list[str]:
    """What editors see to: pictures that must be fetched, words that the library does not have yet."""
    notes = []
    if any(_PICTURE.search(answer) for answer in submission.answers.values()):
        notes.append("มีรูปแนบมา กองบรรณาธิการจะย้ายรูปเข้าคลังให้ เพราะหน้าเว็บไม่ดึงรูปจากที่อื่น")
    words = [f"“{word}”" for one in found if one.rule in NEW_WORDS for word in one.related]
    if words:
        notes.append(f"คำที่ยังไม่มีในคลังคำ {' '.join(words)} จะเลือกคำที่ใกล้กันหรือเพิ่มคำใหม่ให้")
    return notes


def _points(diagnostics: Sequence[Diagnostic]) -> list[str]:
    left = (*NEW_WORDS, "foreign-picture")
    told = [one for one in diagnostics if one.severity is not Severity.INFO and one.rule not in left]
    return list(dict.fromkeys(f"{one.message} {one.hint}".strip() for one in told))


def _asks(library: Library, lesson: Lesson) -> list[str]:
    asks = [] if lesson.summary else ["สรุป: ประโยคเดียวที่คนอ่านเอาไปทำได้เลย"]
    asks += [] if lesson.date else ["วันที่: เกิดขึ้นเมื่อไร ปีเดียวก็ได้"]
    asks += [] if lesson.authors else ["ผู้เล่า: ใครเล่าเรื่องนี้"]
    return asks + [f"{part.label}: {part.ask}" for part in missing(library, lesson) if part.key != "trials"]
