"""Thai national identity numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._privacy import matches
from harvester.diagnostics import Finding
from harvester.model import Library

_NUMBER = re.compile(
    r"(?<![\d.,-])(\d)[ .-]?(\d{4})[ .-]?(\d{5})[ .-]?(\d{2})[ .-]?(\d)(?![\d,])|(?<!\d)(?:\d[ .-]?){12}\d(?!\d)"
)


def national_id_number(library: Library) -> Iterator[Finding]:
    """มีเลขบัตรประชาชนในบทเรียน

    เลขบัตรประชาชนเปิดเผยไม่ได้ไม่ว่ากรณีใด แม้อยู่ในหมายเหตุที่มองไม่เห็นบนหน้าเว็บ

    *ผิด / Bad:*

        ลงทะเบียนด้วยเลข 1-1017-00234-56-8

    *ถูก / Good:*

        ลงทะเบียนด้วยเลขบัตรประชาชน
    """
    hint = "ลบเลขนี้ออกก่อนบันทึกหรือส่งต่อไฟล์"
    for lesson in library.lessons:
        yield from matches(lesson, _NUMBER, _is_valid, lambda match: "มีเลขบัตรประชาชน 13 หลัก", hint)


def _is_valid(match: re.Match[str]) -> bool:
    """The check digit is right, and it is not a book's number (ISBN-13)."""
    digits = [int(sign) for sign in match[0] if sign.isdigit()]
    if len(digits) != 13 or digits[0] == 0:
        return False
    right = (11 - sum(digit * (13 - i) for i, digit in enumerate(digits[:12])) % 11) % 10 == digits[12]
    book = (
        digits[:2] == [9, 7] and sum(digit * (3 if i % 2 else 1) for i, digit in enumerate(digits)) % 10 == 0
    )
    return right and not book
