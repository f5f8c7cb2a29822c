"""Raw HTML in a body that the cleaning of pages will take out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._body import MOST, finding, prose
from harvester.model import Library
from harvester.model.diagnostics import Finding

WELCOME = frozenset((
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead",
    "tbody", "tfoot", "tr", "th", "td", "caption", "strong", "em", "b", "i", "u", "s", "del", "ins", "mark",
    "sub", "sup", "small", "kbd", "code", "pre", "blockquote", "q", "a", "img", "figure", "figcaption",
    "abbr", "details", "summary", "div", "span", "input",
))  # fmt: skip
"""The elements that pages keep."""
_LEFTOVERS = frozenset((
    "center", "font", "o:p", "w:sdt", "xml",
))  # fmt: skip
"""Leftovers of Word, which have a rule of their own."""
_TAG = re.compile(r"(?<!\]\()</?(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30})(?P<rest>[^<>]{0,2000})>?")
_HARMFUL = re.compile(r"(?i)[\s\"'/](on[a-z]{3,20}|srcdoc|formaction|xlink:href|autofocus)\s{0,3}=")
_ATTRIBUTE_LIST = re.compile(
    r"\{:?[ #.:][^{}\n]{0,300}?\b(?:on[a-z]{3,20}|style|srcdoc|formaction)\s{0,3}=[^{}\n]{0,300}\}"
)


def hostile_html(library: Library) -> Iterator[Finding]:
    """มีรหัส HTML ที่หน้าเว็บไม่รับ จึงถูกตัดออก

    เขียนแบบ Markdown ได้ครบทุกอย่างที่บทเรียนต้องใช้ รหัสที่สั่งงาน ฝังหน้าเว็บอื่น หรือเปลี่ยนหน้าตา จะถูกตัดออกเสมอ

    *ผิด / Bad:*

        <iframe src="https://example.com"></iframe>

    *ถูก / Good:*

        [ดูวิดีโอ](https://example.com)
    """
    for lesson in library.lessons:
        if "<" not in lesson.body and "{" not in lesson.body:
            continue
        text = prose(lesson)
        spans = sorted(_spans(text))
        for (start, end, name), _ in zip(spans, range(MOST), strict=False):
            yield finding(
                lesson, start, end, f"{name} ใช้ไม่ได้ในบทเรียน ถูกตัดออกจากหน้าเว็บ", "เขียนเป็น Markdown หรือลบออก"
            )


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    found = 0
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if match[0].startswith("</") or (":" in name and name not in _LEFTOVERS):
            continue
        harmful = _HARMFUL.search(match["rest"])
        told = harmful[1] if harmful else "" if name in WELCOME or name in _LEFTOVERS else f"<{name}>"
        if told:
            found += 1
            yield match.start(), match.start() + len(name) + 1, told
        if found > MOST:
            return
    for match in _ATTRIBUTE_LIST.finditer(text):
        yield match.start(), match.end(), "คำสั่งในวงเล็บปีกกา"
    opened = text.rfind("<!--")
    if opened >= 0 and text.find("-->", opened) < 0:
        yield opened, opened + 4, "หมายเหตุ <!-- ที่ไม่ปิด"
