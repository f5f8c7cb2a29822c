"""Paper for group work: a technique as a canvas to fill in, and the facilitator's plan of the session."""

from collections.abc import Mapping
from dataclasses import dataclass

from harvester.model import SectionKind
from harvester.printing.job import Job, Made
from harvester.printing.press import Press, Sheets, fitted
from harvester.rendering import evidence


@dataclass(frozen=True, slots=True)
class Canvas:
    """The sheet of a canvas as CSS lengths: `type` is the size that all others follow, `room` the height in mm that
    the rows share."""

    size: str
    margin: str
    type: str
    room: int
    code: str


A3 = Canvas("A3 landscape", "12mm", "14pt", 150, "36mm")
A4 = Canvas("A4 landscape", "9mm", "10pt", 100, "25mm")
HEIGHTS = {"": 10, "is-close": 8, "is-closer": 6}
"""Tenths of the room that rows get at each size."""
SMALLER = ("is-close", "is-closer", "is-closest")
"""Classes of a canvas that is longer than its sheet. On A3 steps have 32 pt, 24 pt at the least: read from three
metres."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the session: minutes, what the group does, what the facilitator takes along and asks."""

    minutes: int
    name: str
    does: str
    takes: str = ""


STAGES = (
    Stage(10, "เปิดวง", "แต่ละคนบอกชื่อ พื้นที่ และเรื่องที่กำลังติดอยู่หนึ่งประโยค", "กระดาษโพสต์อิต ปากกา"),
    Stage(15, "ฟังเรื่อง", "อ่านใจความและบริบทดัง ๆ แล้วถามว่าเหมือนหรือต่างจากบ้านเราตรงไหน", "เล่มหรือบัตรเทคนิค คนละชุด"),
    Stage(
        40,
        "ลงมือกับใบงาน",
        "กลุ่มละ 4–6 คน เดินทีละขั้น เขียนว่าบ้านเราจะทำอย่างไร ใครทำ เมื่อไร",
        "ใบงานกลุ่ม A3 กลุ่มละแผ่น",
    ),
    Stage(20, "เดินดูของเพื่อน", "แปะผนัง เดินดู เขียนข้อควรระวังที่เพื่อนยังไม่เห็นเพิ่มให้", "เทปกาว ปากกาคนละสี"),
    Stage(20, "ถามกันให้ลึก", "ใช้คำถามชวนคิดท้ายแผ่นนี้ เลือกสองข้อพอ", ""),
    Stage(15, "นัดลอง นัดเล่า", "แต่ละกลุ่มบอกขั้นแรกที่จะลองภายในสองสัปดาห์ และวันที่จะเล่าผลกลับ", "แบบเล่ากลับ หรือคิวอาร์โค้ด"),
)
"""Two hours for one technique."""


def poster(job: Job, press: Press) -> Made:
    """One A3 canvas for each technique."""
    return _canvas(job, press, A3)


def poster_a4(job: Job, press: Press) -> Made:
    """One A4 canvas for each technique."""
    return _canvas(job, press, A4)


def session(job: Job, press: Press) -> Made:
    """One A4 sheet for each lesson: time, materials, hazards to listen for, questions."""
    texts = job.texts()
    start, clock = 0, []
    for stage in STAGES:
        clock.append((start, start + stage.minutes, stage))
        start += stage.minutes
    lessons = [lesson for lesson in job.lessons if lesson.techniques or lesson.items(SectionKind.QUESTIONS)]

    def run(fits: Mapping[str, str]) -> Sheets:
        page = job.page(
            "session",
            texts,
            lessons=lessons,
            left_out=[lesson for lesson in job.lessons if lesson not in lessons],
            fits=fits,
            clock=clock,
            minutes=start,
            questions_of=lambda lesson: lesson.items(SectionKind.QUESTIONS),
            materials_of=lambda lesson: lesson.items(SectionKind.MATERIALS),
            evidence_of=lambda lesson: evidence.of_lesson(job.library, lesson),
        )
        return press.set(page, texts.shown)

    sheets = fitted(run, [f"sheet-{number}" for number in range(1, len(lessons) + 1)], ("is-heavy",))
    return Made(sheets.pdf, sheets.pages, tuple(texts.findings))


def _canvas(job: Job, press: Press, canvas: Canvas) -> Made:
    texts = job.texts()
    pairs = [
        (lesson, technique) for lesson in job.lessons for technique in lesson.techniques if technique.steps
    ]

    def run(fits: Mapping[str, str]) -> Sheets:
        page = job.page(
            "poster",
            texts,
            canvas=canvas,
            pairs=pairs,
            left_out=[lesson for lesson in job.lessons if lesson not in [one for one, _ in pairs]],
            fits=fits,
            questions_of=lambda lesson: lesson.items(SectionKind.QUESTIONS),
            height_of=lambda technique, fit: (
                min(canvas.room // len(technique.steps), canvas.room // 2) * HEIGHTS.get(fit, 0) // 10
            ),
        )
        return press.set(page, texts.shown)

    sheets = fitted(run, [f"sheet-{number}" for number in range(1, len(pairs) + 1)], SMALLER)
    return Made(sheets.pdf, sheets.pages, tuple(texts.findings))
