"""Findings as text, JSON, annotations and SARIF: the same facts, each in its own manner."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from harvester.cli.rules import pages
from harvester.model.diagnostics import Diagnostic, Fix, Place, Severity
from harvester.reports import FORMATS, Report
from harvester.reports.text import as_text

SOURCE = "---\ntitle: ที่นี่มีน้ำใจ ประสาน\n---\n"
FOUND = (
    Diagnostic("unknown-tag", Severity.WARNING, Place("2549/a.md", 2, 22), "ไม่มีแท็กนี้", "เลือกคำอื่น", None, 6),
    Diagnostic(
        "wrong-era", Severity.ERROR, Place("2549/a.md", 1, 1), "ปีสลับ", "แก้ปี", Fix("สลับ", 4, 9, "พ.ศ."), 3
    ),
    Diagnostic("missing-place", Severity.INFO, Place("2549/a.md", 2, 1), "ยังไม่บอกสถานที่", "เติม place"),
)
REPORT = Report(FOUND, {"2549/a.md": SOURCE}, pages(), "lessons", 3)


def test_text_puts_the_caret_under_thai() -> None:
    assert as_text(REPORT) == (
        "ต้องแก้ [wrong-era] ปีสลับ\n"
        " --> lessons/2549/a.md:1:1\n"
        "  |\n"
        "1 | ---\n"
        "  | ^^^\n"
        "  = วิธีแก้: แก้ปี\n"
        "  = แก้ให้ได้: สลับ\n"
        "\n"
        "ควรแก้ [unknown-tag] ไม่มีแท็กนี้\n"
        " --> lessons/2549/a.md:2:22\n"
        "  |\n"
        "2 | title: ที่นี่มีน้ำใจ ประสาน\n"
        "  |                ^^^^^^\n"
        "  = วิธีแก้: เลือกคำอื่น\n"
        "\n"
        "ชวนเติม (ไม่ใช่ความผิด)\n"
        "  lessons/2549/a.md:2 ยังไม่บอกสถานที่ [missing-place]\n"
        "\n"
        "ตรวจ 3 บทเรียน พบ ต้องแก้ 1 จุด · ควรแก้ 1 จุด · ชวนเติม 1 จุด (แก้ให้อัตโนมัติได้ 1 จุด: harvester check --fix)\n"
    )


def test_a_clean_library_says_so() -> None:
    assert as_text(Report((), lessons=1_200)) == "ตรวจ 1,200 บทเรียน ไม่พบปัญหา\n"
    assert json.loads(FORMATS["json"](Report(()))) == []
    assert FORMATS["github"](Report(())) == ""


def test_json_is_a_list_of_plain_objects() -> None:
    first, *_ = json.loads(FORMATS["json"](REPORT))
    assert first == {
        "rule": "wrong-era",
        "severity": "error",
        "path": "lessons/2549/a.md",
        "line": 1,
        "column": 1,
        "message": "ปีสลับ",
        "hint": "แก้ปี",
        "fix": {"title": "สลับ", "start": 4, "end": 9, "text": "พ.ศ."},
        "related": [],
    }


def test_annotations_cannot_be_forged() -> None:
    place = Place("a,b:c\n.md", 1, 1)
    forged = Diagnostic("unknown-key", Severity.WARNING, place, "ช่อง x\n::error file=a::100%", "ลบ\rออก")
    assert FORMATS["github"](Report((forged,))) == (
        "::warning file=a%2Cb%3Ac%0A.md,line=1,col=1,endColumn=2,title=unknown-key::"
        "ช่อง x%0A::error file=a::100%25%0Aลบ%0Dออก\n"
    )


def test_sarif_names_rules_places_and_fixes() -> None:
    run = json.loads(FORMATS["sarif"](REPORT))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["missing-place", "unknown-tag", "wrong-era"]
    assert all(
        rule["shortDescription"]["text"] and rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]
    )
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    worst = run["results"][0]
    assert worst["level"] == "error"
    location = worst["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "lessons/2549/a.md"
    assert location["region"] == {"startLine": 1, "startColumn": 1, "endColumn": 4}
    replacement = worst["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["deletedRegion"] == {"charOffset": 4, "charLength": 5}
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_lesson_cannot_steer_the_terminal() -> None:
    source = "title: \x1b[31mแดง\u202e\x07\n"
    found = Diagnostic("unknown-tag", Severity.ERROR, Place("a.md", 1, 8), "มี \x1b]0;x\x07", "", None, 3)
    shown = as_text(Report((found,), {"a.md": source}))
    assert not set(shown) & set("\x1b\x07\u202e")


@pytest.mark.parametrize("form", FORMATS)
@given(
    line=st.text(max_size=400),
    column=st.integers(1, 500),
    width=st.integers(1, 500),
    message=st.text(max_size=40),
)
def test_any_place_in_any_line_can_be_shown(
    form: str, line: str, column: int, width: int, message: str
) -> None:
    found = Diagnostic("unknown-tag", Severity.ERROR, Place("a.md", 1, column), message, message, None, width)
    shown = FORMATS[form](Report((found,), {"a.md": line}))
    assert shown.endswith("\n")
    if form == "text":
        assert all(cell_len(part) < 130 for part in shown.split("\n") if " | " in part)


def test_every_rule_has_a_page() -> None:
    for rule, page in pages().items():
        assert page.rule == rule
        assert page.summary
        assert page.bad
        assert page.good
        assert page.bad != page.good
