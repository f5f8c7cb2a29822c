"""What reading has to say of a faulty lesson, word for word: where, how wide, the hint, and the safe edit."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from harvester.model.diagnostics import Diagnostic
from harvester.reading.attachments import AttachmentRefused, PictureRefused, drawing, look_at
from harvester.reading.blocks import loose_items
from harvester.reading.companions import Unfit, gather_lessons
from harvester.reading.lesson import read_lesson
from harvester.reading.limits import (
    MAX_CAUTIONS,
    MAX_LINE,
    MAX_SECTIONS,
    MAX_SIGNS,
    MAX_STEPS,
    MAX_TECHNIQUES,
)
from harvester.reading.rules import RULES
from tests.golden import Case, cases

PATH = "2569/a-lesson.md"


def _told(found: tuple[Diagnostic, ...]) -> Iterator[str]:
    for one in found:
        yield f"{one.rule} {one.place.line}:{one.place.column}+{one.width} {one.message}"
        yield f"  {one.hint}"
        if one.fix:
            yield f"  {one.fix.start}-{one.fix.end} {one.fix.text!r} {one.fix.title}"


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("faults.txt"))), ids=lambda case: case.title
)
def test_faults(case: Case) -> None:
    given = case.given.replace("<TAB>", "\t").replace("<RLO>", "\u202e")
    assert "\n".join(_told(read_lesson(PATH, given.encode()).diagnostics)) == case.expected


def test_the_page_of_rules_says_what_the_table_says() -> None:
    told = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    for rule, page in RULES.items():
        section = told.partition(f"\n## {rule}\n")[2].partition("\n## ")[0]
        assert page.rule == rule
        for words in (page.summary, page.explanation, page.bad.split("\n")[0], page.good.split("\n")[0]):
            assert words in section, rule


HEAD = "---\ntitle: ชื่อเรื่อง\n---\n"


@pytest.mark.parametrize(
    ("body", "rule", "line", "said"),
    [
        ("## เทคนิค: ก\n1. ทำ\n" * (MAX_TECHNIQUES + 1), "too-many-parts", 4 + 2 * MAX_TECHNIQUES, "เทคนิค 51"),
        ("## เทคนิค: ก\n" + "1. ทำ\n" * (MAX_STEPS + 1), "too-many-parts", 5 + MAX_STEPS, "เดียว 61"),
        (
            "## ข้อควรระวัง\n" + "- ลื่น\n" * (MAX_CAUTIONS + 1),
            "too-many-parts",
            5 + MAX_CAUTIONS,
            "ข้อควรระวัง 201",
        ),
        ("## กับดัก\n" + "- หลุม\n" * (MAX_CAUTIONS + 1), "too-many-parts", 5 + MAX_CAUTIONS, "กับดัก 201"),
        ("## ปัจจัยหนุน\n" + "- คน\n" * (MAX_CAUTIONS + 1), "too-many-parts", 5 + MAX_CAUTIONS, "201 ข้อ"),
        ("## เรื่อง\n\nก\n\n" * (MAX_SECTIONS + 1), "too-many-parts", 4, "301 หัวข้อ"),
        ("ก\n" + "ข" * (MAX_LINE + 1), "too-many-signs", 5, "10,001"),
        ("ก\n\n" + "*\n" * (MAX_SIGNS + 1), "too-many-signs", 6, "*"),
        ("ก\n" + ">" * 21 + " ลึก", "too-many-signs", 5, "20"),
        ("ก" * 300_001, "lesson-too-long", 4, "300,001"),
        ("ก\n" * 20_001, "lesson-too-long", 4, "20,001"),
    ],
)
def test_limits_are_told_where_they_are_passed(body: str, rule: str, line: int, said: str) -> None:
    told = next(one for one in read_lesson(PATH, (HEAD + body).encode()).diagnostics if one.is_error)
    assert (told.rule, told.place.line) == (rule, line)
    assert said in told.message


def _office(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **members}.items():
            archive.writestr(name, text)
    return out.getvalue()


LINKED = '<Relationship Type="{}" TargetMode="External" Target="https://a.example/"/>'


def test_a_document_that_acts_is_not_handed_out() -> None:
    hyperlink = {"word/_rels/document.xml.rels": LINKED.format("http://x/hyperlink")}
    assert look_at("a.docx", ".docx", _office(**hyperlink)).size == len(_office(**hyperlink))
    for members, said in (
        ({"word/vbaProject.bin": ""}, "word/vbaProject.bin"),
        ({"word/embeddings/a.bin": "", "word/activeX/b.bin": ""}, "word/activeX/b.bin"),
        ({"word/_rels/document.xml.rels": LINKED.format("http://x/attachedTemplate")}, "ดึงข้อมูลจากที่อื่น"),
    ):
        with pytest.raises(AttachmentRefused) as refused:
            look_at("a.docx", ".docx", _office(**members))
        assert (refused.value.key, *refused.value.values) == ("active-attachment", said)
    for suffix, content in ((".xlsx", _office()), (".docx", b"PK"), (".pdf", b"%PDF-1.7")):
        with pytest.raises(AttachmentRefused) as refused:
            look_at(f"a{suffix}", suffix, content)
        assert (refused.value.key, *refused.value.values) == ("wrong-attachment", suffix[1:].upper())


@pytest.mark.parametrize("key", ["/S", "/Subtype"])
def test_a_pdf_that_acts_is_told_by_what_it_does(key: str) -> None:
    made = pikepdf.new()
    made.add_blank_page()
    name = pikepdf.Name.Launch if key == "/S" else pikepdf.Name.RichMedia
    made.Root.Odd = pikepdf.Array([pikepdf.Dictionary({key: name})])
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(AttachmentRefused) as refused:
        look_at("a.pdf", ".pdf", out.getvalue())
    assert refused.value.values == (str(name),)


def _svg(inside: str, size: str = 'width="30" height="20"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'.encode()


def test_a_drawing_is_lines_shapes_and_words_alone() -> None:
    picture, written = drawing(_svg('<rect x="1" y="2" width="3" height="4"/><text x="1" y="9">ตลาด</text>'))
    assert (picture.width, picture.height) == (30, 20)
    assert "ตลาด".encode() in written
    for content, said in (
        (_svg("<script>1</script>"), "script"),
        (_svg('<rect onload="x()"/>'), "onload"),
        (_svg("", 'width="30"'), "width และ height"),
        (_svg("<text>ก\u202eข</text>"), "direction-sign"),
        (b"<!DOCTYPE svg>" + _svg(""), "<!"),
        (b"<svg", "ไม่ใช่ภาพ .svg"),
    ):
        with pytest.raises(PictureRefused, match=said):
            drawing(content)


def test_numbers_and_signs_of_people_are_items() -> None:
    told = "(1) โทร|(2) ส่ง||ข้อ 3 จด||ขั้น 1 ไม่ต่อ|## ต่อ|ขั้น 1 นัด|ขั้น 2 ไป|## อีก|(1) เดียว|– ขีด|•ติดกัน|•ด้วย|•"
    lines = told.split("|")
    assert loose_items(lines) == {
        0: "1. โทร", 1: "2. ส่ง", 3: "3. จด", 7: "1. นัด", 8: "2. ไป", 11: "- ขีด", 12: "- ติดกัน", 13: "- ด้วย",
    }  # fmt: skip
    assert loose_items(["```", "(1) ก", "(2) ข", "```"]) == {}


def test_lessons_of_a_sister_are_kept_with_their_fields() -> None:
    row = {
        "id": "a-1",
        "url": "https://a.example/a-1/",
        "title": "<b>ก</b>  ข",
        "summary": "ส",
        "tags": ["น้ำ", 3],
    }
    files = {
        "lessons.json": {"name": "คลัง", "url": "https://a.example/", "licence": "CC0", "files": ["p-1.json"], "lessons": 3,
                         "withdrawn": [{"kind": "lesson", "id": "gone", "aliases": ["was"]}, {"kind": "name"}]},
        "p-1.json": [row | {"place": {"province": "น่าน"}, "licence": "CC BY"}, row | {"id": "b", "status": "draft"},
                     row | {"id": "was"}, row | {"id": "C D"}, row | {"id": "d", "url": "ftp://x"}, 7],
    }  # fmt: skip
    kept = gather_lessons(lambda name: json.dumps(files[name]).encode())
    assert kept == {
        "name": "คลัง", "url": "https://a.example/", "licence": "CC0",
        "lessons": [{"id": "a-1", "url": "https://a.example/a-1/", "title": "ก ข", "summary": "ส", "province": "น่าน",
                     "licence": "CC BY", "tags": ["น้ำ"]}],
    }  # fmt: skip
    files["p-1.json"] = [7]
    files["lessons.json"] |= {"withdrawn": []}  # type: ignore[operator]
    with pytest.raises(Unfit, match="อ่านบทเรียนไม่ได้สักเรื่อง"):
        gather_lessons(lambda name: json.dumps(files[name]).encode())
