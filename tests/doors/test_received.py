"""What becomes of a message, word for word: the file, where it goes, and the reply to its sender."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from harvester.doors.messages import Replies, read_messages
from harvester.doors.submission import draft_submission, proposed_id
from harvester.model import Library, Role, Tag, Vocabulary
from harvester.reading import read_lesson
from tests.golden import Case, cases

TOLD = """---
title: {}
date: 2 พ.ย. 2549
summary: โทรก่อนเสมอ
authors: [{{name: สมหญิง ใจดี}}]
---
## เทคนิค: นัด
1. โทรนัด
2. ส่งหนังสือตาม
"""
LESSONS = [
    read_lesson(f"2549/{name}.md", TOLD.format(title).encode()).lesson
    for name, title in (("coordinate-before-visit", "นัดด้วยใจ ตามด้วยหนังสือ"), ("circle-talk", "ล้อมวงคุย"))
]
LIBRARY = Library(
    lessons=tuple(lesson for lesson in LESSONS if lesson),
    vocabulary=Vocabulary(
        tags=(Tag(id="meeting", label="การประชุม", aliases=("ประชุม",)),),
        roles=(Role(id="f", label="คุณอำนวย"),),
    ),
)


def _shown(given: str, plain: bool) -> str:
    parts = []
    for told in read_messages(given):
        made = draft_submission(
            told, LIBRARY, date(2026, 11, 26), seek=lambda question: [("ล้อมวงคุย", "circle-talk")],
            replies=Replies(plain=plain), origin="จากแชต",
        )  # fmt: skip
        parts.append(f"{made.path} | {made.title}\n{made.text}")
        parts += [f"- {point}" for point in made.points] + [f"+ {ask}" for ask in made.invitations]
        parts += [f"* {note}" for note in made.notes] + [f"=> {made.reply.rstrip()}"]
    return "\n".join(parts).replace("\n\n", "\n¶\n")


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("received.txt"))), ids=lambda case: case.title
)
def test_received(case: Case) -> None:
    assert _shown(case.given, "Markdown" not in case.title) == case.expected


def test_ids_are_new_and_short() -> None:
    assert proposed_id("Circle talk", set()) == "circle-talk"
    assert proposed_id("Circle talk", {"circle-talk"}) == "circle-talk-2"
    assert proposed_id("Circle talk", {"circle-talk", "circle-talk-2"}) == "circle-talk-3"
    assert proposed_id("ก" * 200, set()).isascii()
    assert len(proposed_id("a" * 90, {"a" * 60})) <= 60
