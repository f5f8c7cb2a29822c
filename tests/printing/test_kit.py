"""The kit of a workshop: times that add up, every sheet there, forms that can be read back, the same bytes twice."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import segno
from click.testing import CliRunner
from PIL import Image, ImageDraw
from pptx import Presentation

from harvester.cli import harvester
from harvester.cli.paper_photo import _read
from harvester.doors.messages import read_messages
from harvester.doors.submission import draft_submission
from harvester.model import Library
from harvester.printing import Job, Press
from harvester.printing.kit import kit
from harvester.printing.slides import slides
from harvester.printing.workshop import forms, lengths, programme
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate


@pytest.fixture(scope="module")
def job(library: Library, settings: Settings) -> Job:
    collection = next(one for one in library.collections if one.id == "small")
    lessons = tuple(one for one in library.lessons if one.techniques)
    return Job(library, collection, lessons, settings, ThaiDate(2026, 11, 20))


@pytest.mark.parametrize("hours", lengths())
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


@pytest.fixture(scope="module")
def small(job: Job, press: Press) -> bytes:
    return kit(replace(job, hours=1.5, people=7), press).content


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.print
def test_a_kit_for_seven_people(job: Job, press: Press, small: bytes) -> None:
    job = replace(job, hours=1.5, people=7)
    assert small == kit(job, press).content
    files = _files(small)
    listing = files.pop("00-อ่านก่อนพิมพ์.txt").decode()
    assert all(name in listing for name in files), "every file is in the list"
    assert "สำหรับ 7 คน 1.5 ชั่วโมง แบ่ง 2 กลุ่ม" in listing
    by_key = {name.partition("-")[2].removesuffix(".pdf"): content for name, content in files.items()}
    assert by_key.keys() >= {*forms(), "programme", "slides", "slides.pptx", "cards", "group-sheets", "wall"}
    told = _text(by_key["tell-back"])
    assert "#ลองแล้ว " in told
    assert "เกิดอะไรขึ้น:" in told
    for key, form in forms().items():
        assert form.mark in _text(by_key[key]) or key == "tell-back", "every form says how its message begins"
    show = Presentation(io.BytesIO(by_key["slides.pptx"]))
    assert show.slide_width * 9 == pytest.approx(show.slide_height * 16, rel=0.01)
    deck = tuple(slides(job, programme(job, 1.5)))
    assert [page.shapes.title.text_frame.text for page in show.slides] == [one.title for one in deck]
    assert len(_text(by_key["slides"]).rstrip("\f").split("\f")) == len(deck), "no slide runs over"


def _of(content: bytes, key: str) -> bytes:
    return next(made for name, made in _files(content).items() if name.endswith(f"-{key}.pdf"))


LEFT, TOP, MM = 168, 18, 8
"""Where the code of the form stands on the paper, in mm, and dots a mm of the picture of it."""


def _photo(form: Image.Image, ticks: str, left: float = LEFT, top: float = TOP) -> bytes:
    """The form with a stroke in these boxes (v a tick, x a cross, . a speck), as a phone sees it: aslant, turned, grey."""
    drawn = form.copy()
    pen = ImageDraw.Draw(drawn)
    for row, tick in enumerate(ticks):
        x, y = (left + 3 - 1) * MM, (top + 22 + 3 + 6 * row) * MM
        strokes = {
            "v": [(-11, -3, -3, 9), (-3, 9, 13, -14)],
            "x": [(-9, -9, 9, 9), (-9, 9, 9, -9)],
            ".": [(0, 0, 1, 1)],
        }
        for a, b, c, d in strokes.get(tick, []):
            pen.line((x + a, y + b, x + c, y + d), fill=60, width=4)
    wide, high = drawn.size
    quad = (-40, -30, 25, high + 60, wide + 90, high - 20, wide + 20, 35)
    seen = drawn.transform((wide, high), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=150)
    seen = seen.rotate(4, fillcolor=140, resample=Image.Resampling.BICUBIC).point(
        lambda grey: 25 + grey * 0.75
    )
    made = io.BytesIO()
    seen.save(made, "JPEG", quality=70)
    return made.getvalue()


@pytest.mark.print
@pytest.mark.parametrize(
    ("ticks", "told"),
    [("v  ", (0,)), (" x ", (1,)), ("  v", (2,)), ("   ", ()), ("v x", ()), ("v .", (0,))],
)
def test_a_tick_in_a_photo_of_the_form_is_read_where_it_is_sure(
    small: bytes, ticks: str, told: tuple[int, ...]
) -> None:
    page = pypdfium2.PdfDocument(_of(small, "tell-back"))[0]
    form = page.render(scale=MM * 25.4 / 72).to_pil().convert("L")
    kind, about, ticked = _read(_photo(form, ticks))
    assert (kind, ticked) == ("trial", told)
    assert about


@pytest.mark.print
@pytest.mark.parametrize(
    ("key", "ticks", "told"), [("consent", "vv  x", (0, 1, 4)), ("feedback", " v ", (1,))]
)
def test_ticks_of_other_forms_are_read_too(small: bytes, key: str, ticks: str, told: tuple[int, ...]) -> None:
    page = pypdfium2.PdfDocument(_of(small, key))[0]
    form = page.render(scale=MM * 25.4 / 72).to_pil().convert("L")
    code = next(one for one in page.get_objects() if one.type == 3)
    left, _, _, top = code.get_bounds()
    where = left * 25.4 / 72 + 1, (page.get_height() - top) * 25.4 / 72
    assert _read(_photo(form, ticks, *where)) == ("workshop", key, told)


@pytest.mark.parametrize("key", [key for key in forms() if key != "tell-back"])
def test_a_form_that_is_typed_is_read_back_whole(key: str, library: Library) -> None:
    """Mark and labels as they stand on the paper, an answer after each: every answer stands in the draft, nothing that
    is private does."""
    form = forms()[key]
    about = " call-then-write" if form.mark == "#ตอบคำถาม" else ""
    answers = {label: f"คำตอบที่ {at} ของแบบ" for at, label in enumerate(form.labels, 1)}
    text = f"{form.mark}{about}\n" + "".join(f"{label}: {said}\n" for label, said in answers.items())
    (told,) = read_messages(f"{text}โทร 081-234-5678\n")
    draft = draft_submission(told, library, date(2026, 11, 26))
    assert draft.path.startswith("drafts/")
    assert [said for said in answers.values() if said not in draft.text] == []
    if told.kind == "workshop":
        assert "081-234-5678" not in draft.text


def test_boxes_that_stand_elsewhere_tell_nothing() -> None:
    code = segno.make("https://example.org/lessons/call-first/", error="m", micro=False)
    made = io.BytesIO()
    code.save(made, kind="png", scale=8)
    assert _read(made.getvalue()) == ("trial", "call-first", ())


def test_the_command_asks_for_a_length_that_there_is(tmp_path: Path) -> None:
    asked = CliRunner().invoke(harvester, ["print", "x", "--format", "kit", "--hours", "2"])
    assert asked.exit_code == 2
    assert "1.5" in asked.output
