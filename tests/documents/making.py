"""Makes real files of several kinds out of plain lines, as web sites, Word and LibreOffice would save them."""

# ruff: noqa: E501 (markup of other programs is kept as they write it)

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def wordpress(text: str) -> bytes:
    """A modern page: menu, sidebar, share buttons, comments form and footer around an article."""
    title, *rest = lines_of(text)
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in rest)
    return f"""<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{html.escape(title)} | ชุมชนเล่าเรื่อง</title>
<style>p {{ margin: 0 }}</style><script>var a = "<p>ไม่ใช่เนื้อหา</p>";</script></head><body>
<header class="site-header"><nav class="main-menu"><ul><li><a href="/">หน้าแรก</a></li><li><a href="/n">ข่าว</a></li></ul></nav></header>
<div id="page"><main><article><h1 class="entry-title">{html.escape(title)}</h1>
<div class="entry-content">{body}</div>
<div class="sharedaddy"><a href="#">แชร์บน Facebook</a><a href="#">ทวีต</a></div></article></main>
<aside class="widget-area"><h2>เรื่องล่าสุด</h2><ul><li><a href="/a">ตลาดเช้า</a></li><li><a href="/b">ป่าชุมชน</a></li></ul></aside></div>
<footer>© 2562 ชุมชนเล่าเรื่อง</footer><div class="cookie-notice">เราใช้คุกกี้ <button>ยอมรับ</button></div></body></html>""".encode()


def bare_divs(text: str) -> bytes:
    """No article, no paragraphs: divs and line breaks."""
    title, *rest = lines_of(text)
    body = "<br>\n".join(html.escape(line) for line in rest)
    return f"""<html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>
<div class="top"><a href="/">หน้าแรก</a> | <a href="/c">ติดต่อเรา</a></div>
<div class="box"><div><b>{html.escape(title)}</b></div><div>{body}</div></div></body></html>""".encode()


def old_tables(text: str) -> bytes:
    """A page of 2003: layout by tables, fonts, and windows-874."""
    title, *rest = lines_of(text)
    body = "<br><br>".join(html.escape(line) for line in rest)
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-874"><title>{html.escape(title)}</title></head>
<body bgcolor="#ffffff"><table width="100%"><tr><td width="150"><a href="a.htm">หน้าแรก</a><br><a href="b.htm">กระดานข่าว</a></td>
<td><table><tr><td><font size="4"><b>{html.escape(title)}</b></font></td></tr><tr><td><font size="2">{body}</font></td></tr></table></td></tr></table></body></html>"""
    return page.encode("cp874", "xmlcharrefreplace")


def docx(text: str) -> bytes:
    """Word: one paragraph a line, the first in the style of titles."""
    paragraphs = []
    for number, line in enumerate(lines_of(text)):
        style = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>' if number == 0 else ""
        paragraphs.append(f'<w:p>{style}<w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>')
    return _zipped(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
            "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}"><Relationship Id="s1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
            "word/styles.xml": f'<?xml version="1.0"?><w:styles {_W}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>',
            "word/document.xml": f'<?xml version="1.0"?><w:document {_W}><w:body>{"".join(paragraphs)}</w:body></w:document>',
        }
    )


def odt(text: str) -> bytes:
    """LibreOffice: a heading and paragraphs."""
    ns = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    title, *rest = lines_of(text)
    body = f'<text:h text:outline-level="1">{html.escape(title)}</text:h>' + "".join(
        f"<text:p>{html.escape(line)}</text:p>" for line in rest
    )
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
            "styles.xml": f'<?xml version="1.0"?><office:document-styles {ns}><office:styles/><office:automatic-styles/><office:master-styles/></office:document-styles>',
            "content.xml": f'<?xml version="1.0"?><office:document-content {ns}><office:body><office:text>{body}</office:text></office:body></office:document-content>',
        }
    )


def mhtml(text: str) -> bytes:
    """A browser's single-file archive."""
    import base64

    page = base64.encodebytes(wordpress(text)).decode()
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: cid:page\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{page}\r\n------b\r\nContent-Type: image/png\r\n\r\nx\r\n------b--\r\n"
    ).encode()


def rss(text: str) -> bytes:
    """A feed of one entry."""
    title, *rest = lines_of(text)
    body = html.escape("".join(f"<p>{html.escape(line)}</p>" for line in rest))
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>ชุมชนเล่าเรื่อง</title><item><title>{html.escape(title)}</title>
<description>{body}</description></item></channel></rss>""".encode()


def _zipped(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "plain": (".txt", lambda text: text.encode()),
    "windows-874": (
        ".txt",
        lambda text: re.sub(
            "[□•“”‘’…–—]", lambda sign: sign[0] if sign[0] in "“”‘’…–—•" else "-", text
        ).encode("cp874", "replace"),
    ),
    "utf-16": (".txt", lambda text: text.encode("utf-16")),
    "wordpress": (".html", wordpress),
    "bare-divs": (".html", bare_divs),
    "old-tables": (".htm", old_tables),
    "mhtml": (".mhtml", mhtml),
    "docx": (".docx", docx),
    "odt": (".odt", odt),
    "rss": (".xml", rss),
}
"""Every kind by name: the suffix, and what makes the file."""
