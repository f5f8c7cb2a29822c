"""One text that a person can read and the program reads back, through whatever it comes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from harvester.cli import harvester
from harvester.doors.letters import open_letters
from harvester.doors.message_lines import Submission, labels_of
from harvester.doors.messages import compose, read_messages
from harvester.doors.questions import FREE, MARKS, QUESTIONS
from harvester.thai.text import fold
from tests.golden import Case, cases


def _shown(messages: list[Submission]) -> str:
    lines: list[str] = []
    for told in messages:
        lines.append(f"{told.kind} {told.about}".rstrip() + (" (ยินยอม)" if told.promised else ""))
        lines += [f"  {key} = {said.replace(chr(10), ' / ')}" for key, said in told.answers.items()]
        lines += [f"  ? {label} = {said.replace(chr(10), ' / ')}" for label, said in told.aside]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "case", list(cases(Path(__file__).with_name("messages.txt"))), ids=lambda case: case.title
)
def test_messages(case: Case) -> None:
    assert _shown(read_messages(case.given)) == case.expected.rstrip()


@pytest.mark.parametrize("kind", MARKS)
def test_every_question_and_field_has_a_label_of_its_own(kind: str) -> None:
    known = labels_of(kind)
    assert {known[fold(question.label)] for question in QUESTIONS[kind]} == {q.key for q in QUESTIONS[kind]}
    assert FREE[kind] in known.values()


WORDS = st.text(alphabet="กขคงจฉชซญดตถทนบปผพมยรลวสหอะาิีึืุู่้ ,.–1234", min_size=1, max_size=60).map(str.strip)


@pytest.mark.parametrize("kind", MARKS)
@given(data=st.data())
def test_what_is_composed_is_read_back(kind: str, data: st.DataObject) -> None:
    free = [one for one in QUESTIONS[kind] if one.key not in ("steps", "lesson", "page") and not one.labels]
    answers = data.draw(
        st.dictionaries(st.sampled_from([one.key for one in free]), WORDS.filter(bool), max_size=6)
    )
    answers = {key: said for key, said in answers.items() if any("ก" <= sign <= "ฮ" for sign in said)}
    about = "call-first" if kind in ("trial", "answer", "fault") else ""
    (told,) = read_messages(compose(kind, about, answers))
    assert (told.kind, told.about) == (kind, about)
    assert {k: fold(v).removeprefix("- ") for k, v in told.answers.items()} == {
        k: fold(v) for k, v in answers.items()
    }
    assert not told.aside


def _chat(messages: list[str]) -> str:
    lines = ["[LINE] ประวัติการแชทใน อสม. ตำบล", "บันทึกเมื่อ 2026/11/26 15:49", "", "พฤ. 26/11/2569"]
    for minute, message in enumerate(messages):
        text = message if "\n" not in message else f'"{message}"'
        lines.append(f"{9 + minute // 60:02}:{minute % 60:02}\tคนที่ {minute % 5}\t{text}")
    return "\n".join(lines) + "\n"


TRIAL = "#ลองแล้ว call-first\nผล: ได้ผล\nเกิดอะไรขึ้น: คนมาครบ\nใครลอง: หมู่ 4"
LESSON = "#เล่าบทเรียน\nชื่อเรื่อง: ล้อมวง\nขั้นตอน:\n1. ล้อมวง\n   ข้อควรระวัง: คนพูดคนเดียว\n2. ถามทีละคน"
WISH = "#ขอบทเรียน ชวนวัยรุ่นมาประชุม"
CHATTER = [f"สวัสดีค่ะ ข้อความที่ {number} เบอร์ 08-1234-{number:04}" for number in range(30)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    lesson = tmp_path / "lessons" / "2569" / "call-first.md"
    lesson.parent.mkdir(parents=True)
    lesson.write_text("---\ntitle: โทรก่อน\nstatus: published\n---\n\n## บริบท\n\nเล่า\n")
    return tmp_path


def _received(site: Path, *args: str, given: bytes = b"") -> dict[str, object]:
    done = CliRunner().invoke(
        harvester, ["-C", str(site), "receive", "--json", *args], input=given, catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    read: dict[str, object] = json.loads(done.output)
    return read


def _files(site: Path) -> set[str]:
    return {
        str(file.relative_to(site / "lessons")) for file in (site / "lessons").rglob("*") if file.is_file()
    }


def test_three_marked_messages_among_thirty_are_exactly_three_things(site: Path) -> None:
    before = _files(site)
    chat = _chat([*CHATTER[:10], TRIAL, *CHATTER[10:20], LESSON, WISH, *CHATTER[20:]])
    told = _received(site, "-", given=chat.encode())
    made = _files(site) - before
    assert {path.split("/")[0] for path in made} == {"trials", "drafts", "wishes"}
    assert len(made) == 3
    assert told["written"] == 3
    assert told["chatter"] == 30
    assert not [path for path in made if "สวัสดี" in (site / "lessons" / path).read_text()]
    again = _received(site, "-", given=chat.encode())
    assert (again["written"], again["already"]) == (0, 3)
    assert _files(site) - before == made
    checked = CliRunner().invoke(harvester, ["-C", str(site), "check"])
    assert checked.exit_code == 0, checked.output


MAIL = """From: สมศรี <somsri@example.org>
Subject: ผลการลอง
Date: Thu, 26 Nov 2026 10:00:00 +0700
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

