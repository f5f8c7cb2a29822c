"""A front matter is read as people write it; faults are found all at once, each in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.model import Lesson
from harvester.model.fields import values_of
from harvester.reading.lesson import read_lesson
from harvester.thai.dates import ThaiDate
from tests.golden import Case, cases


def _shown(lesson: Lesson) -> list[str]:
    """Every filled field but choices that nobody made, and the title that stands in for a missing one."""
    shown = []
    for _, key, value in values_of(lesson):
        if key.split(".")[0] in lesson.places:
            shown.append(f"{key}: {value.iso if isinstance(value, ThaiDate) else value}")
    return shown


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("head.txt"))), ids=lambda case: case.title
)
def test_heads(case: Case) -> None:
    reading = read_lesson("2569/a-lesson.md", f"---\n{case.given}\n---\n\nเล่า\n".encode())
    assert reading.lesson is not None
    found = [
        f"! {one.rule} @{one.place.line}:{one.place.column}"
        for one in reading.diagnostics
        if one.severity != "info"
    ]
    values = [line for line in case.expected.split("\n") if not line.startswith("!")]
    faults = [line for line in case.expected.split("\n") if line.startswith("!")]
    assert sorted(_shown(reading.lesson)) == sorted(values)
    assert sorted(found) == sorted(faults)


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf \n", "empty-file"),
        (b"\x00\x01\x02", "unreadable-encoding"),
        (b"---\ntitle: a\n---\n" + b"a" * 1_000_001, "file-too-large"),
        ("---\ntitle: เรื่อง\n---\n".encode() + "ภาษาไทยเก่า".encode("cp874"), "mixed-encoding"),
    ],
)
def test_files_that_cannot_be_read(raw: bytes, rule: str) -> None:
    reading = read_lesson("a.md", raw)
    assert reading.lesson is None
    assert [one.rule for one in reading.diagnostics] == [rule]
    assert all(one.message and one.hint for one in reading.diagnostics)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_old_encodings_and_line_ends_are_one(encoding: str, newline: str) -> None:
    text = "---\ntitle: นัดด้วยใจ\n---\n\n## บริบท\nเล่าเรื่องประสานงาน\n".replace("\n", newline)
    reading = read_lesson("a.md", text.encode(encoding))
    assert reading.lesson is not None
    assert reading.lesson.title == "นัดด้วยใจ"
    assert reading.lesson.sections[0].text == "เล่าเรื่องประสานงาน"
    assert {one.rule for one in reading.diagnostics} <= {"old-encoding"}


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_reading(text: str) -> None:
    """Whatever stands in a file, reading answers with a lesson or a diagnostic, never an exception."""
    reading = read_lesson("a.md", f"---\n{text}".encode("utf-8", "replace"))
    assert reading.lesson is not None or reading.diagnostics


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_break_reading(raw: bytes) -> None:
    reading = read_lesson("a.md", raw)
    assert reading.lesson is not None or reading.diagnostics


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2003", "\u202f"])
def test_foreign_spaces_are_spaces(space: str) -> None:
    """Word processors and Chinese keyboards put them where Markdown and YAML look for plain ones."""
    head = f"title:{space}ก\nauthors:\n{space}{space}- {{name:{space}ข}}\nneeds:\n  time:{space}1{space}วัน\n"
    body = f"##{space}บริบท\n\nเล่า{space}ๆ\n\n##{space}ผลลัพธ์\n\n-{space}ดี\n"
    reading = read_lesson("a.md", f"---\n{head}---\n\n{body}".encode())
    lesson = reading.lesson
    assert lesson is not None
    assert [one.rule for one in reading.diagnostics if one.severity != "info"] == []
    assert (lesson.title, lesson.authors[0].name) == ("ก", "ข")
    assert (lesson.sections[0].kind, lesson.sections[0].heading) == ("context", "บริบท")
    assert lesson.sections[1].items[0].text == "ดี"


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff\u200b", "\u2060", "\u200e"])
def test_hidden_signs_before_the_fence_are_nothing(sign: str) -> None:
    reading = read_lesson("a.md", f"{sign}---\n{sign}title: ก\n---\n\n## บริบท\n\nเล่า\n".encode())
    assert reading.lesson is not None
    assert reading.lesson.title == "ก"
    assert not [one for one in reading.diagnostics if one.severity == "error"]
