"""The kit of a workshop: times that add up, every sheet there, forms that can be read back, the same bytes twice."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation

from harvester.cli import harvester
from harvester.model import Library
from harvester.printing import Job, Press
from harvester.printing.kit import kit
from harvester.printing.slides import slides
from harvester.printing.workshop import LENGTHS, WORKSHEETS, programme
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate


@pytest.fixture(scope="module")
def job(library: Library, settings: Settings) -> Job:
    collection = next(one for one in library.collections if one.id == "small")
    lessons = tuple(one for one in library.lessons if one.techniques)
    return Job(library, collection, lessons, settings, ThaiDate(2026, 11, 20))


@pytest.mark.parametrize("hours", LENGTHS)
@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_the_times_add_up(job: Job, hours: float, count: int) -> None:
    blocks = programme(replace(job, lessons=job.lessons[:count]), hours)
    assert sum(one.minutes for one in blocks) == hours * 60
    assert all(one.minutes > 0 for one in blocks)
    assert [one.starts for one in blocks[1:]] == [one.ends for one in blocks[:-1]]
    assert blocks[0].starts == "09.00"


def _text(content: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.print
def test_a_kit_for_seven_people(job: Job, press: Press) -> None:
    job = replace(job, hours=1.5, people=7)
    made = kit(job, press)
    assert made.content == kit(job, press).content
    files = {}
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    listing = files.pop("00-อ่านก่อนพิมพ์.txt").decode()
    assert all(name in listing for name in files), "every file is in the list"
    assert "สำหรับ 7 คน 1.5 ชั่วโมง แบ่ง 2 กลุ่ม" in listing
    assert {name.partition("-")[2].removesuffix(".pdf") for name in files} >= {
        sheet.key for sheet in WORKSHEETS
    }
    told = _text(files["18-tell-back.pdf"])
    assert "#ลองแล้ว " in told
    assert "เกิดอะไรขึ้น:" in told
    show = Presentation(io.BytesIO(files["02-slides.pptx"]))
    assert show.slide_width * 9 == pytest.approx(show.slide_height * 16, rel=0.01)
    deck = slides(job, 1.5)
    assert [page.shapes.title.text_frame.text for page in show.slides] == [one.title for one in deck]
    assert len(_text(files["02-slides.pdf"]).rstrip("\f").split("\f")) == len(deck), "no slide runs over"


def test_the_command_asks_for_a_length_that_there_is(tmp_path: Path) -> None:
    asked = CliRunner().invoke(harvester, ["print", "x", "--format", "kit", "--hours", "2"])
    assert asked.exit_code == 2
    assert "1.5" in asked.output
