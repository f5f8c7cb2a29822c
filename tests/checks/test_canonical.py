"""The canonical form says the same as before, keeps every word, and is its own canonical form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.model import Lesson
from harvester.reading.canonical import canonical
from harvester.reading.lesson import read_lesson
from tests.golden import Case, cases

LESSONS = Path(__file__).parents[2] / "lessons"


def meaning(text: str) -> Lesson | None:
    """What a file says, without where it says it."""
    lesson = read_lesson("a-lesson.md", text.encode()).lesson
    if lesson is None:
        return None
    return replace(lesson, places={}, extra=dict(lesson.extra), digest="", body_line=1, sections=())


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("canonical.txt"))), ids=lambda case: case.title
)
def test_golden(case: Case) -> None:
    assert canonical("a-lesson.md", f"{case.given}\n".encode()) == f"{case.expected}\n"


@pytest.mark.parametrize("file", sorted(LESSONS.glob("2*/*.md")), ids=lambda file: file.name)
def test_shipped_lessons_say_the_same(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    after = canonical("a-lesson.md", before.encode()) or ""
    one, other = meaning(before), meaning(after)
    assert one is not None
    assert other is not None
    assert one.body.split() == other.body.split()
    assert replace(one, body=other.body) == other
    assert canonical("a-lesson.md", after.encode()) == after


HEADS = st.lists(
    st.sampled_from(
        [
            "title: ก", "ชื่อเรื่อง: ข", "วันที่: ๒ พ.ย. ๒๕๔๙", "date: 2549-11-02", "tags: [ก, ข]", "แท็ก:", "  - ก", "- ข",
            "summary: |", "  บรรทัด: หนึ่ง", "", "# หมายเหตุ", "place:", "  จังหวัด: พัทลุง", "อื่น: ค่า", "สถานะ: ร่าง", "สถานะ: \"ร่าง\"",
            "series: {ชื่อ: ก, ตอน: ๘}", "review_after: 'พ.ย. 2570'", "title: \"ก", "  ต่อ\"",
        ]
    ),
    max_size=8,
)  # fmt: skip


@given(HEADS, st.text(alphabet="กขฃ่ำ #->`\n \t1.", max_size=80))
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost(head: list[str], body: str) -> None:
    text = "\n".join(["---", *head, "---", body])
    after = canonical("a-lesson.md", text.encode())
    assert after is not None
    assert canonical("a-lesson.md", after.encode()) == after
    one, other = meaning(text), meaning(after)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.body.split() == other.body.split()
        assert replace(one, body=other.body) == other
