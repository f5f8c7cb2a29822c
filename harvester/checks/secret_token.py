"""Keys and tokens that open somebody's account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harvester.checks._privacy import Kind, matches
from harvester.model import Library
from harvester.model.diagnostics import Finding

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
_KINDS = (Kind("รหัสลับของบัญชี", _SECRET, _NEEDLES),)


def secret_token(library: Library) -> Iterator[Finding]:
    """มีรหัสลับของบัญชีติดมา

    รหัสแบบนี้เปิดบัญชีของใครบางคนได้ ใครเห็นก็ใช้ได้ทันที ต้องยกเลิกรหัสนั้นด้วย ไม่ใช่แค่ลบออก

    *ผิด / Bad:*

        ใช้รหัส AKIAABCDABCDABCDABCD ต่อระบบ

    *ถูก / Good:*

        ขอรหัสจากผู้ดูแลระบบ
    """
    hint = "ลบออก แล้วยกเลิกรหัสนี้ที่เว็บต้นทาง เพราะอาจมีคนเห็นแล้ว"
    for lesson in library.lessons:
        yield from matches(lesson, _KINDS, hint)
