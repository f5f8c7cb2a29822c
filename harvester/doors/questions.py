"""What a person who is no programmer is asked for a lesson or a trial, and in what order. The words come from the
table of fields and sections; only the three questions that make up a technique have words of their own, because in a
file they are one heading and a list. Knows no form and no terminal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from harvester.model import SectionKind
from harvester.model.fields import FieldRow, Shape, rows
from harvester.model.schema import LessonShape, TrialShape, WishShape
from harvester.model.sections import SECTIONS

K = SectionKind


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `key` is a dotted field (`place.province`), or a section's kind when `section` is true,
    or of `technique`, `why`, `steps`. `required`: the form insists; `many`: one answer a line or by commas."""

    key: str
    label: str
    hint: str
    example: str = ""
    required: bool = False
    long: bool = False
    many: bool = False
    labels: tuple[tuple[str, str], ...] = ()
    section: bool = False

    @property
    def name(self) -> str:
        """The key as forms may spell it: letters, digits, hyphens."""
        return self.key.replace(".", "-").replace("_", "-")


def _question(row: FieldRow) -> Question:
    return Question(
        row.key,
        row.label,
        row.hint,
        row.example,
        long=row.long,
        many=row.many,
        labels=tuple(row.labels.items()),
    )


def _forms(shape: type[Shape]) -> dict[str, tuple[FieldRow, Question]]:
    """The fields of a shape that forms ask for; of people their names, under the label of the group."""
    table = {row.key: row for row in rows(shape)}
    asked = {}
    for row in table.values():
        if row.shape is None and "form" not in row.without:
            group = table.get(row.key.rpartition(".")[0])
            label = group.label if group is not None and group.many else row.label
            question = replace(_question(row), label=label, required=row.insist)
            asked[row.key] = (row, question)
    return asked


def _section(kind: SectionKind) -> Question:
    row = next(row for row in SECTIONS if row.kind is kind)
    listed = kind not in (K.CONTEXT,)
    return Question(kind.value, row.label, row.hint, long=True, many=listed, section=True)


def _lesson_questions() -> tuple[Question, ...]:
    asked = _forms(LessonShape).values()
    return (
        *(question for row, question in asked if row.first),
        _section(K.CONTEXT),
        TECHNIQUE,
        WHY,
        STEPS,
        *(_section(kind) for kind in (K.OUTPUTS, K.OUTCOMES, K.ENABLING, K.HINDERING, K.TRAPS, K.QUESTIONS)),
        *(question for row, question in asked if not row.first),
    )


TECHNIQUE = Question("technique", "ชื่อเทคนิค", "เรียกวิธีนี้ว่าอะไร ถ้าไม่มีชื่อให้เว้นไว้ จะใช้ชื่อเรื่อง", "นัดด้วยใจ ตามด้วยหนังสือ")
WHY = Question("why", "ทำไมจึงได้ผล", "เหตุที่วิธีนี้ได้ผล สองสามประโยค", long=True)
STEPS = Question(
    "steps",
    "ขั้นตอน",
    "หนึ่งบรรทัดต่อหนึ่งขั้น ถ้าขั้นไหนเคยพลาด ขึ้นบรรทัดใหม่ว่า ข้อควรระวัง: … และ ทางแก้: …",
    "โทรหาตัวคนก่อน ถามวันที่ว่างจริง\n"
    "ข้อควรระวัง: นัดปากเปล่าอย่างเดียว พอถึงวันจริงเขาออกมาไม่ได้\n"
    "ทางแก้: ร่างหนังสือทันที ให้ออกภายในวันเดียวกัน\n"
    "ส่งหนังสือพร้อมสำเนาถึงเจ้าตัว",
    required=True,
    long=True,
    many=True,
)
LESSON: tuple[Question, ...] = _lesson_questions()

LESSON_TRIED = Question(
    "lesson", "บทเรียนที่ลอง", "วางที่อยู่หน้าเว็บของบทเรียน หรือรหัสของบทเรียน", "call-before-letter", required=True
)
TRIAL: tuple[Question, ...] = (LESSON_TRIED, *(question for _, question in _forms(TrialShape).values()))

BY_HAND: dict[str, tuple[str, str, tuple[Question, ...]]] = {
    "wish": ("ขอบทเรียน", "อยากรู้วิธีทำเรื่องหนึ่ง แต่ค้นในคลังแล้วไม่พบ", tuple(question for _, question in _forms(WishShape).values())),
    "fault": ("แจ้งข้อผิดพลาด", "ข้อมูลผิด ลิงก์เสีย พิมพ์ไม่ออก หรือมีเรื่องที่ไม่ควรเผยแพร่", (
        Question("page", "หน้าไหน", "วางที่อยู่หน้าเว็บ", required=True),
        Question("wrong", "ผิดอย่างไร ควรเป็นอย่างไร", "คัดประโยคที่ผิดมาวาง แล้วบอกที่ถูก", required=True, long=True),
    )),
    "answer": ("ตอบคำถาม", "รู้คำตอบของคำถามที่ยังค้าง หรือส่วนที่บทเรียนยังขาด เช่น ทางแก้ที่ยังไม่มีใครบอก", (
        Question("lesson", "บทเรียนที่จะเติม", "วางที่อยู่หน้าเว็บของบทเรียน หรือรหัสของบทเรียน", "call-before-letter", required=True),
        Question("part", "ส่วนที่จะเติม", "คำถาม ทางแก้ ขั้นตอน ผล หรือส่วนอื่น", "ทางแก้", required=True),
        Question("words", "เล่าตรงนี้", "เล่าจากที่ทำจริง เคยเกิดที่ไหน ทำอย่างไร ได้ผลอย่างไร", required=True, long=True),
        Question("who", "ใครเล่า", "ชื่อหรือกลุ่ม ไม่ใส่ก็ได้", "อสม. หมู่ 4"),
    )),
    "workshop": ("ส่งผลจากเวที", "พิมพ์จากใบงาน ใบสัญญาใจ หรือแบบประเมินของชุดครึ่งวัน", (
        Question("form", "แบบไหน", "คำที่อยู่หลัง #จากเวที บนหัวแบบ", "aar", required=True),
        Question("words", "เขียนว่าอะไร", "พิมพ์ตามป้ายบนแบบ บรรทัดละป้าย", required=True, long=True),
    )),
}  # fmt: skip
"""Forms that a person answers: kind to name, what it is for, and what is asked."""

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "trial": TRIAL,
    "lesson": LESSON,
    **{kind: questions for kind, (_, _, questions) in BY_HAND.items()},
}
"""What is asked, by what is reported."""


FURTHER: Mapping[str, Question] = {
    row.key: _question(row)
    for shape in (TrialShape, WishShape, LessonShape)
    for row in rows(shape)
    if row.shape is None
}
"""Every field of a file, for what no one was asked and someone told."""
CLOSED = ("id", "aliases", "status", "review_after", "links", "evidence", "example", "lesson")
"""Fields that editors fill, or the address: a message cannot."""
