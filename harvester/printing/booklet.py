"""The booklet: a collection as a bound book, A4, A5, or A5 laid on A4 for folding."""

from __future__ import annotations

from dataclasses import dataclass

from harvester.model import Lesson
from harvester.printing import book as books
from harvester.printing.imposition import folded
from harvester.printing.job import Job, Made
from harvester.printing.press import Press
from harvester.rendering import evidence


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of a book as CSS lengths; `type` is the size of running text, `code` the side of a QR code."""

    size: str
    height: str
    top: str
    bottom: str
    inner: str
    outer: str
    edge: str
    type: str
    code: str


A4 = Sheet("A4", "297mm", "24mm", "23mm", "27mm", "23mm", "12mm", "12pt", "25mm")
A5 = Sheet("A5", "210mm", "20mm", "18mm", "19mm", "15mm", "8mm", "11pt", "22mm")


def booklet(job: Job, press: Press) -> Made:
    """The book on A4."""
    return _set(job, press, A4)


def booklet_a5(job: Job, press: Press) -> Made:
    """The book on A5."""
    return _set(job, press, A5)


def booklet_fold(job: Job, press: Press) -> Made:
    """The A5 book laid on A4 sheets, both sides, to be folded in the middle and stapled."""
    made = _set(job, press, A5)
    content, pages = folded(made.content)
    return Made(content, pages, made.findings)


def _set(job: Job, press: Press, sheet: Sheet) -> Made:
    book = books.made(job.library, job.collection, job.lessons, job.date)
    back = [
        ("glossary", "คำที่ควรรู้" if book.glossary else ""),
        ("index", "ดัชนี" if book.techniques or book.tags or book.places else ""),
        ("sources", "ที่มาและสัญญาอนุญาต"),
        ("tell", "ลองแล้ว เล่ากลับมา"),
    ]
    texts = job.texts()

    def licence_of(lesson: Lesson) -> str:
        licence = lesson.source.licence if lesson.source else ""
        return books.LICENCES.get(licence) or f"สัญญาอนุญาต {licence or job.settings.licence}"

    page = job.page(
        "booklet",
        texts,
        book=book,
        sheet=sheet,
        back=[(anchor, name) for anchor, name in back if name],
        licence_of=licence_of,
        evidence_of=lambda lesson: evidence.of_lesson(job.library, lesson),
        trials_of=lambda lesson: job.library.trials_of.get(lesson.id, ()),
    )
    set_ = press.set(page, texts.shown)
    return Made(set_.pdf, set_.pages, tuple(texts.findings))
