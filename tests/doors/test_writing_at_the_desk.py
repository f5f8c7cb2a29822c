"""What is written in the editor, in a real browser, passes the check: lessons, trials, collections, words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from harvester import pipeline
from harvester.cli import harvester
from harvester.model import Lesson
from harvester.reading.lesson import read_lesson
from harvester.settings import Settings

BODY = """## บริบท

หลายหน่วยงานต้องลงพื้นที่พร้อมกัน

## เทคนิค: นัดด้วยใจ

ได้ผลเพราะคนตกลงกับคน

1. โทรหาตัวคนก่อน
   > ข้อควรระวัง: นัดปากเปล่าอย่างเดียว
   > ทางแก้: ส่งหนังสือตาม

2. ส่งหนังสือ ดู [[letter-on-the-desk]]

## กับดัก

- คิดว่าหนังสือถึงแล้วคนจะมา
  > ทางแก้: โทรทวน
"""


def _renamed(page: Any, name: str) -> None:
    """Another id in the place of the proposed one; Decap moves the cursor when a field gets the focus."""
    page.get_by_label("รหัส").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(name)


def _publish(page: Any) -> None:
    page.get_by_role("button", name="บันทึก", exact=True).first.click()
    page.get_by_role("menuitem", name="บันทึกลงเครื่อง").click()


def _when_written(file: Path, page: Any, old: bytes = b"") -> Lesson:
    for _ in range(100):
        if file.is_file() and file.read_bytes() != old:
            break
        page.wait_for_timeout(100)
    reading = read_lesson(f"{file.parent.name}/{file.name}", file.read_bytes())
    assert reading.diagnostics == ()
    assert reading.lesson is not None
    return reading.lesson


@pytest.mark.browser
def test_a_lesson_is_written_in_the_editor(settings: Settings, address: str, page: Any) -> None:
    page.goto(f"http://{address}/admin/#/collections/new-lessons/new")
    page.get_by_label("ชื่อเรื่อง").first.fill("นัดด้วยใจ: ตอนแรก")
    _renamed(page, "call-with-heart")
    page.get_by_label("สรุป").first.fill("โทรก่อน แล้วส่งหนังสือ")
    page.get_by_label("วันที่").first.fill("2 พ.ย. 2549")
    page.get_by_role("button", name="แก้รวมเป็นข้อความเดียว").click()
    page.get_by_label("เนื้อเรื่องทั้งหมด").fill(BODY)
    preview = page.frame_locator("iframe")
    preview.locator(".step .knot__part--remedy").wait_for()
    assert preview.locator(".step").count() == 2
    assert preview.locator(".hz--trap").count() == 1
    _publish(page)
    file = settings.lessons_folder / "2569/call-with-heart.md"
    lesson = _when_written(file, page)
    assert lesson.title == "นัดด้วยใจ: ตอนแรก"
    assert lesson.body.strip() == BODY.strip()
    checked = CliRunner().invoke(harvester, ["-C", str(settings.root), "check", str(file)])
    assert checked.exit_code == 0, checked.output
    assert [url for url in page.went if not url.startswith((f"http://{address}/", "blob:", "data:"))] == []
    assert page.faults == []


def _saved(folder: Path, page: Any, old: set[Path]) -> Path:
    """The file that comes into a folder, at whatever depth."""
    for _ in range(100):
        new = set(folder.rglob("*.yml")) - old
        if new:
            return new.pop()
        page.wait_for_timeout(100)
    raise AssertionError("nothing was saved")


def _passes(settings: Settings, file: Path) -> None:
    """Nothing is said against the file by the check of the whole library."""
    checked = CliRunner().invoke(harvester, ["-C", str(settings.root), "check", "--format", "json"])
    own = file.relative_to(settings.root).as_posix()
    assert [
        one for one in json.loads(checked.stdout) if one["path"].endswith(own) and one["severity"] != "info"
    ] == []


@pytest.mark.browser
def test_an_id_is_proposed_from_the_title_and_kept(settings: Settings, address: str, page: Any) -> None:
    page.goto(f"http://{address}/admin/#/collections/new-lessons/new")
    title, name = page.get_by_label("ชื่อเรื่อง").first, page.get_by_label("รหัส").first
    title.fill("เยี่ยมบ้าน ๓ หลัง")
    assert name.input_value() == "yiam-ban-3-lang"
    title.fill("นัดด้วยใจ")
    assert name.input_value() == "nat-duai-chai"
    _renamed(page, "heart-first")
    title.fill("นัดด้วยใจ ตามด้วยหนังสือ")
    assert name.input_value() == "heart-first", "what a person wrote stays"
    page.get_by_label("สรุป").first.fill("โทรก่อน")
    _publish(page)
    _when_written(settings.lessons_folder / "2569/heart-first.md", page)
    page.get_by_text("บันทึกในเครื่องแล้ว").first.wait_for()
    assert page.get_by_text("เผยแพร่แล้ว", exact=True).count() == 0, (
        "a draft on one's own machine is not published"
    )
    name.focus()
    assert not name.is_editable(), "an id is frozen once it is an address"


@pytest.mark.browser
def test_a_draft_of_the_terminal_is_written_on_in_the_editor(
    settings: Settings, address: str, page: Any
) -> None:
    made = CliRunner().invoke(harvester, ["-C", str(settings.root), "new", "--title", "เดินก่อนพูด", "--yes"])
    assert made.exit_code == 0, made.output
    file = settings.lessons_folder / "2569/doen-kon-phut.md"
    old = file.read_bytes()
    page.goto(f"http://{address}/admin/#/collections/new-lessons/entries/doen-kon-phut")
    page.get_by_label("สรุป").first.fill("เดินสามบ้านก่อนเปิดเวที")
    _publish(page)
    lesson = _when_written(file, page, old)
    assert lesson.summary == "เดินสามบ้านก่อนเปิดเวที"


def _choose(page: Any, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).first.press_sequentially(option)
    page.keyboard.press("Enter")


@pytest.mark.browser
def test_a_trial_is_written_in_the_editor(settings: Settings, address: str, page: Any) -> None:
    folder = settings.lessons_folder / "trials"
    old = set(folder.rglob("*.yml"))
    page.goto(f"http://{address}/admin/#/collections/trials/new")
    _choose(page, "บทเรียนที่ลอง", "นัดด้วยใจ ตามด้วยหนังสือ")
    _choose(page, "ผล", "ได้ผลบางส่วน")
    page.get_by_label("เกิดอะไรขึ้น").first.fill("มาสองจากสาม: ดี")
    page.get_by_label("วันที่").first.fill("๑๕ พ.ย. ๖๙")
    page.frame_locator("iframe").locator(".trial--partly").wait_for()
    _publish(page)
    file = _saved(folder, page, old)
    assert file.parent.name == "coordinate-before-visit"
    library = pipeline.load(settings)
    trial = next(one for one in library.trials if one.slug == file.stem)
    assert (trial.lesson, trial.outcome, trial.result) == (
        "coordinate-before-visit",
        "partly",
        "มาสองจากสาม: ดี",
    )
    _passes(settings, file)
    assert page.faults == []


@pytest.mark.browser
def test_a_collection_is_made_in_the_editor(settings: Settings, address: str, page: Any) -> None:
    folder = settings.lessons_folder / "collections"
    old = set(folder.rglob("*.yml"))
    page.goto(f"http://{address}/admin/#/collections/collections/new")
    page.get_by_label("ชื่อชุด").first.fill("ชุดเปิดเวที")
    page.get_by_label("สรุป").first.fill("เปิดเวทีให้คนกล้าพูด")
    _choose(page, "บทเรียน (ไม่ใส่ก็ได้)", "ให้คนเงียบพูดก่อน")
    _choose(page, "บทเรียน (ไม่ใส่ก็ได้)", "นัดด้วยใจ")
    page.frame_locator("iframe").get_by_text("ให้คนเงียบพูดก่อน").wait_for()
    _publish(page)
    file = _saved(folder, page, old)
    assert file.stem == "chut-poet-wethi"
    made = next(one for one in pipeline.load(settings).collections if one.id == file.stem)
    assert made.ids == ("village-meeting-quiet-voices", "coordinate-before-visit")
    _passes(settings, file)
    assert page.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("kind", "label", "name", "more"),
    [
        ("tags", "การฟังอย่างลึก", "kan-fang-yang-luek", {}),
        ("glossary", "เวทีชาวบ้าน", "wethi-chao-ban", {"ความหมาย": "ที่ที่คนในหมู่บ้านมาคุยกัน"}),
        ("organisations", "กลุ่มแม่บ้านทุ่งนา", "klum-mae-ban-thung-na", {}),
    ],
)
def test_a_word_is_added_in_the_editor(
    settings: Settings, address: str, page: Any, kind: str, label: str, name: str, more: dict[str, str]
) -> None:
    folder = settings.lessons_folder / "vocabulary" / kind
    page.goto(f"http://{address}/admin/#/collections/words-{kind}/new")
    page.get_by_label("คำ", exact=True).first.fill(label)
    for field, text in more.items():
        page.get_by_label(field).first.fill(text)
    _publish(page)
    file = _saved(folder, page, set())
    assert file.stem == name
    assert (label, name) in {(one.label, one.id) for one in pipeline.load(settings).vocabulary.entries}
    _passes(settings, file)


@pytest.mark.browser
def test_a_wrong_id_is_refused_by_the_form(settings: Settings, address: str, page: Any) -> None:
    page.goto(f"http://{address}/admin/#/collections/new-lessons/new")
    page.get_by_label("ชื่อเรื่อง").first.fill("นัด")
    _renamed(page, "นัดด้วยใจ")
    page.get_by_label("สรุป").first.fill("โทรก่อน")
    _publish(page)
    page.get_by_text("ใช้ตัวอังกฤษเล็ก ตัวเลข และขีดกลางเท่านั้น").first.wait_for()
    assert not list((settings.lessons_folder / "2569").glob("*นัด*"))


@pytest.mark.browser
def test_editing_one_field_keeps_all_the_others(settings: Settings, address: str, page: Any) -> None:
    file = settings.lessons_folder / "2569/coordinate-before-visit.md"
    old = file.read_bytes()
    before = read_lesson("2569/coordinate-before-visit.md", old).lesson
    assert before is not None
    page.goto(f"http://{address}/admin/#/collections/lessons-2569/entries/coordinate-before-visit")
    page.get_by_label("สรุป").first.fill("สรุปใหม่")
    _publish(page)
    after = _when_written(file, page, old)
    assert after.summary == "สรุปใหม่"
    assert replace(after, body_line=0, digest="", sections=(), links=()) == replace(
        before, summary="สรุปใหม่", body_line=0, digest="", sections=(), links=()
    )
    assert [(link.kind, link.target) for link in after.declared] == [
        (link.kind, link.target) for link in before.declared
    ]
    assert [t.name for t in after.techniques] == [t.name for t in before.techniques]


@pytest.mark.browser
def test_on_a_phone_form_and_preview_take_turns(address: str, page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"http://{address}/admin/#/collections/new-lessons/new")
    page.get_by_label("ชื่อเรื่อง").first.fill("โทรก่อน")
    assert page.get_by_label("ชื่อเรื่อง").first.bounding_box()["width"] > 280
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="เปิดหรือปิดตัวอย่าง").click()
    page.frame_locator("iframe").get_by_role("heading", name="โทรก่อน").wait_for()
    assert page.locator("iframe").first.bounding_box()["width"] > 320
