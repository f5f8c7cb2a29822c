"""Thai national identity numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._privacy import Kind, matches
from harvester.model import Library
from harvester.model.diagnostics import Finding

_GAP = r"[ .\-‐‑–—－]?"
_NUMBER = re.compile(
    rf"(?<![\d.,-])\d{_GAP}\d{{4}}{_GAP}\d{{5}}{_GAP}\d{{2}}{_GAP}\d(?![\d,])|(?<!\d)\d(?:{_GAP}\d){{12}}(?!\d)"
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
        yield from matches(lesson, _KINDS, hint)


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


_KINDS = (Kind("เลขบัตรประชาชน 13 หลัก", _NUMBER, tuple("123456789๑๒๓๔๕๖๗๘๙１２３４５６７８９"), _is_valid),)
