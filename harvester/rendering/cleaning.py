"""Sanitises HTML made from strangers' Markdown; the only place that does. Knows no Markdown."""

import re
from typing import Final

import nh3

from harvester.model.body import ELEMENTS

_EVERYWHERE = {"class", "id", "title", "lang"}
ATTRIBUTES: Final = {
    "*": _EVERYWHERE,
    "a": {"href", "download"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "ol": {"start"},
    "input": {"type", "checked", "disabled"},
    "details": {"open"},
}
_CLASSES = (
    "cite cite--missing term note-ref refused task-list-item task-list-item-checkbox contains-task-list "
    "markdown-alert markdown-alert-title markdown-alert-note markdown-alert-tip markdown-alert-important "
    "markdown-alert-warning markdown-alert-caution wide file"
)
CLASSES: Final = frozenset(_CLASSES.split())
LINK_REL: Final = "noopener noreferrer nofollow"
_SILENCED = "script style iframe object embed noscript template svg math"
SILENCED: Final = frozenset(_SILENCED.split())
"""Elements that go with all they hold."""
OURS: Final = "site:"
"""What is before a link into our own site until the page that holds the piece is known."""
_LOCAL_PICTURE = re.compile(r"site:pictures/[^:?#]+")
_LOCAL_PICTURES = re.compile(r"site:pictures/[^\s:?#,]+ \d{2,4}w(, site:pictures/[^\s:?#,]+ \d{2,4}w){1,9}")
_ANCHOR = re.compile(r"[a-z0-9][a-z0-9-]{0,200}")
_MAY_NOT_BE_ID = re.compile(r"(main|__.*|top|body|head|name|forms|location|document|window|cookie)")

ALERTS = {
    "note": "ข้อสังเกต",
    "tip": "เคล็ดลับ",
    "important": "สำคัญ",
    "warning": "คำเตือน",
    "caution": "ข้อควรระวัง",
}
"""GitHub's alerts by their names."""
_ALERT = re.compile(r'(<p class="markdown-alert-title">)(\w+)')
_NO_BOX = '<input type="hidden">'
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CELL = re.compile(r"<t[dh]\b")
_NAME_IN_CODE = re.compile(r"<code>[a-z_]+(?:\.[a-z_]+)+</code>")


def clean(html: str) -> str:
    """HTML without anything that runs, loads from elsewhere, imitates the page's own parts or submits."""
    return nh3.clean(
        html,
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"https", "http", "mailto", "tel", "site"},
        link_rel=LINK_REL,
        strip_comments=True,
        clean_content_tags=SILENCED,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return " ".join(word for word in value.split() if word in CLASSES) or None
    if name == "id":
        return value if _ANCHOR.fullmatch(value) and not _MAY_NOT_BE_ID.fullmatch(value) else None
    if name == "src":
        return value if _LOCAL_PICTURE.fullmatch(value) and ".." not in value else None
    if name == "srcset":
        return value if _LOCAL_PICTURES.fullmatch(value) and ".." not in value else None
    if name in ("download", "sizes"):
        return "" if name == "download" else value if value.startswith("(max-width: 48em)") else None
    if tag == "input" and name == "type":
        return value if value == "checkbox" else "hidden"
    if name == "href" and value.startswith(OURS):
        return value if ":" not in value.removeprefix(OURS) and not value.startswith("site:/") else None
    return value


def _scrolling(table: re.Match[str]) -> str:
    """A table in a box of its own; from four columns on it is wider than a phone, and its box says so."""
    wide = len(_CELL.findall(table[0].partition("</tr>")[0])) > 3
    name, label = (" scroll--wide", "ตารางกว้าง เลื่อนไปทางขวาได้") if wide else ("", "ตาราง")
    # a name with dots, as `place.district`, may turn after each
    shown = _NAME_IN_CODE.sub(lambda code: code[0].replace(".", ".<wbr>"), table[0])
    return f'<div class="scroll{name}" tabindex="0" role="group" aria-label="{label}">{shown}</div>'


def readable(html: str) -> str:
    """Alerts in Thai; tables and code wider than a phone scroll by themselves, and the keyboard reaches them."""
    html = html.replace(_NO_BOX, "").strip()
    if "markdown-alert-title" in html:
        html = _ALERT.sub(lambda match: match[1] + ALERTS.get(match[2].lower(), match[2]), html)
    if "<table" in html:
        html = _TABLE.sub(_scrolling, html)
    return html.replace("<pre>", '<pre tabindex="0">')


LONGEST = 60_000
"""Code points of one piece; a whole lesson of the seeds has under 12,000."""
LONGEST_LINE = 20_000
MOST = 2_000
"""Of any one sign that opens something a parser must look ahead for."""
DEEPEST = 12
"""Quotes or lists inside one another."""

_OPENERS = ("[", "<", "`", "*", "_", "~", "!", "|", "&", "\\")
_MARK = r"(?:>|[-+*]|\d{1,9}[.)])"
_DEEP = re.compile(rf"^[ \t]*(?:{_MARK}[ \t]*){{{DEEPEST + 1}}}", re.MULTILINE)
_INDENT = re.compile(rf"^[ \t]{{{DEEPEST * 6}}}", re.MULTILINE)


def reason_too_heavy(source: str) -> str:
    """The reason in Thai why this piece must not be parsed, or '' when it may."""
    if len(source) > LONGEST:
        return f"ข้อความยาวเกิน {LONGEST:,} ตัวอักษร"
    if any(len(line) > LONGEST_LINE for line in source.splitlines()):
        return f"มีบรรทัดที่ยาวเกิน {LONGEST_LINE:,} ตัวอักษร"
    for sign in _OPENERS:
        if source.count(sign) > MOST:
            return f"มีเครื่องหมาย {sign} มากกว่า {MOST:,} ตัว"
    if _DEEP.search(source) or _INDENT.search(source):
        return f"ซ้อนกันลึกเกิน {DEEPEST} ชั้น"
    return ""
