"""From what was sent to a file and a reply: where the file goes, what it lacks, what its sender is reported in Thai."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from harvester.doors import fitting
from harvester.doors.manuscript import lesson_text, one_line, record_text
from harvester.doors.message_lines import Submission
from harvester.doors.messages import Replies
from harvester.doors.questions import FREE, FURTHER, LESSON, LESSON_TRIED, MARKS, QUESTIONS, TRIAL
from harvester.model import Lesson, Library
from harvester.model.field_groups import ID_PATTERN
from harvester.reading.lesson import is_valid_name, read_lesson
from harvester.thai.dates import ThaiDate
from harvester.thai.privacy import redact
from harvester.thai.text import fold, slug


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


Seek = Callable[[str], Sequence[tuple[str, str]]]
"""(title, id) of the lessons that answer a question."""
DRAFTS = "drafts"
_MARKDOWN = Replies()
FOLDERS: Mapping[str, str] = {"wish": "wishes", "fault": "faults"}
"""Where files of fields stand, by what they tell."""


def draft_submission(
    submission: Submission,
    library: Library,
    today: date,
    judge: fitting.Judge = lambda library: library,
    *,
    seek: Seek = lambda question: (),
    replies: Replies = _MARKDOWN,
    origin: str = "",
) -> Draft:
    """The draft of a submission; one of no kind that we know gives a reply alone. `origin` is kept in the file."""
    desk = _Desk(library, today, judge, replies, origin)
    free = FREE.get(submission.kind, "")
    if submission.kind in ("answer", *FOLDERS) and submission.aside and not submission.answers.get(free):
        (_, words), *rest = submission.aside  # the words themselves, under a label of the sender's own
        answers = submission.answers | {free: words}
        submission = replace(submission, answers=answers, aside=tuple(rest))
    if submission.kind in ("lesson", "trial", "answer", "workshop"):
        made: Draft = getattr(desk, submission.kind)(submission)
        return made
    if submission.kind in FOLDERS:
        return desk.record(submission, seek)
    return Draft("", "", "", (), (), replies.say("unknown"))


def proposed_id(title: str, taken: set[str]) -> str:
    """An id from a title: ASCII, at most 60 letters, not one of `taken`."""
    name = slug(one_line(title))
    names = chain([name], (f"{name[:56]}-{number}" for number in count(2)))
    return next(one for one in names if one not in taken and is_valid_name(one))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a draft is made with: the lessons that are there, the day, the checks, how to reply, from where it came."""

    library: Library
    today: date
    judge: fitting.Judge
    replies: Replies
    origin: str

    def lesson(self, submission: Submission) -> Draft:
        """A lesson among the drafts."""
        made = fitting.fit_answers(LESSON, submission.answers, self.library.vocabulary)
        title = one_line(made.answers.get("title", ""))
        if not title:
            if not (title := _title_for(made)):
                return self._nothing("ยังไม่มีชื่อเรื่อง", "untitled")
            made.answers["title"] = title
            made.notes.append(f"ยังไม่มีชื่อเรื่อง ระบบใช้ “{title}” ไปก่อน ช่วยตั้งชื่อที่สั้นและจำง่ายในช่อง “ชื่อเรื่อง”")
        return self._written(submission, made, "บทเรียน", headings=submission.aside)

    def trial(self, submission: Submission) -> Draft:
        """A trial of a lesson; without a lesson that we know or an outcome, a draft for editors to complete."""
        made = fitting.fit_answers(TRIAL, submission.answers, self.library.vocabulary)
        given = one_line(submission.about or submission.answers.get("lesson", ""), 300)
        lesson, slip = self._lesson_named(given)
        made.notes += slip
        if lesson is None:
            return self._set_aside(submission, made, given)
        if "outcome" not in made.answers:
            told = [f"ยังไม่ได้ตอบช่อง “{QUESTIONS['trial'][1].label}” ตอบว่า ได้ผล ได้ผลบางส่วน หรือ ไม่ได้ผล"]
            reply = self._received("ผลการลอง", lesson.title, "", told)
            return replace(self._set_aside(submission, made, given), reply=reply, points=tuple(told))
        if (anchor := _anchor(given)).startswith("technique-"):
            made.answers.setdefault("technique", anchor)
        answers = made.answers | {LESSON_TRIED.key: lesson.id}
        text = record_text(TRIAL, answers, (*made.aside, *submission.aside), self.origin)
        path = f"trials/{lesson.id}/{self._dated(submission.answers.get('who', '') or 'trial')}.yml"
        text, found = fitting.repair_draft(path, text, self.library, self.judge)
        unanswered = [one for one in TRIAL if one.required and one.key not in ("lesson", *made.answers)]
        points = [*fitting.promises(submission), *made.notes]
        points += [f"ยังไม่ได้ตอบช่อง “{question.label}” {question.hint}" for question in unanswered]
        points += fitting.mending_notes([one for one in found if one.rule != "missing-field"])
        reply = self._received("ผลการลอง", lesson.title, path, points)
        return Draft(path, text, lesson.title, tuple(points), (), reply)

    def answer(self, submission: Submission) -> Draft:
        """What someone knows of a question or a missing part, as a draft that answers the lesson."""
        made = fitting.fit_answers(QUESTIONS["answer"], submission.answers, self.library.vocabulary)
        if not one_line(made.answers.get("words", "")):
            return self._nothing(kind="answer")
        given = one_line(submission.about or made.answers.get("lesson", ""), 300)
        lesson, slip = self._lesson_named(given)
        made.notes += slip
        if lesson is None:
            return self._set_aside(submission, made, given)
        part = one_line(made.answers.get("part", ""), 120)
        told = {
            "title": one_line(f"{part or 'คำตอบ'}: {lesson.title}", 180),
            "context": made.answers["words"],
        }
        told |= {"authors.name": made.answers["who"]} if made.answers.get("who") else {}
        place = [("ตอบที่", f"[[{lesson.id}#{_anchor(given)}]]")] if _anchor(given) else []
        draft = self._written(
            submission, fitting.Fitted(told, made.aside, made.notes), "คำตอบ", headings=[*place, *submission.aside],
            links={"answers": [str(lesson.id)]},
        )  # fmt: skip
        return replace(draft, reply=self.replies.say("answer"), invitations=())

    def workshop(self, submission: Submission) -> Draft:
        """What was typed from a form of a workshop, under the form's own labels, as a draft for editors."""
        labels = {question.key: question.label for question in QUESTIONS["workshop"]}
        answers = [pair for pair in submission.answers.items() if pair[0] in labels and pair[0] != "form"]
        told = [(labels[key], redact(said)) for key, said in answers]
        told += [(label, redact(said)) for label, said in submission.aside]
        if not any(said for _, said in told):
            return self._nothing(kind="workshop")
        form = one_line(submission.about or submission.answers.get("form", ""), 60)
        title = f"จากเวที: {form or 'ใบงาน'} {ThaiDate.of(self.today).thai()}"
        draft = self._written(submission, fitting.Fitted({"title": title}), "ใบงาน", headings=told)
        return replace(draft, points=(), notes=(), invitations=(), reply=self.replies.say("workshop"))

    def record(self, submission: Submission, seek: Seek) -> Draft:
        """A wish or a fault: a file of fields."""
        kind = submission.kind
        made = fitting.fit_answers(QUESTIONS[kind], submission.answers, self.library.vocabulary)
        if submission.about:
            made.answers.setdefault("page", submission.about)
        asked = made.answers.get(FREE[kind], "")
        if not one_line(asked):
            return self._nothing(kind=kind)
        day = {"date": ThaiDate.of(self.today).thai()}
        text = record_text(QUESTIONS[kind], made.answers | day, (*made.aside, *submission.aside), self.origin)
        path = f"{FOLDERS[kind]}/{self._dated(asked)}.yml"
        text, found = fitting.repair_draft(path, redact(text), self.library, self.judge)
        reply = self.replies.say(kind, near=seek(asked) if kind == "wish" else ())
        return Draft(path, text, one_line(asked, 80), tuple(fitting.mending_notes(found)), (), reply)

    def _nothing(self, why: str = "ยังไม่มีข้อความ", reply: str = "empty", **values: str) -> Draft:
        """No file can be made."""
        return Draft("", "", "", (why,), (), self.replies.say(reply, **values))

    def _written(
        self,
        submission: Submission,
        made: fitting.Fitted,
        what: str,
        headings: Iterable[tuple[str, str]],
        **more: Any,
    ) -> Draft:
        """A lesson among the drafts; `more` are other fields of its front matter."""
        title = made.answers["title"]
        name = proposed_id(title, {*self.library.by_id, *(lesson.id for lesson in self.library.lessons)})
        path = f"{DRAFTS}/{name}.md"
        text = lesson_text(made.answers, aside=made.aside, headings=headings, more=more, origin=self.origin)
        text, found = fitting.repair_draft(path, text, self.library, self.judge)
        lesson = read_lesson(path, text.encode()).lesson
        points = [*fitting.promises(submission), *made.notes, *fitting.mending_notes(found)]
        notes = fitting.for_editors(submission, found)
        asks = fitting.further_questions(self.library, lesson) if lesson else []
        reply = self._received(what, title, path, points, asks=asks, notes=notes)
        return Draft(path, text, title, tuple(points), tuple(asks), reply, tuple(notes))

    def _received(self, kind: str, title: str, path: str, points: list[str], **more: list[str]) -> str:
        return self.replies.say("received", kind=kind, title=title, path=path, points=points, **more)

    def _set_aside(self, submission: Submission, made: fitting.Fitted, given: str) -> Draft:
        """A message that belongs nowhere yet, whole, as a draft for editors: nothing that was told is lost."""
        labels = {question.key: question.label for question in QUESTIONS[submission.kind]}
        labels = {key: question.label for key, question in FURTHER.items()} | labels
        told = [(labels.get(key, key), said) for key, said in submission.answers.items()]
        title = one_line(f"{MARKS[submission.kind][1:]}: {given or 'ไม่ได้บอกว่าเรื่องไหน'}", 180)
        draft = self._written(
            submission, fitting.Fitted({"title": title}), "ข้อความ", [*told, *submission.aside]
        )
        point = f"ไม่พบบทเรียน {given}" if given else "ไม่ได้บอกว่าเป็นบทเรียนไหน"
        reply = self.replies.say("lesson-not-found", given=given, near=_near(given, self.library))
        return replace(draft, points=(point, *made.notes), invitations=(), reply=reply)

    def _dated(self, words: str) -> str:
        return f"{self.today.year + 543}-{self.today:%m-%d}-{slug(one_line(words, 60))[:30].strip('-')}"

    def _lesson_named(self, given: str) -> tuple[Lesson | None, list[str]]:
        """The lesson of an id, of an address that ends in `lessons/<id>/`, or of a title; a note when it was misspelt."""
        found = re.search(r"lessons/([a-z0-9-]{1,80})(?:[/?#]|$)", given)
        name = found[1] if found else given.partition("#")[0].strip("/ []`").lower().replace("_", "-")
        if re.fullmatch(ID_PATTERN, name):
            if lesson := self.library.by_id.get(name):
                return lesson, []
            known = list(self.library.by_id)
            slips = process.extract(name, known, scorer=Levenshtein.distance, score_cutoff=2)
            near = [one for one, _, _ in slips]
            if len(near) == 1 and len(name) > 7:
                return self.library.by_id[near[0]], [f"เขียนรหัสว่า {name} ระบบถือว่าหมายถึง {near[0]}"]
            return None, []
        titled = [lesson for lesson in self.library.lessons if fold(lesson.title) == fold(given)]
        return (titled[0] if len(titled) == 1 else None), []


def _anchor(given: str) -> str:
    return given.rpartition("#")[2] if "#" in given else ""


def _title_for(made: fitting.Fitted) -> str:
    """What can be in for a title: the technique's name, else how the summary or the story begins."""
    for key in ("technique", "summary", "steps", "context"):
        first = one_line(re.sub(r"^[-*\d๐-๙.) ]+", "", made.answers.get(key, "").strip().split("\n")[0]), 70)
        if first:
            return first
    return ""


def _near(given: str, library: Library) -> list[tuple[str, str]]:
    """Lessons that may be meant, by their titles."""
    titles = {lesson.id: fold(f"{lesson.title} {lesson.id.replace('-', ' ')}") for lesson in library.lessons}
    asked = fold(given.replace("-", " "))
    found = process.extract(asked, titles, scorer=fuzz.WRatio, score_cutoff=60, limit=3)
    return [(library.by_id[name].title, name) for _, _, name in found]
