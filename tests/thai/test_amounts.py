"""Numbers out of the words in which people say what a work takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvester.thai.numbering import MANY, expense, minutes, people


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("1 สัปดาห์ก่อนวันนัด", 2400, 2400),
        ("๒–๓ ชั่วโมง", 120, 180),
        ("ครึ่งวัน แล้วทวนทุกเดือน", 240, 240),
        ("เดือนละครึ่งวัน", 240, 240),
        ("บ้านละ 1 ชั่วโมง", 60, 60),
        ("1 ชั่วโมง 30 นาที", 90, 90),
        ("สองชั่วโมงครึ่ง", 150, 150),
        ("2 วัน 1 คืน", 960, 960),
        ("6–7 เดือน", 57_600, 67_200),
        ("ตลอดปี", 115_200, 115_200),
    ],
)
def test_time(said: str, least: int, most: int) -> None:
    assert minutes(said) == (least, most)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("3-8", 3, 8), ("20–60 คน", 20, 60), ("ราว ๔๐ คน", 40, 40), ("ไม่เกิน 30", 1, 30), ("อย่างน้อย 5 คน", 5, MANY),
        ("สองคน", 2, 2), ("คนเดียว", 1, 1), ("กลุ่มละ 5 ถึง 7 คน", 5, 7), ("หลายคน", 3, MANY), ("1,200 คน", 1200, 1200),
        ("8 ถึง 3 คน", 8, 8),
    ],
)  # fmt: skip
def test_people(said: str, least: int, most: int) -> None:
    assert people(said) == (least, most)


@pytest.mark.parametrize(
    ("said", "level"),
    [("ไม่มี", 0), ("ต่ำ", 1), ("ไม่มาก", 1), ("500 บาท", 1), ("ปานกลาง", 2), ("15,000 บาท", 3), ("แพง", 3)],
)
def test_money(said: str, level: int) -> None:
    assert expense(said) == level


@pytest.mark.parametrize("said", ["", "ตามกำหนดของโครงการ", "ทุกวัน", "ทั้งทีม", "ตามงบโครงการ"])
def test_what_names_no_amount_has_none(said: str) -> None:
    assert (minutes(said), people(said), expense(said)) == (None, None, None)


@given(st.text(alphabet="0123456789๐๑๒,.-–ถึงครึ่งหลายวันคนบาท ", max_size=30))
def test_no_words_break_it(said: str) -> None:
    for found in (minutes(said), people(said)):
        assert found is None or 0 <= found[0] <= found[1]
    assert expense(said) in (None, 0, 1, 2, 3)
