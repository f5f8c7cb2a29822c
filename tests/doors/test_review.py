"""From branch to comment to preview, in a real repository: what changed is told in fields and techniques."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harvester.cli import harvester
from harvester.model import Lesson
from harvester.model.diagnostics import SetupError
from harvester.reading.lesson import read_lesson

ROOT = Path(__file__).parents[2]
AT_HOME = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}

NEW = """---
title: เดินบ้านก่อนเปิดเวที
summary: เดินเยี่ยมบ้านสามหลังก่อนเปิดเวที แล้วชวนเจ้าของบ้านมาเล่าเอง
date: 1 พ.ย. 2569
authors: สมหญิง ใจดี
status: draft
---

## บริบท

เวทีหมู่บ้านเงียบทุกครั้ง ไม่มีใครกล้าพูดก่อน

## เทคนิค: เดินบ้านก่อน

1. เดินสามหลัง
   > ข้อควรระวัง: เดินแต่บ้านใหญ่ริมถนน
   > ทางแก้: เริ่มจากท้ายซอย
2. ชวนเจ้าของบ้านมาเล่าในเวที
"""


def _lesson(text: str, path: str = "2569/a-lesson.md") -> Lesson:
    lesson = read_lesson(path, text.encode()).lesson
    assert lesson is not None
    return lesson


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in a repository of its own, with everything committed on main and a branch checked out."""
    root = tmp_path / "site"
    shutil.copytree(ROOT / "lessons", root / "lessons")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / ".gitignore").write_text("site/\n.cache/\n")
    (root / "pyproject.toml").write_text("[tool.harvester]\nprints = false\nadmin = false\n")
    _git(root, "init", "--quiet", "--initial-branch=main")
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message=เริ่ม")
    _git(root, "switch", "--quiet", "--create=new-lesson")
    return root


def _git(root: Path, *words: str) -> str:
    who = ("-c", "user.name=ผู้เขียน", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", root, *who, *words],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | AT_HOME,
        check=True,
    )
    return done.stdout


def _reviewed(root: Path, *words: str) -> Result:
    return CliRunner().invoke(harvester, ["-C", str(root), "review", "--base", "main", *words])


def test_a_new_lesson_from_branch_to_comment(site: Path) -> None:
    (site / "lessons/2569/walk-first.md").write_text(NEW, encoding="utf-8")
    _git(site, "add", ".")
    _git(site, "commit", "--quiet", "--message=เพิ่มบทเรียน")
    told = _reviewed(site).output
    assert "เดินบ้านก่อนเปิดเวที" in told
    assert "บทเรียนใหม่ `lessons/2569/walk-first.md`" in told
    assert "### 📝 ยังเป็นร่าง ไม่ขึ้นเว็บ เติมแล้ว 4 จาก 9 ส่วน" in told
    assert "▰" in told
    assert "หัวเรื่องที่น่าจะใช้" in told
    assert "บทเรียนที่เกี่ยวข้อง" in told
    assert told.count("#### ") == 1, "only what was changed is told"
    assert _reviewed(site, "--strict").exit_code == 0


def test_faults_are_told_with_their_lines_and_fail_the_check(site: Path) -> None:
    (site / "lessons/2569/walk-first.md").write_text(
        NEW.replace("1 พ.ย. 2569", "31 ก.พ. 2569"), encoding="utf-8"
    )
    strict = _reviewed(site, "--strict")
    assert strict.exit_code == 1, "what is not yet committed counts too"
    assert "ยังเผยแพร่ไม่ได้ ต้องแก้ 1 จุด" in strict.output
    assert "บรรทัด 4" in strict.output
    shown = _reviewed(site, "--format", "github").output
    assert "::error file=lessons/2569/walk-first.md,line=4" in shown
    quality = json.loads(_reviewed(site, "--format", "gitlab").output)
    assert quality[0]["location"] == {"path": "lessons/2569/walk-first.md", "lines": {"begin": 4}}


def test_faults_of_others_are_not_held_against_the_author(site: Path) -> None:
    old = site / "lessons/2569/coordinate-before-visit.md"
    old.write_text(
        old.read_text(encoding="utf-8").replace("date: 6 พ.ย. 2569", "date: 31 ก.พ. 2569"), encoding="utf-8"
    )
    _git(site, "commit", "--quiet", "--all", "--message=พลาด")
    _git(site, "branch", "--force", "main", "HEAD")
    (site / "lessons/2569/walk-first.md").write_text(NEW, encoding="utf-8")
    assert _reviewed(site, "--strict").exit_code == 0


def test_a_lesson_taken_away_and_what_it_leaves_behind(site: Path) -> None:
    _git(site, "rm", "--quiet", "lessons/2549/letter-on-the-desk.md")
    told = _reviewed(site, "--strict")
    assert "retired แทนการลบ" in told.output
    assert "letter-on-the-desk" in told.output
    assert "ต้องแก้ในไฟล์อื่น" in told.output
    assert told.exit_code == 1


