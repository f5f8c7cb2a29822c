"""Which importer a file meets, what is refused and why; nothing hostile runs, calls out or goes on for ever."""

from __future__ import annotations

import csv
import io
import os
import tarfile
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from harvester.documents import DOCUMENTS
from harvester.documents.confinement import TURN, Confined
from harvester.documents.reception import SUFFIXES, kind_of, read_documents
from harvester.documents.web_address import public_address
from harvester.drafting.batch import REFUSED, Batch
from harvester.drafting.writer import as_data, markdown
from harvester.model.document import Document, Refused, Unreadable
from harvester.pipeline import import_document
from harvester.reading.manuscript import escape_markdown
from harvester.thai.repair import repairer
from tests.documents.making import docx, wordpress

HOSTILE = Path(__file__).parents[3] / "shared" / "hostile"
STORY = "ล้อมวงก่อนลงมือ\nเรานั่งคุยกันครึ่งชั่วโมงทุกเช้า\nแล้วงานก็เบาลง"


def refusal(raw: bytes, name: str) -> str:
    (found,) = list(read_documents(raw, name, DOCUMENTS))
    assert isinstance(found, Refused), found
    assert found.message
    return found.rule


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (docx(STORY), "a.docx", "docx"),
        (docx(STORY), "a.bin", "docx"),
        (wordpress(STORY), "page.md", "html"),
        (b"%PDF-1.4 ...", "a.txt", "pdf"),
        (b"{\\rtf1 hello}", "a.doc", "rtf"),
        ("ชื่อเรื่อง,วันที่\nก,2560".encode(), "a.csv", "csv"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "a.xml", "feed"),
        ("เรื่องเล่า".encode(), "a", "txt"),
        (b"# heading", "a.md", "md"),
    ],
)
def test_the_bytes_have_the_last_word(raw: bytes, name: str, kind: str) -> None:
    assert kind_of(raw, name) == kind


def test_every_suffix_leads_to_an_importer() -> None:
    assert set(SUFFIXES.values()) - {"zip"} == set(DOCUMENTS) - {"picture"}


