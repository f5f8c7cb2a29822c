"""The kit of a workshop: programme, slides, cards, sheets and forms in one archive, with a list of what to print."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from harvester.model import Trial
from harvester.model.fields import fields_of
from harvester.printing.cards import cards
from harvester.printing.job import Job, Made, as_of, table, zipped
from harvester.printing.press import Press
from harvester.printing.slides import pptx, slides
from harvester.printing.worksheets import poster
from harvester.printing.workshop import Form, Work, forms, programme, workshop_techniques
from harvester.rendering.templates import template
from harvester.thai.text import clusters

ONE_SIDE, BOTH, A3 = "A4 หน้าเดียว", "A4 สองหน้า", "A3 หน้าเดียว"
MOST, LONGEST = 10, 60
"""Lines of a poster, and clusters of one."""
SHOWN = "ฉายจอ ไม่ต้องพิมพ์"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the kit, how it is printed and how many times (0: not printed), and a remark."""

    key: str
    label: str
    paper: str
    copies: int
    content: bytes
    pages: int
    remark: str = ""
    suffix: str = "pdf"

    @property
    def sheets(self) -> int:
        """Sheets of paper for all copies."""
        return math.ceil(self.pages / (2 if self.paper.startswith(BOTH) else 1)) * self.copies


def kit(job: Job, press: Press) -> Made:
    """A zip for `job.people` people and `job.hours` hours; the same bytes for the same lessons."""
    findings: dict[Any, None] = {}
    pieces = {
        f"{number:02d}-{one.key}.{one.suffix}": one
        for number, one in enumerate(_kit_pieces(job, press, findings), 1)
    }
    files = [("00-อ่านก่อนพิมพ์.txt", _listing(job, pieces).encode())]
    files += [(name, one.content) for name, one in pieces.items()]
    return Made(zipped(files), sum(one.pages for one in pieces.values()), tuple(findings))


def _groups(job: Job) -> int:
    return math.ceil(job.people / int(table("kit")["table"]))


def _kit_pieces(job: Job, press: Press, findings: dict[Any, None]) -> Iterator[Piece]:
    works, blocks = workshop_techniques(job, job.hours), programme(job, job.hours)
    groups = _groups(job)
    deck = tuple(slides(job, blocks))

    def page(
        key: str, label: str, paper: str, copies: int, template: str, remark: str = "", **values: Any
    ) -> Piece:
        texts = job.texts()
        made = press.set(job.page(template, texts, works=works, people=job.people, **values), texts.shown)
        findings.update(dict.fromkeys(texts.findings))
        return Piece(key, label, paper, copies, made.pdf, made.pages, remark)

    yield page("programme", "กำหนดการและบันทึกคนนำวง", BOTH, 2, "kit-programme", blocks=blocks)
    yield page("slides", "สไลด์ 16:9 (PDF)", SHOWN, 0, "kit-slides", deck=deck)
    yield Piece("slides", "สไลด์ 16:9 (PPTX แก้ได้)", SHOWN, 0, pptx(job, deck), len(deck), suffix="pptx")
    about = replace(job, lessons=tuple({work.lesson.id: work.lesson for work in works}.values()))
    for key, label, form, paper, copies, those in (
        ("cards", "บัตรเทคนิค", cards, f"{BOTH} พลิกด้านยาว ตัดเป็นสี่", job.people, works),
        ("group-sheets", "ใบงานกลุ่มของแต่ละเทคนิค", poster, A3, groups, [one for one in works if one.technique]),
    ):
        if those:
            made = form(about, press)
            findings.update(dict.fromkeys(made.findings))
            yield Piece(key, label, paper, copies, made.content, made.pages)
    if works:
        yield page("wall", "โปสเตอร์ติดผนัง", A3, 1, "kit-wall", wall_of=_wall, size_of=_size, most=LONGEST)
    used = {key for block in blocks for key in block.forms}
    for one in forms().values():
        yield _form(job, one, works, groups, page, one.per == "quarter" or one.key in used)


def _form(
    job: Job, form: Form, works: Sequence[Work], groups: int, page: Callable[..., Piece], is_used: bool
) -> Piece:
    """A form; what the programme has no use for comes once, to be copied if need be."""
    copies = {"each": job.people, "group": groups, "one": 1, "quarter": math.ceil(job.people / 4)}[form.per]
    remark = "" if is_used else "ไม่อยู่ในกำหนดการนี้ ถ้าจะใช้ ถ่ายเอกสารเพิ่ม"
    paper = f"{ONE_SIDE} ตัดเป็นสี่" if form.per == "quarter" else BOTH if form.key == "tell-back" else ONE_SIDE
    values: dict[str, Any] = {"form": form, "code_of": _code_of(job, form), "contact": job.settings.contact}
    if form.fields:
        rows = {row.key: row for row in fields_of(Trial)}
        values |= {"outcome": rows["outcome"], "rows": [rows[key] for key in form.fields]}
    template = {"quarter": "kit-blank"}.get(form.per, "kit-tell-back" if form.fields else "kit-form")
    return page(form.key, form.title, paper, copies if is_used else 1, template, remark=remark, **values)


def _wall(work: Work) -> list[tuple[str, str]]:
    """What a poster says, as Markdown, of a technique step by step with its first caution, or of traps with remedies."""
    if work.technique:
        told = [(one.text, one.cautions[0].text if one.cautions else "") for one in work.technique.steps]
    else:
        told = [(one.text, one.remedy) for one in (*work.lesson.traps, *work.lesson.cautions)]
    return [(do.partition("\n")[0], watch) for do, watch in told[:MOST]]


def _size(said: Sequence[tuple[str, str]]) -> int:
    """The largest type in points at which a poster of A3 holds it all, by the usual width of Thai letters."""

    def letters(text: str) -> int:
        return min(len(clusters(text)), LONGEST)

    def high(size: int) -> float:
        line = (750 - 1.9 * size) / (0.57 * size)
        rows = [
            letters(do) // line + 1 + 0.82 * (letters(watch) * 0.82 // line + bool(watch))
            for do, watch in said
        ]
        return sum(rows) * 1.42 * size + 17 * len(rows)

    return next((size for size in (42, 36, 32, 28) if high(size) < 840), 24)


def _code_of(job: Job, form: Form) -> Any:
    """The address that the form's QR code leads to: the page where the same can be typed."""
    kind = {"#เล่าบทเรียน": "lesson", "#ตอบคำถาม": "answer"}.get(form.mark, "workshop")
    of = f"&id={form.key}" if kind == "workshop" else ""
    address = f"{job.settings.url}tell/?kind={kind}"
    return lambda lesson=None: address + (f"&id={lesson.id}" if lesson else of)


def _listing(job: Job, pieces: dict[str, Piece]) -> str:
    """The print list in Thai: which files, how many copies."""
    sheets: Counter[str] = Counter()
    for one in pieces.values():
        sheets[one.paper[:2]] += one.sheets
    made = template("print/kit-list.txt")
    words = made.render(job=job, as_of=as_of(job.date), pieces=pieces, sheets=sheets, groups=_groups(job))
    return job.number(words.strip()).replace("\n", "\r\n") + "\r\n"
