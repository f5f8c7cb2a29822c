"""A lesson is brought up again before its day, and nobody has to remember it."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest

from harvester.doors.reminders import last_day, reminders
from harvester.emitters.single_pages import reviews
from harvester.model import Lesson, Library, Programme, Vocabulary
from harvester.reading.lesson import read_lesson
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings
from harvester.thai.dates import parse_date

ATOM = "{http://www.w3.org/2005/Atom}"


def _lesson(name: str, due: str, status: str = "published") -> Lesson:
    text = f"---\ntitle: '{name} & <b>'\nprogramme: KM\nstatus: {status}\nreview_after: {due}\n---\n\nเล่า\n"
    lesson = read_lesson(f"2569/{name}.md", text.encode()).lesson
    assert lesson is not None
    return lesson


@pytest.fixture
def library() -> Library:
    lessons = (
        _lesson("long-over", "2560"),
        _lesson("just-over", "19 พ.ย. 2569"),
        _lesson("today", "20 พ.ย. 2569"),
        _lesson("soon", "ธ.ค. 2569"),
        _lesson("far", "พ.ย. 2570"),
        _lesson("gone", "2560", "retired"),
    )
    words = Vocabulary(programmes=(Programme(id="km", label="KM", stewards=("somying",)),))
    return Library(lessons=lessons, vocabulary=words, today=parse_date("20 พ.ย. 2569"))


def test_what_is_brought_up_and_in_what_order(library: Library) -> None:
    found = [(one.lesson.id, one.over) for one in reminders(library)]
    assert found == [("long-over", True), ("just-over", True), ("today", False), ("soon", False)]
    assert reminders(library)[0].stewards == ("@somying",)


@pytest.mark.parametrize(
    ("told", "day"),
    [("2569", date(2026, 12, 31)), ("ก.พ. 2567", date(2024, 2, 29)), ("8-9 เม.ย. 2566", date(2023, 4, 9))],
)
def test_the_last_day_of_a_loose_date(told: str, day: date) -> None:
    assert last_day(parse_date(told)) == day


def test_the_feed_is_a_feed(library: Library, tmp_path: Path) -> None:
    made = {
        artifact.path: artifact.content.decode()
        for artifact in reviews(SiteContext(library, Settings(tmp_path)))
    }
    feed = ElementTree.fromstring(made["docs/reviews.xml"])
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles[0] == "เลยกำหนด: long-over & <b>"
    assert len(titles) == 4
    assert len({entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")}) == 4
    page = made["docs/reviews/index.md"]
    assert "@somying" in page
    assert "<b>" not in page.split("---")[2].replace("<b>ไม่มี", "").replace("<b>ยังไม่มี", "")
