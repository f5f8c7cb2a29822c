"""A preview harvests again after each edit: what changed is told anew, the rest stands, nothing leads nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.model import Library, Link
from harvester.settings import Settings

LESSONS = {
    "water": ("จัดการน้ำแล้งในหมู่บ้าน", "สำรวจบ่อน้ำและฝายของหมู่บ้านก่อนหน้าแล้ง", "น้ำในฝายแห้งเร็วถ้าไม่มีคนเฝ้า"),
    "weir": ("ซ่อมฝายด้วยแรงชาวบ้าน", "สำรวจฝายที่พังก่อนหน้าแล้งแล้วนัดชาวบ้านมาซ่อม", "ฝายพังซ้ำถ้าไม่มีคนเฝ้าน้ำ"),
    "saving": ("กลุ่มออมทรัพย์วันละบาท", "ตั้งกรรมการออมทรัพย์และทำบัญชีเงินออม", "บัญชีเงินออมหายถ้ามีคนถือคนเดียว"),
    "ledger": ("ทำบัญชีกลุ่มให้ทุกคนตรวจได้", "ตั้งกรรมการตรวจบัญชีเงินออมทุกเดือน", "เงินออมหายถ้าไม่มีคนตรวจบัญชี"),
}


def written(title: str, step: str, caution: str) -> str:
    return f"""---
title: {title}
summary: {step}
date: 2568-01-15
status: published
---

## เทคนิค: {title}

1. {step}

   > ข้อควรระวัง: {caution}
   > ทางแก้: {caution.replace("ถ้า", "จึงต้องไม่ให้")}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "lessons").mkdir()
    for name, told in LESSONS.items():
        (tmp_path / "lessons" / f"{name}.md").write_text(written(*told), encoding="utf-8")
    return tmp_path


def harvested(site: Path, before: Library | None = None) -> Library:
    return pipeline.harvest(pipeline.load(Settings(root=site), date(2026, 1, 1)), before=before)


def of(library: Library, lesson: str, kind: str) -> list[Link]:
    return [link for link in library.links_from.get(lesson, ()) if link.kind == kind]  # type: ignore[call-overload]


def test_without_an_edit_nothing_changes(site: Path) -> None:
    first = harvested(site)
    again = harvested(site, first)
    assert again.learnt is first.learnt
    assert again.links == first.links
    assert again.tag_uses == first.tag_uses
    assert again.diagnostics == first.diagnostics


def test_an_edited_lesson_is_told_anew_as_a_whole_harvest_would_tell_it(site: Path) -> None:
    first = harvested(site)
    assert of(first, "water", "similar_caution")[0].target.lesson == "weir"  # type: ignore[union-attr]
    title, step, _ = LESSONS["water"]
    (site / "lessons/water.md").write_text(written(title, step, LESSONS["ledger"][2]), encoding="utf-8")
    again, whole = harvested(site, first), harvested(site)
    for library in (again, whole):
        warned = {link.target.lesson for link in of(library, "water", "similar_caution") if link.target}
        assert warned == {"ledger", "saving"}
        assert of(library, "water", "similar_technique")[0].target.lesson == "weir"  # type: ignore[union-attr]


def test_lessons_that_did_not_change_keep_what_they_lead_to(site: Path) -> None:
    first = harvested(site)
    (site / "lessons/water.md").write_text(written(*LESSONS["water"]) + "\nเพิ่มอีกบรรทัด\n", encoding="utf-8")
    again = harvested(site, first)
    for kind in ("related", "similar_technique", "similar_caution"):
        assert of(again, "saving", kind) == of(first, "saving", kind)


def test_what_is_no_longer_there_is_not_led_to(site: Path) -> None:
    first = harvested(site)
    assert any(link.target and link.target.anchor for link in of(first, "weir", "similar_caution"))
    title, step, _ = LESSONS["water"]
    without = written(title, step, "ก").partition("\n   >")[0]
    (site / "lessons/water.md").write_text(without, encoding="utf-8")
    again = harvested(site, first)
    assert not any(
        link.target and link.target.lesson == "water" for link in of(again, "weir", "similar_caution")
    )


def test_words_nobody_used_before_do_no_harm(site: Path) -> None:
    first = harvested(site)
    told = ("ปลูกมะพร้าวน้ำหอมริมคลอง", "ขุดหลุมปลูกมะพร้าวห่างกันหกเมตร", "ด้วงแรดเจาะยอดถ้าปล่อยซากไว้")
    (site / "lessons/water.md").write_text(written(*told), encoding="utf-8")
    again = harvested(site, first)
    assert again.by_id["water"].title == told[0]
    assert not of(again, "water", "similar_caution")


@pytest.mark.parametrize("change", ["added", "removed", "vocabulary"])
def test_another_set_of_lessons_or_words_is_learnt_anew(site: Path, change: str) -> None:
    first = harvested(site)
    if change == "added":
        (site / "lessons/more.md").write_text(written(*LESSONS["water"]), encoding="utf-8")
    elif change == "removed":
        (site / "lessons/weir.md").unlink()
    else:
        (site / "lessons/vocabulary").mkdir()
        (site / "lessons/vocabulary/tags.yml").write_text("- id: weir\n  label: ฝาย\n", encoding="utf-8")
    again, whole = harvested(site, first), harvested(site)
    assert again.learnt is not first.learnt
    assert again.links == whole.links
    assert again.tag_uses == whole.tag_uses


def test_a_library_harvested_by_itself_learns_by_itself(site: Path) -> None:
    library = pipeline.load(Settings(root=site), date(2026, 1, 1))
    one, other = pipeline.harvest(library), pipeline.harvest(replace(library, learnt={}))
    assert one.links == other.links
