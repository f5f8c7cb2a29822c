"""Real journeys on a phone, on a site without repository: told on the page, received, and on the rebuilt site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.doors.messages import compose
from harvester.doors.questions import MARKS, QUESTIONS
from harvester.emitters.single_pages import _kind
from tests.search.browser_engine import node
from tests.serving import served

ROOT = Path(__file__).parents[2]
LESSON = "ask-before-planning"


def _harvester(site: Path, *args: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from harvester.cli import main; main()", "-C", str(site), *args]
    environment = os.environ | {"HARVESTER_PRINTS": "0", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, input=given, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("telling") / "site"
    made = _harvester(folder.parent, "init", str(folder), "--no-input")
    assert made.returncode == 0, made.stderr
    built = _harvester(folder, "build", "-q")
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site / "site") as root:
        yield root


@pytest.fixture
def phone(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 720}, locale="th-TH", has_touch=True, is_mobile=True
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def _text(page: Any) -> str:
    page.get_by_role("button", name="ดูข้อความก่อนส่ง").click()
    box = page.locator(".tell-text")
    box.wait_for()
    return str(box.input_value())


@pytest.mark.browser
def test_a_failed_trial_a_lesson_and_a_wish_reach_the_site(site: Path, address: str, phone: Any) -> None:
    phone.goto(f"{address}lessons/{LESSON}/")
    phone.get_by_role("link", name="ฉันก็ลองแล้ว").last.click()
    phone.get_by_text("ไม่ได้ผล", exact=True).click()
    phone.get_by_label("เกิดอะไรขึ้น").fill("คนมาแค่สามบ้าน เพราะตรงกับวันเกี่ยวข้าว")
    phone.get_by_label("เจออะไร").fill("ไม่ได้ถามปฏิทินนา")
    trial = _text(phone)
    assert trial.startswith(f"#ลองแล้ว {LESSON}\n")
    assert phone.locator("[data-way=copy]").is_visible()
    phone.reload()
    assert "วันเกี่ยวข้าว" in phone.get_by_label("เกิดอะไรขึ้น").input_value(), "kept until it is sent"

    phone.goto(f"{address}tell/?kind=lesson#lesson")
    phone.get_by_label("ชื่อเรื่อง").fill("ปูเสื่อใต้ต้นมะขาม")
    phone.get_by_label("ขั้นที่ 1 ทำอะไร").fill("ปูเสื่อใต้ต้นไม้ก่อนตะวันตก")
    phone.get_by_label("ข้อควรระวัง (ถ้ามี)").fill("ฝนมาแล้วไม่มีที่หลบ")
    phone.get_by_label("ทางแก้ (ถ้ารู้)").fill("จองศาลาวัดไว้ด้วย")
    phone.get_by_role("button", name="เพิ่มขั้น").click()
    phone.get_by_label("ขั้นที่ 2 ทำอะไร").fill("โทรหาป้าสมศรี 081-234-5678 ให้ชวนเพื่อน")
    phone.get_by_role("button", name="ดูข้อความก่อนส่ง").click()
    phone.locator(".tell-private").wait_for()
    assert "ส่วนตัว" in phone.locator(".tell-out").inner_text()
    phone.get_by_role("button", name="เปลี่ยนให้ทั้งหมด").click()
    lesson = str(phone.locator(".tell-text").input_value())
    assert "081" not in lesson

    phone.goto(
        f"{address}tell/?kind=wish&about=%E0%B8%AD%E0%B8%A2%E0%B8%B2%E0%B8%81%E0%B9%80%E0%B8%A5%E0%B8%B4%E0%B8%81%E0%B9%80%E0%B8%AB%E0%B8%A5%E0%B9%89%E0%B8%B2#wish"
    )
    wish = _text(phone)
    assert wish.startswith("#ขอบทเรียน\nติดเรื่องอะไร: อยากเลิกเหล้า")

    received = _harvester(site, "receive", "-", "--json", given="\n\n".join((trial, lesson, wish)))
    told = json.loads(received.stdout)
    assert [one["state"] for one in told["items"]] == ["written"] * 3, received.stdout
    assert [one["path"].split("/")[0] for one in told["items"]] == ["trials", "drafts", "wishes"]
    assert _harvester(site, "build", "-q", "--drafts").returncode == 0
    html = (site / "site" / "lessons" / LESSON / "index.html").read_text().replace("<wbr>", "")
    assert "ไม่ได้ผล" in html
    assert "ปฏิทินนา" in html.replace('<span class="nb">', "").replace("</span>", "")
    phone.goto(f"{address}gaps/")
    assert "อยากเลิกเหล้า" in phone.locator("#wishes").inner_text().replace("\u200b", "")
    draft = Path(told["items"][1]["path"]).stem
    phone.goto(f"{address}lessons/{draft}/")
    assert "จองศาลาวัด" in phone.locator("#main").inner_text()


@pytest.mark.browser
def test_search_in_vain_leads_to_a_wish(address: str, phone: Any) -> None:
    phone.goto(f"{address}search/?q=zzzqqq")
    phone.locator("a[href*='tell/?kind=wish']").first.click()
    phone.locator("form.tell").wait_for()
    assert phone.get_by_label("ติดเรื่องอะไร").input_value() == "zzzqqq"


@pytest.mark.browser
def test_long_texts_and_lines_own_browser(chromium: Any, address: str) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36 Line/14.0"
    context = chromium.new_context(viewport={"width": 360, "height": 720}, user_agent=agent)
    page = context.new_page()
    page.goto(f"{address}tell/?kind=wish#wish")
    page.get_by_label("ติดเรื่องอะไร").fill("ก" * 100)
    _text(page)
    assert (
        page.locator("[data-way=line]").get_attribute("href").startswith("https://line.me/R/share?text=%23")
    )
    assert page.locator("[data-way=file]").count() == page.locator("[data-way=paper]").count() == 0
    assert "openExternalBrowser=1" in page.locator("a[href*=openExternalBrowser]").get_attribute("href")
    page.get_by_label("ติดเรื่องอะไร").fill("ก" * 1000)
    _text(page)
    assert page.locator("[data-way=line]").count() == 0, "9 bytes a letter: no address holds it"
    assert page.locator(".tell-text").input_value().count("ก") >= 1000
    context.close()


def test_without_a_script_the_page_says_what_to_write(site: Path) -> None:
    html = (site / "site" / "tell" / "index.html").read_text()
    for kind, mark in MARKS.items():
        assert f'id="{kind}"' in html
        assert mark in html


def test_every_invitation_leads_to_the_form(site: Path) -> None:
    for page in (site / "site").rglob("index.html"):
        html = page.read_text()
        for word in ("ฉันก็ลองแล้ว", "ฉันมีคำตอบ", "ช่วยเล่า"):
            at = html.find(f">{word}")
            assert at < 0 or "tell/" in html[max(0, at - 400) : at], page


STEPS = "ล้อมวง\nข้อควรระวัง: คนเดียวพูด\nทางแก้: วนไมค์\n2. ถาม"
CASES = [
    ("trial", "call-first", {"outcome": "failed", "result": "คนไม่มา\nเพราะฝน", "who": "หมู่ 4"}),
    (
        "lesson",
        "",
        {
            "title": "ล้อมวง",
            "steps": STEPS,
            "outcomes": "คนกล้า",
            "tags": "ประชุม",
        },
    ),
    ("wish", "", {"problem": "ชวนวัยรุ่น"}),
    ("answer", "call-first#caution-1-1-1", {"part": "ทางแก้", "words": "ใช้บัตรคำ"}),
    ("fault", "/lessons/x/", {"wrong": "ปีผิด"}),
]


def test_page_and_program_compose_the_same_text(tmp_path: Path) -> None:
    jobs = [[_kind(kind), about, answers, True] for kind, about, answers in CASES]
    script = tmp_path / "ask.mjs"
    script.write_text(
        f'import {{ compose }} from "{(ROOT / "templates/assets/tell/compose.js").as_uri()}";\n'
        f"console.log(JSON.stringify({json.dumps(jobs)}.map((job) => compose(...job))));\n"
    )
    done = subprocess.run([node(), str(script)], capture_output=True, text=True, encoding="utf-8", check=True)
    for (kind, about, answers), text in zip(CASES, json.loads(done.stdout), strict=True):
        ours = compose(kind, about, answers, promised=True)
        assert sorted(text.split("\n")) == sorted(ours.split("\n")), (
            "only the order of questions is the form's own"
        )
        assert len(QUESTIONS[kind]) == len(_kind(kind)["questions"])
