"""Answers as people write them, made fit for the format; small things of the doors, each at its own door."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from harvester.doors.cms import configuration
from harvester.doors.differences import differences
from harvester.doors.fitting import fit_answers, promises
from harvester.doors.history import changes
from harvester.doors.letters import open_letters
from harvester.doors.local_backend import Refused, answer
from harvester.doors.message_lines import Submission, key_of
from harvester.doors.messages import compose, read_messages
from harvester.doors.published import lost_addresses, moved_anchors
from harvester.doors.questions import QUESTIONS
from harvester.doors.withdrawal import of_lesson, of_name, of_picture
from harvester.model import Guide, Lesson, Library, Markdown, Role, Tag, Vocabulary
from harvester.model.diagnostics import SetupError
from harvester.reading.lesson import read_lesson
from harvester.reading.yaml import load_own
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

WORDS = Vocabulary(
    tags=(Tag(id="m", label="การประชุม", aliases=("ประชุม",)), Tag(id="w", label="น้ำ")),
    roles=(Role(id="f", label="คุณอำนวย"),),
)
TODAY = ThaiDate(2026, 11, 27)


def lesson(text: str, path: str = "2569/call-first.md") -> Lesson:
    found = read_lesson(path, text.encode()).lesson
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "key", "said", "wanted", "aside"),
    [
        ("lesson", "date", "2 พ.ย. 2549", {"date": "2 พ.ย. 2549"}, False),
        ("lesson", "date", "เมื่อวันที่ 2 พ.ย. 2549 ตอนเช้า", {"date": "2 พฤศจิกายน 2549"}, True),
        ("lesson", "date", "ปี 2549 หรือ 50", {"date": "2549"}, True),
        ("lesson", "date", "นานมาแล้ว", {}, True),
        ("lesson", "place", "หมู่ 3 บ้านทุ่งนา ต.ปันแต อ.ควนขนุน จ.พัทลุง",
         {"place.province": "พัทลุง", "place.district": "ควนขนุน", "place.subdistrict": "ปันแต",
          "place.village": "หมู่ 3 บ้านทุ่งนา"}, False),
        ("lesson", "place", "ศาลาวัด", {"place.village": "ศาลาวัด"}, False),
        ("lesson", "place", "จ.พัทลุง", {"place.province": "พัทลุง"}, False),
        ("lesson", "place.province", "จังหวัดพัทลุง", {"place.province": "พัทลุง"}, False),
        ("lesson", "place.province", "phatthalung", {"place.province": "พัทลุง"}, False),
        ("trial", "outcome", "ได้ผล ทุกคนมาครบ", {"outcome": "worked", "result": "ทุกคนมาครบ"}, False),
        ("trial", "outcome", "☑ ได้ผลบางส่วน ☐ ไม่ได้ผล", {"outcome": "partly"}, False),
        ("trial", "outcome", "☐ ได้ผล ☐ ไม่ได้ผล", {}, False),
        ("trial", "outcome", "ได้ผลดีมากค่ะ", {"outcome": "worked"}, False),
        ("trial", "outcome", "ได้ผลน้อยมาก", {"result": "ได้ผลน้อยมาก"}, False),
        ("trial", "outcome", "ไม่ได้ผล: ไม่มีใครมา", {"outcome": "failed", "result": "ไม่มีใครมา"}, False),
        ("lesson", "tags", "#ประชุม #น้ำ", {"tags": ["ประชุม", "น้ำ"]}, False),
        ("lesson", "tags", "เรื่องยาว ๆ ของการประชุม", {"tags": ["เรื่องยาว ๆ ของการประชุม"]}, False),
        ("lesson", "tags", f"น้ำ, {'ก' * 120}", {"tags": ["น้ำ"]}, True),
        ("lesson", "roles", "คุณอำนวย ครู", {"roles": ["คุณอำนวย", "ครู"]}, False),
        ("lesson", "source.url", "ดูที่ https://example.org/a. นะ", {"source.url": "https://example.org/a"}, True),
        ("lesson", "source.url", "เฟซบุ๊กกลุ่ม", {}, True),
        ("lesson", "title", "ก" * 300, {"title": "ก" * 180 + "…"}, True),
        ("lesson", "title", " " * 5 + "นัดด้วยใจ " * 30, {"title": ("นัดด้วยใจ " * 18).strip() + "…"}, True),
    ],
)  # fmt: skip
def test_an_answer_is_made_fit(kind: str, key: str, said: str, wanted: dict[str, Any], aside: bool) -> None:
    made = fit_answers(QUESTIONS[kind], {key: said}, WORDS)
    lists = {
        name: [part.strip() for part in text.split(",")] if name in ("tags", "roles") else text
        for name, text in made.answers.items()
    }
    assert lists == wanted
    assert [words.strip() for _, words in made.aside] == ([said.strip()] if aside else [])


def test_what_is_reported_with_an_outcome_stands_before_the_story() -> None:
    made = fit_answers(QUESTIONS["trial"], {"outcome": "ยังไม่แน่ใจ", "result": "มาสามคน"}, WORDS)
    assert made.answers == {"result": "ยังไม่แน่ใจ\nมาสามคน"}
    assert len(made.notes) == 1


def test_what_is_not_promised_or_was_cut_is_told() -> None:
    assert promises(Submission("lesson", {}, True)) == []
    assert "ยินยอม" in promises(Submission("lesson", {}, False))[0]
    assert "แบ่งส่ง" in promises(Submission("lesson", {}, True, True))[0]


@pytest.mark.parametrize(
    ("kind", "label", "key"),
    [("lesson", "ชื่อเรื่อง", "title"), ("lesson", "ชื่อเรือง", "title"), ("lesson", "จังหวัด", "place.province"),
     ("lesson", "หัวเรื่อง", "tags"), ("trial", "ผลลัพธ์", "outcome"), ("trial", "เทคนิค", "technique"),
     ("lesson", "ขั้นตอน", "steps"), ("lesson", "ไม่รู้จักเลย", ""), ("wish", "บทบาท", "role")],
)  # fmt: skip
def test_a_label_means_its_field_misspelt_or_not(kind: str, label: str, key: str) -> None:
    assert key_of(kind, label) == key


def test_the_first_line_of_a_lesson_without_labels_is_its_title() -> None:
    (told,) = read_messages("#เล่าบทเรียน\nนัดด้วยใจ\nเราโทรก่อน แล้วจึงส่งหนังสือ\nขั้นตอน:\n1. โทร\n2. ส่ง\n")
    assert told.answers == {
        "title": "นัดด้วยใจ", "context": "เราโทรก่อน แล้วจึงส่งหนังสือ", "steps": "1. โทร\n2. ส่ง",
    }  # fmt: skip
    (told,) = read_messages("#ลองแล้ว call-first\nผล: ได้ผล\nมาครบทุกคน\nไม่มีใครขาด\n")
    assert told.about == "call-first"
    assert "title" not in told.answers


def test_a_mark_within_a_line_must_lead_to_something() -> None:
    assert [one.kind for one in read_messages("ฝากด้วย #ลองแล้ว call-first\nผล: ได้ผล")] == ["trial"]
    assert [one.kind for one in read_messages("ฝากด้วย #เล่าบทเรียน\nชื่อเรื่อง: นัดด้วยใจ")] == ["lesson"]
    assert read_messages("ชอบ #เล่าบทเรียน ของวันนี้มาก\nพรุ่งนี้เจอกัน: บ่ายโมง") == []
    assert read_messages("ชอบ #เล่าบทเรียน ของวันนี้มาก\n") == []


def test_a_composed_message_says_steps_and_choices_in_words() -> None:
    told = compose(
        "lesson", "", {"title": "ก", "steps": "โทร\nข้อควรระวัง: สาย\nส่ง"}, promised=True
    ).splitlines()
    assert told[:5] == ["#เล่าบทเรียน", "ชื่อเรื่อง: ก", next(line for line in told if line.endswith(":")), "1. โทร",
                        "   ข้อควรระวัง: สาย"]  # fmt: skip
    assert "2. ส่ง" in told
    assert "ผล: ได้ผลบางส่วน" in compose("trial", "a", {"outcome": "partly"})


def test_letters_of_a_chat_have_their_sender_and_day() -> None:
    chat = "[LINE] แชต\n2549/11/02(พฤ)\n09:00\tสมหญิง\t#ลองแล้ว call-first\nผล: ได้ผล\n09:05\tสมชาย\tขอบคุณ\n"
    (one,) = open_letters(chat.encode()).letters
    assert (one.channel, one.sender) == ("LINE", "สมหญิง")
    assert one.day is not None
    assert one.day.isoformat() == "2006-11-02"
    assert one.told.answers["outcome"] == "ได้ผล"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name in ("a", "b"):
        (tmp_path / "lessons").mkdir(exist_ok=True)
        (tmp_path / f"lessons/{name}.md").write_text(f"---\ntitle: {name}\n---\n", encoding="utf-8")
    return Settings(root=tmp_path)


def test_the_desk_names_takes_away_and_keeps_files(settings: Settings) -> None:
    def asked(action: str, **params: Any) -> Any:
        return answer(settings, {"action": action, "params": params})

    files = [{"path": "lessons/a.md", "label": "เรื่องแรก"}, {"path": "lessons/new.md", "label": "ใหม่"}]
    first, new = asked("entriesByFiles", files=files).value
    assert (first["data"], first["file"]["label"]) == ("---\ntitle: a\n---\n", "เรื่องแรก")
    assert (new["data"], new["file"]["label"], new["file"]["id"]) == (None, "ใหม่", None)
    here = settings.root.resolve() / "lessons"
    assert asked("deleteFile", path="lessons/a.md").removals == (here / "a.md",)
    both = asked("deleteFiles", paths=["lessons/a.md", "lessons/b.md"]).removals
    assert both == (here / "a.md", here / "b.md")
    listed = asked("entriesByFolder", folder="lessons", extension="md", depth=1).value
    assert [one["file"]["path"] for one in listed] == ["lessons/a.md", "lessons/b.md"]
    assert asked("info").value["type"] == "local_fs"
    with pytest.raises(Refused, match="ยาวเกินไป"):
        asked("persistEntry", entry={"path": "lessons/a.md", "raw": "ก" * 400_000})
    with pytest.raises(Refused, match="ไม่ครบ"):
        asked("persistMedia", asset={"path": "lessons/a.png", "content": "%"})
    with pytest.raises(Refused, match="ใช้เป็นภาพไม่ได้"):
        asked("persistMedia", asset={"path": "lessons/a.png", "content": base64.b64encode(b"x").decode()})


def test_what_was_taken_back_is_recorded_by_its_kind() -> None:
    body = "\n\n## บริบท\n\nป้าสมหญิง ใจดี เล่าไว้ ![ครัว](kitchen.jpg)\n"
    text = f"---\ntitle: นัดด้วยใจ\naliases: [old-name]\n---{body}"
    one = lesson(text)
    other = "---\ntitle: อีกเรื่อง\nlinks: {follows: [call-first, b]}\n---\n\n## บริบท\n\nดู [[call-first]]\n"
    library = Library(lessons=(one, lesson(other, "2569/b.md")))
    texts = {one.path: text, "2569/b.md": other}
    gone = of_lesson(library, texts, one, TODAY)
    assert (gone.kind, gone.gone, gone.lessons) == ("lesson", (one.path,), ("call-first",))
    assert load_own(gone.files["withdrawn/call-first.yml"]) == {
        "kind": "lesson", "date": "27 พ.ย. 2569", "aliases": ["old-name"],
    }  # fmt: skip
    assert "call-first" not in gone.files["2569/b.md"]
    name = of_name(library, texts, "สมหญิง ใจดี", TODAY)
    assert (name.kind, name.lessons) == ("name", ("call-first",))
    assert "สมหญิง" not in name.files[one.path]
    record = {"kind": "name", "date": "27 พ.ย. 2569", "lessons": ["call-first"]}
    assert load_own(name.files["withdrawn/name-1.yml"]) == record
    picture = of_picture(library, texts, "2569/kitchen.jpg", TODAY)
    assert (picture.kind, picture.gone) == ("picture", ("2569/kitchen.jpg",))
    assert "kitchen" not in picture.files[one.path]
    with pytest.raises(SetupError, match="สั้นเกินไป"):
        of_name(library, texts, "ดี", TODAY)


def test_an_address_that_is_lost_is_told_with_what_keeps_it() -> None:
    def library(text: str, path: str = "2569/call-first.md") -> Library:
        return Library(lessons=(lesson(f"---\ntitle: นัดด้วยใจ\nstatus: published\n---\n\n{text}", path),))

    before = library("## เทคนิค: นัด\n\n1. โทรหาตัวคนก่อนส่งหนังสือเสมอ\n2. ส่งหนังสือตามไป\n\n## กับดัก\n\n- สายไม่ว่าง\n")
    assert list(lost_addresses(before, before)) == []
    renamed = library(before.lessons[0].body, "2569/call-them.md")
    (told,) = (one for one in lost_addresses(before, renamed) if "#" not in one.message)
    assert told.rule == "lost-address"
    assert told.is_error
    assert "aliases: [call-first]" in (told.hint or "")
    assert told.place.path == "2569/call-them.md"
    fewer = library("## เทคนิค: นัด\n\n1. ส่งหนังสือตามไป\n")
    hints = {one.message.split()[1]: one.hint for one in lost_addresses(before, fewer)}
    assert '"#step-1-2=step-1-1"' in hints["lessons/call-first/#step-1-2"]
    assert '["#trap-1"]' in hints["lessons/call-first/#trap-1"]
    moved = list(moved_anchors(fewer, before.lessons[0], fewer.lessons[0]))
    assert [one.rule for one in moved] == ["moved-anchor"]
    assert "#step-1-1 เคยเป็น" in moved[0].message
    gone = [one.hint for one in lost_addresses(before, Library()) if "#" not in one.message]
    assert gone
    assert "harvester withdraw call-first" in gone[0]


def test_two_states_of_a_lesson_differ_in_words() -> None:
    one = lesson("---\ntitle: ก\ntags: [น้ำ]\nauthors: [สมหญิง ใจดี]\n---\n\n## กับดัก\n\n- สายไม่ว่าง\n")
    other = lesson("---\ntitle: ข\ntags: [น้ำ, ดิน]\n---\n\n## กับดัก\n\n- ไม่มีใครรับ\n", "2569/x.md")
    told = [(each.kind, each.where, each.before, each.after) for each in differences(one, other)]
    assert told[0] == ("changed", "ชื่อไฟล์", "2569/call-first.md", "2569/x.md")
    assert ("changed", "ชื่อเรื่อง", "ก", "ข") in told
    assert ("changed", "หัวเรื่อง", "น้ำ", "น้ำ · ดิน") in told
    assert any(kind == "removed" and before == "สมหญิง ใจดี" for kind, _, before, _ in told)
    assert {(kind, where) for kind, where, *_ in told} >= {("added", "กับดัก"), ("removed", "กับดัก")}


def test_what_git_does_not_know_is_told_by_its_cause(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="โฟลเดอร์นี้ไม่ได้เก็บด้วย git"):
        list(changes(tmp_path, "lessons", "main"))


def test_the_editor_offers_guides_and_the_library_s_own_words(settings: Settings) -> None:
    guide = Guide(path="pages/write.md", title="เขียน", body=Markdown("ก"))
    library = Library(
        lessons=(lesson("---\ntitle: ก\ntags: [ดิน]\n---\n"),), guides=(guide,), vocabulary=WORDS
    )
    made = {one["name"]: one for one in configuration(library, settings)["collections"]}
    assert [one["name"] for one in made["pages"]["fields"]] == ["title", "description", "body"]
    assert {"lessons-2569", "new-lessons", "trials", "collections", "pages"} <= made.keys()
    tags = next(one for one in made["lessons-2569"]["fields"] if one["name"] == "tags")
    assert {"การประชุม", "น้ำ", "ดิน"} <= set(tags["options"])
    without = {one["name"] for one in configuration(Library(), settings)["collections"]}
    assert "pages" not in without
