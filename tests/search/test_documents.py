"""What of a lesson can be found, under which address, and what the terminal says of it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from harvester.cli import harvester
from harvester.model import Library, Outcome, Term, Trial, Vocabulary
from harvester.model.names import LessonId
from harvester.reading.lesson import read_lesson
from harvester.search.building import build_index, index_of
from harvester.search.document import UNTRIED, Document, Kind, documents
from harvester.search.engine import Search
from harvester.thai.segment import Segmenter

LESSON = """---
title: นัดด้วยใจ ตามด้วยหนังสือ
summary: นัดตัวคนก่อน แล้วให้หนังสือถึงหัวหน้าทันวันนัด
date: 2 พ.ย. 2549
place: {province: พัทลุง, district: ควนขนุน}
roles: [คุณอำนวย]
tags: [การประสานงาน]
---
## บริบท
หัวหน้าไม่รู้ว่าลูกน้องรับปาก
## เทคนิค: นัดตัวคนก่อน
ได้ผลเพราะคนมาด้วยใจ
1. โทรหาด้วยตนเอง
   > ข้อควรระวัง: นัดปากเปล่าอย่างเดียว **ยังมาไม่ได้**
   > ทางแก้: ส่งหนังสือตาม
## กับดัก
- คิดว่าหนังสือแทนใจได้
"""


def library(*trials: Trial) -> Library:
    """One lesson, one word of the glossary."""
    lesson = read_lesson("2549/appointment.md", LESSON.encode()).lesson
    assert lesson is not None
    term = Term(
        id="cap", label="คณะกรรมการเขตสุขภาพเพื่อประชาชน", definition="วงระดับเขต", abbreviations=("กขป.",)
    )
    return Library(lessons=(lesson,), trials=trials, vocabulary=Vocabulary(terms=(term,)))


def search(of: Library) -> Search:
    """Its index, opened."""
    return Search(index_of(of).load)


def test_each_object_has_its_own_address() -> None:
    opened = search(library())
    addresses = [opened.lexicon.address_of(number) for number in range(opened.lexicon.documents)]
    assert addresses == [
        "lessons/appointment/",
        "lessons/appointment/#technique-1",
        "lessons/appointment/#step-1-1",
        "lessons/appointment/#caution-1-1-1",
        "lessons/appointment/#trap-1",
        "glossary/#cap",
        "places/phatthalung/",
    ]


def test_a_hazard_is_shown_with_its_remedy_and_place() -> None:
    card = search(library()).card(3)
    assert card.text == "นัดปากเปล่าอย่างเดียว ยังมาไม่ได้"
    assert card.remedy == "ส่งหนังสือตาม"
    assert card.note == "ขั้นที่ 1 ของ นัดตัวคนก่อน"


def test_facets_say_what_was_tried() -> None:
    untried = next(documents(library()))
    assert ("evidence", UNTRIED) in untried.facets
    assert ("year", "2549") in untried.facets
    assert ("province", "พัทลุง") in untried.facets
    failed = Trial(path="trials/appointment/a.yml", lesson=LessonId("appointment"), outcome=Outcome.FAILED)
    tried = next(documents(library(failed)))
    assert ("evidence", "เคยไม่ได้ผล") in tried.facets
    assert tried.trials == (0, 0, 1)


def test_kinds_follow_their_lesson() -> None:
    kinds = [document.kind for document in documents(library())]
    assert kinds == [Kind.LESSON, Kind.TECHNIQUE, Kind.STEP, Kind.CAUTION, Kind.TRAP, Kind.TERM, Kind.PLACE]


def test_the_terminal_finds_what_the_site_finds(tmp_path: Path) -> None:
    folder = tmp_path / "lessons" / "2549"
    folder.mkdir(parents=True)
    (folder / "appointment.md").write_text(LESSON.replace("tags:", "status: published\ntags:"), "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    runner = CliRunner()
    said = runner.invoke(harvester, ["-C", str(tmp_path), "search", "ปากเปล่า", "--json", "--limit", "1"])
    assert said.exit_code == 0, said.output
    found = json.loads(said.output)
    assert found["hits"][0]["url"] == "lessons/appointment/#caution-1-1-1"
    assert found["facets"]["province"] == {"พัทลุง": 1}
    shown = runner.invoke(harvester, ["-C", str(tmp_path), "search", "ปากเปล่า", "--kind", "caution"])
    assert "พบ 1 บทเรียน" in shown.output
    assert "ทางแก้: ส่งหนังสือตาม" in shown.output
    missing = runner.invoke(harvester, ["-C", str(tmp_path), "search", "qqqq"])
    assert "ยังไม่มีบทเรียนที่ตอบ “qqqq”" in missing.output


def test_a_mark_of_a_note_is_no_word() -> None:
    text = "ชาวบ้านทำปุ๋ยหมักจากฟางข้าว{} แล้วแบ่งกันใช้ทั้งตำบล{}"
    twins = (
        Document(name, Kind.LESSON, "ปุ๋ยหมัก", (("body", text.format(first, second)),))
        for name, first, second in (("noted", "[1]", " [^๑๒]"), ("plain", "", ""))
    )
    lexicon = Search(build_index(twins, Segmenter()).load).lexicon
    assert lexicon.lengths[0] == lexicon.lengths[1]
    assert "1" not in lexicon.ids
