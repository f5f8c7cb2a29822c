"""Thai digits reach every number that people read, and nothing that a machine or an eye needs as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from harvester.model import Library
from harvester.printing.glyphs import in_thai_digits, page_in_thai_digits
from harvester.printing.texts import Texts
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

CASES = {
    "มี 25 คน จ่าย 1,250.50 บาท ใช้ 3-5 นาที 1–2 คน": "มี ๒๕ คน จ่าย ๑,๒๕๐.๕๐ บาท ใช้ ๓-๕ นาที ๑–๒ คน",
    "ปี2549 เวลา 10.30 น.": "ปี๒๕๔๙ เวลา ๑๐.๓๐ น.",
    "กระดาษ A4 ร่าง v2.0 โรค COVID-19 ระยะ 5kg": "กระดาษ A4 ร่าง v2.0 โรค COVID-19 ระยะ 5kg",
    "https://a.example/2024/05/ และ x1@y2.example": "https://a.example/2024/05/ และ x1@y2.example",
    "โทร 081-234-5678 หรือ 0812345678": "โทร 081-234-5678 หรือ 0812345678",
    "๒๕๔๙ กับ 2550": "๒๕๔๙ กับ ๒๕๕๐",
    "&#160;5&nbsp;6": "&#160;๕&nbsp;๖",
}


@pytest.mark.parametrize(("given", "expected"), CASES.items())
def test_numbers_that_are_read(given: str, expected: str) -> None:
    assert in_thai_digits(given) == expected


def test_tags_styles_and_code_stay() -> None:
    page = '<style>a{margin:1pt}</style><p class="x1" data-a="5>4">ข้อ 1<b>2</b></p><code>3</code> 4'
    assert page_in_thai_digits(page) == page.replace("ข้อ 1<b>2", "ข้อ ๑<b>๒").replace(" 4", " ๔")


def test_code_on_one_line_keeps_its_digits() -> None:
    texts = Texts(Library(), Settings(root=Path()), (), ThaiDate(2026), thai=True)
    line = str(texts.short("**เปิดช่อง 3** ด้วย `serve --port 8080` แล้วรอ 10 นาที", 40))
    assert page_in_thai_digits(line) == "เปิดช่อง ๓ ด้วย <code>serve --port 8080</code> แล้วรอ ๑๐ นาที"
    assert str(texts.short("`a < 5`")) == "<code>a &lt; 5</code>"
    assert str(texts.short("นัดประชุมก่อนเริ่มงานสองวัน", 8)).endswith("…")
