"""The editor: its backend touches nothing but the lessons folder, and what is written in it passes the check."""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from harvester import pipeline
from harvester.cli import harvester
from harvester.cli.admin import desk
from harvester.diagnostics import SetupError
from harvester.doors.local_backend import Refused, answer
from harvester.emitters import EMITTERS
from harvester.emitters.admin import admin, policy
from harvester.model import Lesson, Library
from harvester.reading import read_lesson
from harvester.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
PIXEL = base64.b64encode(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").decode()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    root = tmp_path / "site"
    shutil.copytree(ROOT / "lessons", root / "lessons")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "secret.md").write_text("ลับ")
    (root / "lessons/link.md").symlink_to(root / "secret.md")
    return load_settings(root)


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    server = desk(settings)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def _asked(settings: Settings, action: str, **params: Any) -> Any:
    return answer(settings, {"branch": "main", "action": action, "params": params})


def test_entries_are_read_and_written(settings: Settings) -> None:
    entries = _asked(settings, "entriesByFolder", folder="lessons/2549", extension="md", depth=1).value
    assert [one["file"]["path"] for one in entries] == ["lessons/2549/letter-on-the-desk.md"]
    made = _asked(
        settings,
        "persistEntry",
        dataFiles=[{"slug": "a", "path": "lessons/2569/a.md", "raw": "---\ntitle: ก\n---\n"}],
        assets=[{"path": "lessons/pictures/a.gif", "content": PIXEL, "encoding": "base64"}],
        options={},
    )
    assert [path.name for path, _ in made.writes] == ["a.md", "a.gif"]
    assert _asked(settings, "getEntry", path="lessons/2569/none.md").value["data"] is None
    assert _asked(settings, "info").value["publish_modes"] == ["simple"]


@pytest.mark.parametrize(
    "path",
    ["secret.md", "lessons/../secret.md", "/etc/passwd", "lessons/link.md", "lessons/.git/config.yml", "../x.md",
     "lessons/a.py", "lessons/a\x00.md", "lessons\\..\\secret.md", "lessons/2569", "mkdocs.yml", "lessons/CON:.md"],
)  # fmt: skip
def test_nothing_outside_the_lessons_is_opened_or_written(settings: Settings, path: str) -> None:
    for action, params in (
        ("getEntry", {"path": path}),
        ("persistEntry", {"entry": {"path": path, "raw": "x"}}),
        ("persistEntry", {"dataFiles": [{"path": "lessons/a.md", "newPath": path, "raw": "x"}]}),
        ("persistMedia", {"asset": {"path": path, "content": PIXEL}}),
        ("getMediaFile", {"path": path}),
        ("deleteFile", {"path": path}),
        ("deleteFiles", {"paths": [path]}),
    ):
        with pytest.raises(Refused):
            _asked(settings, action, **params)


@pytest.mark.parametrize(
    "request_",
    [None, [], {}, {"action": "rm"}, {"action": "getEntry"}, {"action": "getEntry", "params": []},
     {"action": "entriesByFolder", "params": {"folder": "lessons", "extension": "py", "depth": 1}},
     {"action": "persistMedia", "params": {"asset": {"path": "lessons/a.gif", "content": "%%%"}}}],
)  # fmt: skip
def test_what_is_no_request_is_refused_in_words(settings: Settings, request_: Any) -> None:
    with pytest.raises(Refused, match=r"[ก-๙]"):
        answer(settings, request_)


def _post(address: str, headers: dict[str, str], body: bytes = b'{"action":"info"}') -> int:
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("POST", "/api/v1", body, headers)
    return connection.getresponse().status


