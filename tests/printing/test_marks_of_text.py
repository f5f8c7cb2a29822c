"""What GitHub's Markdown shows is on paper too: footnotes, aligned columns, task lists, alerts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from harvester import pipeline
from harvester.model import Collection
from harvester.printing import FORMS, Job, Press
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from tests.printing.paper import Paper, squeeze

LESSON = """---
title: เรื่องที่มีเชิงอรรถ
status: published
---

## บริบท

มีที่มา[^1] และอีกอย่าง[^ก]

- [ ] ทำก่อน
- [x] ทำแล้ว

| ซ้าย | ขวา |
|:---|---:|
| กข | 12 |

> [!NOTE]
> จำไว้ให้ดี

[^1]: คำอธิบายแรก
[^ก]: คำอธิบายที่สอง
"""


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    root = tmp_path_factory.mktemp("notes")
    (root / "lessons").mkdir()
    (root / "lessons/with-notes.md").write_text(LESSON, encoding="utf-8")
    settings = Settings(root=root)
    library = pipeline.harvest(pipeline.load(settings))
    return Job(
        library, Collection(id="x", title="ชุด", path="x"), library.lessons, settings, ThaiDate(2026, 11, 20)
    )


@pytest.mark.print
def test_in_the_booklet(job: Job, press: Press) -> None:
    paper = Paper(FORMS["booklet"].make(job, press))
    text = paper.squeezed()
    assert text.count("คำอธิบายแรก") == 1
    assert text.index("จำไว้ให้ดี") < text.index("คำอธิบายแรก") < text.index("คำอธิบายที่สอง")
    assert "ข้อสังเกต" in text
    assert "[^" not in text
    assert squeeze("ทำก่อน") in text


def test_in_the_e_book(job: Job) -> None:
    made = FORMS["epub"].make(job, Press())
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        page = archive.read("EPUB/with-notes.xhtml").decode()
    assert "[^" not in page
    assert re.search(
        r'>1</span> คำอธิบายแรก</p>\s*<p class="note"><span class="note-no">2</span> คำอธิบายที่สอง<', page
    )
    assert re.search(r"td style=.text-align:right.>12<", page)
    assert "markdown-alert" in page


def test_a_drawing_has_the_digits_of_its_book(job: Job) -> None:
    lessons = job.settings.lessons_folder
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><text x="1" y="9">ซุ้ม 12</text></svg>'
    )
    (lessons / "stalls.svg").write_text(drawing, encoding="utf-8")
    (lessons / "with-drawing.md").write_text(
        "---\ntitle: ซุ้ม\nstatus: published\n---\n\n## บริบท\n\n![ซุ้ม 12 ซุ้ม](stalls.svg)\n", encoding="utf-8"
    )
    library = pipeline.harvest(pipeline.load(job.settings))
    for digits, shown in (("thai", "ซุ้ม ๑๒"), ("arabic", "ซุ้ม 12")):
        asked = replace(
            job, library=library, lessons=library.lessons, collection=replace(job.collection, digits=digits)
        )
        with zipfile.ZipFile(io.BytesIO(FORMS["epub"].make(asked, Press()).content)) as archive:
            picture = next(
                archive.read(name).decode() for name in archive.namelist() if name.endswith("1.svg")
            )
        assert shown in picture
        assert 'width="30"' in picture
