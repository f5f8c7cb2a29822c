"""What a comment on a change says, and who looks at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.doors.differences import differences
from harvester.doors.reminders import owners
from harvester.doors.review import LONGEST, Review, ReviewedLesson, comment, meter
from harvester.model import LessonId, Library, Programme, Vocabulary
from harvester.settings import Settings
from tests.doors.test_review import _lesson
from tests.golden import Case, cases


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("changes.txt"))), ids=lambda case: case.title
)
def test_changes_in_words(case: Case) -> None:
    before, after = case.given.split("\n=====\n")
    found = differences(_lesson(before), _lesson(after))
    lines = [f"{d.kind} {d.where}: {' → '.join(filter(None, (d.before, d.after)))}" for d in found]
    assert "\n".join(lines) == case.expected


def test_a_comment_says_nothing_of_its_own_accord() -> None:
    evil = "@everyone <script>x</script> [x](https://evil.example) </details>"
    one = ReviewedLesson(LessonId("a"), "2569/a.md", evil, "new", "ร่าง", asks=(evil,), there=3)
    told = comment(Review((one,)))
    for live in ("@everyone", "<script>", "](https", "://evil"):
        assert live not in told
    assert told.count("</details>") == told.count("<details>")


@given(st.lists(st.text(max_size=400), max_size=200))
def test_a_comment_is_never_too_long_to_post(texts: list[str]) -> None:
    one = ReviewedLesson(LessonId("a"), "2569/a.md", "ก", "changed", "ร่าง", asks=tuple(texts))
    assert len(comment(Review((one,) * 40))) <= LONGEST + 100


def test_the_meter_shows_without_colour() -> None:
    assert meter(3, 5) == "▰▰▰▱▱ 3/5"


def test_owners_come_from_the_programmes(tmp_path: Path) -> None:
    stewards = ("somying", "@khlang/editors", "สมหญิง ใจดี", "a b\n* @evil")
    words = Vocabulary(
        programmes=(Programme(id="km", label="KM เมืองนคร", aliases=("เมืองนคร",), stewards=stewards),)
    )
    told = _lesson("---\ntitle: ก\nprogramme: เมืองนคร\n---\n\nเล่า\n", "2549/a b*#.md")
    lone = _lesson("---\ntitle: ข\n---\n\nเล่า\n", "2549/b.md")
    library = Library(lessons=(told, lone), vocabulary=words)
    text = next(owners(library, Settings(tmp_path))).content.decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == ["/lessons/2549/a\\ b\\*\\#.md @somying @khlang/editors"]
