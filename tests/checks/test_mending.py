"""Machine fixes never lose a word, never leave a fix behind, and never move what they do not mend."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.model.diagnostics import Fix
from harvester.reading.canonical import apply_fixes, mend, without_overlaps
from harvester.reading.lesson import read_lesson

LINES = st.sampled_from(
    [
        "---", "———", "----", "title: ชื่อ", "title：ชื่อเรื่อง", "titel: สะกดผิด", "title: “โค้ง”", "title: “โค้ง: สอง”",
        "title: ก: ข", "title: \"เปิดไว้", "title: [ด่วน] นัด", "\tdate: ๒๕๔๙", " date: 2549-11-02", "date:๒๕๔๙",
        "summary: ตัด #ท้าย", "place:", "province: พัทลุง", "  จังหวัด: พัทลุง", "", "##บริบท", "## ข้อควรรวัง",
        "## ที่\u200bมา", "## ข้อควรรวัง\u200b", "ค.ศ. 2549", "<p class=MsoNormal>ย่อ<o:p></o:p></p>",
        "![ภาพ](ภาพ สอง คำ.jpg)", "ที\uf70aนี่", "ทิศ\u202eกลับ", "- ข้อ", "1. ทำ", "```", "น\u0e49\u0e4dา",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=12))
@settings(max_examples=800, deadline=None)
def test_mending_ends_and_loses_no_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    mended = mend("a-lesson.md", text.encode())
    if mended is None:
        return
    again = mend("a-lesson.md", mended.after.encode())
    assert again is None or not again.fixes, "one run mends all that can be mended"
    for word in re.findall(r"[ก-๎]{2,}", text):
        known = {"ทีนี่", "กลับ", "ทิศ", "นา", "ค", "ศ", "น้ํา", "ที", "นี่", "มา", "ที่", "จังหวัด"}
        assert word in mended.after or word in known or _misspelt(word), word


def _misspelt(word: str) -> bool:
    return word == "ข้อควรรวัง"


def test_fixes_behind_a_moved_character_still_fit() -> None:
    """A zero-width sign before a misspelt heading does not push the fix off its place."""
    text = "---\ntitle: ก\u200bข\n---\n\nคำ\u200bคำ\n\n## ข้อควรรวัง\n\n- ก\n"
    mended = mend("a-lesson.md", text.encode())
    assert mended is not None
    assert mended.after == "---\ntitle: กข\n---\n\nคำคำ\n\n## ข้อควรระวัง\n\n- ก\n"


def test_offered_fixes_say_where_they_belong() -> None:
    """What a report offers for a file fits that file's own characters."""
    text = "---\ntitle: ก\n---\n\nคำ\u200bคำ\n\n## ข้อควรรวัง\n\nค.ศ. 2549\n"
    for found in read_lesson("a-lesson.md", text.encode()).diagnostics:
        if found.fix:
            assert text[found.fix.start : found.fix.end] in ("ค.ศ.", "ข้อควรรวัง")


def test_of_fixes_that_overlap_one_is_kept() -> None:
    fixes = [Fix("ก", 0, 4, "x"), Fix("ข", 2, 6, "y"), Fix("ค", 6, 6, "z"), Fix("ง", 6, 8, "w")]
    assert [fix.title for fix in without_overlaps(fixes)] == ["ก", "ค"]
    assert apply_fixes("01234567", without_overlaps(fixes)) == "x45z67"
