"""Lists that are not yet lists: a dot where a dash belongs, or no blank behind the sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model.diagnostics import Finding, Fix
from harvester.reading.blocks import loose_items
from harvester.reading.syntax_slips.source import Line, Source

_DOTS = "•●▪▫◦○·‣⁃➢➤✓✔►"
_ITEM = re.compile(
    rf"^(?P<indent>[ \t]*)(?:(?P<dot>[{_DOTS}])[ \t\u00a0]*|(?P<dash>[-–])|(?P<number>[0-9]{{1,2}})[.)])"
    r"(?P<text>[^\s\-–.)].*)$"
)
_LETTER = re.compile(r"[ก-ฮเ-ไA-Za-z\"“‘(*\[]")
_EMPTY_FIELD = re.compile(r"^(?P<indent> *)[^\s#-][^:：]{0,60}[:：]\s*$")


def list_sign(source: Source) -> Iterator[Finding]:
    """แต่ละข้อขึ้นต้นด้วย - หรือเลขข้อ แล้วเว้นวรรคหนึ่งครั้ง"""
    yield from _in_front(source)
    body = list(source.body)
    loose = loose_items([line.text for line in body])
    for at, right in loose.items():
        line = body[at]
        sign = line.text.strip().split(" ")[0]
        hint = f"เขียนเป็น {right.strip()[:40]}"
        fix = Fix("ทำให้เป็นข้อ", line.start, line.end, right)
        start = line.start + len(line.text) - len(line.text.lstrip())
        yield source.finding(
            start, start + len(sign), f"ใช้ {sign} ขึ้นต้นข้อ โปรแกรมอื่นอาจไม่อ่านเป็นรายการ", hint, fix
        )
    for line in (line for at, line in enumerate(body) if at not in loose):
        match = _ITEM.match(line.text)
        if match is None or not (match["dot"] or _LETTER.match(match["text"])):
            continue
        if match["dash"] == "–" or (match["number"] and _is_abbreviation(match["text"])):
            continue
        sign = f"{match['number']}." if match["number"] else "-"
        yield _finding(source, line, match, f"{match['indent']}{sign} {match['text']}")


def _in_front(source: Source) -> Iterator[Finding]:
    """Items of a list in the front matter, below a field that has no value of its own."""
    field: re.Match[str] | None = None
    for line in source.front:
        if opened := _EMPTY_FIELD.match(line.text):
            field = opened
            continue
        match = _ITEM.match(line.text)
        if field is not None and match is not None and not match["number"]:
            indent = (
                match["indent"] if len(match["indent"]) > len(field["indent"]) else field["indent"] + "  "
            )
            yield _finding(source, line, match, f"{indent.expandtabs(2)}- {match['text']}")
        elif not line.text.lstrip().startswith("-"):
            field = None


def _finding(source: Source, line: Line, match: re.Match[str], right: str) -> Finding:
    start = line.start + len(match["indent"])
    sign = match["dot"] or match["dash"] or f"{match['number']}."
    said = f"ใช้ {sign} ขึ้นต้นข้อ" if match["dot"] else f"หลัง {sign} ไม่มีเว้นวรรค"
    hint = f"เขียนเป็น {right.strip()[:40]}" if len(right.strip()) <= 40 else "ขึ้นต้นข้อด้วย - แล้วเว้นวรรคหนึ่งครั้ง"
    fix = Fix("ทำให้เป็นข้อ", line.start, line.end, right)
    return source.finding(start, line.start + match.start("text"), f"{said} จึงยังไม่เป็นรายการ", hint, fix)


def _is_abbreviation(text: str) -> bool:
    """A month or unit written with dots, as in `2.ค. 2549`."""
    return re.match(r"[ก-ฮเ-ไ]{1,3}\.", text) is not None
