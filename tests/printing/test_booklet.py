"""The book, read back from real PDFs: lines, text layer, numbers, fonts, tags, codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise, takewhile

import pytest

from harvester.model import Collection, Lesson, LessonId, Library, Source, Vocabulary, Work
from harvester.model.plain_text import plain, texts
from harvester.printing import FORMS, Job, Press
from harvester.printing import book as books
from harvester.printing.breaking import MARK, Breaker
from harvester.printing.collections import whole_words
from harvester.printing.press import Sheets
from harvester.thai.dates import ThaiDate
from harvester.thai.engine import newmm
from tests.printing.conftest import Print
from tests.printing.paper import INVISIBLE, Paper, squeeze

pytestmark = pytest.mark.print
BOOKS = ("booklet", "booklet-a5")
LESSONS = ("call-then-write", "keep-a-list", "only-a-trap")
FURNITURE = re.compile(r"^(\d+|https://botrian\.example/\S*|เทคนิคการประสานงานในพื้นที่)$")


def body(paper: Paper, titles: tuple[str, ...]) -> str:
    """The text without running heads, feet and page numbers, without blanks."""
    kept = []
    for page in paper.pages:
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        kept += [
            line
            for number, line in enumerate(lines)
            if not FURNITURE.match(line) and not (line in titles and number >= len(lines) - 3)
        ]
    return squeeze("".join(kept))


def phrases(lessons: list[Lesson]) -> Iterator[str]:
    """Every two neighbouring words of the sources."""
    for lesson in lessons:
        for name, text in texts(lesson).items():
            for sentence in re.split(r"[\n·]", text) if name not in ("tags", "place") else ():
                words = [word for word in newmm(plain(sentence)) if word.strip()]
                yield from (first + second for first, second in pairwise(words))


@pytest.mark.parametrize("form", BOOKS)
def test_every_two_words_are_found_by_two_readers(paper: Print, library: Library, form: str) -> None:
    book = paper("small", form)
    lessons = [library.by_id[name] for name in LESSONS]
    ours = body(book, tuple(lesson.title for lesson in lessons))
    theirs = squeeze(book.second_reading)
    wanted = {squeeze(phrase) for phrase in phrases(lessons)}
    assert len(wanted) > 250
    assert [phrase for phrase in wanted if phrase not in ours] == []
    # PDFium puts running heads between the halves of what a page break parts; so few that they can be named.
    assert len([phrase for phrase in wanted if phrase not in theirs]) <= 3


@pytest.mark.parametrize("form", [*BOOKS, "cards-a6", "brief", "session", "poster"])
def test_no_sign_is_raised_out_of_its_word(paper: Print, form: str) -> None:
    """PDFium reads a raised tone mark as a line of its own."""
    assert not re.search(
        r"(?m)(?:^|\s)[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", paper("small", form).second_reading
    )


@pytest.mark.parametrize("form", [*BOOKS, "cards-a6", "brief", "session", "poster"])
def test_no_invisible_sign_and_no_split_sara_am_is_in_the_text(paper: Print, form: str) -> None:
    text = "".join(paper("small", form).pages)
    assert "ถ้ำน้ำผุด" in squeeze(text) or form != "booklet"
    assert [sign for sign in INVISIBLE if sign in text] == []
    assert not re.search(r"\s[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", text), "a mark stands apart from its letter"


@pytest.mark.parametrize("form", [*BOOKS, "cards-a6", "cards-a5", "brief", "session", "poster"])
def test_lines_turn_only_at_vetted_places(
    paper: Print, library: Library, job: Callable[[str], Job], form: str
) -> None:
    """Each line end inside Thai is looked up in the page as it was given to the typesetter."""
    seen: list[str] = []

    class Listening(Press):
        def set(self, page, pictures=None):  # type: ignore[no-untyped-def]
            seen.append(breaker.marked(page))
            return Sheets(b"", 2)

        def kept(self, make: Callable[[], Sheets], *made_of: bytes) -> Sheets:
            raise InterruptedError  # all parts are set, and would be joined

    breaker = Breaker(whole_words(library))
    with suppress(InterruptedError):
        FORMS[form].make(job("small"), Listening())
    source = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", "\n".join(seen), flags=re.DOTALL)
    blocks = [
        re.sub(r"<[^<>]*>", "", block)
        for block in re.split(r"</?(?:p|h\d|li|dd|dt|div|td|th|br)\b[^<>]*>", source)
    ]
    allowed, glued = "\n".join(blocks), "\n".join(blocks).replace(MARK, "")
    lines, checked = paper("small", form).lines, 0
    for line, following in pairwise(lines):
        end, start = line.rstrip()[-8:], following.lstrip()[:8]
        if (
            line[-1:].isspace()
            or not re.search("[\u0e01-\u0e5b]$", end)
            or not re.match("[\u0e01-\u0e5b]", start)
        ):
            continue
        if end + start in glued:
            checked += 1
            assert _with_mark(end, start, allowed), f"{end}|{start}"
    assert checked >= (5 if form in BOOKS else 1)


def _with_mark(end: str, start: str, allowed: str) -> bool:
    """Whether the end and the start meet at a mark somewhere in the source."""
    between = MARK + "?"
    pattern = between.join(map(re.escape, end)) + MARK + between.join(map(re.escape, start))
    return re.search(pattern, allowed) is not None


@pytest.mark.parametrize("form", [*BOOKS, "cards-a6", "brief", "session", "poster"])
def test_no_line_begins_with_a_repeat_sign_or_ends_on_an_opening_quote(paper: Print, form: str) -> None:
    lines = paper("small", form).lines
    assert [line for line in lines if line.lstrip()[0] in "ๆฯ”)"] == []
    assert [line for line in lines if line.rstrip()[-1] in "“‘("] == []


@pytest.mark.parametrize("form", BOOKS)
def test_every_number_names_its_page(paper: Print, library: Library, form: str) -> None:
    book = paper("small", form)
    first = next(n for n, page in enumerate(book.pages) if page.lstrip().startswith("สารบัญ"))
    listed = takewhile(lambda page: "สแกนดูของใหม่" not in page, book.pages[first:])
    contents = [
        pair for pair in re.findall(r"(?m)^(.*\D)\s(\d+)$", "\n".join(listed)) if len(squeeze(pair[0])) > 3
    ]
    assert len(contents) >= 9
    for title, page in contents:
        assert squeeze(title)[-16:] in book.squeezed(int(page)), (title, page)
    shown = [(re.findall(r"\d+", text.replace("\u00a0", " "))[-1:], goal) for _, text, goal in book.links()]
    numbered = [(numbers[0], goal) for numbers, goal in shown if numbers]
    assert len(numbered) >= 15
    assert [pair for pair in numbered if int(pair[0]) != pair[1]] == []
    for name in LESSONS:
        lesson = library.by_id[name]
        pages = {goal for _, text, goal in book.links() if squeeze(lesson.title)[:12] in squeeze(text)}
        assert pages, name
        assert all(squeeze(lesson.title) in book.squeezed(page) for page in pages)


def test_index_holds_techniques_tags_and_places(paper: Print, library: Library) -> None:
    book = paper("small", "booklet")
    index = next(page for page in book.pages if page.strip().startswith("ดัชนี") or "\nดัชนี\n" in page)
    index = index.partition("ดัชนี\n")[2]
    for word in ("จดทุกครั้งที่คุย", "การประสานงาน", "หนังสือราชการ", "ขอนแก่น", "ภูเวียง", "เมืองพังงา"):
        assert word in index
    assert index.index("จดทุกครั้ง") < index.index("โทรก่อน") < index.index("ส่งสมุด")


def test_a_book_says_all_it_owes(paper: Print) -> None:
    text = paper("small", "booklet").squeezed()
    for owed in (
        "พิมพ์ครั้งที่2·20พฤศจิกายน2569", "อ้างอิงเล่มนี้", "คำนำ", "เล่มนี้ทำขึ้นเพื่อคนที่ต้องโทรนัดคนทั้งวัน", "สารบัญ",
        "ข้อควรระวังนัดปากเปล่า", "ทางแก้วางสาย", "ยังไม่มีทางแก้", "ปัจจัยหนุน", "ปัจจัยฉุด", "กับดัก",
        "ลองแล้ว2ครั้ง", "ได้ผลอสม.หมู่4", "ไม่ได้ผลเจ้าหน้าที่เทศบาล", "ปรับไปจากเดิมใช้ไลน์แทนหนังสือ",
        "คำถามชวนคิด", "คำที่ควรรู้", "คำสั่งแต่งตั้ง", "ที่มาและสัญญาอนุญาต", "สงวนลิขสิทธิ์", "ผู้เล่าและผู้เขียน", "ทองคำน้ำใจงาม",
        "ลองแล้วเล่ากลับมา",
    ):  # fmt: skip
        assert owed in text, owed


def test_chapters_follow_the_order_of_the_collection(paper: Print) -> None:
    text = paper("small", "booklet").squeezed()
    assert text.index("จังหวัดขอนแก่น") < text.index("จังหวัดพังงา")


def test_chapters_are_the_works_that_hold_most_lessons() -> None:
    """As few works as hold the lessons, in the order of the editors' list; what is left comes last."""

    def lesson(name: str, *tags: str) -> Lesson:
        return Lesson(
            id=LessonId(name),
            path=f"{name}.md",
            title=name,
            tags=tags,
            source=Source("บันทึก", licence="CC-BY-4.0"),
        )

    lessons = (
        lesson("a", "นัด"),
        lesson("b", "เงียบ"),
        lesson("c", "อื่น"),
        lesson("d", "นัด", "เงียบ"),
        lesson("e", "นัด"),
        lesson("f", "เงียบ"),
    )
    works = (
        Work(id="quiet", label="จัดประชุมแล้วคนเงียบ", tags=("เงียบ",)),
        Work(id="call", label="ขอคนจากหน่วยอื่น", tags=("นัด",)),
    )
    library = Library(lessons=lessons, vocabulary=Vocabulary(works=works))
    book = books.book_of(
        library, Collection(id="c", title="ชุด", path="c.yml"), lessons, ThaiDate(2026, 11, 20)
    )
    assert [(one.title, "".join(x.id for x in one.lessons)) for one in book.chapters] == [
        ("ขอคนจากหน่วยอื่น", "ae"), ("จัดประชุมแล้วคนเงียบ", "bdf"), (books.REST, "c"),
    ]  # fmt: skip
    (sources,) = books.credited(lessons, "").values()
    assert [(credit.words, len(told)) for credit, told in sources.items()] == [("บันทึก", 6)]


