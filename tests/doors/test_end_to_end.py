"""Whichever door a lesson came in by, it passes the check and stands on the built site."""

from __future__ import annotations

import http.client
import json
import threading
from pathlib import Path

from click.testing import CliRunner, Result

from harvester.cli import harvester
from harvester.cli.admin import desk
from harvester.settings import load_settings
from tests.golden import cases


def _run(site: Path, *words: str) -> Result:
    done = CliRunner().invoke(harvester, ["-C", str(site), *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def _saved_at_the_desk(site: Path, path: str, raw: str) -> int:
    """What the editor sends when its button is pressed."""
    server = desk(load_settings(site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"
    entry = {"slug": "by-editor", "path": path, "raw": raw}
    request = {
        "branch": "main",
        "action": "persistEntry",
        "params": {"dataFiles": [entry], "assets": [], "options": {}},
    }
    connection = http.client.HTTPConnection(address, timeout=20)
    headers = {"Origin": f"http://{address}", "Content-Type": "application/json; charset=utf-8"}
    connection.request("POST", "/api/v1", json.dumps(request).encode(), headers)
    status = connection.getresponse().status
    server.shutdown()
    server.server_close()
    return status


def test_each_door_ends_on_a_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    made = CliRunner().invoke(harvester, ["init", str(site)], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    with (site / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("prints = false\nadmin = false\n")

    issue = tmp_path / "issue.md"
    issue.write_text(next(cases(Path(__file__).with_name("issues.txt"))).given, encoding="utf-8")
    by_form = json.loads(_run(site, "from-issue", str(issue), "--json").output)

    raw = "---\ntitle: เขียนที่โต๊ะ\nid: by-editor\nstatus: draft\n---\n\n## เทคนิค: เขียน\n\n1. นั่งลง\n"
    assert _saved_at_the_desk(site, "lessons/2569/by-editor.md", raw) == 200

    _run(site, "new", "--title", "เดินก่อนพูด", "--id", "by-hand", "--yes")

    _run(site, "check")
    _run(site, "build", "--drafts", "--quiet")
    for name, title in (
        (Path(by_form["path"]).stem, "นัดด้วยใจ ตามด้วยหนังสือ"),
        ("by-editor", "เขียนที่โต๊ะ"),
        ("by-hand", "เดินก่อนพูด"),
    ):
        page = (site / "site/lessons" / name / "index.html").read_text(encoding="utf-8")
        assert title in page
    assert "ข้อควรระวัง" in (site / "site/lessons" / Path(by_form["path"]).stem / "index.html").read_text(
        "utf-8"
    )
