"""What a piece of Markdown may hold before a parser sees it. Knows counts and lengths, no grammar."""

from __future__ import annotations

import re

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
