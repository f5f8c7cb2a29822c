"""A workshop over the lessons of a collection: its timetable and worksheets, as plain values.

Every time of the programme adds up to the length that was asked for, breaks included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from harvester.model import Caution, Lesson, SectionKind, Technique, Trap
from harvester.printing.brief import ranked
from harvester.printing.job import Job

START = 9 * 60
"""Minutes after midnight at which a workshop begins."""
STEP = 5
"""Minutes; every part takes a multiple of it."""
A_GROUP = 5
"""People who share a table."""
HEARD = 6
"""Cautions a presenter is told to listen for."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the programme. `starts` and `ends` are clock times (`09.00`), `notes` are for the presenter."""

    minutes: int
    name: str
    does: str
    takes: str = ""
    notes: tuple[str, ...] = ()
    lesson: Lesson | None = None
    technique: Technique | None = None
    listen: tuple[Caution | Trap, ...] = ()
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to fill in: labels with ruled lines, or a table with empty rows. `copies` says who gets one."""

    key: str
    title: str
    how: str
    copies: str
    lines: tuple[tuple[str, int], ...] = ()
    columns: tuple[str, ...] = ()
    rows: int = 0
    first: tuple[str, ...] = field(default=())
    """What stands in the first column of each row."""


@dataclass(frozen=True, slots=True)
class Length:
    """How a length in minutes is laid out: techniques worked on, breaks as (after which technique, name, minutes)."""

    techniques: int
    opening: int
    breaks: tuple[tuple[int, str, int], ...]
    review: int
    pledge: int
    closing: int


LENGTHS: dict[float, Length] = {
    1.5: Length(1, 10, (), 10, 10, 5),
    3: Length(2, 15, ((1, "พัก", 15),), 15, 10, 5),
    6: Length(4, 15, ((1, "พัก", 15), (2, "พักกลางวัน", 60), (3, "พัก", 15)), 20, 15, 10),
}
"""Hours that a workshop may take."""

WORKSHEETS = (
    Sheet(
        "bar", "ใบงาน BAR การทบทวนก่อนปฏิบัติงาน", "คุยกันก่อนลงมือ 10 นาที เขียนสั้น ๆ ให้ทุกคนเห็น", "กลุ่มละ 1",
        lines=(("งานนี้อยากให้เกิดอะไร", 2), ("จะรู้ได้อย่างไรว่าเกิดแล้ว", 2), ("เคยเจออะไรมาก่อน ได้ผลหรือไม่ได้ผลเพราะอะไร", 3),
               ("รอบนี้ต้องระวังอะไร", 3), ("ใครทำอะไร เมื่อไร", 3)),
    ),
    Sheet(
        "aar", "ใบงาน AAR การทบทวนหลังปฏิบัติงาน", "คุยทันทีหลังงานจบ ถามว่าเกิดอะไร ไม่ถามว่าใครผิด", "กลุ่มละ 1",
        columns=("ที่คาดไว้", "ที่เกิดขึ้นจริง", "ต่างกันเพราะอะไร", "ครั้งหน้าจะทำอย่างไร"), rows=5,
    ),
    Sheet(
        "story", "ใบงานเรื่องเล่าเร้าพลัง", "เล่าเรื่องที่ทำสำเร็จเรื่องเดียว เหมือนเล่าให้เพื่อนฟัง 5 นาที คนฟังจดวิธีที่ได้ยิน", "คนละ 1",
        lines=(("ชื่อเรื่อง", 1), ("เกิดที่ไหน เมื่อไร กับใคร", 2), ("ตอนที่ยากที่สุด", 3), ("ทำอย่างไรจึงผ่านมาได้", 4),
               ("ประโยคที่อยากให้คนจำ", 1)),
    ),
    Sheet(
        "assets", "ใบงานขุมความรู้และแก่นความรู้", "ช่องแรกจดวิธีที่ได้ผลจากเรื่องเล่า ข้อละวิธี แล้วจัดพวกที่เหมือนกันตั้งชื่อเป็นแก่นความรู้", "กลุ่มละ 1",
        columns=("ขุมความรู้ (วิธีที่ได้ผล)", "จากเรื่องของใคร", "แก่นความรู้ (ชื่อพวก)"), rows=9,
    ),
    Sheet(
        "freedom", "ตารางอิสรภาพ", "ใส่แก่นความรู้ช่องซ้าย แล้วช่วยกันเขียนว่าแต่ละระดับเห็นได้จากอะไร กลุ่มตั้งเป้าของตัวเองได้อิสระ", "กลุ่มละ 1",
        columns=("แก่นความรู้", "1 เริ่มต้น", "2 พอทำได้", "3 ทำได้ดี", "4 ดีมาก", "5 สอนคนอื่นได้"), rows=6,
    ),
    Sheet(
        "river", "ธารปัญญา",
        "วงกลมระดับที่ทำได้วันนี้ กากบาทระดับที่อยากไปให้ถึง แล้วลากเส้นต่อกัน กลุ่มที่วงกลมสูงพร้อมให้ กลุ่มที่กากบาทห่างจากวงกลมพร้อมรับ", "กลุ่มละ 1",
        columns=("ระดับ", "แก่นที่ 1", "แก่นที่ 2", "แก่นที่ 3", "แก่นที่ 4", "แก่นที่ 5", "แก่นที่ 6"), rows=5,
        first=("5", "4", "3", "2", "1"),
    ),
    Sheet(
        "feedback", "แบบประเมินหลังเวที", "ไม่ต้องลงชื่อ เขียนตามจริง คนจัดจะอ่านทุกใบ", "คนละ 1",
        lines=(("วันนี้ชอบอะไร", 2), ("ได้เรียนรู้อะไร", 3), ("จะเอาไปใช้ที่ไหน เมื่อไร", 3), ("อะไรควรปรับ", 2),
               ("อยากให้มีเรื่องอะไรครั้งหน้า", 1)),
    ),
    Sheet(
        "pledge", "ใบสัญญาใจ", "เขียนแล้วอ่านให้กลุ่มฟัง ถ่ายรูปเก็บไว้ แล้วส่งใบนี้ให้คนจัด", "คนละ 1",
        lines=(("ฉันจะลองวิธีไหน", 2), ("ขั้นแรกที่จะทำ", 2), ("ทำที่ไหน กับใคร ภายในวันที่เท่าไร", 2), ("เพื่อนที่จะถามข่าวฉัน", 1),
               ("ชื่อฉัน และทางติดต่อ", 1)),
    ),
)  # fmt: skip
"""The sheets of a kit, in the order they are used."""


def worked_on(job: Job, hours: float) -> tuple[tuple[Lesson, Technique], ...]:
    """The techniques that a workshop of this length works on, in the order of the collection."""
    best = ranked(job)[: LENGTHS[hours].techniques]
    return tuple(
        (pick.lesson, pick.technique) for pick in sorted(best, key=lambda p: job.lessons.index(p.lesson))
    )


def programme(job: Job, hours: float) -> tuple[Block, ...]:
    """The parts of a workshop with their clock times; their minutes add up to `hours`."""
    blocks, now = [], START
    for block in _blocks(job, hours):
        made = Block(
            block.minutes, block.name, block.does, block.takes, block.notes, block.lesson, block.technique,
            block.listen, _clock(now), _clock(now + block.minutes),
        )  # fmt: skip
        blocks.append(made)
        now += block.minutes
    return tuple(blocks)


def _blocks(job: Job, hours: float) -> Iterator[Block]:
    length, chosen = LENGTHS[hours], worked_on(job, hours)
    fixed = (
        length.opening + sum(m for _, _, m in length.breaks) + length.review + length.pledge + length.closing
    )
    left = round(hours * 60) - fixed
    count = max(1, length.techniques)
    each = left // count // STEP * STEP
    spare = left - each * count
    yield Block(
        length.opening, "เปิดวง", "แต่ละคนบอกชื่อ พื้นที่ และเรื่องที่กำลังติดอยู่หนึ่งประโยค", "ใบลงชื่อ ใบยินยอม กระดาษโพสต์อิต ปากกา",
        ("บอกเวลาเลิกให้ชัด แล้วเลิกตามนั้น", "แจกใบยินยอม อธิบายว่าเรื่องและรูปจะไปอยู่ที่ไหน ไม่เซ็นก็ร่วมวงได้"),
    )  # fmt: skip
    for number in range(1, count + 1):
        if number <= len(chosen):
            yield from _technique(*chosen[number - 1], each)
        else:
            yield from _stories(each, first=number == len(chosen) + 1)
        for after, name, minutes in length.breaks:
            if after == number:
                yield Block(minutes, name, "")
    yield Block(
        length.review + spare, "ทบทวนหลังปฏิบัติงาน (AAR)", "เทียบที่คาดไว้กับที่เกิดขึ้น แล้วบอกว่าครั้งหน้าจะทำอย่างไร", "ใบงาน AAR กลุ่มละใบ",
        ("ถามว่าเกิดอะไรก่อนถามว่าเพราะอะไร", "ให้คนที่ยังไม่ได้พูดเริ่มก่อน"),
    )  # fmt: skip
    yield Block(
        length.pledge, "สัญญาใจ", "เขียนขั้นแรกที่จะลอง แล้วอ่านให้กลุ่มฟัง", "ใบสัญญาใจ คนละใบ",
        ("เก็บใบสัญญาใจไว้ โทรถามข่าวตามวันที่เขียน ได้ผลหรือไม่ได้ผลก็เล่ากลับเข้าคลังได้",),
    )  # fmt: skip
    yield Block(length.closing, "ปิดวง", "กรอกแบบประเมิน รวบใบงาน สแกนคิวอาร์โค้ดเก็บไว้", "แบบประเมิน คนละใบ")


def _technique(lesson: Lesson, technique: Technique, minutes: int) -> Iterator[Block]:
    heard = minutes // 4 // STEP * STEP or STEP
    questions = tuple(item.text for item in lesson.items(SectionKind.QUESTIONS)[:2])
    listen: tuple[Caution | Trap, ...] = (*technique.all_cautions, *lesson.traps)
    yield Block(
        heard, f"ฟังเรื่อง: {technique.name}", "อ่านใจความดัง ๆ แล้วถามว่าเหมือนหรือต่างจากบ้านเราตรงไหน", "บัตรเทคนิค คนละชุด",
        tuple(filter(None, (lesson.summary,))), lesson, technique,
    )  # fmt: skip
    yield Block(
        minutes - 2 * heard, "ลงมือกับใบงาน", "เดินทีละขั้น เขียนว่าบ้านเราจะทำอย่างไร ใครทำ เมื่อไร", "ใบงานกลุ่ม กลุ่มละแผ่น",
        (), lesson, technique, listen[:HEARD],
    )  # fmt: skip
    yield Block(
        heard, "เดินดูของเพื่อน", "แปะผนัง เดินดู เติมข้อควรระวังที่เพื่อนยังไม่เห็นลงบัตรเปล่า", "บัตรข้อควรระวังเปล่า เทปกาว",
        questions, lesson, technique,
    )  # fmt: skip


def _stories(minutes: int, *, first: bool) -> Iterator[Block]:
    """The group work where the collection has no further technique: the group's own stories."""
    half = minutes // 2 // STEP * STEP
    if first:
        yield Block(half, "เรื่องเล่าเร้าพลัง", "ผลัดกันเล่าเรื่องที่ทำสำเร็จ คนฟังจดวิธีที่ได้ยิน", "ใบงานเรื่องเล่าเร้าพลัง คนละใบ")
        yield Block(minutes - half, "สกัดขุมความรู้และแก่นความรู้", "รวมวิธีที่ได้ผล จัดพวก ตั้งชื่อ", "ใบงานขุมความรู้ กลุ่มละใบ")
    else:
        yield Block(half, "ตารางอิสรภาพ", "เขียนว่าแต่ละระดับเห็นได้จากอะไร", "ตารางอิสรภาพ กลุ่มละใบ")
        yield Block(minutes - half, "ธารปัญญา", "วงระดับวันนี้ ระบายระดับที่อยากถึง แล้วจับคู่ผู้ให้กับผู้รับ", "ธารปัญญา กลุ่มละใบ")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