def test_the_server_answers_its_own_pages_alone(address: str) -> None:
    own = {"Origin": f"http://{address}", "Content-Type": "application/json"}
    assert _post(address, own) == 200
    assert _post(address, own | {"Origin": "https://evil.example"}) == 403
    assert _post(address, {"Content-Type": "application/json"}) == 403
    assert _post(address, own | {"Content-Type": "text/plain"}) == 403
    assert _post(address, own | {"Host": "evil.example"}) == 421
    assert _post(address, own, b"{") == 400
    assert _post(address, own, b'{"action":"getEntry","params":{"path":"secret.md"}}') == 403
    for path in ("/../secret.md", "/%2e%2e/secret.md", "/assets/../../secret.md", "/admin/../../secret.md"):
        connection = http.client.HTTPConnection(address, timeout=10)
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", address)
        connection.endheaders()
        assert connection.getresponse().status == 404


def test_a_port_in_use_is_told_in_words(settings: Settings, address: str) -> None:
    port = address.split(":")[1]
    with pytest.raises(SetupError, match="มีโปรแกรมอื่นใช้อยู่"):
        CliRunner().invoke(
            harvester, ["-C", str(settings.root), "admin", "--port", port], catch_exceptions=False
        )


def test_the_policy_opens_one_door_only(settings: Settings) -> None:
    site = replace(
        settings, repository="https://github.com/khlang/botrian", admin_login="https://login.example.org"
    )
    rules = policy(site)
    assert "'unsafe-eval'" in rules
    assert "https://api.github.com" in rules
    assert "https://login.example.org" in rules
    assert "script-src 'self' 'unsafe-eval';" in rules
    assert "https" not in policy(settings, local=True)


def test_a_site_without_a_repository_ships_no_editor(settings: Settings) -> None:
    library = pipeline.load(settings)
    paths = [artifact.path for artifact in admin(library, settings)]
    assert "docs/admin/decap-cms.js" not in paths
    index = next(a for a in admin(library, settings) if a.path.endswith("index.html")).content.decode()
    assert "repository" in index
    assert list(admin(library, replace(settings, admin=False))) == []
    whole = list(admin(library, replace(settings, repository="https://github.com/khlang/botrian")))
    decap = next(a for a in whole if a.path == "docs/admin/decap-cms.js").content
    assert b"sourceMappingURL" not in decap[-200:]
    assert len(decap) > 5_000_000
    assert b"repo: khlang/botrian" in next(a for a in whole if a.path.endswith("config.yml")).content


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


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="th-TH")
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.went, page.faults = [], []
    page.on("request", lambda request: page.went.append(request.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda one: page.faults.append(one.text) if one.type == "error" else None)
    yield page
    context.close()


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
    page.locator("[data-slate-editor=true]").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(BODY)
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
    _choose(page, "ผล", "ได้บางส่วน")
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
    _choose(page, "บทเรียน (ทางเลือก)", "ให้คนเงียบพูดก่อน")
    _choose(page, "บทเรียน (ทางเลือก)", "นัดด้วยใจ")
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
    assert [(link.kind, link.target) for link in after.links] == [
        (link.kind, link.target) for link in before.links
    ]
    assert [t.name for t in after.techniques] == [t.name for t in before.techniques]


@pytest.mark.browser
def test_on_a_phone_form_and_preview_take_turns(address: str, page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"http://{address}/admin/#/collections/new-lessons/new")
    page.get_by_label("ชื่อเรื่อง").first.fill("โทรก่อน")
    assert page.get_by_label("ชื่อเรื่อง").first.bounding_box()["width"] > 280
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="เปิด/ปิดการแสดงตัวอย่าง").click()
    page.frame_locator("iframe").get_by_role("heading", name="โทรก่อน").wait_for()
    assert page.locator("iframe").first.bounding_box()["width"] > 320


