"""Private data and secrets in lessons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from harvester.checks._body import MOST, finding
from harvester.checks._fields import holders, texts
from harvester.memo import remembered
from harvester.model import Collection, Lesson, Library, Trial
from harvester.model.diagnostics import Finding

DIGITS = ("0", "๐", "０")
"""Phone numbers start with one of them, or with the country's 66."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data: what it is called in Thai, its pattern, and signs without which it cannot be there."""

    name: str
    pattern: re.Pattern[str]
    needles: tuple[str, ...]
    counts: Callable[[re.Match[str]], bool] = bool


@remembered
def matches(of: Lesson | Trial | Collection, kinds: tuple[Kind, ...], hint: str) -> Sequence[Finding]:
    """One finding for each match that counts; what was found is never repeated in the message."""
    return tuple(_found(of, kinds, hint))


def _found(of: Lesson | Trial | Collection, kinds: tuple[Kind, ...], hint: str) -> Iterator[Finding]:
    if isinstance(of, Lesson):
        for kind in kinds:
            for match, _ in zip(_matches(of.body, kind), range(MOST), strict=False):
                yield finding(of, match.start(), match.end(), f"มี{kind.name}", hint)
    for key, text in texts(of):
        # A row of digits in a web address is the number of a page there.
        digits_count = _ADDRESS.fullmatch(text) is None
        for kind in kinds:
            if any(digits_count or not match[0].isdigit() for match in _matches(text, kind)):
                yield Finding(of.place_of(key), f"มี{kind.name}", hint, width=len(text))


_ADDRESS = re.compile(r"https?://\S+")


def _matches(text: str, kind: Kind) -> Iterator[re.Match[str]]:
    if any(needle in text for needle in kind.needles):
        yield from filter(kind.counts, kind.pattern.finditer(text))


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
    for one in holders(library):
        yield from matches(one, _ID_KINDS, hint)


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


_ID_KINDS = (Kind("เลขบัตรประชาชน 13 หลัก", _NUMBER, tuple("123456789๑๒๓๔๕๖๗๘๙１２３４５６７８９"), _is_valid),)


_SECRET = re.compile(
    r"\b(?:gh[pousr]_\w{30,255}|github_pat_\w{30,255}|glpat-[\w-]{20,64}|AKIA[A-Z0-9]{16}|AIza[\w-]{35}"
    r"|xox[abprs]-[\w-]{10,255}|sk-[\w-]{32,255})|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
)
_NEEDLES = (
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "AKIA",
    "AIza",
    "xox",
    "sk-",
    "PRIVATE KEY",
)
_SECRET_KINDS = (Kind("รหัสลับของบัญชี", _SECRET, _NEEDLES),)


def secret_token(library: Library) -> Iterator[Finding]:
    """มีรหัสลับของบัญชีติดมา

    รหัสแบบนี้เปิดบัญชีของใครบางคนได้ ใครเห็นก็ใช้ได้ทันที ต้องยกเลิกรหัสนั้นด้วย ไม่ใช่แค่ลบออก

    *ผิด / Bad:*

        ใช้รหัส AKIAABCDABCDABCDABCD ต่อระบบ

    *ถูก / Good:*

        ขอรหัสจากผู้ดูแลระบบ
    """
    hint = "ลบออก แล้วยกเลิกรหัสนี้ที่เว็บต้นทาง เพราะอาจมีคนเห็นแล้ว"
    for one in holders(library):
        yield from matches(one, _SECRET_KINDS, hint)


_MINUS = r"[ \-‐‑–—－]?"
_ZERO = "[0๐０]"
_PERSONAL_KINDS = (
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
    for one in holders(library):
        yield from matches(one, _PERSONAL_KINDS, hint)
