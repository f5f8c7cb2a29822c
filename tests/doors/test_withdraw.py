"""Somebody takes back consent: lesson, name or picture are nowhere any more, and the address says so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from harvester import pipeline
from harvester.cli import harvester
from harvester.doors.withdrawal import _remove_citations
from harvester.model.diagnostics import SetupError
from harvester.settings import Settings

ROOT = Path(__file__).parents[2]
GONE = "letter-on-the-desk"
TITLE = "หนังสือค้างโต๊ะ คนค้างสำนักงาน"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The shipped lessons, with a trial of the one to be withdrawn and a cache and a site that hold it."""
    shutil.copytree(ROOT / "lessons", tmp_path / "lessons")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.harvester]\n")
    trial = tmp_path / f"lessons/trials/{GONE}/2569-11-01-a.yml"
    trial.parent.mkdir(parents=True, exist_ok=True)
    trial.write_text("outcome: worked\nwho: สมหญิง ใจดี\nresult: คุณสมหญิง  ใจดี มาครบ\n", encoding="utf-8")
    for made in (f"site/lessons/{GONE}/index.html", ".cache/harvester/lesson", "site/prints/all.pdf"):
        (tmp_path / made).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / made).write_text(TITLE, encoding="utf-8")
    return tmp_path


def _withdrawn(site: Path, *words: str) -> str:
    done = CliRunner().invoke(
        harvester, ["-C", str(site), "withdraw", *words, "--yes"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return done.output


def _everything(site: Path) -> str:
    files = (
        file for file in site.rglob("*") if file.is_file() and file.suffix in (".md", ".yml", ".html", "")
    )
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_a_lesson_is_nowhere_any_more(site: Path) -> None:
    _withdrawn(site, GONE)
    assert TITLE not in _everything(site)
    assert not (site / f"lessons/trials/{GONE}/2569-11-01-a.yml").exists()
    assert not (site / "site/prints").exists()
    settings = Settings(root=site)
    library = pipeline.harvest(pipeline.load(settings))
    faults = {one.rule for one in library.diagnostics if one.is_error}
    assert not faults & {"broken-link", "orphan-trial", "unreadable-yaml", "collection-unknown-name"}
    made = pipeline.emit(pipeline.publishable(library), settings, leave_out=("prints",))
    artifacts = {one.path: one.content.decode("utf-8", "replace") for one in made}
    notice = artifacts[f"docs/lessons/{GONE}.md"]
    assert "เรื่องนี้ถูกถอนแล้ว" in notice
    assert 'robots: "noindex"' in notice
    assert [path for path, text in artifacts.items() if TITLE in text] == []
    (told,) = json.loads(artifacts["docs/data/lessons.json"])["withdrawn"]
    assert (told["id"], told["kind"], told["lessons"]) == (GONE, "lesson", [GONE])


def test_a_name_goes_out_of_every_file_and_is_kept_nowhere(site: Path) -> None:
    _withdrawn(site, "สมหญิง ใจดี")
    trial = (site / f"lessons/trials/{GONE}/2569-11-01-a.yml").read_text(encoding="utf-8")
    assert trial == "outcome: worked\nwho: ผู้ไม่ประสงค์ออกนาม\nresult: ผู้ไม่ประสงค์ออกนาม มาครบ\n"
    assert "สมหญิง" not in "".join(file.read_text("utf-8") for file in (site / "lessons/withdrawn").iterdir())


def test_a_picture_goes_with_the_places_where_it_stood(site: Path) -> None:
    lesson = site / "lessons/2569/with-picture.md"
    lesson.write_text("---\ntitle: มีภาพ\n---\n\n## บริบท\n\nดู ![ป้ายหน้าวัด](face.png) ด้วย\n", encoding="utf-8")
    Image.new("RGB", (8, 8)).save(lesson.with_name("face.png"))
    _withdrawn(site, "face.png")
    assert not lesson.with_name("face.png").exists()
    assert "face.png" not in lesson.read_text(encoding="utf-8")


def test_what_names_nothing_is_told_and_nothing_is_written_on_a_dry_run(site: Path) -> None:
    run = ["-C", str(site), "withdraw"]
    with pytest.raises(SetupError, match="ไม่พบ"):
        CliRunner().invoke(harvester, [*run, "ไม่มีใครชื่อนี้เลย", "--yes"], catch_exceptions=False)
    before = _everything(site)
    told = CliRunner().invoke(harvester, [*run, GONE, "--dry-run"], catch_exceptions=False)
    assert "จะลบ" in told.output
    assert _everything(site) == before


def test_no_way_of_naming_a_lesson_is_left() -> None:
    head = 'follows: gone\nตอบ: "gone#trap-1"\nanswers: [a, gone#caution-1-2, gone]\nuses_with:\n- gone\n- "gone#x"\n- b\n'
    kept = _remove_citations(head + "id: gone-too\n[[gone#x|คำ]] [คำ](../2569/gone.md)\n", ["gone"], "ก")
    assert kept == "follows: []\nตอบ: []\nanswers: [a]\nuses_with:\n- b\nid: gone-too\nคำ คำ\n"
