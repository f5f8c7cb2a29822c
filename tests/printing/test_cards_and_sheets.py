"""Cards, brief, worksheets: nothing cut, nothing outside the sheet, one page where one page is promised."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from harvester.model import Lesson, LessonId, Library
from harvester.printing import FORMS, Job, Press
from tests.printing.conftest import Print
from tests.printing.paper import Paper, squeeze

pytestmark = pytest.mark.print
MM = 72 / 25.4


def test_fronts_and_backs_alternate(paper: Print, library: Library) -> None:
    cards = paper("small", "cards-a6")
    assert len(cards.pages) % 2 == 0
    fronts = cards.pages[::2]
    for name in ("โทรก่อนแล้วค่อยทำหนังสือ", "จดทุกครั้งที่คุย", "ส่งสมุดต่อกันเป็นรอบ", "ประชุมครบทุกฝ่ายแต่ไม่มีใครตัดสินใจ"):
        assert any(name in squeeze(front) for front in fronts), name


def test_a_card_holds_its_technique_whole(paper: Print, library: Library) -> None:
    text = paper("small", "cards-a6").squeezed()
    for name in ("call-then-write", "keep-a-list"):
        for technique in library.by_id[name].techniques:
            for step in technique.steps:
                assert squeeze(step.text.partition("\n")[0]) in text
            for caution in technique.all_cautions:
                assert squeeze(caution.text) in text
                assert squeeze(caution.remedy) in text


@pytest.mark.parametrize(
    ("collection", "form"), [("small", "cards-a6"), ("small", "cards-a5"), ("hard", "cards-a6")]
)
def test_no_sign_leaves_its_card_and_none_is_too_small(paper: Print, collection: str, form: str) -> None:
    cards = paper(collection, form)
    assert cards.outside() == []


def test_steps_are_never_set_below_nine_points(paper: Print) -> None:
    for collection in ("small", "hard"):
        for form in ("cards-a6", "cards-a5"):
            assert min(paper(collection, form).sizes()) >= 8.95


def test_forty_steps_go_on_to_more_cards(paper: Print) -> None:
    cards = paper("hard", "cards-a6")
    assert len(cards.pages) > 4
    assert len(cards.pages) % 2 == 0
    assert all(f"ทำขั้นที่{number}ให้เสร็จ" in cards.squeezed() for number in range(1, 41))


def test_four_up_mirrors_the_backs(paper: Print) -> None:
    single, sheets = paper("small", "cards-a6"), paper("small", "cards")
    assert sheets.made.pages == len(sheets.pages) == 2 * -(-len(single.pages) // 8)
    places = [list(_placed(page)) for page in sheets.pdf.pages]
    width = round(105 * MM)
    for front, back in zip(places[::2], places[1::2], strict=True):
        assert back == [(width - x, y) for x, y in front]
    for page in sheets.pdf.pages:
        assert b" 0 G " in page.Contents.read_bytes(), "cut marks"
        assert [round(float(side)) for side in page.MediaBox] == [0, 0, 595, 842]


def _placed(page):  # type: ignore[no-untyped-def]
    """Where the cards of a side stand, in their order."""
    for x, y in re.findall(rb"q 1 0 0 1 ([\d.]+) ([\d.]+) cm 0 0 297", page.Contents.read_bytes()):
        yield round(float(x)), round(float(y))


@pytest.mark.parametrize("collection", ["small", "hard", "lost", "thai-digits"])
def test_a_brief_is_one_page_with_the_day_of_its_data(paper: Print, collection: str) -> None:
    brief = paper(collection, "brief")
    assert brief.made.pages == len(brief.pages) == 1
    assert "ข้อมูลณวันที่" in brief.squeezed()
    assert brief.outside() == []


def test_a_brief_says_where_things_stand(paper: Print) -> None:
    text = paper("small", "brief").squeezed()
    for owed in (
        "3บทเรียน",
        "3เทคนิค",
        "2จังหวัด",
        "ได้ผล1·ได้ผลบางส่วน0·ไม่ได้ผล1",
        "ระวังนัดปากเปล่า",
        "ทางแก้วางสาย",
        "20พฤศจิกายน2569",
        "ยังไม่มีทางแก้",
    ):
        assert owed in text, owed


def test_a_canvas_is_one_sheet_for_each_technique(paper: Print) -> None:
    poster = paper("small", "poster")
    assert poster.made.pages == 3
    assert all("บ้านเราจะทำอย่างไร" in squeeze(page) for page in poster.pages)
    assert [round(float(side) / MM) for side in poster.pdf.pages[0].MediaBox[2:]] == [420, 297]


def test_steps_on_a_wall_are_read_from_three_metres(paper: Print, library: Library) -> None:
    sizes = {line.text: line.size for line in paper("small", "poster").set_lines}
    first = library.by_id["call-then-write"].techniques[0].steps[0].text.split("\n")[0]
    assert next(size for text, size in sizes.items() if squeeze(first)[:8] in squeeze(text)) >= 24


def test_the_last_sheet_is_filled_and_lessons_without_a_card_are_named(
    job: Callable[[str], Job], press: Press
) -> None:
    small = job("small")
    prose = Lesson(id=LessonId("prose"), path="prose.md", title="เล่าเรื่องบ่อน้ำของลุง", summary="ไม่มีเทคนิค")
    made = FORMS["cards"].make(replace(small, lessons=(*small.lessons, prose)), press)
    cards = Paper(made)
    assert "เล่าเรื่องบ่อน้ำของลุง" in cards.squeezed()
    fronts = [squeeze(page) for page in cards.pages[::2]]
    single = Paper(FORMS["cards-a6"].make(replace(small, lessons=(*small.lessons, prose)), press))
    ours = "".join(fronts).count("เทคนิคของเรา")
    assert (-(-single.made.pages // 2) + ours) % 4 == 0


def test_a_session_sheet_has_time_questions_and_dangers(paper: Print) -> None:
    session = paper("small", "session")
    assert session.made.pages == 2
    text = session.squeezed()
    for owed in ("นาทีที่", "105–120", "นัดปากเปล่า", "ครั้งล่าสุดที่คนนัดแล้วไม่มา", "บันทึกหลังวง"):
        assert owed in text, owed


@pytest.mark.parametrize("form", ["cards", "cards-a6", "cards-a5", "poster", "session", "brief"])
def test_a_collection_without_techniques_makes_a_sheet_that_says_so(
    form: str, job: Callable[[str], Job], press: Press
) -> None:
    bare = replace(job("small"), lessons=(Lesson(id=LessonId("bare"), path="bare.md", title="ไม่มีอะไรให้ทำ"),))
    made = FORMS[form].make(bare, press)
    assert made.pages >= 1


def test_what_is_drawn_on_a_card_stands_where_it_stood(paper: Print) -> None:
    """The first card of a sheet looks as it does alone, its stitched hem included."""
    single, sheets = paper("small", "cards-a6"), paper("small", "cards")
    alone = pypdfium2.PdfDocument(single.content)[0].render(scale=1.5, grayscale=True).to_numpy()
    height, width = alone.shape[:2]
    whole = pypdfium2.PdfDocument(sheets.content)[0].render(scale=1.5, grayscale=True).to_numpy()
    top = round(0.5 * MM * 1.5)
    laid = whole[top : top + height, :width]
    differing = np.abs(laid.astype(int) - alone[: laid.shape[0], : laid.shape[1]].astype(int)) > 90
    inner = differing[25:-25, 25:-25]
    assert inner.mean() < 0.03, inner.mean()
