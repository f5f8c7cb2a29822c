"""`harvester import` from the outside: what it writes, prints, refuses, and never does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harvester.cli import harvester
from tests.documents.making import FORMS, wordpress
from tests.drafting.test_families import FOLDER

STORY = "ล้อมวงก่อนลงมือ\n\nเรานั่งคุยกันครึ่งชั่วโมงทุกเช้า <script>alert(1)</script>\n\nวิธีทำ\n1. ล้อมวง\n2. ลงมือ"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(harvester, ["import", *arguments], input=stdin)


def drafts_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


def test_a_file_becomes_a_draft_and_a_table_says_so(desk: Path) -> None:
    result = run("story.txt", "--out", "drafts")
    assert result.exit_code == 0
    (draft,) = drafts_in(desk / "drafts")
    assert "status: draft" in draft.read_text(encoding="utf-8")
    assert "ได้ร่าง" in result.stdout
    assert draft.stem[:20] in result.stdout.replace("\n", "")


def test_twice_adds_nothing(desk: Path) -> None:
    run("story.txt", "--out", "drafts")
    before = {path: path.read_bytes() for path in drafts_in(desk / "drafts")}
    (desk / "again.txt").write_text(STORY, encoding="utf-8")
    result = run("story.txt", "again.txt", "--out", "drafts")
    assert result.exit_code == 0
    assert "มีแล้ว" in result.stdout
    assert {path: path.read_bytes() for path in drafts_in(desk / "drafts")} == before


def test_nothing_is_ever_overwritten(desk: Path) -> None:
    run("story.txt", "--out", "drafts")
    (mine,) = drafts_in(desk / "drafts")
    mine.write_text("แก้เองแล้ว", encoding="utf-8")
    run("story.txt", "--out", "drafts")
    assert mine.read_text(encoding="utf-8") == "แก้เองแล้ว"
    assert len(drafts_in(desk / "drafts")) == 2


def test_json_is_a_list_of_drafts_in_the_names_of_the_schema(desk: Path) -> None:
    text = (FOLDER / "cdd-misplaced.txt").read_bytes()
    result = run("-", "--json", stdin=text)
    (draft,) = json.loads(result.stdout)
    assert draft["title"] == "เทคนิคตามหนี้แบบพี่น้อง"
    assert draft["authors"][0] == {
        "name": "นายธีรพงษ์ แสนดี",
        "position": "พัฒนากร",
        "organisation": "สำนักงานพัฒนาชุมชนอำเภอด่านซ้าย จังหวัดเลย",
    }
    assert draft["date"] == "2017-08-30"
    assert (draft["place"]["province"], draft["place"]["district"]) == ("เลย", "ด่านซ้าย")
    (technique,) = draft["techniques"]
    assert [len(step["cautions"]) for step in technique["steps"]] == [1, 1, 1]
    assert len(technique["cautions"]) == len(draft["cautions"]) == 3
    assert len(draft["factors"]) == 2
    assert {"series", "source", "traps", "sections", "findings", "privacy"} <= set(draft)
    assert not (desk / "drafts").exists()


def test_a_dry_run_writes_nothing(desk: Path) -> None:
    assert run("story.txt", "--out", "drafts", "--dry-run", "--review").exit_code == 0
    assert not (desk / "drafts").exists()


def test_a_batch_goes_on_after_a_bad_file(desk: Path) -> None:
    folder = desk / "old" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.html").write_bytes(wordpress(STORY))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".hidden.txt").write_text("ลับ", encoding="utf-8")
    (desk / "outside.txt").write_text("นอกโฟลเดอร์ที่ขอ", encoding="utf-8")
    (folder / "link.txt").symlink_to(desk / "outside.txt")
    result = run("old", "missing.txt", "--out", "drafts")
    assert result.exit_code == 1
    assert len(drafts_in(desk / "drafts")) == 1
    assert "ไม่รับ 3" in result.stdout  # a broken file, a link, a file that is not there
    assert "Traceback" not in result.stdout + result.stderr


def test_the_web_is_asked_only_when_allowed_and_never_inside(desk: Path) -> None:
    assert "ยังไม่ได้อนุญาต" in run("https://example.org/a").stdout.replace("\n", "")
    result = run("http://127.0.0.1:9/a", "http://[::1]/", "--allow-network")
    assert result.exit_code == 1
    assert "ภายใน" in result.stdout.replace("\n", "")


def test_a_report_of_several_lessons_is_one_draft_when_asked(desk: Path) -> None:
    (desk / "report.txt").write_bytes((FOLDER / "board-meeting.txt").read_bytes())
    parted = json.loads(run("report.txt", "--json").stdout)
    whole = json.loads(run("report.txt", "--json", "--no-split").stdout)
    assert (len(parted), len(whole)) == (4, 1)
    assert [draft["parent"] for draft in parted[1:]] == [parted[0]["id"]] * 3
    assert len(whole[0]["traps"]) == 1


def test_the_review_page_is_one_file_with_everything_escaped(desk: Path) -> None:
    run("story.txt", "--out", "drafts", "--review")
    (page,) = (desk / "drafts").glob("*.review.html")
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "ข้อเสนอให้รับ" in text
    assert "http" not in text.replace("http-equiv", "")
    targets = re.findall(r'href="#(\w+)"', text)
    assert targets
    missing = [target for target in targets if f'id="{target}"' not in text and target.startswith("d")]
    assert missing == []


@pytest.mark.parametrize("form", ["docx", "odt", "mhtml"])
def test_an_archive_of_kinds(desk: Path, form: str) -> None:
    import zipfile

    suffix, make = FORMS[form]
    with zipfile.ZipFile(desk / "all.zip", "w") as archive:
        archive.writestr("ก.txt", STORY)
        archive.writestr(f"ข{suffix}", make("เรื่องที่สอง\nเล่าต่อกันมาจากปู่ย่า"))
    assert len(json.loads(run("all.zip", "--json").stdout)) == 2