def test_a_renamed_lesson_and_a_step_of_status(site: Path) -> None:
    _git(site, "mv", "lessons/2549/letter-on-the-desk.md", "lessons/2549/letter-waits.md")
    file = site / "lessons/2549/letter-waits.md"
    text = re.sub("^status: .*$", "status: retired", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    told = json.loads(_reviewed(site, "--format", "json").output)
    one = told["lessons"][0]
    assert one["kind"] == "renamed"
    assert "เลิกใช้บทเรียนนี้" in one["needs_steward"]
    assert any(d["where"] == "ชื่อไฟล์" for d in one["differences"])


def test_a_link_is_not_followed_and_a_strange_name_is_only_words(site: Path) -> None:
    (site / "lessons/2569/link.md").symlink_to("/etc/passwd")
    (site / "lessons/2569/$(touch pwned) `x` @all.md").write_text("---\ntitle: ก\n---\n\nเล่า\n")
    told = _reviewed(site).output
    assert "root:" not in told
    assert not (site / "pwned").exists()
    assert "bad-id" in told


def test_what_git_cannot_tell_is_said_in_thai(site: Path, tmp_path: Path) -> None:
    for base in ("nowhere", "--output=x", "main:lessons"):
        with pytest.raises(SetupError, match="ไม่พบ"):
            CliRunner().invoke(
                harvester, ["-C", str(site), "review", f"--base={base}"], catch_exceptions=False
            )
    bare = tmp_path / "bare"
    shutil.copytree(site, bare, ignore=shutil.ignore_patterns(".git"))
    with pytest.raises(SetupError, match="git"):
        CliRunner().invoke(harvester, ["-C", str(bare), "review", "--base=main"], catch_exceptions=False)


@pytest.mark.browser
def test_from_branch_to_preview(site: Path) -> None:
    (site / "lessons/2569/walk-first.md").write_text(NEW, encoding="utf-8")
    _git(site, "add", ".")
    _git(site, "commit", "--quiet", "--message=เพิ่มบทเรียน")
    built = CliRunner().invoke(harvester, ["-C", str(site), "build", "--drafts", "--quiet"])
    assert built.exit_code == 0, built.output
    made = _reviewed(
        site, "--preview", "--out", str(site / "comment.md"), "--link", "https://example.org/artifact/1"
    )
    assert made.exit_code == 0, made.output
    page = (site / "site/review.html").read_text(encoding="utf-8")
    assert "เดินบ้านก่อนเปิดเวที" in page
    assert (site / "site/lessons/walk-first/index.html").is_file()
    assert "(https://example.org/artifact/1)" in (site / "comment.md").read_text(encoding="utf-8")
    if shutil.which("chromium") or shutil.which("google-chrome"):
        picture = (site / "site/review/walk-first.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) > 20_000
        assert "review/walk-first.png" in page


LETTER = "lessons/2549/letter-on-the-desk.md"


def _edited(site: Path, old: str, new: str, file: str = LETTER) -> None:
    path = site / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_empty_template_is_a_draft_and_says_how_much_is_there(site: Path) -> None:
    made = CliRunner().invoke(
        harvester, ["-C", str(site), "new", "--title", "เดินบ้านก่อนเปิดเวที", "--id", "walk-first", "--yes"]
    )
    assert made.exit_code == 0, made.output
    told = _reviewed(site).output
    assert "ยังเป็นร่าง ไม่ขึ้นเว็บ เติมแล้ว 1 จาก 9 ส่วน" in told
    assert "พร้อมเผยแพร่" not in told
    related = told.partition("บทเรียนที่เกี่ยวข้อง")[2]
    for heading in ("กับดัก", "ปัจจัยอุปสรรค", "คำถาม"):
        assert heading not in related, "the headings of the template are no likeness"


def test_a_placeholder_and_a_conflict_marker_are_errors(site: Path) -> None:
    (site / "lessons/2569/walk-first.md").write_text(
        NEW.replace("status: draft", "status: reviewed").replace(
            "เวทีหมู่บ้านเงียบทุกครั้ง", "เขียนสรุปด้วยคำของเราเองตรงนี้"
        )
    )
    told = _reviewed(site, "--strict")
    assert told.exit_code == 1
    assert "placeholder-text" in told.output
    _edited(site, "## คำถามชวนคิด", "<<<<<<< HEAD\n## คำถามชวนคิด\n=======\n## ที่มา\n>>>>>>> other")
    told = _reviewed(site, "--strict")
    assert "conflict-marker" in told.output


def test_a_rename_needs_the_old_id_as_an_alias(site: Path) -> None:
    _git(site, "mv", LETTER, "lessons/2549/letter-waits.md")
    told = _reviewed(site, "--strict")
    print(told.output)
    assert told.exit_code == 1
    said = told.output.replace("\\", "")
    assert "ที่อยู่ lessons/letter-on-the-desk/ เคยเผยแพร่แล้ว แต่จะเปิดไม่ได้" in said
    assert "aliases: [letter-on-the-desk]" in said
    _edited(site, "---\n", "---\naliases: [letter-on-the-desk]\n", "lessons/2549/letter-waits.md")
    assert "lost-address" not in _reviewed(site, "--strict").output


def test_a_step_taken_away_or_put_in_between_is_told(site: Path) -> None:
    file = next(
        path for path in sorted((site / "lessons/2569").glob("*.md")) if "\n2. " in path.read_text("utf-8")
    )
    text = file.read_text(encoding="utf-8")
    first = re.search(r"^1\. .*$", text, re.MULTILINE)
    assert first is not None
    file.write_text(
        text.replace(first[0], f"1. จดชื่อทุกคนที่มาถึงก่อนเวลาไว้บนกระดาษแผ่นเดียว\n{first[0]}", 1), encoding="utf-8"
    )
    told = json.loads(_reviewed(site, "--format", "json").output)
    moved = [one for one in told["lessons"][0]["warnings"] if one["rule"] == "moved-anchor"]
    assert any("#step-1-1 เคยเป็น" in one["message"] and "#step-1-2" in one["message"] for one in moved)
    file.write_text(text, encoding="utf-8")
    _edited(site, "## กับดัก", "## เรื่องเล่าอื่น", "lessons/2563/traps-working-together.md")
    told = json.loads(_reviewed(site, "--format", "json").output)
    lost = [one for one in told["lessons"][0]["errors"] if one["rule"] == "lost-address"]
    assert lost
    aliases = ", ".join(re.search(r"\[(.*)\]", one["hint"])[1] for one in lost)  # type: ignore[index]
    _edited(site, "---\n", f"---\naliases: [{aliases}]\n", "lessons/2563/traps-working-together.md")
    assert "lost-address" not in _reviewed(site).output


def test_a_private_trial_is_an_error_of_the_change(site: Path) -> None:
    trial = site / "lessons/trials/letter-on-the-desk/2569-11-01-a.yml"
    trial.parent.mkdir(parents=True, exist_ok=True)
    trial.write_text("outcome: worked\nresult: ลงชื่อด้วยเลข 1-1017-00230-70-8\n", encoding="utf-8")
    told = _reviewed(site, "--strict")
    assert told.exit_code == 1
    assert "national-id-number" in told.output


def test_a_published_lesson_that_becomes_a_draft_loses_its_address(site: Path) -> None:
    text = (site / LETTER).read_text(encoding="utf-8")
    (site / LETTER).write_text(
        re.sub("^status: .*$", "status: draft", text, flags=re.MULTILINE), encoding="utf-8"
    )
    told = _reviewed(site, "--strict")
    assert told.exit_code == 1
    assert "retired แทนการกลับไปเป็นร่าง" in told.output


def test_anchors_of_guides_organisations_and_people_are_held(site: Path) -> None:
    _edited(site, "## อ่านบทเรียนหนึ่งเรื่อง", "## อ่านเรื่องเดียว", "lessons/pages/about.md")
    told = json.loads(_reviewed(site, "--strict", "--format", "json").output)
    (one,) = told["other_errors"]
    assert one["rule"] == "lost-address"
    anchor = re.search(r'<a id="([a-z0-9-]+)"></a>', one["hint"])
    assert anchor is not None
    _edited(site, "## อ่านเรื่องเดียว", f"{anchor[0]}\n\n## อ่านเรื่องเดียว", "lessons/pages/about.md")
    assert "lost-address" not in _reviewed(site, "--strict").output, "its fix is taken"
    file = site / "lessons/2569/one-page-before-meeting.md"
    told_by = "  - {name: สมหญิง ใจดี, organisation: อบต.ปันแต}"
    text = re.sub(r"^  - \{name: กองบรรณาธิการ.*$", told_by, file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")
    _git(site, "commit", "--quiet", "--all", "--message=มีผู้เล่า")
    _git(site, "branch", "--force", "main", "HEAD")
    file.write_text(text.replace("สมหญิง ใจดี", "สมหญิง ใจงาม").replace("อบต.ปันแต", "เทศบาลปันแต"), "utf-8")
    (lesson,) = json.loads(_reviewed(site, "--format", "json").output)["lessons"]
    (lost,) = (one for one in lesson["errors"] if one["rule"] == "lost-address")
    assert "vocabulary/organisations.yml" in lost["hint"]
    assert [one["rule"] for one in lesson["warnings"] if "people/#" in one["message"]] == ["moved-anchor"]
