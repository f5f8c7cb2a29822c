"""Words that a document holds and does not show: told, and never taken into a draft; what is seen stays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pikepdf
import pytest

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.model.document import Document

SECRET = "kept from every eye"
PLAIN = "We met each week"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(*drawn: str) -> bytes:
    """A page that says PLAIN, and what the operators draw besides; `T` stands for the secret."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(400, 300))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pale = pikepdf.Dictionary(ca=0.01)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font), ExtGState=pikepdf.Dictionary(P=pale))
    told = f"BT /F 12 Tf 20 250 Td ({PLAIN}) Tj ET " + " ".join(drawn).replace("T!", f"({SECRET}) Tj ET")
    page.Contents = made.make_stream(told.encode())
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def packed(files: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(look: str = "", around: str = "", styles: str = "") -> bytes:
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    paragraph = f"<w:p>{around}<w:r><w:rPr>{look}</w:rPr><w:t>{SECRET}</w:t></w:r></w:p>"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return packed({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kinds}"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{relation}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body><w:p><w:r><w:t>{PLAIN}</w:t></w:r></w:p>{paragraph}"
        "</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
    })  # fmt: skip


def odt(look: str) -> bytes:
    spaces = " ".join(f'xmlns:{one}="{_ODF}:{one}:1.0"' for one in ("office", "text", "style"))
    style = f'<style:style style:name="H" style:family="text"><style:text-properties {look}/></style:style>'
    body = f'<text:p>{PLAIN}</text:p><text:p><text:span text:style-name="H">{SECRET}</text:span></text:p>'
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {spaces} xmlns:fo="{_ODF}:xsl-fo-compatible:1.0">'
        f"<office:automatic-styles>{style}</office:automatic-styles><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
    })  # fmt: skip


