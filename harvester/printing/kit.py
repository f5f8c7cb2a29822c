"""The kit of a workshop: programme, slides, cards, sheets and forms in one archive, with a list of what to print."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from harvester.model.schema import TrialShape, fields_of
from harvester.printing.cards import cards
from harvester.printing.job import Job, Made, as_of
from harvester.printing.press import Press
from harvester.printing.slides import pptx, slides
from harvester.printing.worksheets import poster
from harvester.printing.workshop import A_GROUP, WORKSHEETS, Sheet, programme, worked_on

_DAY = (2020, 1, 1, 0, 0, 0)
CARD_LINES = (
    ("ชื่อเทคนิค", 1),
    ("ใช้เมื่อ", 1),
    ("ขั้นที่ 1", 1),
    ("ขั้นที่ 2", 1),
    ("ขั้นที่ 3", 1),
    ("ขั้นที่ 4", 1),
    ("เล่าโดย", 1),
)
CAUTION_LINES = (("ระวังอะไร", 2), ("ตรงขั้นไหน", 1), ("ทางแก้", 2), ("ใครเคยเจอ ที่ไหน", 1))


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the kit, how it is printed and how many times."""

    name: str
    label: str
    paper: str
    copies: int
    content: bytes
    pages: int = 0


def kit(job: Job, press: Press) -> Made:
    """A zip for `job.people` people and `job.hours` hours; the same bytes for the same lessons."""
    findings: dict[Any, None] = {}
    pieces = tuple(_pieces(job, press, findings))
    listing = _listing(job, pieces)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in (
            ("00-อ่านก่อนพิมพ์.txt", listing.encode()),
            *((one.name, one.content) for one in pieces),
        ):
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return Made(made.getvalue(), sum(one.pages for one in pieces), tuple(findings))


def _pieces(job: Job, press: Press, findings: dict[Any, None]) -> Iterator[Piece]:
    groups, people = math.ceil(job.people / A_GROUP), job.people
    chosen = worked_on(job, job.hours)
    about = (
        replace(job, lessons=tuple({lesson.id: lesson for lesson, _ in chosen}.values())) if chosen else job
    )
    deck = slides(job, job.hours)

    def page(file: str, label: str, paper: str, copies: int, template: str, **values: Any) -> Piece:
        texts = job.texts()
        made = press.set(job.page(template, texts, chosen=chosen, people=people, **values), texts.shown)
        findings.update(dict.fromkeys(texts.findings))
        return Piece(f"{file}.pdf", label, paper, copies, made.pdf, made.pages)

    def sheet(number: str, one: Sheet, copies: int) -> Piece:
        return page(f"{number}-{one.key}", one.title, "A4 หน้าเดียว", copies, "kit-sheet", sheets=(one,))

    blocks = programme(job, job.hours)
    yield page("01-programme", "กำหนดการและบันทึกคนนำวง", "A4 สองหน้า", 2, "kit-programme", blocks=blocks)
    yield page("02-slides", "สไลด์ 16:9 (PDF)", "ฉายจอ ไม่ต้องพิมพ์", 0, "kit-slides", deck=deck)
    yield Piece("02-slides.pptx", "สไลด์ 16:9 (PPTX แก้ได้)", "ฉายจอ ไม่ต้องพิมพ์", 0, pptx(job, deck), len(deck))
    for file, label, form, paper, copies in (
        ("03-cards", "บัตรเทคนิค", cards, "A4 สองหน้า พลิกด้านยาว ตัดเป็นสี่", people),
        ("04-group-sheets", "ใบงานกลุ่มของแต่ละเทคนิค", poster, "A3 หน้าเดียว", groups),
    ):
        made = form(about, press)
        findings.update(dict.fromkeys(made.findings))
        yield Piece(f"{file}.pdf", label, paper, copies, made.content, made.pages)
    yield page("05-wall", "โปสเตอร์ติดผนัง", "A3 หน้าเดียว", 1, "kit-wall")
    for number, one in enumerate(WORKSHEETS, 6):
        yield sheet(f"{number:02d}", one, people if one.copies == "คนละ 1" else groups)
    blank = math.ceil(people / 4)
    yield page("14-blank-technique-cards", "บัตรเทคนิคเปล่า", "A4 หน้าเดียว ตัดเป็นสี่", blank, "kit-blank", lines=CARD_LINES,
               mark="#เล่าบทเรียน", kind="technique", heading="บัตรเทคนิค")  # fmt: skip
    yield page("15-blank-caution-cards", "บัตรข้อควรระวังเปล่า", "A4 หน้าเดียว ตัดเป็นสี่", 2 * blank, "kit-blank",
               lines=CAUTION_LINES, mark="", kind="caution", heading="บัตรข้อควรระวัง")  # fmt: skip
    yield page("16-sign-in", "ใบลงชื่อ", "A4 หน้าเดียว", 1, "kit-sign-in")
    yield page(
        "17-consent",
        "ใบยินยอมให้ใช้เรื่องเล่าและรูปถ่าย",
        "A4 หน้าเดียว",
        people,
        "kit-consent",
        contact=job.settings.contact,
    )
    told = tuple(
        row for row in fields_of(TrialShape) if row.key not in ("lesson", "example", "technique", "outcome")
    )
    outcome = next(row for row in fields_of(TrialShape) if row.key == "outcome")
    yield page(
        "18-tell-back",
        "แบบเล่ากลับ ลองแล้วเป็นอย่างไร",
        "A4 หน้าเดียว",
        people,
        "kit-tell-back",
        rows=told,
        outcome=outcome,
    )


def _listing(job: Job, pieces: tuple[Piece, ...]) -> str:
    """The print list in Thai: which files, how many copies."""
    sheets = sum(math.ceil(one.pages / (2 if "สองหน้า" in one.paper else 1)) * one.copies for one in pieces)
    lines = [
        f"ชุดจัดเวที: {job.collection.title}",
        f"สำหรับ {job.people} คน {job.hours:g} ชั่วโมง แบ่ง {math.ceil(job.people / A_GROUP)} กลุ่ม",
        f"{as_of(job.date)} · {job.address}",
        "",
        "พิมพ์อะไร กี่ชุด",
    ]
    for one in pieces:
        count = f"{one.copies} ชุด" if one.copies else "ไม่ต้องพิมพ์"
        pages = f"{one.pages} หน้า" if one.pages else ""
        lines.append(f"- {one.name}: {one.label} · {' · '.join(filter(None, (pages, one.paper, count)))}")
    lines += [
        "",
        f"รวมกระดาษประมาณ {sheets} แผ่น",
        "เตรียมเพิ่ม: ปากกา กระดาษโพสต์อิต เทปกาว กรรไกร นาฬิกาที่ทุกคนเห็น",
        "หลังเวที: ถ่ายรูปแบบเล่ากลับ หรือพิมพ์ตามป้ายในแบบ แล้วส่งให้คลัง ป้ายและรหัสบนแบบทำให้คลังอ่านกลับได้",
    ]
    return job.number("\r\n".join(lines)) + "\r\n"
