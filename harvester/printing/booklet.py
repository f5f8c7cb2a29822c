"""The booklet: a collection as a bound book, A4, A5, or A5 laid on A4 for folding."""

from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from harvester.model import Lesson
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
    content, pages = impose_folded(made.content, made.pages)
    return Made(content, pages, made.findings)


def booklet(job: Job, press: Press, size: str = "A4") -> Made:
    """The book on paper of a size of the table."""
    book = books.book_of(job.library, job.collection, job.lessons, job.date)
    back = tuple(_back(book))
    findings: dict[Finding, None] = {}
    done: dict[str, Sheets] = {}
    fits: Mapping[str, str] = {}
    snug_contents = False

    def set_part(part: Part) -> Sheets:
        here = {lesson.id for chapter in part.chapters for lesson in chapter.lessons}
        others = (x.id for x in book.lessons if x.id not in here)
        texts = job.texts({} if part.name == "all" else {str(one): part.page(one) for one in others})
        page = job.page(
            "booklet",
            texts,
            part=part,
            book=book,
            sheet=table("paper")["booklet"][size],
            back=back,
            weave=1 + crc32(book.collection.id.encode()) % WEAVES,
            credits=books.credited(book.lessons, job.settings.licence),
            snug_contents=snug_contents,
            fit_of=lambda lesson: fits.get(lesson.id, ""),
        )
        findings.update(dict.fromkeys(texts.findings))
        if page not in done:  # a later round changes only the parts that name pages of others
            done[page] = press.set(page, {name: shown for name, shown in texts.shown.items() if name in page})
        return done[page]

    def bind() -> Sheets:
        return bind_parts(book, set_part)

    whole = bind()
    if length(whole, "contents") > 1 and whole.ends.get(f"{END}contents", 1.0) < SPILT_CONTENTS:
        snug_contents = True
        whole = bind()
    if spilling := spilling_lessons(whole, book.lessons) if len(book.lessons) <= BALANCED else ():
        fits = dict.fromkeys(spilling, SNUG)
        tried = bind()
        helped = [name for name in spilling if length(tried, name) < length(whole, name)]
        if len(helped) == len(spilling):
            whole = tried
        else:
            fits = dict.fromkeys(spilling, ROOMY) | dict.fromkeys(helped, SNUG)
            whole = bind()
    return Made(whole.pdf, whole.pages, tuple(findings))


def _back(book: books.Book) -> Iterator[tuple[str, str]]:
    """The sections of the back matter: anchor and title in the contents."""
    if book.glossary:
        yield "glossary", "คำที่ควรรู้"
    if book.techniques or book.tags or book.places:
        yield "index", "ดัชนี"
    yield "sources", "ที่มาและสัญญาอนุญาต"
    yield "tell", "ลองแล้ว เล่ากลับมา"


def spilling_lessons(sheets: Sheets, lessons: Iterable[Lesson]) -> tuple[str, ...]:
    """The ids of the lessons whose last page is nearly empty."""
    ids = (lesson.id for lesson in lessons)
    return tuple(
        one for one in ids if length(sheets, one) > 1 and sheets.ends.get(f"{END}{one}", 1.0) < LEAST
    )
