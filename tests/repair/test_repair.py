"""What a repair gives back, as cases a writer can read, and what it never does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.thai.repair import normalise, repairer

CASES = Path(__file__).with_name("cases.txt").read_text(encoding="utf-8").removesuffix("\n.\n").split("\n.\n")
SOUND = """วันที่ ๓ มีนาคม ๒๕๖๕ คณะทำงานตำบลนัดประชุมที่ศาลากลางบ้าน มีผู้มาร่วม ๒๗ คน
เราเริ่มจากถามว่าใครเคยลองแล้วบ้าง จากนั้นให้เจ้าของเรื่องเล่าเอง โดยไม่ขัดจังหวะ
สิ่งที่ได้เรียนรู้คือ อย่าเพิ่งสรุปก่อนฟังครบ เพราะคนเงียบที่สุดมักรู้เรื่องจริงมากที่สุด"""


@pytest.mark.parametrize(
    ("title", "broken", "sound"), list(zip(CASES[::3], CASES[1::3], CASES[2::3], strict=True))
)
def test_case(title: str, broken: str, sound: str) -> None:
    assert repairer().repair(broken).text == sound, title


def test_sound_text_comes_back_as_it_was() -> None:
    repaired = repairer().repair(SOUND)
    assert repaired.text == SOUND
    assert repaired.changes == ()
    assert repaired.style is None


@pytest.mark.parametrize(
    ("broken", "sound", "told"),
    [
        ("การ พฒั นา", "การ พัฒนา", [("พฒั นา", "พัฒนา")]),
        ("แผน งาน พฒันา ชุมชน", "แผน งาน พัฒนา ชุมชน", [("พฒันา", "พัฒนา")]),
        ("ประชมุ ทห่ี มบู่ า้ น", "ประชุมที่หมู่บ้าน", [("ประชมุ", "ประชุม"), ("ทหี่ มบู่ า้ น", "ที่หมู่บ้าน")]),
        ("ตาบลบา้ นใหม ่ อาเภอเมือง", "ตำบลบ้านใหม่ อำเภอเมือง",
         [("ตาบลบา้ น", "ตำบลบ้าน"), ("ใหม ่", "ใหม่"), ("อาเภอเมือง", "อำเภอเมือง")]),
    ],
)  # fmt: skip
def test_real_spaces_stay_and_every_change_is_told(
    broken: str, sound: str, told: list[tuple[str, str]]
) -> None:
    repaired = repairer().repair(broken)
    assert repaired.text == sound
    assert [(one.before.strip(), one.after.strip()) for one in repaired.changes] == told
    assert all(one.applied and one.line == 1 for one in repaired.changes)


def test_what_is_unsure_stays_and_is_reported() -> None:
    repaired = repairer().repair("เเผนงานพัฒนาาชุมชน")
    assert "พัฒนาา" in repaired.text
    assert [change.applied for change in repaired.changes] == [False]
    assert repaired.unsure[0].confidence < 0.6


def test_a_change_says_where_it_stands() -> None:
    change = repairer().repair("บรรทัดแรก\nสานกั งานพฒั นาชมุ ชน").changes[0]
    assert (change.line, change.applied) == (2, True)


def test_lines_broken_for_width_are_joined_without_gluing() -> None:
    wrapped = (
        "การประชุมครั้งนี้มีเป้าหมายให้ทุกหมู่บ้านเล่าสิ่งที่ลองทำมาแล้วในรอบปี\n"
        "และช่วยกันเลือกเรื่องที่จะทำต่อในปีหน้า โดยมีพี่เลี้ยงของตำบลคอยจดบันทึกให้\n"
        "ครบทุกข้อ"
    )
    joined = repairer().spaces.unwrap(wrapped)
    assert "ในรอบปี และช่วยกัน" in joined
    assert "\n" not in joined


@pytest.mark.parametrize("read", ["cp1252", "cp874", "latin-1"])
@pytest.mark.parametrize("written", ["utf-8", "cp874"])
def test_misread_bytes_are_read_again(read: str, written: str) -> None:
    if read == written:
        return
    garbled = "".join(bytes([byte]).decode(read, "ignore") or chr(byte) for byte in SOUND.encode(written))
    assert normalise(garbled) == SOUND


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E)
        | st.sampled_from(" \nab1.๑“”\uf70a\ufffd")
    )
)
def test_letters_survive(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(
            c for c in of.replace("เเ", "แ").replace("ำ", "า") if "ก" <= c <= "ฮ" or c in "ะาเแโใไๆฯab1.๑"
        )

    assert letters(repairer().repair(text).text) == letters(text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="กขนมรสาำิี่้์เแ \n", max_size=60))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