@pytest.mark.browser
def test_where_there_is_no_editor_the_page_helps_all_the_same(settings: Settings, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    files = {one.path: one.content.decode() for one in admin(pipeline.load(settings), settings)}
    theme = {
        one.path: one.content.decode("utf-8", "replace") for one in EMITTERS["theme"](Library(), settings)
    }
    styles = theme["docs/assets/css/site.css"] + files["docs/admin/desk.css"]
    html = files["docs/admin/index.html"].replace(
        '<link rel="stylesheet" href="desk.css">', f"<style>{styles}</style>"
    )
    assert "../pages/write/" in html
    assert "harvester admin" in html
    context = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    page.set_content(html)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []
    context.close()


@pytest.mark.browser
def test_the_published_editor_asks_nobody_until_one_signs_in(settings: Settings, page: Any) -> None:
    site = replace(settings, repository="https://github.com/khlang/botrian")
    files = {f"/{one.path.removeprefix('docs/')}": one.content for one in admin(pipeline.load(site), site)}

    def fulfil(route: Any) -> None:
        path = route.request.url.split("?")[0].removeprefix("https://desk.example")
        path += "index.html" if path.endswith("/") else ""
        kinds = {".html": "text/html", ".yml": "text/yaml", ".js": "text/javascript", ".css": "text/css"}
        if path in files:
            kind = kinds.get(Path(path).suffix, "application/json")
            route.fulfill(body=files[path], content_type=f"{kind}; charset=utf-8")
        else:
            route.abort()

    page.route("**/*", fulfil)
    page.goto("https://desk.example/admin/")
    page.get_by_role("button", name="เข้าสู่ระบบด้วย GitHub").wait_for()
    assert [url for url in page.went if not url.startswith(("https://desk.example/", "blob:", "data:"))] == []


SVELTIA = "sveltia-cms-0.221.1.tgz"
KEPT = ROOT / ".cache" / "tests" / SVELTIA
"""Asked of npm once; the next run needs no network."""


@pytest.fixture(scope="session")
def sveltia(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Sveltia CMS as npm gives it; only to see that our configuration loads there too."""
    folder = tmp_path_factory.mktemp("npm")
    if not KEPT.is_file():
        command = ["npm", "pack", "--silent", "@sveltia/cms@0.221.1"]
        try:
            subprocess.run(command, cwd=folder, capture_output=True, timeout=90, check=True)
        except (OSError, subprocess.SubprocessError):
            pytest.skip("npm gives no Sveltia here")
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / SVELTIA, KEPT)
    shutil.unpack_archive(KEPT, folder, filter="data")
    return (folder / "package/dist/sveltia-cms.js").read_bytes()


@pytest.mark.browser
def test_the_configuration_loads_in_sveltia(settings: Settings, page: Any, sveltia: bytes) -> None:
    site = replace(settings, repository="https://github.com/khlang/botrian")
    files = {artifact.path: artifact.content for artifact in admin(pipeline.load(site), site)}
    config = files["docs/admin/config.yml"]
    head = (
        '<!doctype html><meta charset="utf-8"><link href="config.yml" type="text/yaml" rel="cms-config-url">'
    )
    html = f'{head}<script src="sveltia-cms.js"></script>'
    answers = {"/": html.encode(), "/config.yml": config, "/sveltia-cms.js": sveltia}

    def fulfil(route: Any) -> None:
        path = "/" + route.request.url.split("/", 3)[3].split("?")[0]
        if route.request.url.startswith("https://desk.example/") and path in answers:
            kind = {"/": "text/html", "/config.yml": "text/yaml"}.get(path, "text/javascript")
            route.fulfill(body=answers[path], content_type=f"{kind}; charset=utf-8")
        else:
            route.abort()

    page.route("**/*", fulfil)
    page.goto("https://desk.example/")
    page.get_by_role("button", name="GitHub").first.wait_for()
    assert "configuration" not in page.locator("body").inner_text().lower()
    told = [fault for fault in page.faults if "net::" not in fault]
    assert told == []


def test_json_of_the_preview_names_what_it_draws(settings: Settings) -> None:
    site = replace(settings, repository="https://github.com/khlang/botrian")
    script = next(a for a in admin(pipeline.load(site), site) if a.path.endswith("about.js")).content.decode()
    about = json.loads(script.removeprefix("window.about = ").removesuffix(";\n"))
    assert "new-lessons" in about["collections"]
    assert about["sections"]["กับดัก"] == "traps"
    assert 'id="i-caution"' in about["sprite"]
