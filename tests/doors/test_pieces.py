"""The writing page: pieces of a lesson and the same Markdown, documents dropped, messages taken, published."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.cli.admin import desk
from harvester.cli.desk_actions import ACTIONS, push_lessons
from harvester.doors.local_backend import Refused
from harvester.settings import load_settings
from tests.documents.making import docx
from tests.doors.test_review import AT_HOME
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


PAGES = """ล้อมวงใต้ต้นมะขาม
ความเป็นมา
หมู่บ้านประชุมในศาลาแล้วมีคนมาไม่ถึงสิบคน จึงย้ายมานั่งใต้ต้นมะขามกลางบ้าน
ขั้นตอน
1. ปูเสื่อก่อนตะวันตกดิน
2. ชวนทีละบ้าน สิ่งที่ต้องพึงระวังในขั้นตอนนี้ คือ อย่าชวนเฉพาะญาติ
ปัจจัยแห่งความสำเร็จ
ผู้ใหญ่บ้านนั่งเสื่อเดียวกับทุกคน"""
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name));
  const drop = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  document.getElementById("drop").dispatchEvent(drop);
}"""


@pytest.mark.browser
def test_a_document_becomes_a_lesson_on_the_site_without_a_command(
    site: Path, address: str, chromium: Any
) -> None:
    from playwright.sync_api import expect

    context = chromium.new_context(viewport={"width": 1200, "height": 900}, locale="th-TH")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}admin/inbox.html")
    page.evaluate(DROP, ["ล้อมวง.docx", base64.b64encode(docx(PAGES)).decode()])
    card = page.locator(".inbox__draft")
    card.wait_for(timeout=60_000)
    assert "มีคนมาไม่ถึงสิบคน" in card.locator(".inbox__source").inner_text(), "source and draft side by side"
    steps = card.locator("[data-section=technique] [data-piece], [data-section=steps] [data-piece]")
    assert steps.count() >= 2
    steps.first.locator("textarea").first.fill("ปูเสื่อให้พอทุกคนก่อนตะวันตกดิน")
    proposal = card.get_by_role("checkbox", name="สรุป")
    proposal.check()
    expect(proposal).to_be_enabled(timeout=60_000)
    card.get_by_label("สถานะ").select_option("reviewed")
    card.get_by_role("button", name="บันทึก").click()
    card.locator(".is-good, .is-fault").wait_for(timeout=120_000)
    assert "บันทึกเป็น drafts/" in card.locator("[role=status]").inner_text()
    file = next((site / "lessons" / "drafts").glob("*.md"))
    saved = file.read_text(encoding="utf-8")
    assert "ปูเสื่อให้พอทุกคน" in saved, "what was written stays when a proposal is taken"
    assert "\nsummary: “" in saved or '\nsummary: "“' in saved, "the proposal that was ticked, and only that"
    page.get_by_role("button", name="เผยแพร่").click()
    page.locator("#published.is-good, #published.is-fault").wait_for(timeout=180_000)
    told = page.locator("#published").inner_text()
    assert ".zip" in told, told
    assert page.locator("#published.is-good").count() == 1
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


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, *words],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | AT_HOME,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site in a git repository, its bare remote beside it at `remote.git`, and nobody's name in git's settings."""
    for name, value in AT_HOME.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "site"
    (folder / "lessons/2569").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "pyproject.toml").write_text(
        '[tool.harvester]\nname = "คลังบ้านนา"\nrepository = "https://example.org/na/botrian"\nprints = false\nadmin = false\n'
    )
    (folder / ".gitignore").write_text("site/\n.cache/\ndist/\n")
    _lesson(folder, "walk-first", "เดินก่อน")
    _git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return folder


def _lesson(folder: Path, name: str, title: str) -> None:
    text = f"---\ntitle: {title}\nsummary: {title}แล้วค่อยพูด\nstatus: reviewed\n---\n\n## บริบท\n\nเล่า\n"
    (folder / f"lessons/2569/{name}.md").write_text(text, "utf-8")


def _sent_so_far(folder: Path) -> list[str]:
    return _git(folder.parent / "remote.git", "log", "--format=%an: %s", "main").splitlines()


def test_publishing_builds_commits_and_pushes_and_tells_what_is_held_back(shared: Path) -> None:
    (shared / "notes.txt").write_text("ของส่วนตัว")
    _lesson(shared, "wrong", "ผิด\ndate: 31 ก.พ. 2566")
    told = _ask(shared, "publish")
    assert "ส่งขึ้น https://example.org/na/botrian แล้ว" in told["told"]
    assert told["faults"] == 1, "a green word is never shown over an error"
    assert "2569/wrong.md" in told["told"]
    assert (shared / "site/lessons/walk-first/index.html").is_file()
    assert not (shared / "site/lessons/wrong").exists()
    assert _sent_so_far(shared) == ["คลังบ้านนา: เผยแพร่จากหน้าเขียน"]
    assert "notes.txt" not in _git(shared.parent / "remote.git", "ls-tree", "-r", "--name-only", "main")


def test_what_others_pushed_meanwhile_is_kept_and_a_clash_is_told(shared: Path, tmp_path: Path) -> None:
    settings = load_settings(shared)
    push_lessons(settings)
    push_lessons(settings)
    assert len(_sent_so_far(shared)) == 1, "nothing new, nothing sent"
    other = tmp_path / "other"
    _git(tmp_path, "clone", "--quiet", str(tmp_path / "remote.git"), str(other))
    who = ("-c", "user.name=เพื่อน", "-c", "user.email=friend@example.org")

    def pushed_by_a_friend(name: str, title: str) -> None:
        _lesson(other, name, title)
        _git(other, "add", ".")
        _git(other, *who, "commit", "--quiet", "--message=ของเพื่อน")
        _git(other, "push", "--quiet")

    pushed_by_a_friend("friend", "ของเพื่อน")
    _lesson(shared, "own", "ของเรา")
    push_lessons(settings)
    assert _sent_so_far(shared)[:2] == ["คลังบ้านนา: เผยแพร่จากหน้าเขียน", "เพื่อน: ของเพื่อน"]
    _git(other, "pull", "--quiet")
    pushed_by_a_friend("walk-first", "เดินของเพื่อน")
    _lesson(shared, "walk-first", "เดินของเรา")
    with pytest.raises(Refused, match="มีคนอื่นแก้เรื่องเดียวกัน"):
        push_lessons(settings)
    assert "เดินของเรา" in (shared / "lessons/2569/walk-first.md").read_text("utf-8"), (
        "nothing of ours is lost"
    )
    assert "<<<<" not in (shared / "lessons/2569/walk-first.md").read_text("utf-8")
    assert _sent_so_far(shared)[0] == "เพื่อน: ของเพื่อน"
