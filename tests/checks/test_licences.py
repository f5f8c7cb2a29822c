"""Every licence that lessons, imports and checks know is said in plain Thai."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from harvester.model import licences
from harvester.model.licences import NOT_STATED, PUBLIC, RESERVED, in_words

origin = import_module("harvester.drafting.understanding.origin")
LESSONS = Path(__file__).parents[2] / "lessons"


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("all-rights-reserved", RESERVED),
        ("All Rights Reserved", RESERVED),
        ("สงวนลิขสิทธิ์", RESERVED),
        ("not-stated", NOT_STATED),
        ("ไม่ระบุ", NOT_STATED),
        ("public-domain", PUBLIC),
        ("CC0-1.0", PUBLIC),
        ("CC-BY-4.0", "สัญญาอนุญาต CC-BY-4.0 ใช้และดัดแปลงต่อได้ โดยบอกที่มา"),
        (
            "CC BY-NC-SA 3.0 TH",
            "สัญญาอนุญาต CC BY-NC-SA 3.0 TH ใช้และดัดแปลงต่อได้ โดยบอกที่มา ไม่ใช้เพื่อการค้า เผยแพร่ต่อด้วยสัญญาเดียวกัน",
        ),
        ("CC-BY-ND-4.0", "สัญญาอนุญาต CC-BY-ND-4.0 ใช้ต่อได้ โดยบอกที่มา ไม่ดัดแปลง"),
        ("ขออนุญาตแล้ว", "สัญญาอนุญาต ขออนุญาตแล้ว"),
    ],
)
def test_in_words(licence: str, words: str) -> None:
    assert in_words(licence, "CC-BY-4.0") == words


def test_a_lesson_without_one_has_the_licence_of_the_library() -> None:
    assert in_words("", "CC-BY-4.0").startswith("สัญญาอนุญาต CC-BY-4.0 ")


def test_what_imports_write_is_known() -> None:
    written = {origin.RESERVED, *(name for name, _ in origin._P.table_of("terms"))}
    assert {name for name in written if not licences.is_known(name)} == set()


def test_what_our_lessons_name_is_known() -> None:
    named = {
        line.partition("licence:")[2].strip(" }").partition(",")[0]
        for file in LESSONS.rglob("*.md")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "licence:" in line and "{" in line
    }
    assert all(in_words(name, "") != f"สัญญาอนุญาต {name}" for name in named), named
