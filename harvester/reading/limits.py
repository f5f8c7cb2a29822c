"""What a lesson may hold before any parser sees it. Knows counts and lengths, no grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.model.diagnostics import Finding, Place

MAX_BODY = 300_000
"""Characters; beyond it Markdown parsers grow slow and no phone shows the page."""
MAX_LINE = 10_000
"""Characters; the longest paragraph of a person is under 5,000."""
MAX_LINES = 20_000
MAX_SIGNS = 5_000
"""Of any one sign that opens something a parser must look ahead for."""
MAX_DEPTH = 20
"""Quotes, lists or indents inside one another."""

_SIGNS = "[<`*_~!|&\\{#"
_DEEP = re.compile(rf"^[ \t]*(?:>[ \t]?){{{MAX_DEPTH + 1}}}|^[ \t]{{{MAX_DEPTH * 6}}}", re.MULTILINE)


def limits(body: str, path: str, body_line: int) -> Iterator[tuple[str, Finding]]:
    """The first limit that a body breaks, as (rule, finding); nothing when it may be parsed."""
    hint = "แบ่งเป็นหลายบทเรียน"
    if len(body) > MAX_BODY:
        message = f"เนื้อหายาว {len(body):,} ตัวอักษร เกินที่รับได้ ({MAX_BODY:,})"
        yield "lesson-too-long", Finding(Place(path, body_line), message, hint)
        return
    if (lines := body.count("\n")) > MAX_LINES:
        message = f"เนื้อหามี {lines:,} บรรทัด เกินที่รับได้ ({MAX_LINES:,})"
        yield "lesson-too-long", Finding(Place(path, body_line), message, hint)
        return
    for number, line in enumerate(body.split("\n") if len(body) > MAX_LINE else ()):
        if len(line) > MAX_LINE:
            message = f"บรรทัดนี้ยาว {len(line):,} ตัวอักษร เกินที่รับได้ ({MAX_LINE:,})"
            yield "too-many-signs", Finding(Place(path, body_line + number), message, "ขึ้นย่อหน้าใหม่เป็นระยะ")
            return
    for sign in _SIGNS:
        if (count := body.count(sign)) > MAX_SIGNS:
            at = body_line + body.count("\n", 0, body.index(sign))
            message = f"มีเครื่องหมาย {sign} {count:,} ตัว เกินที่รับได้ ({MAX_SIGNS:,})"
            yield (
                "too-many-signs",
                Finding(Place(path, at), message, "ลบเครื่องหมายที่ไม่ใช้ หรือแบ่งเป็นหลายบทเรียน"),
            )
            return
    if (deep := _DEEP.search(body)) is not None:
        at = body_line + body.count("\n", 0, deep.start())
        message = f"เนื้อหาซ้อนกันลึกเกิน {MAX_DEPTH} ชั้น"
        yield "too-many-signs", Finding(Place(path, at), message, "เลื่อนออกมาชิดซ้าย หรือลบ > ที่เกิน")