"""
HISTORY = "\nเมื่อ พฤ. 26 พ.ย. 2569 เวลา 10:00 กองบรรณาธิการ <x@example.org> เขียนว่า:\n> #ลองแล้ว call-first\n> ผล: ไม่ได้ผล\n"
FORWARD = "ส่งต่อให้ค่ะ\n\n---------- Forwarded message ---------\nFrom: ป้า\nSubject: x\n\n"


@pytest.mark.parametrize(
    "text",
    [
        TRIAL,
        MAIL + TRIAL + "\n-- \nสมศรี 081-234-5678\n" + HISTORY,
        MAIL + FORWARD + TRIAL,
        MAIL + "\n".join(f"> {line}" for line in TRIAL.split("\n")),
        f"From somsri@example.org Thu Nov 26 10:00:00 2026\n{MAIL}{TRIAL}",
        f"09:00 สมศรี {TRIAL}\n09:01 แดง ขอบคุณ",
        f"26/11/2569, 09:00 - สมศรี: {TRIAL}\n26/11/2569, 09:01 - แดง: ขอบคุณ",
        f"[26/11/2569 09:00:12] สมศรี: {TRIAL}",
    ],
)
def test_the_same_message_by_any_way_is_the_same(text: str) -> None:
    (letter,) = open_letters(text.encode()).letters
    assert _shown([letter.told]) == _shown(read_messages(TRIAL))
    assert letter.told.digest == read_messages(TRIAL)[0].digest


def test_old_encodings_are_read() -> None:
    for encoding in ("cp874", "utf-16", "utf-8-sig"):
        assert [one.told.kind for one in open_letters(TRIAL.encode(encoding)).letters] == ["trial"]


@pytest.mark.parametrize(
    ("text", "folder", "word"),
    [
        ("#ลองแล้ว no-such-lesson\nผล: ได้ผล", "drafts", "หาบทเรียน “no-such-lesson” ไม่พบ"),
        ("#ลองแล้ว\nผล: ได้ผล", "drafts", "ไม่พบ"),
        ("#ลองแล้ว call-first", "drafts", "ยังไม่ได้ตอบช่อง “ผล”"),
        ("#ลองแล้ว call-frist\nผล: ได้ผล", "trials", "ระบบถือว่าหมายถึง call-first"),
        ("#ลองแล้ว call-first\nผล: ☐ ได้ผล ☑ ไม่ได้ผล", "trials", "ขอบคุณ"),
        ("#เล่าบทเรียน", "", "ยังขาดชื่อเรื่อง"),
        ("#ขอบทเรียน", "", "ยังไม่มีเนื้อความ"),
        ("#ตอบคำถาม call-first ใช้บัตรคำ", "drafts", "ขอบคุณที่ช่วยเติม"),
        ("#แจ้งข้อผิด call-first เลขผิด", "faults", "ขอบคุณที่แจ้ง"),
    ],
)
def test_half_a_message_is_a_draft_or_a_clear_word(site: Path, text: str, folder: str, word: str) -> None:
    told = _received(site, "-", given=text.encode())
    (item,) = told["items"]  # type: ignore[misc]
    assert item["path"].partition("/")[0] == folder
    assert word in item["reply"] + " ".join(item["points"])
    for shown in ("\\", "**", "ในหน้านี้"):
        assert shown not in item["reply"], "a reply for LINE is plain text"
    checked = CliRunner().invoke(harvester, ["-C", str(site), "check"])
    assert checked.exit_code == 0, checked.output


def test_ten_million_letters_of_chat_take_seconds(site: Path) -> None:
    lines = [f"09:{number % 60:02}\tคน\tข้อความธรรมดาที่ {number} #วันนี้" for number in range(130_000)]
    lines.insert(70_000, f'10:00\tคน\t"{TRIAL}"')
    chat = "\n".join(lines).encode()
    assert len(chat) > 10_000_000
    started = process_time()
    post = open_letters(chat)
    assert [one.told.kind for one in post.letters] == ["trial"]
    assert post.passed == 130_000
    assert process_time() - started < 15


def test_news_of_a_month_for_line_mail_and_a_page(site: Path, tmp_path: Path) -> None:
    _received(site, "-", given=TRIAL.encode())
    done = CliRunner().invoke(
        harvester,
        ["-C", str(site), "news", "--since", "1 ม.ค. 2569", "--json", "--out", str(tmp_path / "out")],
    )
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["lessons"] == ["call-first"]
    assert "มีคนลองแล้ว 1 ครั้ง" in told["line"]
    assert "โทรก่อน: ได้ผล (หมู่ 4)" in told["line"]
    assert any("มีคนลองวิธีของคุณแล้ว" in one for one in told["tellers"])
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"news.txt", "news.eml", "news.md"}
    page = site / "lessons/pages/news.md"
    page.parent.mkdir(exist_ok=True)
    for since in ("1 ม.ค. 2569", "15 ก.พ. 2569", "1 ม.ค. 2569"):
        CliRunner().invoke(
            harvester, ["-C", str(site), "news", "--since", since, "--page"], catch_exceptions=False
        )
    told = page.read_text("utf-8")
    assert re.findall("^## (.*)", told, re.MULTILINE) == ["มกราคม 2569", "ตั้งแต่ 15 กุมภาพันธ์ 2569"]
    assert "- [[call-first]] ได้ผล (หมู่ 4)" in told
    none = CliRunner().invoke(harvester, ["-C", str(site), "news", "--since", "2099"])
    assert "ยังไม่มีเรื่องใหม่" in none.output


def test_a_photo_of_the_paper_form_stands_beside_an_empty_draft(site: Path, tmp_path: Path) -> None:
    import segno
    from PIL import Image

    code = tmp_path / "code.png"
    segno.make("https://example.org/tell/?kind=trial&id=call-first").save(str(code), scale=6, border=4)
    paper = Image.new("L", (1240, 1754), 255)
    paper.paste(Image.open(code).convert("L"), (80, 80))
    photo = tmp_path / "photo.jpg"
    paper.rotate(4, fillcolor=255).save(photo, quality=80)
    told = _received(site, str(photo))
    (one,) = told["photos"]  # type: ignore[misc]
    assert (one["kind"], one["about"], one["state"]) == ("trial", "call-first", "written")
    text = Path(one["written"]).read_text()
    assert "- เกิดอะไรขึ้น:" in text
    assert "status: draft" in text
    assert [file.name for file in Path(one["written"]).parent.glob("_*.jpg")]
    again = _received(site, str(photo))
    assert again["photos"][0]["state"] == "already"  # type: ignore[index]
    checked = CliRunner().invoke(harvester, ["-C", str(site), "check"])
    assert checked.exit_code == 0, checked.output


def test_a_fault_keeps_no_private_number(site: Path) -> None:
    told = _received(site, "-", given="#แจ้งข้อผิด call-first มีเบอร์ป้าสมศรี 081-234-5678 อยู่ในหน้า".encode())
    assert "081-234" not in Path(told["items"][0]["written"]).read_text()  # type: ignore[index]
