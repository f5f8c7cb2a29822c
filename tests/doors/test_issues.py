"""What is sent in a form becomes a draft that passes the check, and never more than a draft."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from harvester import pipeline
from harvester.cli import harvester
from harvester.doors.issue_forms import escape_line
from harvester.doors.messages import Replies, read_form
from harvester.doors.questions import LESSON
from harvester.doors.submission import Draft, draft_submission, proposed_id
from harvester.model import Library, Status
from harvester.model.diagnostics import SetupError
from harvester.reading.lesson import read_lesson
from harvester.rendering.forge import Forge
from tests.golden import Case, cases

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def library() -> Library:
    reading = read_lesson("2569/call-first.md", "---\ntitle: โทรก่อน\n---\n\n## บริบท\n\nเล่า\n".encode())
    assert reading.lesson is not None
    return Library(lessons=(reading.lesson,))


def _shown(draft: Draft) -> str:
    points = [f"? {point}" for point in draft.points]
    lines = [
        draft.path,
        *draft.text.rstrip("\n").split("\n"),
        *points,
        *(f"= {note}" for note in draft.notes),
        *(f"+ {a}" for a in draft.invitations),
    ]
    return "\n".join(lines).strip()


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("issues.txt"))), ids=lambda case: case.title
)
def test_issues(case: Case, library: Library) -> None:
    draft = draft_submission(read_form(case.given), library, DAY)
    shown = "\n".join(line.split(" เขียนเช่น")[0] for line in _shown(draft).split("\n"))
    assert shown == case.expected.strip()
    assert draft.reply


@given(st.lists(st.tuples(st.sampled_from([q.label for q in LESSON]), st.text(max_size=200)), max_size=12))
def test_whatever_is_sent_stays_a_draft_in_its_place(answers: list[tuple[str, str]]) -> None:
    body = "".join(f"### {label}\n\n{answer}\n\n" for label, answer in answers)
    draft = draft_submission(read_form(body, "ชื่อ"), Library(), DAY)
    if not draft.path:
        return
    assert draft.path.startswith("drafts/")
    assert draft.path.isascii()
    assert ".." not in draft.path
    reading = read_lesson(draft.path, draft.text.encode("utf-8", "surrogatepass"))
    if reading.lesson is not None:
        assert reading.lesson.status is Status.DRAFT
        assert not reading.lesson.extra
        assert set(reading.lesson.places) & {"aliases", "links", "evidence", "id"} == set()


@given(st.text(max_size=200))
def test_words_of_strangers_stay_words(text: str) -> None:
    shown = escape_line(text)
    assert "\n" not in shown
    assert "<" not in shown.replace("\\<", "")
    assert "](" not in shown


def test_nobody_is_called_and_nothing_is_linked() -> None:
    told = escape_line("@somchai ดู #12 ที่ https://evil.example [กดที่นี่](x) <img src=x> **หนา** www.evil.example")
    for live in ("@somchai", "://evil", "](x", " <img", "www.evil"):
        assert live not in told


def test_an_id_is_free_and_ascii() -> None:
    assert proposed_id("พบก่อน", set()) == "phop-kon"
    assert proposed_id("พบก่อน", {"phop-kon", "phop-kon-2"}) == "phop-kon-3"


def test_the_command_writes_once_and_never_over(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "lessons").mkdir()
    body = next(cases(Path(__file__).with_name("issues.txt"))).given
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"issue": {"title": "ไม่มีชื่อ", "body": body}}))
    command = ["-C", str(tmp_path), "from-issue", str(event), "--event", "--json"]
    first = json.loads(CliRunner().invoke(harvester, command, catch_exceptions=False).output)
    second = json.loads(CliRunner().invoke(harvester, command, catch_exceptions=False).output)
    assert second["state"] == "already"
    assert second["written"] == first["written"]
    assert second["path"] == ""
    checked = CliRunner().invoke(harvester, ["-C", str(tmp_path), "check", first["written"]])
    assert checked.exit_code == 0, checked.output


def test_the_reply_tells_what_the_checks_find(library: Library) -> None:
    body = next(cases(Path(__file__).with_name("issues.txt"))).given
    told = draft_submission(
        read_form(body.replace("คนตกลงกับคน", "โทร 081-234-5678 ได้เลย")), library, DAY, pipeline.checked
    )
    assert "081" not in told.reply, "a number is not said again where all can read it"
    assert any("เบอร์โทร" in point for point in told.points)


HARMFUL = """### ชื่อเรื่อง

เยี่ยมบ้าน

### สรุป

เยี่ยมก่อนประชุม

### บริบท

