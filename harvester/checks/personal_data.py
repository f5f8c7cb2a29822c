"""Phones, e-mail and LINE addresses, bank accounts, homes and children's names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._privacy import matches
from harvester.diagnostics import Finding
from harvester.model import Library

_KINDS = {
    "phone": "เบอร์โทรศัพท์",
    "mail": "อีเมล",
    "line": "ไอดีไลน์",
    "bank": "เลขบัญชีธนาคาร",
    "home": "บ้านเลขที่",
    "child": "ชื่อเด็ก",
    "patient": "เลขผู้ป่วย",
}
_DATA = re.compile(
    r"(?<![\d.,/=-])(?P<phone>(?:\+?66[ -]?\(?0?\)?[ -]?|0[ -]?)(?:[689]\d[ -]?\d{3}[ -]?\d{4}|2[ -]?\d{3}[ -]?\d{4}"
    r"|[3-57]\d[ -]?\d{3}[ -]?\d{3}|[3-57][ -]\d{4}[ -]?\d{4}))(?![\d-])"
    r"|(?<!mailto:)(?<![\w.+/-])(?P<mail>(?a:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}))"
    r"|(?P<line>(?i:line\s{0,2}id|ไอดีไลน์|ไลน์ไอดี)\s{0,3}:?\s{0,3}@?(?a:[\w.-]{4,30}))"
    r"|(?P<bank>(?:บัญชี|ธนาคาร)[^\d\n]{0,15}\d{3}-?\d-?\d{5}-?\d(?!\d))"
    r"|(?P<home>บ้านเลขที่\s{0,3}\d{1,5}(?:/\d{1,5})?)"
    r"|(?P<child>(?:ด\.ช\.|ด\.ญ\.|เด็กหญิง|เด็กชาย)\s{0,2}[ก-๎]{2,30}\s[ก-๎]{2,30})"
    r"|(?P<patient>\bHN\s{0,2}[:.]?\s{0,2}\d{3,})"
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
        yield from matches(lesson, _DATA, bool, lambda match: f"มี{_KINDS[match.lastgroup or 'phone']}", hint)
