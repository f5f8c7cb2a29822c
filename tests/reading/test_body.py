"""A body is read into objects with lines and permanent anchors, and nothing of it is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.reading.lesson import read_lesson
from tests.golden import Case, cases
from tests.reading.outline import outline

HEAD = "---\ntitle: ชื่อเรื่อง\n---\n"


def _read(body: str):  # type: ignore[no-untyped-def]
    return read_lesson("2569/a-lesson.md", (HEAD + body).encode())


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("body.txt"))), ids=lambda case: case.title
)
def test_bodies(case: Case) -> None:
    lesson = _read(case.given).lesson
    assert lesson is not None
    shown = re.sub(r"@(\d+)", lambda match: f"@{int(match[1]) - HEAD.count(chr(10))}", outline(lesson))
    assert shown == case.expected


LINES = st.sampled_from(
    [
        "", "## เทคนิค: ก", "## ข้อควรระวัง", "## กับดัก", "## บริบท", "## อื่น ๆ", "### ผลผลิต", "1. ทำ", "2. ทำต่อ", "- ข้อ",
        "   > ข้อควรระวัง: ลื่น", "   > ทางแก้: เช็ด", "> ข้อควรระวัง: ร้อน", "> คำคม", "คำเล่า", "    ย่อหน้าลึก", "ทางแก้: หลบ",
        "```", "| ก | ข |", "|---|---|", "!!! caution", "    เนื้อ", "<b>หนา</b>", "> [!CAUTION]",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=14))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost(lines: list[str]) -> None:
    """Every Thai word of the body stands again in some object or text of the lesson."""
    lesson = _read("\n".join(lines)).lesson
    assert lesson is not None
    kept = outline(lesson) + " ".join(section.heading for section in lesson.sections)
    for line in lines:
        for word in re.findall(r"[ก-๎]{2,}", line):
            if word not in ("ข้อควรระวัง", "ทางแก้", "เทคนิค"):
                assert word in kept, f"{word!r} of {line!r} is lost"
