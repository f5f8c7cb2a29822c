"""Personal data in a document, each with its line and what to write instead. Nothing is changed by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from harvester.drafting.draft import Privacy
from harvester.model.document import Document

_PLAIN = str.maketrans("๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９：＠－‐‑–—", "01234567890123456789:@-----")
_THAI_NAME = (
    r"(?:นาย|นางสาว|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|ยาย|ตา|ป้า|ลุง|น้า)\s?[ก-๎]{2,30}(?:\s[ก-๎]{2,30})?"
)


def _is_identity(match: re.Match[str]) -> bool:
    """The check digit of Thai identity numbers is right, and it is not a book's ISBN."""
    digits = re.sub(r"\D", "", match[0])
    if digits[0] == "0":
        return False
    weighed = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    isbn = (
        digits[:3] in ("978", "979")
        and sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(digits)) % 10 == 0
    )
    return (11 - weighed % 11) % 10 == int(digits[12]) and not isbn


def _always(match: re.Match[str]) -> bool:
    return True


_KINDS: tuple[tuple[str, str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (
        "national-id",
        "[เลขประจำตัวประชาชน]",
        re.compile(r"(?<![\d.,-])\d[ .-]?\d{4}[ .-]?\d{5}[ .-]?\d{2}[ .-]?\d(?![\d,])"),
        _is_identity,
    ),
    (
        "bank-account",
        "[เลขบัญชี]",
        re.compile(r"(?:(?:เลขที่)?บัญชี|ธนาคาร|ธ\.|พร้อมเพย์)[^\d\n]{0,40}(?P<data>\d{3}[ -]?\d[ -]?\d{5}[ -]?\d"
            r"|\d{3}[ -]?\d{7,9})(?!\d)"),
        _always,
    ),
    (
        "phone",
        "[เบอร์โทร]",
        re.compile(
            r"(?<![\d.,/=-])(?:(?:\+66|\b66)[ -]?\(?0?\)?[ -]?|0)(?:[689]\d?[ -]?\d{3,4}[ -]?\d{3,4}"
                r"|2[ -]?\d{3}[ -]?\d{4}|[3-57]\d?[ -]?\d{3,4}[ -]?\d{3,4})(?![\d-])"
        ),
        lambda match: 9 <= len(re.sub(r"\D", "", match[0]).removeprefix("66").removeprefix("0")) + 1 <= 10,
    ),
    ("email", "[อีเมล]", re.compile(r"(?<![\w.+/-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}", re.ASCII), _always),
    ("line-id", "[ไอดีไลน์]", re.compile(r"(?:line\s{0,2}id|id\s{0,2}line|ไอดีไลน์|ไลน์ไอดี"
        r"|ไลน์)\s{0,3}[:：]\s{0,3}(?P<data>@?[A-Za-z0-9._-]{4,30})", re.IGNORECASE), _always),
    ("patient", "[เลขผู้ป่วย]", re.compile(r"\b(?:HN|AN)\s{0,2}[:.]?\s{0,2}(?P<data>\d{3,12})|เลข(?:ที่)?(?:ผู้ป่วย"
        r"|ประจำตัวผู้ป่วย)\s{0,2}:?\s{0,2}\d{3,12}"), _always),
    ("patient", "[ชื่อผู้ป่วย]", re.compile(rf"(?:ผู้ป่วย|คนไข้|ผู้พิการ|ผู้ป่วยติดเตียง)(?:ชื่อ|คือ|ราย)?"
        rf"\s?(?P<data>{_THAI_NAME})"), _always),
    ("child", "[ชื่อเด็ก]", re.compile(r"(?:ด\.ช\.|ด\.ญ\.|เด็กหญิง|เด็กชาย)\s{0,2}[ก-๎]{2,30}(?:\s[ก-๎]{2,30})?"), _always),
    ("household", "[ชื่อครัวเรือน]", re.compile(r"(?:ครัวเรือน|ครอบครัว|บ้าน|อยู่กับ|ผู้ดูแล|ญาติ|ดูแลโดย)"
        r"(?:ของ|ชื่อ|คือ)?\s?(?P<data>(?:นาย|นางสาว|นาง|ยาย|ป้า"
        r"|ลุง)\s?[ก-๎]{2,30}(?:\s[ก-๎]{2,30})?)"), _always),
    ("address", "[บ้านเลขที่]", re.compile(r"บ้านเลขที่\s{0,3}\d{1,5}(?:/\d{1,5})?"
        r"|(?:เลขที่\s{0,3})?(?<![\d/])\d{1,4}(?:/\d{1,4})?\s(?:หมู่ที่|หมู่|ม\.)\s?\d{1,2}(?=\s)"), _always),
)  # fmt: skip


def privacy(document: Document) -> Iterator[Privacy]:
    """In order of place; what one kind took is not taken by another."""
    plain = document.text.translate(_PLAIN)
    taken: list[tuple[int, int]] = []
    found: list[Privacy] = []
    for kind, redaction, pattern, counts in _KINDS:
        for match in pattern.finditer(plain):
            if not counts(match):
                continue
            group = "data" if match.groupdict().get("data") else 0
            start, end = match.span(group)
            if any(start < high and low < end for low, high in taken):
                continue
            taken.append((start, end))
            words = document.text[start:end]
            found.append(Privacy(kind, words, redaction, start, end, document.line_of(start)[0]))
    yield from sorted(found, key=lambda one: one.start)
