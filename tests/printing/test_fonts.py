"""The faces of print: made from the originals by our own code, with the text of every glyph known."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from harvester.printing import glyphs
from tools import print_faces


def test_the_kept_faces_are_those_our_code_makes() -> None:
    for name, content in print_faces.made().items():
        assert (glyphs.READY / name).read_bytes() == content, (
            f"{name}: make it anew with `python -m tools.print_faces`"
        )


@pytest.mark.parametrize("name", glyphs.TEXT_FACES)
def test_whole_sara_am_stands_for_itself(name: str) -> None:
    texts = glyphs.texts(glyphs.face(name))
    for whole in ("ำ", "้ำ", "่ำ"):
        assert whole in texts.values()
    assert {"ื่", "ั้", "ิ่"} <= set(texts.values()), "a narrow vowel carries its tone"


@pytest.mark.parametrize("name", glyphs.TEXT_FACES)
def test_licence_stands_beside_each_face(name: str) -> None:
    family = name.split("-")[0]
    licence = (glyphs.FOLDER / f"OFL-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper()
    with TTFont(io.BytesIO(glyphs.face(name))) as font:
        assert "Open Font License" in font["name"].getDebugName(13)


def test_marks_differ_by_shape() -> None:
    with TTFont(io.BytesIO(print_faces.marks())) as font:
        shapes = {sign: font["glyf"][font.getBestCmap()[ord(sign)]] for sign in "⚠✔▲◐✘○"}
        assert len({str(list(shape.coordinates)) for shape in shapes.values()}) == 6