@pytest.mark.parametrize(
    ("raw", "name", "rule"),
    [
        (b"", "a.txt", "empty-document"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.docx", "old-or-locked-office"),
        (b"not a pdf", "a.pdf", "wrong-kind"),
        (b"PK\x03\x04 broken", "a.docx", "broken-document"),
        (b"\x89PNG\r\n", "a.png", "broken-document"),
        (b"%PDF-1.4\n1 0 obj\n", "a.pdf", "broken-document"),
        (b"<div>" * 5000 + b"x", "a.html", "too-deep"),
        (b"<p " + b"a=1 " * 4000 + b">x</p>", "a.html", "too-many-attributes"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', "a.xml", "xml-entities"),
        (b'<?xml version="1.0"?><rss>' + b"<a>" * 400 + b"</a>" * 400 + b"</rss>", "a.xml", "too-deep"),
    ],
)
def test_refused_with_a_reason(raw: bytes, name: str, rule: str) -> None:
    assert refusal(raw, name) == rule


def test_a_table_whose_columns_nobody_knows_is_refused_once() -> None:
    (outcome,) = import_document("ก,ข\nค,ง\nจ,ฉ".encode(), "a.csv", Batch())
    assert outcome.refused is not None
    assert (outcome.refused.name, outcome.refused.rule) == ("a.csv", "unknown-columns")


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_an_archive_gives_all_its_documents_and_goes_on_after_a_bad_one() -> None:
    inner = packed({"c.txt": "เรื่องในซิปชั้นใน".encode()})
    raw = packed(
        {
            "a.txt": STORY.encode(),
            "b.pdf": b"broken",
            "d.zip": inner,
            "__MACOSX/a.txt": b"x",
            "pic.png": b"\x89PNG",
        }
    )
    found = list(read_documents(raw, "all.zip", DOCUMENTS))
    assert [one.name for one in found] == ["all.zip/a.txt", "all.zip/b.pdf", "all.zip/d.zip/c.txt"]
    assert [type(one) for one in found] == [Document, Refused, Document]


def test_archives_in_archives_end() -> None:
    raw = STORY.encode()
    for depth in range(4):
        raw = packed({f"{depth}.zip" if depth else "a.txt": raw})
    assert refusal(raw, "deep.zip") == "too-deep"


def test_bombs_and_climbing_names_are_refused() -> None:
    assert refusal(packed({"a.txt": b"0" * 60_000_000}), "bomb.zip") == "document-bomb"
    assert refusal(packed({"../../etc/a.txt": b"x"}), "slip.zip") == "unsafe-member"


def test_rows_of_a_table_are_lessons() -> None:
    header = "ชื่อเรื่อง,ผู้เล่า,วันที่,จังหวัด,ขั้นตอน,สีประจำกลุ่ม"
    rows = 'ปอกกล้วย,ป้านี,2 พ.ย. 2560,ตรัง,"1. เชิญ\n2. ปอก",ฟ้า', "เดินป่า,ลุงดำ,2561,สตูล,เดิน,เขียว"
    table = "\n".join([header, *rows])
    outcomes = list(import_document(table.encode("utf-8-sig"), "lessons.csv", Batch()))
    drafts = [outcome.drafts[0] for outcome in outcomes]
    assert [draft.title.text for draft in drafts] == ["ปอกกล้วย", "เดินป่า"]
    fields = {key: value.text for key, value in drafts[0].fields.items()}
    assert (fields["authors.0.name"], fields["date"], fields["place.province"]) == (
        "ป้านี",
        "2017-11-02",
        "ตรัง",
    )
    assert len(drafts[0].techniques[0].steps) == 2
    assert "ฟ้า" in markdown(drafts[0])


def test_a_workbook_with_a_title_above_its_header_and_names_of_its_own() -> None:
    book = Workbook()
    book.active.append(["ทะเบียนบทเรียนเครือข่ายป่าชุมชน ปี 2566"])
    book.active.append([])
    book.active.append(["ที่", "เรื่อง", "ชื่อ-สกุลผู้เล่า", "หน่วยงาน", "วันที่", "สถานที่", "ขั้นตอนที่ทำ", "ข้อพึงระวัง"])
    steps = "ต้อนควายเดินแนวเดิม\nกวาดใบไม้ออกสองเมตร\nเผากองเล็กตอนเช้า"
    place, when = "บ้านดงดำ ต.ฮอด อ.ฮอด จ.เชียงใหม่", datetime(2023, 3, 2)
    book.active.append([1, "แนวกันไฟควาย", "นายอินสอน", "ป่าชุมชน", when, place, steps, "ห้ามเผาหลังเก้าโมง"])
    book.create_sheet("คำอธิบาย").append(["ไฟล์นี้จัดทำโดยเครือข่าย"])
    stream = io.BytesIO()
    book.save(stream)
    (outcome,) = import_document(stream.getvalue(), "ทะเบียน.xlsx", Batch())
    found = as_data(outcome.drafts[0])
    assert (found["title"], found["date"], found["place"]["subdistrict"]) == (
        "แนวกันไฟควาย",
        "2023-03-02",
        "ฮอด",
    )
    assert found["authors"][0]["name"] == "นายอินสอน"
    assert len(found["techniques"][0]["steps"]) == 3
    assert [caution["text"] for caution in found["cautions"]] == ["ห้ามเผาหลังเก้าโมง"]


def test_the_same_entry_three_times_is_one_and_is_told() -> None:
    item = "<item><guid>1</guid><title>ก</title><description>เรื่องของเรา</description></item>"
    raw = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{item * 3}</channel></rss>'.encode()
    (found,) = list(read_documents(raw, "a.rss", DOCUMENTS))
    assert isinstance(found, Document)
    assert [remark.rule for remark in found.remarks] == ["repeated-entry"]


def test_hidden_words_are_left_out_and_told() -> None:
    raw = "<html><body><h1>เรื่อง</h1><p>เห็น</p><p style='display:none'>ลับ</p><span hidden>ลับมาก</span></body></html>".encode()
    (outcome,) = import_document(raw, "a.html", Batch())
    assert "ลับ" not in markdown(outcome.drafts[0]).split("\n---\n", 1)[1]
    assert "hidden-text" in {finding.rule for finding in outcome.drafts[0].findings}


@pytest.mark.parametrize(
    ("typed", "inert"),
    [
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("[กด](javascript:x)", "\\[กด\\](javascript:x)"),
        ("# ไม่ใช่หัวข้อ", "\\# ไม่ใช่หัวข้อ"),
        ("1. ไม่ใช่รายการ", "1\\. ไม่ใช่รายการ"),
        ("--- เส้น", "\\--- เส้น"),
        ("> อ้าง", "\\> อ้าง"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("**หนา** `โค้ด` {: onclick=x}", "\\*\\*หนา\\*\\* \\`โค้ด\\` \\{: onclick=x\\}"),
    ],
)
def test_markup_typed_as_text_stays_text(typed: str, inert: str) -> None:
    assert escape_markdown(typed) == inert


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.8", "169.254.169.254", "[::1]".strip("[]"), "192.168.1.1"]
)
def test_private_addresses_are_never_asked(host: str) -> None:
    with pytest.raises(Unreadable) as refused:
        public_address(host, 80)
    assert refused.value.rule == "private-address"


def test_a_document_that_never_ends_is_stopped() -> None:
    def work(_: object) -> int:
        while True:
            pass

    with pytest.raises(Unreadable) as refused:
        Confined(work)(0)
    assert refused.value.rule == "time-limit"


def test_loading_the_dictionary_of_the_repair_is_no_fault_of_the_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A slow machine takes longer for it than a parser may take."""
    monkeypatch.setattr("harvester.documents.confinement.SECONDS", 0.7)
    repairer.cache_clear()
    raw = "ล้อมวงก่อนลงมือ\nเรานั่งคุยกันที่ตาบลใหม ่ อาเภอเมือง ทุกเช้า แล้วงานก็เบาลง".encode()
    (outcome,) = import_document(raw, "a.txt", Batch())
    assert outcome.drafts, outcome
    assert "อำเภอเมือง" in markdown(outcome.drafts[0])


def test_a_document_that_eats_memory_is_stopped() -> None:
    with pytest.raises(Unreadable) as refused:
        Confined(lambda _: len(bytearray(40_000_000_000)))(0)
    assert refused.value.rule == "memory-limit"


def test_a_reader_that_dies_does_not_take_the_batch_with_it() -> None:
    with pytest.raises(Unreadable) as refused:
        Confined(lambda _: os._exit(11))(0)
    assert refused.value.rule == "broken-document"


def test_a_child_reads_document_after_document_until_one_ends_it() -> None:
    seen: list[int] = []

    def work(_: object, number: int) -> tuple[int, list[int]]:
        seen.append(number)
        return os._exit(11) if number == 3 else (os.getpid(), seen)

    with closing(Confined(work)) as confined:
        first, second = confined(1, 1), confined(1, 2)
        with pytest.raises(Unreadable):
            confined(1, 3)
        assert second == (first[0], [1, 2])
        child, read = confined(1, 4)
        assert child != first[0]
        assert read == [4]
        confined(TURN, 5)
        assert confined(1, 6)[1] == [6]


@pytest.mark.seeds
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="ไม่มีโฟลเดอร์ ../shared/hostile")
def test_hostile_inputs_get_the_answer_they_deserve() -> None:
    with (HOSTILE / "index.tsv").open(encoding="utf-8") as stream:
        rows = [
            row
            for row in csv.DictReader(stream, delimiter="\t")
            if row["file"].startswith(("docx/", "html/", "xml/", "pdf/"))
        ]
    wrong = []
    batch = Batch()
    with tarfile.open(HOSTILE / "inputs.tar.xz") as archive:
        members = {
            member.name.removeprefix("./").removeprefix("inputs/"): member for member in archive.getmembers()
        }
        for row in rows:
            stream_in = archive.extractfile(members[row["file"]])
            assert stream_in is not None
            outcomes = list(import_document(stream_in.read(), row["file"], batch))
            batch.digests.clear()
            refused = all(outcome.state == REFUSED for outcome in outcomes)
            told = any(
                finding.severity == "warning" for o in outcomes for d in o.drafts for finding in d.findings
            )
            if refused != (row["expect"] in ("REJECT", "LIMIT")) or (row["expect"] == "WARN" and not told):
                wrong.append((row["file"], row["expect"], [outcome.refused for outcome in outcomes]))
    assert wrong == []
