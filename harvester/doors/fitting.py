"""Answers as the format can take them, and what the checks say of the draft that they make."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rapidfuzz import fuzz, process

from harvester.doors.manuscript import one_line
from harvester.doors.message_lines import Submission
from harvester.doors.messages import words
from harvester.doors.questions import FURTHER, Question
from harvester.model import Lesson, Library, Vocabulary, by_form
from harvester.model.diagnostics import Diagnostic, Severity
from harvester.model.fields import rows
from harvester.reading.canonical import mend
from harvester.reading.companions import read_companion
from harvester.reading.lesson import read_lesson
from harvester.reading.wording import patterns
from harvester.rendering.missing import missing
from harvester.thai.date_search import find_dates
from harvester.thai.dates import DateError, parse_date
from harvester.thai.places import PROVINCES, bare, parse_place
from harvester.thai.text import arabic, fold, slug

_LONGEST = {row.key: row.longest * 9 // 10 for row in rows(Lesson) if row.longest and not row.main}
"""Letters of an answer by field; the checks allow a few more."""
_PATTERNS = patterns("harvester.doors", "fitting")


@dataclass(slots=True)
class Fitted:
    """Answers by key; what was set aside as (label, words); notes for the author."""

    answers: dict[str, str]
    aside: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def fit_answers(questions: Iterable[Question], answers: Mapping[str, str], vocabulary: Vocabulary) -> Fitted:
    """The answers made fit, question by question."""
    made = Fitted({key: words(answer) for key, answer in answers.items()})
    asked = {question.key: question for question in questions}
    for key in dict.fromkeys((*(key for key in ("place",) if key in made.answers), *asked, *answers)):
        question = asked.get(key) or FURTHER.get(key) or Question(key, "สถานที่", "")
        answer = made.answers.get(question.key, "").strip()
        if not answer or question.section:
            continue
        if fit := _FIT.get(question.key):
            fit(made, question, answer)
        if question.key in ("tags", "roles"):
            _fit_list(made, question, answer, vocabulary)
        elif len(one_line(answer, 10_000)) > (longest := _LONGEST.get(question.key, 10_000)):
            _set_aside(made, question, answer, f"ช่อง{question.label}ยาวเกินไป ระบบตัดให้สั้น ข้อความเต็มอยู่ท้ายร่าง")
            text = one_line(answer, 10_000)
            at = text.rfind(" ", longest // 2, longest)
            made.answers[question.key] = text[: at if at > 0 else longest].rstrip() + "…"
    return made


def _set_aside(made: Fitted, question: Question, answer: str, note: str) -> None:
    made.answers.pop(question.key)
    made.aside.append((question.label, answer))
    made.notes.append(note)


def _date(made: Fitted, question: Question, answer: str) -> None:
    answer = one_line(answer)
    try:
        parse_date(answer)
        return
    except DateError as error:
        why = str(error).split(" เขียนเช่น")[0]
    found = [date for _, _, date in find_dates(answer)]
    if not found and (year := _PATTERNS.year.search(arabic(answer))):
        found = [parse_date(year[0])]
    if found:
        made.answers[question.key] = found[0].thai()
        made.aside.append((question.label, answer))
        made.notes.append(f"{why} ระบบใส่ {found[0].thai()} ไปก่อน ถ้าไม่ใช่ ช่วยแก้ในช่อง “{question.label}”")
    else:
        _set_aside(made, question, answer, f"วันที่ใช้ไม่ได้: {why}")


def _place(made: Fitted, question: Question, answer: str) -> None:
    name = bare(one_line(answer)) or one_line(answer)
    if question.key.endswith("province") and name not in PROVINCES:
        name = next((thai for thai, province in PROVINCES.items() if province.slug == slug(name)), name)
    made.answers[question.key] = name


def _whole_place(made: Fitted, question: Question, answer: str) -> None:
    """An address line (ต.… อ.… จ.…) as its parts; words that are none stay as the village's name."""
    answer = one_line(made.answers.pop("place"))
    found = parse_place(answer)
    parts = asdict(found) if found else {"province" if bare(answer) in PROVINCES else "village": answer}
    for key, name in parts.items():
        if name:
            made.answers.setdefault(f"place.{key}", name)
    known = {bare(name) for name in parts.values() if name}
    if found and (rest := _unknown_place_words(answer, known)):
        made.answers.setdefault("place.village", rest)


def _unknown_place_words(answer: str, known: set[str]) -> str:
    """What an address line holds before the names that the gazetteer knows: a village, a house group."""
    head = re.split(r"(?:^|\s)(?:ต\.|ตำบล|แขวง|อ\.|อำเภอ|เขต|จ\.|จังหวัด)", answer, maxsplit=1)[0].strip(" ,")
    return head if head and bare(head) not in known and len(head) < 60 else ""


