"""Only what changed is set again; a shelf that went bad is not believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from harvester.printing.press import Press, Sheets, Shelf

PAGE = "<p>หน้าเดียว</p>"


class Counting(Press):
    """Counts what is really set."""

    count = 0

    def _typeset(self, page: str, pictures: dict[str, bytes]) -> Sheets:
        self.count += 1
        return Sheets(b"%PDF", 1, {"a": 1}, ("w",))


def test_the_same_page_is_set_once(tmp_path: Path) -> None:
    first = Counting(("คุณอำนวย",), Shelf(tmp_path))
    set_ = first.set(PAGE, {"p": b"1"})
    again = Counting(("คุณอำนวย",), Shelf(tmp_path))
    assert again.set(PAGE, {"p": b"1"}) == set_
    assert (first.count, again.count) == (1, 0)


@pytest.mark.parametrize(
    ("words", "page", "shown"),
    [
        (("คุณอำนวย",), PAGE + " ", {"p": b"1"}),
        (("คุณอำนวย",), PAGE, {"p": b"2"}),
        (("คุณเอื้อ",), PAGE, {"p": b"1"}),
    ],
    ids=["another text", "another picture", "another word never cut"],
)
def test_what_changed_is_set_again(
    tmp_path: Path, words: tuple[str, ...], page: str, shown: dict[str, bytes]
) -> None:
    Counting(("คุณอำนวย",), Shelf(tmp_path)).set(PAGE, {"p": b"1"})
    changed = Counting(words, Shelf(tmp_path))
    changed.set(page, shown)
    assert changed.count == 1


def test_a_spoilt_file_on_the_shelf_is_set_again(tmp_path: Path) -> None:
    Counting((), Shelf(tmp_path)).set(PAGE)
    for file in tmp_path.iterdir():
        file.write_bytes(b"spoilt")
    again = Counting((), Shelf(tmp_path))
    assert again.set(PAGE).pages == 1
    assert again.count == 1


def test_what_nobody_asked_for_is_cleared(tmp_path: Path) -> None:
    Counting((), Shelf(tmp_path)).set(PAGE)
    shelf = Shelf(tmp_path)
    Counting((), shelf).set("<p>อีกหน้า</p>")
    shelf.clear()
    assert len(list(tmp_path.iterdir())) == 1


def test_no_folder_of_faces_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    face = "@font-face { font-family: S; src: url(print:fonts/Maitree-SemiBold.ttf) } p { font-family: S }"
    with Press() as press:
        page = f"<html><head><title>ใบ</title><style>{face}</style></head><body>{PAGE}</body></html>"
        assert press.set(page).pages == 1
        assert [*tmp_path.glob("*/weasyprint-*")]
    del press
    assert not [*tmp_path.iterdir()]
