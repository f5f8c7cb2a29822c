"""`harvester check`, `format` and `rules` as a facilitator would type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harvester.cli import harvester
from harvester.cli.rules import pages
from harvester.model.diagnostics import SetupError

from .library import STARTS
from .ten_mistakes import FAULTS, GOOD, SLIPS, TEN

TAGS = "- {label: การประชุม, id: meeting}\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty site; the test stands in it."""
    (tmp_path / "mkdocs.yml").write_text("site_name: ทดลอง\n", encoding="utf-8")
    settings = '[tool.harvester]\nurl = "https://khlang.in.th/"\ncontact = "02-000-0000"\nrepository = "https://github.com/a/b"\n'
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "lessons" / "vocabulary").mkdir(parents=True)
    (tmp_path / "lessons" / "vocabulary" / "tags.yml").write_text(TAGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(site: Path, text: str, name: str = "2549/call-first.md") -> Path:
    file = site / "lessons" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def run(*words: str) -> Result:
    return CliRunner().invoke(harvester, ["check", *words], catch_exceptions=False)


def rules_of(result: Result) -> list[str]:
    return [one["rule"] for one in json.loads(result.stdout) if one["severity"] != "info"]


def test_a_sound_library_passes(site: Path) -> None:
    put(site, GOOD)
    result = run()
    assert result.exit_code == 0
    assert "ตรวจ 1 บทเรียน" in result.stdout
    assert "ต้องแก้" not in result.stdout


def test_ten_faults_are_ten_findings_at_their_lines(site: Path) -> None:
    put(site, FAULTS)
    result = run("lessons", "--format", "json")
    found = [one for one in json.loads(result.stdout) if one["severity"] != "info"]
    assert {(one["line"], one["rule"]) for one in found} == TEN
    assert len(found) == 10
    assert all(
        one["path"] == "lessons/2549/call-first.md" and one["message"] and one["hint"] for one in found
    )
    assert result.exit_code == 1


@pytest.mark.parametrize("name", SLIPS)
def test_a_beginners_slip_is_explained_and_mended(site: Path, name: str) -> None:
    rule, broken, mended = SLIPS[name]
    file = put(site, broken)
    (site / "lessons/2549/ภาพ ประชุม ทีม.jpg").write_bytes(STARTS[".jpg"])
    found = [one for one in json.loads(run("--format", "json").stdout) if one["rule"] == rule]
    assert found
    assert all(one["hint"] for one in found)
    others = {
        one["rule"] for one in json.loads(run("--format", "json").stdout) if one["severity"] == "error"
    } - {rule}
    assert not others, "one slip is told once, in words that help"
    if not mended:
        assert [one["fix"] for one in found] == [None]
        return
    shown = run("--diff")
    assert file.read_text(encoding="utf-8") == broken, "--diff only shows"
    done = run("--fix")
    assert "+++ lessons/2549/call-first.md" in shown.stderr
    assert "+++ lessons/2549/call-first.md" in done.stderr
    assert file.read_text(encoding="utf-8") == mended
    assert done.exit_code == 0
    assert run("--fix").stderr == "", "what is mended stays"


def test_a_name_that_notepad_gave_is_told_whole(site: Path) -> None:
    put(site, GOOD, "2549/call-first.md.txt")
    put(site, GOOD.replace("เรื่องเล่า", "![ทีม](ภาพ ประชุม.jpg)"))
    found = {one["rule"]: one for one in json.loads(run("--format", "json").stdout)}
    assert found["stray-file"]["hint"].startswith("เปลี่ยนชื่อเป็น call-first.md ")
    assert found["missing-picture"]["message"] == "ไม่มีไฟล์ภาพ ภาพ ประชุม.jpg"


def test_old_encodings_are_saved_anew(site: Path) -> None:
    file = site / "lessons" / "call-first.md"
    file.write_bytes(GOOD.encode("cp874").replace(b"\n", b"\r\n"))
    assert "old-encoding" in rules_of(run("--format", "json"))
    run("--fix")
    assert file.read_text(encoding="utf-8") == GOOD
    assert rules_of(run("--format", "json")) == []


def test_warnings_fail_only_when_strict(site: Path) -> None:
    put(site, GOOD.replace("เรื่องเล่า", "ดู [[nowhere]]"))
    assert run().exit_code == 0
    assert run("--strict").exit_code == 1


def test_what_is_meant_can_be_allowed_but_no_error(site: Path) -> None:
    told = "โทร 02-123-4567 <!-- allow: personal-data -->\n\n<!-- allow: broken-citation, national-id-number -->\n"
    told += "ดู [[nowhere]] เลข 1-1017-00234-56-8\n\nโทร 02-765-4321"
    put(site, GOOD.replace("เรื่องเล่า", told))
    assert rules_of(run("--format", "json")) == ["national-id-number", "personal-data"]


def test_one_file_is_judged_by_the_whole_library(site: Path) -> None:
    put(site, GOOD.replace("เรื่องเล่า", "ดู [[second]] และ [[third]]"))
    put(site, GOOD.replace("นัดด้วยใจ", "อีกเรื่อง").replace("date:", "dat:"), "second.md")
    result = run("lessons/2549", "--format", "json")
    assert rules_of(result) == ["broken-citation"]
    assert "misspelt-key" in rules_of(run("lessons/second.md", "--format", "json"))
    assert len(rules_of(run("lessons", "--format", "json"))) == 2


def test_what_cannot_run_says_so(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    put(site, GOOD)
    outside = tmp_path_factory.mktemp("outside")
    for path in ("lessons/nowhere", str(outside)):
        with pytest.raises(SetupError):
            run(path)


def test_a_folder_without_a_site_can_be_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    assert run("lessons").exit_code == 0
    with pytest.raises(SetupError):
        run()


def test_nothing_but_text_reaches_standard_output(site: Path) -> None:
    put(site, GOOD.replace("date: ", "date："))
    assert isinstance(json.loads(run("--fix", "--format", "json").stdout), list)


def test_format_tells_and_writes(site: Path) -> None:
    file = put(site, GOOD.replace("title", "ชื่อเรื่อง"))
    told = CliRunner().invoke(harvester, ["format", "--check"])
    assert told.exit_code == 1
    assert "ยังไม่เป็นรูปแบบมาตรฐาน lessons/2549/call-first.md" in told.stdout
    shown = CliRunner().invoke(harvester, ["format", "--diff"])
    assert shown.exit_code == 1
    assert "+title: นัดด้วยใจ" in shown.stdout
    assert "ชื่อเรื่อง" in file.read_text(encoding="utf-8")
    assert CliRunner().invoke(harvester, ["format"]).exit_code == 0
    assert file.read_text(encoding="utf-8") == GOOD
    assert CliRunner().invoke(harvester, ["format", "--check"]).exit_code == 0


def test_rules_are_listed_and_explained() -> None:
    listed = CliRunner().invoke(harvester, ["rules"]).stdout
    assert all(rule in listed for rule in pages())
    page = CliRunner().invoke(harvester, ["rules", "unknown-tag"]).stdout
    assert "ผิด:\n    tags: [ประสาน]" in page
    assert "ถูก:\n    tags: [การประสานงาน]" in page
    with pytest.raises(SetupError, match="unknown-tag"):
        CliRunner().invoke(harvester, ["rules", "unknown-tags"], catch_exceptions=False)


def test_the_page_of_rules_is_up_to_date() -> None:
    committed = Path(__file__).parents[2] / "docs" / "rules.md"
    made = CliRunner().invoke(harvester, ["rules", "--markdown"]).stdout
    assert committed.read_text(encoding="utf-8") == made, (
        "make it again: harvester rules --markdown > docs/rules.md"
    )
