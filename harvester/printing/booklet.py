"""The booklet: a collection as a bound book, A4, A5, or A5 laid on A4 for folding."""

from collections.abc import Iterator
from zlib import crc32

from harvester.model.diagnostics import Finding
from harvester.printing import book as books
from harvester.printing.imposition import impose_folded
from harvester.printing.job import Job, Made, table
from harvester.printing.joining import Part, bind_parts
from harvester.printing.press import END, Press, Sheets, length

WEAVES = 3
"""Patterns of cloth for covers; a collection keeps its own."""
SPILT_CONTENTS = 0.25
"""The contents are set tighter when they fill less than this share of their last page."""
BALANCED = 45
"""The most lessons of a book that is typeset again."""
LEAST = 0.33
"""The least share of its last page that a lesson must fill."""
SNUG, ROOMY = "is-snug", "is-roomy"
"""Classes: tighter, so that the rest fits the page before; or with more lines for notes, so that it fills its page."""


def booklet_fold(job: Job, press: Press) -> Made:
    """The A5 booklet imposed on A4, two-sided, to be folded and stapled."""
    made = booklet(job, press, "A5")
    laid = press.kept(lambda: impose_folded(made.content, made.pages), b"folded", made.content)
    return Made(laid.pdf, laid.pages, made.findings)


def booklet(job: Job, press: Press, size: str = "A4") -> Made:
    """The book on paper of a size of the table."""
    book = books.book_of(job.library, job.collection, job.lessons, job.date)
    back = tuple(_back(book))
    credits = books.credited(book.lessons, job.settings.licence)
    findings: dict[Finding, None] = {}
    done: dict[object, tuple[dict[str, str], Sheets]] = {}
    fits: dict[str, str] = {}
    snug_contents = False

    def run(part: Part) -> Sheets:
        held = [lesson.id for chapter in part.chapters for lesson in chapter.lessons]
        key = (part.name, *held, part.start, snug_contents, *(fits.get(one, "") for one in held))
        asked, sheets = done.get(key, ({}, None))
        if sheets and all(part.page(anchor) == number for anchor, number in asked.items()):
            return sheets  # a later round changes only the parts that name pages of others
        texts = job.texts(None if part.name == "all" else part.page)
        page = job.page(
            "booklet",
            texts,
            part=part,
            book=book,
            sheet=table("paper")["booklet"][size],
            back=back,
            weave=1 + crc32(book.collection.id.encode()) % WEAVES,
            credits=credits,
            snug_contents=snug_contents,
            fit_of=lambda lesson: fits.get(lesson.id, ""),
        )
        findings.update(dict.fromkeys(texts.findings))
        sheets = press.set(page, texts.shown)
        done[key] = part.asked, sheets
        return sheets

    def set_part(part: Part) -> Sheets:
        nonlocal snug_contents
        sheets = run(part)
        if (
            not snug_contents
            and length(sheets, "contents") > 1
            and sheets.ends[f"{END}contents"] < SPILT_CONTENTS
        ):
            snug_contents = True
            sheets = run(part)
        lessons = [lesson.id for chapter in part.chapters for lesson in chapter.lessons]
        if len(book.lessons) > BALANCED or not fits.keys().isdisjoint(lessons):
            return sheets
        fits.update(dict.fromkeys(lessons, ""))
        if spilling := [one for one in lessons if spills(sheets, one)]:
            fits.update(dict.fromkeys(spilling, SNUG))
            tried = run(part)
            fits.update({one: ROOMY for one in spilling if length(tried, one) >= length(sheets, one)})
            sheets = run(part)
        return sheets

    whole = bind_parts(book, press, set_part)
    return Made(whole.pdf, whole.pages, tuple(findings))


def _back(book: books.Book) -> Iterator[tuple[str, str]]:
    """The sections of the back matter: anchor and title in the contents."""
    if book.glossary:
        yield "glossary", "คำที่ควรรู้"
    if book.techniques or book.tags or book.places:
        yield "index", "ดัชนี"
    yield "sources", "ที่มาและสัญญาอนุญาต"
    yield "tell", "ลองแล้ว เล่ากลับมา"


def spills(sheets: Sheets, name: str) -> bool:
    """Whether the last page of a lesson is nearly empty."""
    return length(sheets, name) > 1 and sheets.ends.get(f"{END}{name}", 1.0) < LEAST
