"""The writing page: pieces of a lesson and the same Markdown, documents dropped, messages taken, published."""

from __future__ import annotations

import base64
import json
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.cli.admin import desk
from harvester.cli.desk_actions import ACTIONS
from harvester.settings import load_settings
from tests.doors.test_telling import _harvester
from tests.search.browser_engine import node

ROOT = Path(__file__).parents[2]
ROUND = """
await import(process.argv[2]);
const { parse, join, render, add } = globalThis.lessonBody;
let all = "";
for await (const part of process.stdin) all += part;
const told = JSON.parse(all);
console.log(JSON.stringify(told.map((body) => {
  const pieces = parse(body), items = pieces.filter((one) => one.type === "item");
  const same = join(pieces);
  const first = items.find((one) => !one.whole && one.knots.length);
  if (first) { first.say += " แก้"; first.raw = render(first); }
  return { same, edited: join(pieces), items: items.length, whole: items.filter((one) => one.whole).length };
})));
"""


def test_untouched_lessons_keep_every_byte_and_an_edit_touches_its_own_lines(tmp_path: Path) -> None:
    bodies = [
        file.read_text(encoding="utf-8").split("---\n", 2)[2]
        for folder in ("lessons", "tests/site/lessons")
        for file in sorted((ROOT / folder).rglob("*.md"))
        if file.read_bytes().startswith(b"---\n")
    ]
    script = tmp_path / "round.mjs"
    script.write_text(ROUND)
    done = subprocess.run(
        [node(), str(script), (ROOT / "templates/admin/body.js").as_uri()],
        input=json.dumps(bodies), capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert [one["same"] for one in told] == bodies
    for one, body in zip(told, bodies, strict=True):
        before, after = body.split("\n"), one["edited"].split("\n")
        assert len(before) == len(after)
        assert sum(a != b for a, b in zip(before, after, strict=True)) <= 1
    assert sum(one["whole"] for one in told) < 0.1 * sum(one["items"] for one in told)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "site"
    made = _harvester(folder.parent, "init", str(folder), "--no-input", "--name", "คลังบ้านนา")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = desk(load_settings(site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


PAGE = """<!doctype html><html lang="th"><meta charset="utf-8"><title>ล้อมวงใต้ต้นมะขาม</title><body><h1>ล้อมวงใต้ต้นมะขาม</h1>
<h2>ความเป็นมา</h2><p>หมู่บ้านประชุมในศาลาแล้วมีคนมาไม่ถึงสิบคน จึงย้ายมานั่งใต้ต้นมะขามกลางบ้าน</p>
<h2>ขั้นตอน</h2><ol><li>ปูเสื่อก่อนตะวันตกดิน</li><li>ชวนทีละบ้าน สิ่งที่ต้องพึงระวังในขั้นตอนนี้ คือ อย่าชวนเฉพาะญาติ</li></ol>
<h2>ปัจจัยแห่งความสำเร็จ</h2><p>ผู้ใหญ่บ้านนั่งเสื่อเดียวกับทุกคน</p></body></html>"""


@pytest.mark.browser
def test_a_document_becomes_a_lesson_on_the_site_without_a_command(
    site: Path, address: str, chromium: Any, tmp_path: Path
) -> None:
    document = tmp_path / "ล้อมวง.html"
    document.write_text(PAGE, encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1200, "height": 900}, locale="th-TH")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}admin/inbox.html")
    page.set_input_files("#file", str(document))
    card = page.locator(".inbox__draft")
    card.wait_for(timeout=60_000)
    assert "มีคนมาไม่ถึงสิบคน" in card.locator(".inbox__source").inner_text(), "source and draft side by side"
    steps = card.locator("[data-section=technique] [data-piece], [data-section=steps] [data-piece]")
    assert steps.count() >= 2
    steps.first.locator("textarea").first.fill("ปูเสื่อให้พอทุกคนก่อนตะวันตกดิน")
    card.get_by_label("สถานะ").select_option("reviewed")
    card.get_by_role("button", name="บันทึก").click()
    card.locator(".is-good, .is-fault").wait_for(timeout=120_000)
    assert "บันทึกเป็น drafts/" in card.locator("[role=status]").inner_text()
    file = next((site / "lessons" / "drafts").glob("*.md"))
    assert "ปูเสื่อให้พอทุกคน" in file.read_text(encoding="utf-8")
    page.get_by_role("button", name="เผยแพร่").click()
    page.locator("#published.is-good, #published.is-fault").wait_for(timeout=180_000)
    told = page.locator("#published").inner_text()
    assert ".zip" in told, told
    with zipfile.ZipFile(next((site / "dist").glob("*.zip"))) as packed:
        html = packed.read(f"lessons/{file.stem}/index.html").decode()
    assert "ปูเสื่อ" in html
    assert faults == []
    context.close()


def _ask(site: Path, action: str, **params: object) -> Any:
    return ACTIONS[action](load_settings(site), params)


def test_faults_stand_beside_their_field_at_once(site: Path) -> None:
    fields = {"title": "ทดลอง", "summary": "ย่อ", "date": "เมื่อวานนี้", "status": "draft"}
    found = _ask(site, "faults", path="2569/x.md", fields=fields, body="## เทคนิค: ลอง\n\nเพราะดี\n")
    assert [one["field"] for one in found if one["rule"] == "wrong-date"] == ["date"]
    assert [one["field"] for one in found if one["rule"] == "technique-without-steps"] == ["body"]


def test_messages_are_taken_in_and_shown(site: Path) -> None:
    text = "#ขอบทเรียน ชวนวัยรุ่นมาประชุม"
    told = _ask(site, "receive", name="x.txt", content=base64.b64encode(text.encode()).decode())
    assert [one["state"] for one in told["items"]] == ["written"]
    shown = _ask(site, "inbox")
    assert any(
        one["path"].startswith("wishes/") and "ชวนวัยรุ่น" in one["title"] and "รับมา" in one["came"]
        for one in shown
    )
