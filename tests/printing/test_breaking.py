"""Lines turn only where two segmenters agree, and marks change nothing else."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.printing.breaking import (
    MARK,
    NBSP,
    Breaker,
    add_no_break_spaces,
    is_available,
    last_break,
    may_end,
)
from tests.golden import Case, cases

WORDS = ("คุณอำนวย", "คุณเอื้อ")
THAI = st.text(st.sampled_from('กานทำงมีที่แล้วๆฯ “”"(),.0123456789abc<>&\u00a0'), max_size=60)


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).parent / "breaks.txt")), ids=lambda case: case.title
)
def test_marks_as_written(case: Case) -> None:
    if not is_available():
        pytest.skip("libthai is missing: the second opinion cannot be heard")
    assert Breaker(WORDS).marked(case.given).replace(MARK, "|").replace(NBSP, "~") == case.expected


@settings(deadline=None, max_examples=150)
@given(THAI)
def test_marking_adds_only_marks_and_keeps_length_of_spaces(text: str) -> None:
    marked = Breaker(WORDS).marked(f"<p>{html.escape(text, quote=False)}</p>")
    plain = html.unescape(re.sub("<[^<>]*>", "", marked)).replace(MARK, "")
    assert plain.replace(NBSP, " ") == text.replace(NBSP, " ")


@settings(deadline=None, max_examples=150)
@given(THAI)
def test_no_line_can_begin_with_a_repeat_sign_or_end_on_an_opening_quote(text: str) -> None:
    for at in Breaker(WORDS).turns(add_no_break_spaces(text)):
        assert text[at] not in "ๆฯ”)"
        assert text[at - 1] not in "“("


def test_a_name_longer_than_a_card_may_turn_where_both_agree() -> None:
    long = "สำนักงานพัฒนาชุมชนจังหวัดนครศรีธรรมราช"
    assert Breaker([long]).turns(long)


@pytest.mark.parametrize(
    ("line", "following", "may"),
    [
        ("เขาบอกว่า", "ดี", False),
        (f"เขาบอกว่า{MARK}", "ดี", True),
        ("เขาบอกว่า “", "ดี", False),
        (f"มี 3{NBSP}", "คน", False),
        ("ต่าง", "ๆ กัน", False),
        ("https://a.example/", "path", True),
    ],
)
def test_what_a_line_may_end_on(line: str, following: str, may: bool) -> None:
    assert may_end(line, following) is may


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"เขา{MARK}บอกว่า มี 3{NBSP}", f"เขา{MARK}บอกว่า มี "),
        (f"เขา{MARK}บอกว่า “", f"เขา{MARK}บอกว่า "),
        (f"เขา{MARK}“", f"เขา{MARK}"),
        ("3" + NBSP, ""),
    ],
)
def test_where_a_line_is_cut_instead(line: str, kept: str) -> None:
    assert line[: last_break(line)] == kept
