"""`harvester print --report`: what it counts, and that no shipped book has any of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from harvester.cli import harvester
from harvester.printing import Press
from harvester.printing.report import COUNTS, count_faults
from harvester.thai.segment import Segmenter

ROOT = Path(__file__).parents[2]
FORMS = ("booklet", "cards", "brief", "poster", "session")
SHIPPED = sorted(file.stem for file in (ROOT / "lessons/collections").glob("*.yml"))


@dataclass(frozen=True)
class Line:
    text: str
    base: float
    right: float = 300.0
    left: float = 50.0
    size: float = 12.0
    page: int = 0


def faults(*lines: Line) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in count_faults(lines, 1, Segmenter())[1]]


def test_a_cut_word_a_lone_word_and_a_bad_start_are_seen() -> None:
    assert faults(Line("ก่อนคุยเราเปิดดูแฟ้", 700), Line("มประวัติของทุกคนในหมู่บ้าน", 680)) == [
        ("words_cut", "ก่อนคุยเราเปิดดูแฟ้"[-12:] + "|มประวัติของท")
    ]
    assert faults(Line("คนในวงเงียบทุกครั้งที่ถามแบบนี้", 700), Line("อีก", 680, right=70)) == [
        ("short_last_lines", "ครั้งที่ถามแบบนี้"[-12:] + "|อีก")
    ]
    assert faults(Line("ไปบ่อย", 700), Line("ๆ แล้วคนจะเปิดประตูให้เอง", 680))[0][0] == "bad_starts"


def test_short_items_of_a_list_are_no_lone_words() -> None:
    assert faults(Line("ป้ายสามสี", 700, right=90), Line("โต๊ะล่าม", 680, right=80)) == []


def test_lines_of_other_paragraphs_are_no_cut_words() -> None:
    assert (
        faults(Line("โรงพยา", 700, right=90), Line("บาล", 680, right=70), Line("กว้างสุดในคอลัมน์นี้", 500)) == []
    )


@pytest.mark.print
@pytest.mark.parametrize("collection", SHIPPED)
def test_shipped_prints_are_well_set(collection: str, tmp_path: Path, press: Press) -> None:
    forms = [word for form in FORMS for word in ("--format", form)]
    command = ["-C", str(ROOT), "print", collection, *forms, "--report", "--out", str(tmp_path)]
    said = CliRunner().invoke(harvester, command)
    assert said.exit_code == 0, said.output
    for form in FORMS:
        row = next(one for one in said.output.splitlines() if one.startswith(f"{collection}-{form}.pdf · "))
        counts = dict(zip(COUNTS, map(int, row.split(" · ")[1:]), strict=True))
        assert not any(count for kind, count in counts.items() if kind not in ("pages", "lines")), said.output
