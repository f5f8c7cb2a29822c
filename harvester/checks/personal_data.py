"""Phones, e-mail and LINE addresses, bank accounts, homes and children's names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._privacy import DIGITS, Kind, matches
from harvester.model import Library
from harvester.model.diagnostics import Finding

_MINUS = r"[ \-‐‑–—－]?"
_ZERO = "[0๐０]"
_KINDS = (
    Kind(
        "เบอร์โทรศัพท์",
        re.compile(
            rf"(?<![\d.,/=-])(?:(?:\+[6๖][6๖]|[6๖][6๖]{_MINUS}(?=[689๖๘๙])){_MINUS}\(?{_ZERO}?\)?{_MINUS}|{_ZERO}{_MINUS})"
            rf"(?:[689๖๘๙]\d{_MINUS}\d{{3}}{_MINUS}\d{{4}}|[2๒]{_MINUS}\d{{3}}{_MINUS}\d{{4}}"
            rf"|[3-57๓-๕๗]\d{_MINUS}\d{{3}}{_MINUS}\d{{3}}|[3-57๓-๕๗][ -]\d{{4}}{_MINUS}\d{{4}})(?![\d-])"
        ),
        (*DIGITS, "66", "๖๖"),
    ),
    Kind(
        "อีเมล",
        re.compile(r"(?a)(?<!mailto:)(?<![\w.+/-])[\w.+-]{1,64}[@＠][\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"),
        ("@", "＠"),
    ),
    Kind(
        "ไอดีไลน์",
        re.compile(r"(?ai)(?:line\s{0,2}id|ไอดีไลน์|ไลน์ไอดี)\s{0,3}[:：]?\s{0,3}@?[\w.-]{4,30}"),
        ("ไลน์", "LINE", "Line", "line"),
    ),
    Kind(
        "เลขบัญชีธนาคาร",
        re.compile(r"(?:บัญชี|ธนาคาร)[^\d\n]{0,15}\d{3}-?\d-?\d{5}-?\d(?!\d)"),
        ("บัญชี", "ธนาคาร"),
    ),
    Kind("บ้านเลขที่", re.compile(r"บ้านเลขที่\s{0,3}\d{1,5}(?:/\d{1,5})?"), ("บ้านเลขที่",)),
    Kind(
        "ชื่อเด็ก",
        re.compile(r"(?:ด\.ช\.|ด\.ญ\.|เด็กหญิง|เด็กชาย)\s{0,2}[ก-๎]{2,30}\s[ก-๎]{2,30}"),
        ("ด.ช.", "ด.ญ.", "เด็กหญิง", "เด็กชาย"),
    ),
    Kind("เลขผู้ป่วย", re.compile(r"\bHN\s{0,2}[:.]?\s{0,2}\d{3,}"), ("HN",)),
)


def personal_data(library: Library) -> Iterator[Finding]:
    """มีข้อมูลส่วนบุคคลในบทเรียน

    เบอร์โทร อีเมล ไอดีไลน์ เลขบัญชี บ้านเลขที่ และชื่อเด็ก ควรเผยแพร่เมื่อเจ้าตัวยินยอมเท่านั้น เบอร์ของหน่วยงานใช้ได้

    *ผิด / Bad:*

        ติดต่อคุณสมหญิง 081-234-5678

    *ถูก / Good:*

        ติดต่อกลุ่มได้ที่เทศบาลตำบล
    """
    hint = "ลบออก หรือตรวจว่าเจ้าตัวยินยอมให้เผยแพร่แล้ว"
    for lesson in library.lessons:
        yield from matches(lesson, _KINDS, hint)
