"""What becomes of a message, word for word: the file, where it goes, and the reply to its sender."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from harvester.doors.cms import configuration
from harvester.doors.local_backend import Refused, answer
from harvester.doors.message_lines import Submission
from harvester.doors.messages import Replies, read_form, read_messages
from harvester.doors.questions import LESSON_TRIED, QUESTIONS
from harvester.doors.submission import draft_submission, proposed_id
from harvester.model import Library, Role, Tag, Vocabulary
from harvester.model.field_groups import STATUS_LABELS
from harvester.reading.lesson import read_lesson
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from tests.golden import Case, cases

PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
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


@pytest.mark.parametrize(("kind", "key"), [("lesson", "title"), ("trial", "lesson")])
def test_the_title_of_an_issue_names_what_its_form_left_out(kind: str, key: str) -> None:
    asked = [one for one in QUESTIONS[kind] if one.key not in (key, "outcome")][:4]
    body = "".join(f"### {one.label}\n\nคำตอบ {at}\n\n" for at, one in enumerate(asked))
    body = f"### {LESSON_TRIED.label}\n\n_No response_\n\n{body}" if kind == "trial" else body
    found = read_form(body, "[บทเรียน] ล้อมวงคุย")
    assert found.kind == kind
    assert "ล้อมวงคุย" in found.answers[key]
    assert read_form("สวัสดี", "ล้อมวงคุย") == Submission("", {}, False)


def test_the_backend_says_what_it_did(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "a.md").write_text("---\ntitle: ก\n---\n", "utf-8")
    settings = Settings(root=tmp_path)
    asked = {"folder": "lessons", "extension": ".md", "depth": 1}
    for extension in ("md", ".md"):
        found = answer(settings, {"action": "entriesByFolder", "params": asked | {"extension": extension}})
        assert [one["file"]["path"] for one in found.value] == ["lessons/a.md"]
    picture = {"path": "lessons/x.gif", "content": PIXEL, "encoding": "base64"}
    made = answer(settings, {"action": "persistMedia", "params": {"asset": picture}})
    assert (made.value["path"], made.value["name"]) == ("lessons/x.gif", "x.gif")
    assert [path.name for path, _ in made.writes] == ["x.gif"]
    with pytest.raises(Refused) as refused:
        answer(settings, {"action": "getEntry", "params": {"path": "lessons/" + "ก" * 150 + ".md"}})
    assert refused.value.status == 500


def test_the_editor_begins_in_this_year_and_filters_by_status() -> None:
    made = configuration(replace(LIBRARY, today=ThaiDate(2027, 1, 5)), Settings(root=Path("x")))[
        "collections"
    ]
    assert "2570" in made[0]["folder"]
    assert [one["pattern"] for one in made[1]["view_filters"]] == [*STATUS_LABELS]