def html(element: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><p>{PLAIN}</p>{element}</body></html>".encode()


def styled(style: str, ground: str = "") -> bytes:
    return html(f'<div style="{ground}"><p style="{style}">{SECRET}</p></div>')


BY_STYLE = (
    '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)
HIDDEN = {
    "white.pdf": pdf("1 g BT /F 12 Tf 20 200 Td T!"),
    "nearly-white.pdf": pdf("0.99 0.98 0.99 rg BT /F 12 Tf 20 200 Td T!"),
    "as-its-ground.pdf": pdf("0 0.2 0.4 rg 10 180 300 40 re f BT /F 12 Tf 20 200 Td T!"),
    "mode-3.pdf": pdf("BT 3 Tr /F 12 Tf 20 200 Td T!"),
    "tiny.pdf": pdf("BT /F 1 Tf 20 200 Td T!"),
    "tiny-by-matrix.pdf": pdf("BT /F 12 Tf 0.1 0 0 0.1 20 200 Tm T!"),
    "beside-the-page.pdf": pdf("BT /F 12 Tf -900 200 Td T!"),
    "transparent.pdf": pdf("/P gs BT /F 12 Tf 20 200 Td T!"),
    "covered.pdf": pdf("BT /F 12 Tf 20 200 Td T! 1 g 10 180 300 40 re f"),
    "on-the-same-line.pdf": pdf("1 g BT /F 12 Tf 150 250 Td T!"),
    "vanish.docx": docx("<w:vanish/>"),
    "white.docx": docx('<w:color w:val="FFFFFF"/>'),
    "white-by-theme.docx": docx('<w:color w:val="AUTO" w:themeColor="background1"/>'),
    "small.docx": docx('<w:sz w:val="2"/>'),
    "shaded.docx": docx('<w:color w:val="FF0000"/><w:shd w:fill="FF0000"/>'),
    "highlighted.docx": docx('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'),
    "by-a-style.docx": docx(around='<w:pPr><w:pStyle w:val="B"/></w:pPr>', styles=BY_STYLE),
    "display.odt": odt('text:display="none"'),
    "white.odt": odt('fo:color="#fefefe"'),
    "small.odt": odt('fo:font-size="1pt"'),
    "display.html": styled("display:none"),
    "attribute.html": html(f"<p hidden>{SECRET}</p>"),
    "by-a-class.html": html(f'<p class="b a">{SECRET}</p>', "<style>@media print{.b{color:red}} .a , i{display:none}</style>"),
    "no-size.html": styled("font-size:0"),
    "one-pixel.html": styled("font-size:1px"),
    "white.html": styled("color:white"),
    "white-by-its-number.html": styled("color:rgb(254,255,255)"),
    "as-its-ground.html": styled("color:#123456", "background:#123456"),
    "no-height.html": styled("max-height:0;overflow:hidden"),
    "transparent.html": styled("opacity:0.01"),
    "beside-the-page.html": styled("position:absolute;left:-9999px"),
    "clipped.html": styled("clip-path:inset(100%)"),
    "font.html": html(f'<font color="#ffffff">{SECRET}</font>'),
    "cell.html": html(f"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td style='display:none'>{SECRET}</td></tr></table>"),
    "tags.txt": (PLAIN + "".join(chr(0xE0000 + ord(sign)) for sign in SECRET)).encode(),
}  # fmt: skip
SEEN = {
    "white-on-blue.pdf": pdf("0 0.2 0.4 rg 10 180 300 40 re f 1 g BT /F 12 Tf 20 200 Td T!"),
    "yellow.pdf": pdf("1 1 0 rg BT /F 12 Tf 20 200 Td T!"),
    "outlined.pdf": pdf("1 g 0 G BT 1 Tr /F 20 Tf 20 200 Td T!"),
    "small-print.pdf": pdf("BT /F 5 Tf 20 200 Td T!"),
    "white-on-blue.docx": docx('<w:color w:val="FFFFFF"/><w:shd w:fill="003366"/>'),
    "not-vanished.docx": docx('<w:vanish w:val="0"/>'),
    "white-on-blue.odt": odt('fo:color="#ffffff" fo:background-color="#003366"'),
    "white-on-blue.html": styled("color:#fff", "background:#036"),
    "white-on-a-picture.html": styled("color:#fff", "background:url(a.jpg)"),
    "wide.html": styled("width:100%;opacity:0.9;left:-10px"),
}


def taken(name: str, raw: bytes) -> tuple[str, set[str]]:
    """The text that goes into a draft, and the rules of the remarks."""
    (found,) = read_documents(raw, name, DOCUMENTS)
    assert isinstance(found, Document), found
    text = " ".join(block.text for block in found.blocks if not block.aside)
    return " ".join(text.split()), {one.rule for one in found.remarks}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_is_told_and_left_out(name: str) -> None:
    text, rules = taken(name, HIDDEN[name])
    assert PLAIN in text
    assert SECRET not in text
    assert "hidden-text" in rules


@pytest.mark.parametrize("name", SEEN)
def test_what_is_seen_stays(name: str) -> None:
    text, rules = taken(name, SEEN[name])
    assert PLAIN in text
    assert SECRET in text
    assert "hidden-text" not in rules


def test_an_odt_is_read_by_its_structure() -> None:
    spaces = " ".join(f'xmlns:{one}="{_ODF}:{one}:1.0"' for one in ("office", "text", "table"))
    body = (
        '<text:h text:outline-level="2">งานสวน</text:h><text:list><text:list-item><text:p>ขุด</text:p></text:list-item>'
        "<text:list-item><text:p>รดน้ำ<text:note><text:note-citation>9</text:note-citation><text:note-body><text:p>"
        " ตอนเช้า</text:p></text:note-body></text:note></text:p><text:p>ทุกวัน</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>หนึ่ง</text:p><text:p>สอง</text:p></table:table-cell>"
        "</table:table-row></table:table><text:hidden-text>ลับ</text:hidden-text>"
    )
    body = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    raw = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    (found,) = read_documents(raw, "a.odt", DOCUMENTS)
    assert isinstance(found, Document)
    assert [(block.kind.value, block.level, block.text) for block in found.blocks] == [
        ("heading", 2, "งานสวน"), ("item", 1, "1. ขุด"), ("item", 1, "2. รดน้ำ ตอนเช้า"),
        ("paragraph", 0, "ทุกวัน"), ("paragraph", 0, "หนึ่ง"), ("paragraph", 0, "สอง"),
    ]  # fmt: skip
    assert [one.rule for one in found.remarks] == ["hidden-text"]
