"""The slides of a workshop, as a PDF to show and as a PPTX to edit."""

import io
import math
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from harvester.model import Caution
from harvester.printing.job import Job, zipped
from harvester.printing.texts import clip, qr_code
from harvester.printing.workshop import Block, Work
from harvester.thai.text import clusters

A_SLIDE, SHORT = 4, 6
"""Lines a slide, and short ones; more is read out, not read."""
A_LINE = 46
"""Clusters that are on one line of a slide."""
LONGEST = 110
"""Clusters of a line."""
_WIDTH, _HEIGHT = Cm(33.867), Cm(19.05)
_INK, _CLOTH, _WARN, _WHITE = map(RGBColor.from_string, ("1B2024", "14284A", "573900", "FFFFFF"))


@dataclass(frozen=True, slots=True)
class Slide:
    """`kind` is cover, steps, cautions or talk; `numbered` the first line's number; `code` the address of its QR code."""

    title: str
    lines: tuple[str, ...] = ()
    kind: str = "talk"
    numbered: int = 0
    code: str = ""
    notes: str = ""


def slides(job: Job, blocks: Sequence[Block]) -> Iterator[Slide]:
    """The slides of a workshop: one or more for each part of its programme, with what the presenter says."""
    yield Slide(
        job.collection.title, tuple(filter(None, (job.collection.summary,))), "cover", code=job.address
    )
    parts = [f"{one.starts} {one.name}" for one in blocks]
    for _, lines in _shared(parts, SHORT):
        yield Slide("วันนี้ทำอะไรบ้าง", lines, "agenda")
    for one in blocks:
        notes = "\n".join((f"{one.starts}–{one.ends} {one.does}", *map(job.plain, one.notes)))
        if one.key == "hear" and one.work:
            yield from _work(job, one.work, notes)
        elif one.does:
            name = f"{one.name}: {one.work.name}" if one.work else one.name
            told = (one.does, f"{one.minutes} นาที ถึง {one.ends} น.")
            yield Slide(name, told, notes="\n".join((notes, *(_danger(job, it) for it in one.listen))))
        else:
            yield Slide(one.name, (f"กลับมาพร้อมกัน {one.ends} น.",), "cover")
    yield Slide(
        "ลองแล้ว เล่ากลับมา", ("ได้ผลหรือไม่ได้ผล สองบรรทัดก็มีค่า", job.settings.url), "cover", code=job.address
    )


def _work(job: Job, work: Work, notes: str) -> Iterator[Slide]:
    lesson, technique = work.lesson, work.technique
    why = job.plain(technique.why) if technique else ""
    yield Slide(
        work.name,
        (_line(job, lesson.summary),) if lesson.summary else (),
        code=f"{job.settings.url}lessons/{lesson.id}/",
        notes="\n".join(filter(None, (notes, why))),
    )
    steps = [_line(job, step.text) for step in technique.steps] if technique else []
    for at, told in _shared(steps, SHORT if all(len(clusters(one)) < A_LINE for one in steps) else A_SLIDE):
        yield Slide(f"ขั้นตอน: {work.name}", told, "steps", at + 1)
    dangers = (*technique.all_cautions, *lesson.traps) if technique else (*lesson.traps, *lesson.cautions)
    for _, told in _shared([_danger(job, one) for one in dangers], A_SLIDE):
        yield Slide("ระวังตรงไหน แก้อย่างไร", told, "cautions")


def _shared(lines: Sequence[str], most: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lines on as few slides as take at most so many, evenly; each with where it begins."""
    each = math.ceil(len(lines) / max(1, math.ceil(len(lines) / most)))
    return ((at, tuple(lines[at : at + each])) for at in range(0, len(lines), each or 1))


def _danger(job: Job, one: Caution) -> str:
    return f"{_line(job, one.text)} → {_line(job, one.remedy)}" if one.remedy else _line(job, one.text)


def _line(job: Job, text: str) -> str:
    return clip(job.plain(text.partition("\n")[0]), LONGEST)


def pptx(job: Job, deck: Sequence[Slide]) -> bytes:
    """The slides as a PPTX of 16:9, the same bytes for the same slides. Titles and lines stay text that can be changed."""
    show = Presentation()
    show.slide_width, show.slide_height = _WIDTH, _HEIGHT
    show.core_properties.title = job.collection.title
    show.core_properties.author = job.collection.editor or job.settings.publisher
    for one in deck:
        _add(show, job, one)
    made = io.BytesIO()
    show.save(made)
    with zipfile.ZipFile(made) as dated:
        return zipped((name, dated.read(name)) for name in dated.namelist())


def _add(show: Any, job: Job, one: Slide) -> None:
    page = show.slides.add_slide(show.slide_layouts[5])
    page.background.fill.solid()
    is_cover = one.kind == "cover"
    page.background.fill.fore_color.rgb = _CLOTH if is_cover else _WHITE
    ink = _WHITE if is_cover else _WARN if one.kind == "cautions" else _INK
    room = Cm(23) if one.code else Cm(30)
    title = page.shapes.title
    title.left, title.top, title.width, title.height = Cm(1.8), Cm(1.2), room, Cm(3.6)
    _say(title.text_frame, (job.number(one.title),), 40, ink if is_cover else _CLOTH, bold=True)
    lines = tuple(
        job.number(f"{one.numbered + at}. {line}" if one.numbered else line)
        for at, line in enumerate(one.lines)
    )
    if lines:
        box = page.shapes.add_textbox(Cm(1.8), Cm(5.2), room, Cm(12.5))
        _say(box.text_frame, lines, 28 if len(lines) <= A_SLIDE else 24, ink)
    if one.code:
        picture = page.shapes.add_picture(io.BytesIO(qr_code(one.code)), Cm(26), Cm(1.5), Cm(6), Cm(6))
        picture.name = f"คิวอาร์โค้ด {one.code}"
    if one.notes:
        page.notes_slide.notes_text_frame.text = one.notes


def _say(frame: Any, lines: Sequence[str], size: int, ink: Any, *, bold: bool = False) -> None:
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(size), bold, ink, "Sarabun"
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "th-TH")
        script = properties.makeelement(qn("a:cs"), {"typeface": "Sarabun"})
        properties.append(script)
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(10)
