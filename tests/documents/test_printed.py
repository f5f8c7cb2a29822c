"""PDFs as word processors and browsers print them: columns, running heads, notes, tables, spread lines, many fonts."""

# ruff: noqa: E501 (markup of other programs is kept as they write it)

from __future__ import annotations

import html
from collections import Counter
from functools import cache

import pytest

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting.understanding import understand
from harvester.drafting.writer import as_data
from harvester.model.document import Document
from tests.documents.offices import saved_as

HEAD = (
    ("H", "เดินซอยด้วยมือเปล่า"),
    ("L", "โดย : นางวิไลวรรณ ทองสุก ตำแหน่ง : พยาบาลวิชาชีพชำนาญการ"),
    ("L", "วันที่ : ๑๑ กันยายน ๒๕๖๐"),
    ("L", "สถานที่ : ตำบลปากนคร อำเภอเมืองนครศรีธรรมราช จังหวัดนครศรีธรรมราช"),
    ("B", "ความเป็นมา"),
)
STORY = (
    ("J", "เช้าวันจันทร์ที่สองของเดือน ทีมพยาบาลกับอาสาสมัครสาธารณสุขเดินเข้าซอยเล็กหลังตลาดพร้อมตะกร้าผักหนึ่งใบ "
     "ไม่มีใครใส่เสื้อโครงการ ไม่มีป้าย ไม่มีกล้องถ่ายรูป เพราะรอบก่อนชาวบ้านปิดประตูใส่ตั้งแต่เห็นป้ายไวนิล"),
    ("J", "บ้านแรกเป็นบ้านของยายที่เลี้ยงหลานสามคน ยายบอกว่าไม่ได้ขาดข้าวสาร แต่ขาดคนช่วยอ่านจดหมายจากโรงเรียน "
     "ทีมจึงนั่งอ่านให้ฟังทีละฉบับ แล้วพบว่าหลานคนกลางขาดเรียนมาเกือบสองเดือน"),
    ("J", "เรื่องแบบนี้แบบสอบถามไม่เคยถาม และไม่มีช่องให้กรอก เราจึงตกลงกันว่ารอบต่อไปจะพกสมุดเปล่าไปแทนแบบฟอร์ม "
     "แล้วค่อยกลับมาลงรหัสที่สำนักงาน"),
)  # fmt: skip
TAIL = (
    ("B", "ขั้นตอน"),
    ("L", "๑. เดินเข้าซอยด้วยมือเปล่าหรือของฝากเล็ก ๆ อย่าใส่เสื้อโครงการจนกว่าจะรู้จักกัน"),
    ("L", "๒. ถามเรื่องที่เขาทำอยู่ตรงหน้า ช่วยหยิบช่วยจับสักห้านาทีแล้วจึงนั่งลงคุย"),
    ("L", "๓. จดเฉพาะคำพูดที่เขาพูดซ้ำสองครั้งขึ้นไป แล้วอ่านทวนให้เขาฟังก่อนกลับ"),
    ("B", "ข้อควรระวัง"),
    ("L", "ห้ามรับปากเรื่องเงินช่วยเหลือ เพราะจะกลายเป็นความคาดหวังที่ทีมแก้ไม่ได้"),
)
ROWS = (
    ("หมู่บ้าน", "จำนวนบ้าน", "เรื่องที่พบบ่อย"),
    ("บ้านบน", "๒๓", "หลานขาดเรียน"),
    ("บ้านล่าง", "๓๑", "ไม่มีคนอ่านจดหมาย"),
)
NOTE = "คำนี้ยืมมาจากครูสังคมของเรา ใช้กันมาตั้งแต่ปี ๒๕๔๒ ในกลุ่มคนทำงานชุมชนแออัด"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"), ("table", "table"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip


def paragraphs(lines: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<text:p text:style-name="{look}">{html.escape(text)}</text:p>' for look, text in lines)


def table() -> str:
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in ROWS
    )
    return f'<table:table><table:table-column table:number-columns-repeated="3"/>{cells}</table:table>'


def noted() -> str:
    note = f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p text:style-name="N">{NOTE}</text:p></text:note-body></text:note>'
    return f'<text:p text:style-name="J">ทีมเยี่ยมบ้านใช้คำว่าเดินซอย{note} แทนคำว่าสำรวจ</text:p>'


def look(name: str, paragraph: str = "", words: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {words}/></style:style>"
    )