def test_thai_digits_by_setting(paper: Print) -> None:
    book = paper("thai-digits", "booklet-a5")
    assert "พิมพ์ครั้งที่๑·๒๐พฤศจิกายน๒๕๖๙" in book.squeezed()
    numbers = [
        line.strip()
        for page in book.pages
        for line in page.split("\n")
        if re.fullmatch(r"\s*[0-9๐-๙]+\s*", line)
    ]
    assert numbers
    assert all(re.fullmatch("[๐-๙]+", number) for number in numbers)


def test_same_bytes_twice(job: Callable[[str], Job], library: Library, paper: Print) -> None:
    with Press(whole_words(library)) as another:
        again = FORMS["booklet"].make(job("small"), another)
    assert again.content == paper("small", "booklet").content


def test_folded_sheets_hold_every_page_in_reading_order(paper: Print) -> None:
    flat, folded = paper("small", "booklet-a5"), paper("small", "booklet-fold")
    count = len(flat.pages)
    sides = -(-count // 4) * 2
    assert folded.made.pages == sides == len(folded.pages)
    first, second = folded.squeezed(1), folded.squeezed(2)
    assert flat.squeezed(count)[:40] in first
    assert flat.squeezed(1)[:20] in first
    assert flat.squeezed(2)[:40] in second
    assert all(flat.squeezed(page)[:30] in folded.squeezed() for page in range(1, count + 1))
