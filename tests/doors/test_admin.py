"""The editor: its backend touches nothing but the lessons folder, and its page opens one door only."""

from __future__ import annotations

import base64
import http.client
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from harvester.cli import harvester
from harvester.doors.cms import Fields, backend
from harvester.doors.local_backend import Refused, answer
from harvester.emitters.admin import policy
from harvester.model import Lesson, Library
from harvester.model.diagnostics import SetupError
from harvester.model.fields import fields_of
from harvester.settings import Settings

ROOT = Path(__file__).parents[2]
PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


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
    absent = _asked(settings, "getEntry", path="lessons/2569/none.md").value
    assert absent == {"data": None, "file": {"path": "lessons/2569/none.md", "label": None, "id": None}}
    (settings.lessons_folder / "pictures").mkdir(exist_ok=True)
    (settings.lessons_folder / "pictures/a.gif").write_bytes(base64.b64decode(PIXEL))
    shown = {
        one["path"]: one["content"]
        for one in _asked(settings, "getMedia", mediaFolder="lessons/pictures").value
    }
    assert shown["lessons/pictures/a.gif"] == PIXEL
    assert _asked(settings, "info").value["publish_modes"] == ["simple"]


@pytest.mark.parametrize(
    ("repository", "own"),
    [
        ("https://github.com/a/b.git", {"name": "github", "base_url": "https://in.example.org"}),
        (
            "https://gitlab.com/a/b",
            {"name": "gitlab", "auth_type": "pkce", "app_id": "https://in.example.org"},
        ),
        (
            "https://gitlab.example.org/a/b",
            {"api_root": "https://gitlab.example.org/api/v4", "base_url": "https://gitlab.example.org"},
        ),
    ],
)
def test_the_editor_signs_in_at_the_site_s_own_forge(settings: Settings, repository: str, own: Any) -> None:
    there = replace(settings, repository=repository, branch="main", admin_login="https://in.example.org")
    told = backend(there)
    assert told["repo"] == "a/b"
    assert told["branch"] == "main"
    assert own.items() <= told.items()
    assert ("api_root" in told) == ("api_root" in own)
    assert "app_id" not in backend(replace(there, admin_login=""))


def test_a_field_of_the_editor_is_as_its_row_says() -> None:
    fields = Fields(Library())
    rows = {row.key: row for row in fields_of(Lesson)}
    for row in rows.values():
        made = fields.field(row)
        assert (made["name"], made["label"], made["required"]) == (row.key, row.label, row.required)
        if made["widget"] in ("string", "text"):
            assert (made["widget"] == "text") == bool(row.long)
    assert {"widget": "object", "collapsed": True}.items() <= fields.field(rows["place"]).items()
    assert {"widget": "list", "label_singular": rows["authors"].label}.items() <= fields.field(
        rows["authors"]
    ).items()
    assert [one["value"] for one in fields.field(rows["status"])["options"]] == list(rows["status"].labels)
    pattern, message = fields.field(rows["date"])["pattern"]
    assert re.search(pattern, "5 มี.ค. 2567")
    assert message


def test_another_encoding_survives_and_what_cannot_be_read_is_left_alone(settings: Settings) -> None:
    old = settings.lessons_folder / "2549/old.md"
    old.write_bytes("---\ntitle: นัดด้วยใจ\n---\n\nเล่าเรื่อง\n".encode("cp874"))
    assert "นัดด้วยใจ" in _asked(settings, "getEntry", path="lessons/2549/old.md").value["data"]
    mixed = settings.lessons_folder / "2549/mixed.md"
    mixed.write_bytes("---\ntitle: ก\n---\n".encode() + "เล่าเรื่องเก่าของเรา".encode("cp874"))
    with pytest.raises(Refused, match="mixed"):
        _asked(settings, "getEntry", path="lessons/2549/mixed.md")
    with pytest.raises(Refused):
        _asked(settings, "persistEntry", entry={"path": "lessons/2549/mixed.md", "raw": "ทับ"})
    entries = _asked(settings, "entriesByFolder", folder="lessons/2549", extension="md", depth=1).value
    assert "lessons/2549/mixed.md" not in [one["file"]["path"] for one in entries]


def test_a_move_neither_overwrites_nor_deletes(settings: Settings) -> None:
    path = "lessons/2549/letter-on-the-desk.md"
    other = settings.lessons_folder / "2549/other.md"
    other.write_text("---\ntitle: อื่น\n---\n", encoding="utf-8")
    raw = (settings.root / path).read_text(encoding="utf-8")
    moved = {"path": path, "newPath": "lessons/2549/other.md", "raw": raw}
    with pytest.raises(Refused, match="อยู่แล้ว"):
        _asked(settings, "persistEntry", dataFiles=[moved])
    kept = _asked(settings, "persistEntry", dataFiles=[{"path": path, "newPath": path, "raw": raw}])
    assert kept.removals == ()
    with pytest.raises(Refused, match="เป็นไฟล์"):
        _asked(settings, "persistEntry", entry={"path": f"{path}/inside.md", "raw": raw})


def test_a_picture_is_one_and_takes_no_other_s_name(settings: Settings) -> None:
    page = base64.b64encode(b"<!doctype html><script>alert(1)</script>").decode()
    with pytest.raises(Refused, match="ใช้เป็นภาพไม่ได้"):
        _asked(settings, "persistMedia", asset={"path": "lessons/pictures/a.png", "content": page})
    (settings.lessons_folder / "pictures").mkdir(exist_ok=True)
    (settings.lessons_folder / "pictures/a.gif").write_bytes(b"another")
    with pytest.raises(Refused, match="อยู่แล้ว"):
        _asked(settings, "persistMedia", asset={"path": "lessons/pictures/a.gif", "content": PIXEL})


def test_two_tabs_do_not_lose_the_earlier_save(settings: Settings, address: str) -> None:
    path = "lessons/2549/letter-on-the-desk.md"

    def asked(tab: str, action: str, **params: Any) -> tuple[int, Any]:
        connection = http.client.HTTPConnection(address, timeout=10)
        headers = {"Origin": f"http://{address}", "Content-Type": "application/json", "X-Tab": tab}
        body = json.dumps({"action": action, "params": params}).encode()
        connection.request("POST", "/api/v1", body, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())

    def saved(tab: str, raw: str) -> tuple[int, Any]:
        return asked(tab, "persistEntry", entry={"path": path, "raw": raw})

    text = asked("a", "getEntry", path=path)[1]["data"]
    asked("b", "getEntry", path=path)
    assert saved("a", text + "\nก\n")[0] == 200
    status, told = saved("b", text + "\nข\n")
    assert status == 409
    assert "หน้าต่าง" in told["error"]
    assert (settings.root / path).read_text(encoding="utf-8").endswith("\nก\n")
    assert saved("a", text + "\nค\n")[0] == 200, "who saved last may save again"
    asked("b", "getEntry", path=path)
    assert saved("b", text + "\nข\n")[0] == 200
    assert saved("c", "ไม่เคยอ่าน")[0] == 409


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