บัตร 3-1002-00345-67-6 ของเจ้าของบ้าน
--8<-- "/etc/passwd"
![ภาพ](file:///C:/Users/x/a.jpg) ดู [ไฟล์](../../secret.md)

### ที่อยู่เว็บ

เว็บของวัด
"""


def test_a_draft_passes_the_check_whatever_was_sent(library: Library) -> None:
    draft = draft_submission(read_form(HARMFUL), library, DAY, pipeline.checked)
    reading = read_lesson(draft.path, draft.text.encode())
    assert reading.lesson is not None
    among = replace(library, lessons=(*library.lessons, reading.lesson), diagnostics=reading.diagnostics)
    assert [one.rule for one in pipeline.checked(among).diagnostics if one.is_error] == []
    for gone in ("67-6", "--8<--", "](file", "](.."):
        assert gone not in draft.text
    for kept in ("ของเจ้าของบ้าน", "เว็บของวัด", "/etc/passwd"):
        assert kept in draft.text, "what was told is not lost"
    assert "อยู่นอกโฟลเดอร์บทเรียน" in draft.reply
    assert "67-6" not in draft.reply


def test_whoever_asks_for_a_lesson_is_shown_the_nearest(library: Library) -> None:
    wish = read_form("### ติดเรื่องอะไร\n\nประชุมแล้วเงียบ <b>มาก</b>\n")
    asked: list[str] = []

    def seek(question: str) -> list[tuple[str, str]]:
        asked.append(question)
        return [("โทรก่อน", "call-first")]

    draft = draft_submission(
        wish, library, DAY, replies=Replies(Forge("https://github.com/khlang/botrian")), seek=seek
    )
    assert asked == ["ประชุมแล้วเงียบ มาก"]
    assert "โทรก่อน `call-first`" in draft.reply
    assert "issues/new?template=1-lesson.yml" in draft.reply
    assert draft.path == "wishes/2569-11-20-prachum-laeo-ngiap-mak.yml"
    fault = "### หน้าไหน\n\nx\n\n### ผิดอย่างไร ควรเป็นอย่างไร\n\ny\n"
    for body, folder in ((fault, "faults"), ("สวัสดี", "")):
        told = draft_submission(read_form(body), library, DAY)
        assert told.path.partition("/")[0] == folder
        assert "กองบรรณาธิการจะ" in told.reply


def test_the_search_of_the_site_answers_a_wish(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "lessons", tmp_path / "lessons")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "wish.md").write_text("### ติดเรื่องอะไร\n\nประชุมแล้วไม่มีใครพูด\n")
    command = ["-C", str(tmp_path), "from-issue", str(tmp_path / "wish.md")]
    told = CliRunner().invoke(harvester, command, catch_exceptions=False).output
    assert "`village-meeting-quiet-voices`" in told


def test_a_new_lesson_is_asked_for_in_thai(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "lessons").mkdir()
    quick = ["-C", str(tmp_path), "new", "--title", "นัดด้วยใจ: ตอนแรก", "--yes"]
    made = CliRunner().invoke(harvester, quick, catch_exceptions=False)
    assert made.exit_code == 0, made.output
    file = next((tmp_path / "lessons").rglob("*.md"))
    assert file.name == "nat-duaichai-tonraek.md"
    reading = read_lesson(f"2569/{file.name}", file.read_bytes())
    assert reading.diagnostics == ()
    assert reading.lesson is not None
    assert reading.lesson.title == "นัดด้วยใจ: ตอนแรก"

    talk = "พบก่อน\n\nโทรสั้น ๆ\n31 ก.พ. 2566\n28 ก.พ. 2566\nสมหญิง ใจดี\nพัทลุง\n\n\nคุณอำนวย\n\n"
    asked = CliRunner().invoke(harvester, ["-C", str(tmp_path), "new"], input=talk, catch_exceptions=False)
    assert asked.exit_code == 0, asked.output
    told = next((tmp_path / "lessons").rglob("phop-kon.md")).read_text(encoding="utf-8")
    assert "date: 28 ก.พ. 2566" in told
    assert "province: พัทลุง" in told
    with pytest.raises(SetupError, match="มีบทเรียนรหัส phop-kon อยู่แล้ว"):
        _new(tmp_path, "--id", "phop-kon", "--title", "ก", "--yes")


def _new(site: Path, *more: str, talk: str | None = None) -> Result:
    return CliRunner().invoke(harvester, ["-C", str(site), "new", *more], input=talk, catch_exceptions=False)


ODD = {
    "Community garden": "community-garden",
    "๑๒๓": "123",
    "CON": "con-2",
    "index": "index-2",
    "นัด: ตอนแรก # 1 [x]": "nat-tonraek-1-x",
    "<b>ปลูก</b>": "pluk",
    "--yes": "yes",
    "../../etc": "etc",
    "เขาว่า \"ดี\" กับ 'ใช่'": "khao-wa-di-kap-chai",
}


@pytest.mark.parametrize("title", [*ODD, "🎉🎉", "สอง\nบรรทัด", "%มาก", "@ทุกคน", "- ขีด", "&a *b !c"])
def test_an_odd_title_still_makes_a_lesson_that_passes(title: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "lessons").mkdir()
    made = _new(tmp_path, f"--title={title}", "--yes")
    assert made.exit_code == 0, made.output
    file = next((tmp_path / "lessons").rglob("*.md"))
    assert file.stem == ODD.get(title, file.stem)
    checked = CliRunner().invoke(harvester, ["-C", str(tmp_path), "check"])
    assert checked.exit_code == 0, checked.output
    again = _new(tmp_path, f"--title={title}", "--yes")
    assert "มีบทเรียนชื่อนี้อยู่แล้ว" in again.output
    assert len(list((tmp_path / "lessons").rglob("*.md"))) == 2, "nothing is written over"


def test_what_cannot_be_a_title_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "lessons").mkdir()
    with pytest.raises(SetupError, match="ย่อให้ไม่เกิน 180"):
        _new(tmp_path, "--title", "ก" * 300, "--yes")
    with pytest.raises(SetupError, match="ต้องมีชื่อเรื่อง"):
        _new(tmp_path, "--title", "  ", "--yes")
    with pytest.raises(SetupError, match="หยุดกลางทาง"):
        _new(tmp_path, talk="")
    told = _new(tmp_path, talk="ก" * 300 + "\nพบก่อน\nBad Id\n\n" + "\n" * 9)
    assert told.exit_code == 0, told.output
    assert "รหัส “Bad Id” ใช้ไม่ได้" in told.output
    assert [file.stem for file in (tmp_path / "lessons").rglob("*.md")] == ["phop-kon"]
