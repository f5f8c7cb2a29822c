"""Rights, personal data, copies: what must not slip into the library unseen."""

from __future__ import annotations

from harvester.drafting.batch import ALREADY, DRAFTED, Batch, known_texts
from harvester.drafting.writer import as_data, markdown
from harvester.model.draft import Draft
from harvester.pipeline import import_document

RESERVED = """ล้อมวงก่อนลงมือ ตอนที่ 2

ทีมของเรานั่งล้อมวงกันครึ่งชั่วโมงก่อนออกพื้นที่ทุกเช้า แล้วงานก็เบาลงมาก

บันทึกนี้เขียนที่ GotoKnow โดย คนเดินดิน ใน ไร่ปลายนา

หมายเลขบันทึก: 99001, เขียน: 05 Jan 2010 @ 08:00 (), แก้ไข: 06 Jan 2010 @ 09:00 (), สัญญาอนุญาต: สงวนสิทธิ์ทุกประการ, อ่าน: คลิก
"""


def only(batch: Batch, text: str, name: str = "note.txt") -> Draft:
    (outcome,) = import_document(text.encode(), name, batch)
    assert outcome.state == DRAFTED, outcome.refused
    return outcome.drafts[0]


def test_a_reserved_source_gives_its_metadata_and_a_link_but_not_its_text() -> None:
    draft = only(Batch(), RESERVED)
    text = markdown(draft)
    assert draft.withheld
    assert "ครึ่งชั่วโมง" not in text
    assert "https://www.gotoknow.org/posts/99001" in text
    assert "## ใจความ" in text
    data = as_data(draft)
    assert data["source"]["licence"] == "all-rights-reserved"
    assert (data["sections"], data["summary"], data["series"]) == (
        [],
        "",
        {"name": "ล้อมวงก่อนลงมือ", "part": 2},
    )
    assert "rights-reserved" in {finding["rule"] for finding in data["findings"]}


def test_with_permission_the_text_comes_and_the_permission_is_kept() -> None:
    draft = only(Batch(permission="ผู้เขียนอนุญาตทางโทรศัพท์ 1 พ.ค. 2569"), RESERVED)
    assert not draft.withheld
    assert "ครึ่งชั่วโมง" in markdown(draft)
    assert as_data(draft)["source"]["consent"] == "ผู้เขียนอนุญาตทางโทรศัพท์ 1 พ.ค. 2569"


def test_a_copyright_line_at_the_foot_only_asks() -> None:
    draft = only(Batch(), "เรื่องของเรา\n\nเราปลูกผักด้วยกันทุกวันเสาร์\n\nสงวนลิขสิทธิ์ © 2560 เว็บตัวอย่าง")
    assert not draft.withheld
    assert "maybe-reserved" in {finding.rule for finding in draft.findings}


def test_personal_data_is_told_with_its_line_and_what_to_write() -> None:
    text = (
        "เยี่ยมบ้านวันเสาร์\n\nติดต่อป้าแดงได้ที่ ๐๘๑-๒๓๔-๕๖๗๘ หรือ daeng@example.com\n"
        "เลขบัตร 1-1017-00230-70-8 บัญชี ธ.ก.ส. 123-4-56789-0\nผู้ป่วยชื่อ นายมั่น คงดี HN 445566 ไอดีไลน์: daeng.2500\n"
        "ISBN 978-616-123-456-7 งบ 1,234,567 บาท ปี 2565"
    )
    found = [(one.kind, one.line, one.redaction) for one in only(Batch(), text).privacy]
    assert found == [
        ("phone", 3, "[เบอร์โทร]"),
        ("email", 3, "[อีเมล]"),
        ("national-id", 4, "[เลขประจำตัวประชาชน]"),
        ("bank-account", 4, "[เลขบัญชี]"),
        ("person", 5, "[ชื่อคน]"),
        ("patient", 5, "[เลขผู้ป่วย]"),
        ("line-id", 5, "[ไอดีไลน์]"),
    ]


def test_the_same_document_adds_nothing() -> None:
    batch = Batch()
    only(batch, RESERVED)
    (again,) = import_document(RESERVED.encode(), "copy.txt", batch)
    assert (again.state, again.drafts) == (ALREADY, ())


def test_a_near_copy_of_a_lesson_is_shown_with_its_likeness() -> None:
    story = "เราชวนคนสามวัยมานั่งปอกกล้วยด้วยกัน แล้วเรื่องเก่าก็ไหลออกมาเอง ไม่ต้องถามสักคำ คนหนุ่มจดไว้ทุกประโยคที่ตายายเล่า"
    batch = Batch(known=known_texts([("three-ages", "ปอกกล้วยสามวัย", story)]))
    draft = only(batch, f"ปอกกล้วยฟังเรื่องเล่า\n\n{story}\n\nปีหน้าจะทำอีก")
    (finding,) = [finding for finding in draft.findings if finding.rule == "near-copy"]
    assert "ปอกกล้วยสามวัย" in finding.message
    assert "near-copy" not in {
        f.rule for f in only(batch, "ตลาดเช้า\n\nเรื่องที่ไม่เหมือนใครของแม่ค้าปลาที่ท่าเรือเก่า").findings
    }


def test_ids_never_meet() -> None:
    batch = Batch(taken={"roi-thao"})
    first = only(batch, "ร้อยเท้า\n\nเดินด้วยกันร้อยเท้าก่อนประชุม")
    second = only(batch, "ร้อยเท้า\n\nเดินด้วยกันร้อยเท้าหลังประชุม")
    assert len({first.id, second.id, "roi-thao"}) == 3
