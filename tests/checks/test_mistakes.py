"""Every beginner's mistake: its page's bad example is found, the good one is not, the fix mends it."""

from __future__ import annotations

import pytest

from harvester.reading.rules import RULES, SLIPS, find_slips

BODY_RULES = {
    "garbled-text",
    "private-use-glyph",
    "direction-sign",
    "control-sign",
    "invisible-sign",
    "lost-letter",
    "foreign-command",
    "heading-without-space",
    "heading-without-marks",
    "list-sign",
    "wrong-era",
    "pasted-word-html",
    "spaced-picture-name",
}
WHOLE_FILES = {"missing-fence", "unclosed-fence", "wrong-fence", "two-lessons-in-one-file"}


def as_file(rule: str, example: str) -> str:
    """The example as a whole file: set into a body, into front matter, or standing as it is."""
    if rule in WHOLE_FILES:
        return example + "\n"
    if rule in BODY_RULES:
        return f"---\ntitle: นัดด้วยใจ\n---\n\n{example}\n"
    return f"---\n{example}\n---\n\n## บริบท\n\nเรื่องเล่า\n"


def found(text: str) -> list[str]:
    return [one.rule for one in find_slips(text, "a.md")]


@pytest.mark.parametrize("rule", SLIPS)
def test_page_examples_are_true(rule: str) -> None:
    page = RULES[rule]
    assert set(found(as_file(rule, page.bad))) == {rule}
    told = [*find_slips(as_file(rule, page.bad), "a.md")]
    assert all(one.message and one.hint for one in told), "say what is wrong and how to mend it"
    assert page.explanation, "say why"
    assert found(as_file(rule, page.good)) == []


@pytest.mark.parametrize("rule", SLIPS)
def test_the_fix_mends_it(rule: str) -> None:
    text = as_file(rule, RULES[rule].bad)
    fixes = [one.fix for one in find_slips(text, "a.md")]
    if rule in ("two-lessons-in-one-file", "lost-letter", "foreign-command"):
        assert fixes == [None], "a machine cannot know what the writer would say"
        return
    for fix in sorted(filter(None, fixes), key=lambda fix: -fix.start):
        text = text[: fix.start] + fix.text + text[fix.end :]
    assert fixes
    assert found(text) == []


SOUND = {
    "a comment after a list": "---\ntitle: ก\nroles: [คุณอำนวย]   # who can use this\n---\n",
    "a block text with colons": "---\ntitle: ก\nsummary: |\n  ข้อหนึ่ง: ทำ\n  ข้อสอง: ทำ\n---\n",
    "a folded text over two lines": "---\ntitle: ก\nsummary: บรรทัดหนึ่ง\n  บรรทัดสอง\n---\n",
    "people in flow style": "---\ntitle: ก\nauthors:\n  - {name: สมหญิง, role: คุณอำนวย}\n---\n",
    "people in block style": "---\ntitle: ก\nauthors:\n  - name: สมหญิง\n    role: คุณอำนวย\n---\n",
    "Thai keys": "---\nชื่อเรื่อง: ก\nวันที่: ๒ พ.ย. ๒๕๔๙\nสถานที่:\n  จังหวัด: พัทลุง\n---\n",
    "an address": "---\ntitle: ก\nsource: {title: ข, url: https://example.org/a}\n---\n",
    "a quote that starts a title": "---\ntitle: “ขนมจีน” ไม่ใช่เส้น\n---\n",
    "a ruler in the body": "---\ntitle: ก\n---\n\nก่อน\n\n---\n\nหลัง\n",
    "front matter shown as code": "---\ntitle: ก\n---\n\n```\n---\ntitle: ข\ndate: 2549\n---\n```\n",
    "CRLF": "---\r\ntitle: ก\r\ndate: 2 พ.ย. 2549\r\n---\r\n\r\n## บริบท\r\n",
    "no front matter and no key": "# บทเรียน\n\nเรื่องเล่า: ครั้งหนึ่ง\n",
    "quoted title over two lines": '---\ntitle: "หนึ่ง\n  สอง"\n---\n',
    "right eras": "---\ntitle: ก\n---\n\nเริ่ม พ.ศ. 2549 (ค.ศ. 2006)\n",
    "a table with dashes": "---\ntitle: ก\n---\n\n| ก | ข |\n| --- | --- |\n| 1 | 2 |\n",
    "a word that is also a heading": "---\ntitle: ก\n---\n\n## บริบท\n\nเรื่องเล่า\n\n## ผล\n\nดี\n",
    "a heading's name that ends a lesson": "---\ntitle: ก\n---\n\nเล่า\n\nปัญหา\n",
    "numbers, dashes and dates that start a line": "---\ntitle: ก\n---\n\n2.5 ล้านบาท\n\n2.ค. 2549\n\n-5 องศา\n\n*เน้น*\n",
    "groups within groups": "---\ntitle: ก\nlinks:\n  follows:\n    - call-first\n  uses_with: [a-b]\n"
    "place:\n    province: พัทลุง\n    district: ควนขนุน\nauthors:\n- name: ก\n  role: ข\n- name: ค\n---\n",
    "a list in the front matter": "---\ntitle: ก\ntags:\n- การประชุม\n- “ขนมจีน” ไม่ใช่เส้น\n---\n",
    "nothing at all": "",
}


@pytest.mark.parametrize("title", SOUND)
def test_sound_files_are_left_alone(title: str) -> None:
    assert found(SOUND[title]) == []
