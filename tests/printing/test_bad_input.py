"""What cannot be printed well is told in Thai or laid out with grace: never a traceback, never lost text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from harvester.model import Collection, Lesson, LessonId, Library, Markdown
from harvester.model.diagnostics import SetupError
from harvester.printing import FORMS, Job, Press, press, texts
from harvester.printing.breaking import wide_tables_as_lists
from harvester.printing.collections import print_form, with_prints
from harvester.printing.glyphs import MISSING, further_faces, missing, printable
from harvester.reading.attachments import PictureRefused
from harvester.settings import Settings
from tests.printing.conftest import Print
from tests.printing.paper import Paper, squeeze


class Unused(Press):
    """A press that must not be needed."""

    def set(self, page, pictures=None):  # type: ignore[no-untyped-def]
        raise AssertionError("nothing should be set")


def test_a_collection_that_selects_nothing_is_told(library: Library, settings: Settings) -> None:
    collection = next(one for one in library.collections if one.id == "nothing")
    made, findings = print_form(library, settings, collection, "booklet", Unused())
    assert made is None
    assert "ไม่มีบทเรียนให้พิมพ์" in findings[-1].message
    assert findings[-1].hint


def test_a_missing_lesson_is_told_and_the_rest_printed(library: Library, settings: Settings) -> None:
    collection = next(one for one in library.collections if one.id == "lost")
    made, findings = print_form(library, settings, collection, "epub", Unused())
    assert made is not None
    assert any("no-such-lesson" in finding.message for finding in findings)


def test_without_pango_a_thai_sentence_says_what_to_do(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without = (
        "import sys; sys.modules['weasyprint'] = None; from harvester.printing.child import serve; serve()"
    )
    monkeypatch.setattr(press, "CHILD", (sys.executable, "-P", "-c", without))
    collection = next(one for one in library.collections if one.id == "small")
    with Press() as closed, pytest.raises(SetupError, match="Pango"):
        print_form(library, settings, collection, "booklet", closed)
    fuller = with_prints(
        replace(library, collections=(collection,)), replace(settings, cache=str(tmp_path / "cache"))
    )
    assert [one.form for one in fuller.prints] == ["epub"], "what needs no typesetter is still made"
    said = [one for one in fuller.diagnostics if one.rule == "cannot-print"]
    assert len(said) == 1
    assert "apt install" in said[0].message


@pytest.mark.print
@pytest.mark.parametrize("form", ["booklet", "booklet-a5", "cards-a6", "brief", "poster", "session"])
def test_a_hard_lesson_stays_on_its_paper(paper: Print, form: str) -> None:
    assert paper("hard", form).outside() == []


@pytest.mark.print
def test_nothing_of_a_hard_lesson_is_lost(paper: Print, library: Library) -> None:
    text = paper("hard", "booklet").squeezed()
    lesson = library.by_id["hard-to-set"]
    assert squeeze(lesson.title) in text
    assert "😀" in text
    assert "ท้ายตาราง" in text
    assert text.count("ให้เสร็จก่อนไปต่อ") == 40
    assert "[รูป:ภาพเวทีที่หายไป]" in text
    assert "[รูป:ภาพที่เสีย]" in text
    assert any("broken.png" in found.place.path for found in library.diagnostics), (
        "a check says it before any print"
    )


@pytest.mark.print
def test_emoji_come_from_our_own_face_alone(paper: Print) -> None:
    fonts = paper("hard", "booklet").fonts
    assert set(fonts) == {
        "Sarabun",
        "Sarabun-Bold",
        "Maitree-Semi-Bold",
        "Marks",
        "Noto-Emoji",
        "Noto-Sans-SC",
    }
    assert all(fonts.values())


@pytest.mark.print
def test_a_stranger_can_load_nothing_and_break_nothing(settings: Settings) -> None:
    """Markup in every field of a lesson is text on paper; its links and pictures lead nowhere but the site."""
    evil = "<img src=file:///etc/passwd><style>*{display:none}</style><script>x</script>{{ 7*7 }}\u202e"
    lesson = Lesson(
        id=LessonId("evil"), path="evil.md", title=f"ชื่อ {evil}", summary=evil, tags=(evil,), roles=(evil,),
    )  # fmt: skip
    library = Library(lessons=(lesson,))
    collection = Collection(
        id="evil", title=f"ชุด {evil}", path="c.yml", ids=("evil",), preface=Markdown(evil), editor=evil
    )
    with Press() as opened:
        made, _ = print_form(library, settings, collection, "booklet", opened)
    assert made is not None
    assert b"root:" not in made.content
    assert made.pages < 20


def test_a_table_wider_than_paper_is_told_row_by_row() -> None:
    wide = (
        "<table><tr>"
        + "".join(f"<th>ช่อง {n}</th>" for n in range(7))
        + "</tr><tr>"
        + "<td>ค่า <b>x</b></td>" * 7
        + "</tr></table>"
    )
    told = wide_tables_as_lists(f"<p>ก่อน</p>{wide}<p>หลัง</p>")
    assert "<table" not in told
    assert told.startswith("<p>ก่อน</p>")
    assert all(f"<b>ช่อง {n}</b> ค่า <b>x</b>" in told for n in range(7))
    narrow = "<table><tr><th>ก</th></tr><tr><td>ข</td></tr></table>"
    assert wide_tables_as_lists(narrow) == narrow


def test_signs_without_a_glyph_leave_a_mark() -> None:
    assert printable("กதข") == f"ก{MISSING}ข"
    assert printable("①ﬁ✓") == "1ﬁ✔"
    assert printable("ทำ\u202eงาน") == "ทำงาน"
    assert printable("ค่ำ 😀 👩‍🌾") == "ค่ำ 😀 👩‍🌾"
    assert further_faces("😀") == {"Noto Emoji": "😀"}
    assert not further_faces("การทำงาน abc “—” ฿ ½")


NEIGHBOURS = "ສະບາຍດີ សួស្តី မင်္ဂလာပါ كامي دڠن ڤرڬي 我们想一起工作 繁體字"


def test_neighbours_scripts_have_faces() -> None:
    assert printable(NEIGHBOURS) == NEIGHBOURS
    assert list(further_faces(NEIGHBOURS)) == [
        "Noto Sans Lao",
        "Noto Sans Khmer",
        "Noto Sans Myanmar",
        "Noto Sans Arabic",
        "Noto Sans SC",
    ]
    assert missing([NEIGHBOURS]) == {}
    assert missing(["ก 함께", "함께"]) == {"เกาหลี": "함께"}
    assert list(missing(["நாங்கள்"])) == ["ทมิฬ"]


@pytest.mark.print
def test_neighbours_are_set_in_their_faces_and_others_are_named(settings: Settings) -> None:
    lesson = Lesson(id=LessonId("near"), path="near.md", title=f"ริมโขง {NEIGHBOURS}", summary="함께")
    library = Library(lessons=(lesson,))
    collection = Collection(id="near", title="เพื่อนบ้าน", path="c.yml", ids=("near",))
    with Press() as opened:
        made, findings = print_form(library, settings, collection, "brief", opened)
        cards, _ = print_form(library, settings, collection, "cards-a6", opened)
    assert made is not None
    assert cards is not None
    assert any("อักษรเกาหลี (함께)" in one.message for one in findings)
    text = Paper(cards).squeezed()
    assert all(squeeze(part) in text for part in ("我们想一起工作", "繁體字"))
    assert {"Noto-Sans-Lao", "Noto-Sans-Khmer", "Noto-Sans-SC"} <= set(Paper(cards).fonts)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.png", b"hello"),
        ("empty.jpg", b""),
        ("cut.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("vector.svg", b"<svg/>"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PictureRefused, match=r"ไฟล์|SVG"):
        texts.prepare_picture(tmp_path, name)


def test_pictures_outside_the_folder_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "lessons"
    inside.mkdir()
    Image.new("RGB", (4, 4)).save(tmp_path / "secret.png")
    (inside / "link.png").symlink_to(tmp_path / "secret.png")
    for name in ("../secret.png", "link.png", "gone.png"):
        with pytest.raises(PictureRefused):
            texts.prepare_picture(inside, name)


def test_a_huge_picture_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    Image.new("1", (8_000, 8_000)).save(tmp_path / "huge.png")
    with pytest.raises(PictureRefused, match="ล้านจุด"):
        texts.prepare_picture(tmp_path, "huge.png")


def test_camera_data_does_not_reach_paper(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET CAMERA"
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "red").save(tmp_path / "photo.jpg", exif=exif)
    content = texts.prepare_picture(tmp_path, "photo.jpg")
    assert b"SECRET" not in content
    (tmp_path / "again.jpg").write_bytes(content)
    with Image.open(tmp_path / "again.jpg") as upright:
        assert upright.size == (20, 40)


def test_every_form_says_its_name() -> None:
    assert all(form.label and form.suffix in ("pdf", "epub", "zip") for form in FORMS.values())


@pytest.mark.print
def test_a_long_step_begins_under_its_heading(
    library: Library, job: Callable[[str], Job], press: Press
) -> None:
    """What cannot be kept together is not put off to a page of its own, its heading left behind."""
    technique = library.by_id["call-then-write"].techniques[0]
    long = " ".join(f"คำที่ {number} ของขั้นที่ยาวมาก" for number in range(220))
    lesson = library.by_id["call-then-write"]
    step = replace(technique.steps[0], text=Markdown(long))
    sections = tuple(
        replace(one, technique=replace(technique, steps=(step,), why=Markdown(""))) if one.technique else one
        for one in lesson.sections
    )
    made = FORMS["booklet"].make(replace(job("small"), lessons=(replace(lesson, sections=sections),)), press)
    pages = Paper(made).pages
    begins = next(page for page in pages if "คำที่0ของขั้น" in squeeze(page))
    assert squeeze(technique.name) in squeeze(begins)