def sheet(body: str, font: str, size: int, columns: int, head: str) -> bytes:
    """A flat OpenDocument, as LibreOffice reads it."""
    bold, size_is = (
        'fo:font-weight="bold" style:font-weight-complex="bold"',
        'fo:font-size="{0}pt" style:font-size-complex="{0}pt"',
    )
    face = f'style:font-name="F" style:font-name-complex="F" {size_is.format(size)}'
    beside = f'<style:columns fo:column-count="{columns}" fo:column-gap="0.8cm"/>' if columns > 1 else ""
    margin = '<style:header-footer-properties fo:min-height="1cm"/>'
    return f"""<?xml version="1.0"?><office:document {_NAMES} office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.2">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls><office:styles>
<style:default-style style:family="paragraph"><style:text-properties {face} style:language-complex="th" style:country-complex="TH"/></style:default-style>
{look("H", words=f"{bold} {size_is.format(size + 4)}")}{look("B", words=bold)}{look("L")}{look("N", words=size_is.format(size - 3))}
{look("J", 'fo:text-align="justify" fo:text-indent="1.25cm"')}</office:styles><office:automatic-styles><style:page-layout style:name="P">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.2cm">{beside}</style:page-layout-properties>
<style:header-style>{margin}</style:header-style><style:footer-style>{margin}</style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p>{head}</text:p></style:header>
<style:footer><text:p>หน้า <text:page-number/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>""".encode()


def f1(one: str, other: str) -> float:
    """Of character 5-grams, blanks collapsed."""
    grams = [Counter(text[at : at + 5] for at in range(len(text) - 4)) for text in (one, other)]
    return 2 * sum((grams[0] & grams[1]).values()) / sum(map(Counter.total, grams))


@cache
def printed(font: str, size: int, columns: int, story: int, kind: str) -> Document:
    extra = {"table": table(), "note": noted()}.get(kind, "")
    head = "โครงการเยี่ยมบ้านไม่ใส่เสื้อ รายงานฉบับชาวบ้าน" if story > 1 else ""
    body = paragraphs((*HEAD, *STORY * story)) + extra + paragraphs(TAIL)
    pdf = saved_as(sheet(body, font, size, columns, head), "fodt", "pdf")
    (document,) = read_documents(pdf, "printed.pdf", DOCUMENTS)
    assert isinstance(document, Document)
    return document


CASES = [
    ("Garuda", 13, 1, 1, ""),
    ("Norasi", 13, 1, 1, "table"),
    ("Loma", 13, 1, 1, "note"),
    ("Laksaman", 16, 1, 1, ""),
    ("Kinnari", 12, 1, 7, ""),
    ("Norasi", 13, 2, 1, ""),
    ("Loma", 12, 2, 7, ""),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case)))
def test_what_was_printed_is_read(case: tuple[str, int, int, int, str]) -> None:
    document = printed(*case)
    told = "\n".join(block.text for block in document.blocks if not block.aside)
    rows = tuple((" ", " ".join(row)) for row in ROWS) if case[4] == "table" else ()
    word = ((" ", "ทีมเยี่ยมบ้านใช้คำว่าเดินซอย แทนคำว่าสำรวจ"),) if case[4] == "note" else ()
    wanted = "\n".join(text for _, text in (*HEAD, *STORY * case[3], *rows, *word, *TAIL))
    assert f1(" ".join(wanted.split()), " ".join(told.split())) >= 0.98
    found = as_data(understand(document)[0])
    assert (found["title"], found["date"], found["authors"][0]["name"]) == (
        HEAD[0][1],
        "2017-09-11",
        "นางวิไลวรรณ ทองสุก",
    )
    assert (found["place"]["province"], found["place"]["subdistrict"]) == ("นครศรีธรรมราช", "ปากนคร")
    assert [len(technique["steps"]) for technique in found["techniques"]] == [3]
    assert found["cautions"][-1]["text"] == TAIL[-1][1]


def test_running_heads_page_numbers_and_notes_are_no_part_of_the_text() -> None:
    heads = [block for block in printed("Kinnari", 12, 1, 7, "").blocks if block.aside]
    assert {block.text.split()[0] for block in heads} == {"โครงการเยี่ยมบ้านไม่ใส่เสื้อ", "หน้า"}
    assert {block.page for block in heads} >= {1, 2}
    (note,) = [block for block in printed("Loma", 13, 1, 1, "note").blocks if block.aside == "เชิงอรรถ"]
    assert "ครูสังคม" in note.text


MIXED = (
    "ผู้เขียน: นางวิไล ทองสุก ตำแหน่ง พยาบาลวิชาชีพ โทร 081",
    "ใช้ Google Form กับ LINE กลุ่ม 3 กลุ่ม แล้วสรุปเป็น PDF ส่งทุกวันศุกร์",
    "เปิด Google Form ก่อนประชุม 15 นาที 2 คนช่วยกัน scan QR code แล้ว print แจก",
    "เด็ก 12 คน ได้คะแนน BMI ปกติ 80 % เพิ่มจาก 65 % ในปี 2565 ทำได้ดี",
)


def test_blanks_between_two_fonts_are_kept() -> None:
    """A font that is missing is replaced by one for Thai and another for the rest; the printer then writes few blanks."""
    body = paragraphs(tuple(("L", line) for line in MIXED))
    (document,) = read_documents(
        saved_as(sheet(body, "DejaVu Sans", 14, 1, ""), "fodt", "pdf"), "mixed.pdf", DOCUMENTS
    )
    assert isinstance(document, Document)
    told = "\n".join(block.text for block in document.blocks)
    assert [line for line in MIXED if line not in told] == []
