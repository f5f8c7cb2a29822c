"""A sister library on this machine: gathered, searched, shown, withdrawn; and sisters that cannot be used."""

from __future__ import annotations

import contextlib
import http.server
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.emitters.data import data
from harvester.rendering.pages import SiteContext
from harvester.search.answering import answer
from harvester.search.building import build_index
from harvester.search.document import documents
from harvester.search.engine import Search
from harvester.settings import load_settings
from harvester.thai.segment import Segmenter
from tests.checks.library import TODAY, harvested
from tests.serving import served

LESSON = "---\ntitle: {title}\nstatus: published\ntags: [การประสานงาน]\nplace: พัทลุง\n---\n\n## เทคนิค: ก\n\n1. โทรก่อน\n"


@pytest.fixture
def sister(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The open data of another library, by our own emitters, and where it is served."""
    there = tmp_path / "there"
    library = harvested(
        there, {"2569/far-away.md": LESSON.format(title="นัดจากแดนไกล <script>alert(1)</script>")}
    )
    (there / "pyproject.toml").write_text(
        '[tool.harvester]\nname = "คลังใต้"\nurl = "https://south.klang.test/"\n'
    )
    out = there / "out"
    for made in data(SiteContext(library, load_settings(there))):
        if made.path.startswith("docs/data/") and made.path.endswith(".json"):
            (out / made.path.removeprefix("docs/")).parent.mkdir(parents=True, exist_ok=True)
            (out / made.path.removeprefix("docs/")).write_bytes(made.content)
    with served(out) as address:
        yield out, address


def here(tmp_path: Path, *sisters: str) -> Path:
    """Our own library, with these sisters."""
    folder = tmp_path / "here"
    harvested(
        folder,
        {
            "2569/near-by.md": LESSON.format(title="นัดใกล้บ้าน"),
            "vocabulary/tags.yml": "- label: การประสานงาน\n",
        },
    )
    (folder / "mkdocs.yml").write_text("site_name: คลังเหนือ\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        f"[tool.harvester]\nsisters = {json.dumps(list(sisters))}\n", encoding="utf-8"
    )
    return folder


def gather(folder: Path, *options: str) -> str:
    """What the command says, good or bad."""
    command = [
        sys.executable,
        "-c",
        "from harvester.cli import main; main()",
        "-C",
        str(folder),
        "gather",
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_a_sister_is_gathered_searched_shown_and_withdrawn(tmp_path: Path, sister: tuple[Path, str]) -> None:
    out, address = sister
    folder = here(tmp_path, address)
    assert "ภายในเครือข่าย" in gather(folder), "this machine is asked only when told so"
    assert "คลังใต้: เก็บ 1 เรื่อง (CC-BY-4.0)" in gather(folder, "--allow-loopback")
    library = pipeline.harvest(pipeline.load(load_settings(folder), TODAY))
    assert "<" not in library.sisters[0].title
    index = Search(build_index(documents(library), Segmenter()).load)
    found = answer(index, "แดนไกล", {})
    assert index.lexicon.address_of(found.hits[0].document).startswith("lessons/")
    assert "คลังใต้" in index.card(found.hits[0].document).note
    pages = {
        one.path: one.content.decode("utf-8", "replace")
        for one in pipeline.emit(library, load_settings(folder))
    }
    key = library.sisters[0].key
    assert "https://south.klang.test/lessons/far-away/" in pages[f"docs/lessons/{key}/far-away.md"]
    assert "คลังใต้" in re.sub("<[^<>]+>", "", pages["docs/lessons/near-by.md"]), "beside what shares its tags"
    listed = json.loads((out / "data" / "lessons.json").read_text())
    listed["withdrawn"] = [{"id": "far-away", "kind": "lesson", "aliases": []}]
    (out / "data" / "lessons.json").write_text(json.dumps(listed))
    gather(folder, "--allow-loopback")
    assert pipeline.load(load_settings(folder), TODAY).sisters == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html>404</html>", "ไม่ใช่ข้อมูล JSON"),
        (b"[1]", "รูปแบบข้อมูล"),
        (b'{"name": "a", "url": "https://a.test/", "lessons": 3}', "เปลี่ยนรุ่น"),
        (b'{"name": "a", "url": "javascript:alert(1)", "files": []}', "เปลี่ยนรุ่น"),
        (b'{"name": "a", "url": "https://a.test/", "files": ["../../x.json"]}', "แปลก"),
        (b"[" * 100_000, "ไม่ใช่ข้อมูล JSON"),
    ],
)
def test_a_sister_that_cannot_be_used_is_said_and_the_rest_works(
    tmp_path: Path, sister: tuple[Path, str], content: bytes, why: str
) -> None:
    bad = tmp_path / "here" / "bad"
    bad.mkdir(parents=True)
    (bad / "lessons.json").write_bytes(content)
    folder = here(tmp_path, "bad", "nowhere", str(sister[0]))
    done = gather(folder)
    assert why in done
    assert "nowhere: เปิดอ่านไม่ได้" in done
    assert "คลังใต้: เก็บ 1 เรื่อง" in done


class Liar(http.server.BaseHTTPRequestHandler):
    """Says another length than it sends, or never ends, or falls silent in the middle; the path says which."""

    def do_GET(self) -> None:
        body = b'{"name": "a", "url": "https://a.test/", "files": [], "lessons": 0}'
        said = {"long": len(body) + 5000, "short": 20}.get(self.path.split("/")[1])
        self.send_response(200)
        if said:
            self.send_header("Content-Length", str(said))
        self.end_headers()
        self.wfile.write(body)
        if self.path.startswith("/endless"):
            with contextlib.suppress(OSError):
                for _ in range(400):
                    self.wfile.write(b" " * 1_000_000)

    def log_message(self, *said: object) -> None:
        """Nothing."""


@pytest.mark.parametrize("lie", ["long", "short", "endless"])
def test_a_sister_that_lies_about_its_size_is_said(tmp_path: Path, lie: str) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Liar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/{lie}/"
    said = gather(here(tmp_path, address), "--allow-loopback")
    server.shutdown()
    assert "Traceback" not in said
    assert re.search(r"ตอบไม่จบ|ใหญ่|ไม่ใช่ข้อมูล JSON", said), said