def _outcome(made: Fitted, question: Question, answer: str) -> None:
    """One of the three, however it is said; what is reported with it is what happened."""
    said = fold(re.sub(r"\s+", " ", answer))
    ticked = re.search(r"(?:[☑✓✔✅☒■]|\[\s*[x✓✔/]\s*\]|\(\s*[x✓✔/]\s*\))\s*(?P<told>[^☐□\[(]+)", said)
    blank = re.search(r"[☐□]|\[\s*\]|\(\s*\)", said)
    said = ticked["told"].strip() if ticked else "" if blank else said
    for key, forms in _PATTERNS.table_of("outcomes"):
        if begun := forms.match(said):
            name = begun[0]
            made.answers["outcome"] = key
            rest = "" if ticked else said[len(name) :].strip(" ,.:;–-()")
            # Words glued to the outcome change what it means (ได้ผลน้อยมาก); only what stands apart is the story.
            glued = rest and said[len(name) : len(name) + 1] not in " ,.:;–-("
            if glued and key != "failed" and fold(rest) not in NOTHING:
                break
            if rest and fold(rest) not in NOTHING:
                made.answers["result"] = f"{rest}\n{made.answers.get('result', '')}".strip()
            return
    labels = [fold(label) for _, label in question.labels]
    near = process.extractOne(said, labels, scorer=fuzz.ratio, score_cutoff=85)
    if near and near[0].startswith("ไม่") == said.startswith("ไม่"):
        made.answers["outcome"] = next(key for key, label in question.labels if fold(label) == near[0])
        return
    made.answers.pop("outcome")
    if said:
        made.answers["result"] = f"{answer}\n{made.answers.get('result', '')}".strip()
    made.notes.append("ยังไม่รู้ว่าผลเป็นอย่างไร ตอบว่า ได้ผล ได้ผลบางส่วน หรือ ไม่ได้ผล")


def _address(made: Fitted, question: Question, answer: str) -> None:
    if found := _PATTERNS.address.search(answer):
        made.answers[question.key] = found[0].rstrip(".,;")
        if found[0] != answer:
            made.aside.append((question.label, answer))
    else:
        _set_aside(made, question, answer, f"ช่อง “{question.label}” ต้องขึ้นต้นด้วย https:// จึงยังไม่ได้ใส่")


def _fit_list(made: Fitted, question: Question, answer: str, vocabulary: Vocabulary) -> None:
    """Words split by blanks, as people write them, are split where the vocabulary knows one of them."""
    kinds = vocabulary.tags if question.key == "tags" else vocabulary.roles
    known = by_form(kinds)
    answer = re.sub(r"(?:^|(?<=[\s,]))#(?=[^\s#])", "", answer)
    parts = answer.split()
    parted = re.search(r"[,،;|\n]", answer) or fold(answer) in known
    if not parted and any(fold(part) in known for part in parts):
        answer = ", ".join(parts)
    parts = re.split(r"[,،;|\n]", answer)
    kept = [part for part in parts if len(part.strip()) <= _LONGEST[question.key]]
    if len(kept) < len(parts):
        made.aside.append((question.label, answer))
        made.notes.append(f"ช่อง “{question.label}” เขียนเป็นคำสั้น ๆ คั่นด้วยจุลภาค ส่วนที่ยาวเก็บไว้ท้ายร่าง")
    made.answers[question.key] = ", ".join(kept)


NOTHING = ("เลย", "มากค่ะ", "มากครับ", "ดีค่ะ", "ดีครับ", "จริง", "ค่ะ", "คะ", "ครับ", "จ้า", "มาก", "ดีมาก", "ดี")
_FIT: Mapping[str, Callable[[Fitted, Question, str], None]] = {
    "date": _date,
    "outcome": _outcome,
    "place": _whole_place,
    "place.province": _place,
    "place.district": _place,
    "place.subdistrict": _place,
    "source.url": _address,
}


Judge = Callable[[Library], Library]
"""Gives a library its findings: what the checks say of the draft among the lessons that are there."""
NEW_WORDS = ("unknown-tag", "unknown-role", "unknown-programme")
"""Rules about words that editors choose or add; an author need not mend them."""
PRIVATE = ("national-id-number", "secret-token")
"""Rules about what must not be in the repository, not even in a draft."""
_DRAFT_PATTERNS = patterns("harvester.doors", "draft_checks")


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
    return replace(library, diagnostics=tuple(findings), **among)


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
    notes = [] if submission.promised else ["ยังไม่ได้ยืนยันว่าผู้เล่าและคนในเรื่องยินยอมให้เผยแพร่"]
    return notes + ["ข้อความยาวมาก ส่วนท้ายยังไม่ได้นำเข้า แบ่งส่งเป็นหลายเรื่องได้"] * submission.cut


def for_editors(submission: Submission, found: Sequence[Diagnostic]) -> list[str]:
    """What editors see to: pictures that must be fetched, words that the library does not have yet."""
    notes = []
    if any(_DRAFT_PATTERNS.picture.search(answer) for answer in submission.answers.values()):
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
