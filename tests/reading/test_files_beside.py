"""Bytes of strangers as text, drafts as Markdown, open data of other libraries, and what else reading does by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.model import Lesson, SectionKind
from harvester.model.draft import DraftCaution, DraftSection, DraftStep, DraftTechnique, Said
from harvester.reading.companions import Unfit, gather_lessons, read_companion
from harvester.reading.files import as_text
from harvester.reading.manuscript import front_matter, paragraph, sections_text
from harvester.reading.yaml import YamlRefused, parse
from harvester.settings import Settings


def test_bytes_are_text_by_their_mark_or_name() -> None:
    assert as_text("ก ข".encode("utf-16")) == "ก ข"
    assert as_text("ก ข".encode("utf-8-sig")) == "ก ข"
    assert as_text("ก ข".encode("cp874")) == "ก ข"


def test_a_draft_is_written_as_a_lesson_is() -> None:
    def said(text: str, rule: str = "") -> Said:
        return Said(text, rule=rule)

    step = DraftStep(said("โทร *ก่อน*"), cautions=(DraftCaution(said("สาย"), said("โทรซ้ำ")),))
    technique = DraftTechnique(said("นัด"), steps=(step, DraftStep(said("ส่ง"))))
    section = DraftSection(SectionKind.TECHNIQUE, said("เทคนิค: นัด"), technique=technique)
    text = sections_text([section])
    assert "## เทคนิค: นัด\n\n1. โทร \\*ก่อน\\*\n\n   > ข้อควรระวัง: สาย\n   > ทางแก้: โทรซ้ำ\n" in text
    assert "2. ส่ง" in text
    table = paragraph(said("ชื่อ | จำนวน\nก | 2", "table"))
    assert table == "| ชื่อ | จำนวน |\n| --- | --- |\n| ก | 2 |"


def test_fields_are_written_in_the_table_s_order() -> None:
    data = front_matter(Lesson, {"tags.0": "น้ำ", "title": "ก", "date": "2549-11-02", "nothing": "x"})
    assert data == {"title": "ก", "date": "2 พ.ย. 2549", "tags": ["น้ำ"]}
    assert list(data) == ["title", "date", "tags"]


def test_open_data_that_is_none_is_told_in_words() -> None:
    listed = {"name": "คลัง", "url": "https://a.example/", "files": ["../x.json"]}
    with pytest.raises(Unfit, match="ชื่อไฟล์ข้อมูลแปลกไป"):
        gather_lessons(lambda name: json.dumps(listed).encode())


def test_a_file_that_names_itself_otherwise_is_told_with_its_place() -> None:
    text = "id: other\ntitle: ก\n"
    made, found = read_companion("collections/mine.yml", text)
    assert made.id == "mine"
    assert made.extra == {"id": "other"}
    (finding,) = found
    assert (finding.rule, finding.place.line) == ("different-id", 1)
    assert "id" in finding.message


def test_yaml_may_be_twelve_deep_and_no_deeper() -> None:
    assert parse("[" * 11 + "a" + "]" * 11, "a.yml")[1] == []
    with pytest.raises(YamlRefused, match="yaml-too-deep"):
        parse("[" * 12 + "a" + "]" * 12, "a.yml")


def test_reports_of_faults_are_kept_unread(tmp_path: Path) -> None:
    (tmp_path / "lessons/faults").mkdir(parents=True)
    (tmp_path / "lessons/faults/2569-01-01-a.yml").write_text("wrong: มีที่ผิด\n", encoding="utf-8")
    assert pipeline.load(Settings(root=tmp_path)).diagnostics == ()
