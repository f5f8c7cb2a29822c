"""What is proposed for a draft: ready to accept, in the document's own words, from what the library has."""

from __future__ import annotations

from harvester.drafting.batch import Batch
from harvester.drafting.proposals import accept
from harvester.drafting.writer import as_data, markdown
from harvester.model import Vocabulary
from harvester.model.draft import Draft
from harvester.model.vocabulary import Programme, Tag
from harvester.pipeline import import_documents

STORY = "บ้านนามีขยะวันละสองตัน ทีมชวนเด็กมาแยกขยะที่ศาลาทุกวันพุธ\nผลคือขยะเหลือครึ่งเดียวภายในสามเดือน"
LONG = "แยกขยะที่ศาลาบ้านนาด้วยมือของเด็กและผู้สูงอายุที่อยากเห็นบ้านของตัวเองสะอาดกว่าที่เคยเป็นมา"


def words() -> Vocabulary:
    tags = (
        Tag(id="waste", label="การจัดการขยะ", aliases=("แยกขยะ",)),
        Tag(id="coordination", label="การประสานงาน", aliases=("ประสานงาน",)),
    )
    return Vocabulary(tags=tags, programmes=(Programme(id="clean", label="ตำบลสะอาดด้วยมือเรา"),))


def drafts(*texts: str, batch: Batch | None = None) -> list[Draft]:
    items = [(text.encode(), f"{number}.txt", "") for number, text in enumerate(texts)]
    outcomes = import_documents(items, batch or Batch(vocabulary=words()))
    return [draft for outcome in outcomes for draft in outcome.drafts]


def proposals(draft: Draft) -> dict[str, str]:
    return {one.field: one.value for one in draft.proposals}


def test_a_summary_is_at_most_two_sentences_of_the_document_marked_as_a_quotation() -> None:
    (draft,) = drafts(f"ขยะบ้านนา\n\n{STORY}\n")
    (summary,) = [one for one in draft.proposals if one.field == "summary"]
    assert summary.quotation
    assert summary.value.startswith("“")
    assert summary.value.endswith("”")
    assert all(part in STORY for part in summary.value.strip("“”").split(" "))


def test_a_reserved_source_gets_no_summary() -> None:
    (draft,) = drafts(f"ขยะบ้านนา\n\n{STORY}\n\nสัญญาอนุญาต: สงวนสิทธิ์ทุกประการ\n")
    assert draft.withheld
    assert "summary" not in proposals(draft)


def test_a_long_title_gets_a_short_one_that_ends_with_a_word() -> None:
    (draft,) = drafts(f"ชื่อเรื่อง: {LONG}\n\n{STORY}\n")
    assert proposals(draft)["title"] == "แยกขยะที่ศาลาบ้านนาด้วยมือของเด็กและผู้สูงอายุ"


def test_a_document_without_a_title_has_none_but_its_first_words_are_proposed() -> None:
    (draft,) = drafts("เมื่อวันที่ 3 มีนาคม 2564 ทีมบ้านนาชวนเด็กมาแยกขยะที่ศาลาทุกวันพุธ ผลคือขยะเหลือครึ่งเดียวภายในสามเดือน\n")
    data = as_data(draft)
    assert (data["title"], "title" in data["provenance"]["fields"], data["source"].get("title")) == (
        "",
        False,
        None,
    )
    assert "missing-title" in [one["rule"] for one in data["findings"]]
    assert 0 < len(proposals(draft)["title"]) <= 70
    assert as_data(accept(draft))["title"] == proposals(draft)["title"]
    assert f"title: {proposals(draft)['title']}" in markdown(draft)


def test_tags_come_from_the_vocabulary_with_their_reason() -> None:
    (draft,) = drafts(f"แยกขยะบ้านนา\n\n{STORY}\n")
    (tag,) = [one for one in draft.proposals if one.field == "tags"]
    assert (tag.value, tag.reason) == ("การจัดการขยะ", "พูดถึงในชื่อเรื่อง")


def test_an_unknown_tag_is_told_with_what_it_may_mean() -> None:
    (draft,) = drafts(f"ขยะบ้านนา\nแท็ก: ประสานงาม\n\n{STORY}\n")
    assert proposals(draft)["tags.0"] == "การประสานงาน"
    assert [one.rule for one in draft.findings if one.rule == "unknown-tag"] == ["unknown-tag"]


def test_series_and_programme_are_matched_with_those_of_the_library() -> None:
    batch = Batch(vocabulary=words())
    batch.series["เรื่องเล่าจากบ้านนา"] = 3
    head = "ชื่อเรื่อง: ขยะบ้านนา\nชุด: เรื่องเล่าจากบ้านหนา\nโครงการ: ตำบลสะอาดด้วยมือเร\n"
    (draft,) = drafts(f"{head}\n{STORY}\n", batch=batch)
    assert proposals(draft)["series.name"] == "เรื่องเล่าจากบ้านนา"
    assert proposals(draft)["programme"] == "ตำบลสะอาดด้วยมือเรา"


def test_the_same_source_in_the_library_is_told_at_once() -> None:
    batch = Batch(vocabulary=words())
    batch.sources.append(("example.org/posts/12", "ขยะเหลือครึ่ง", "half-the-waste"))
    (draft,) = drafts(f"ขยะบ้านนา\nที่อยู่เว็บ: https://www.example.org/posts/12/\n\n{STORY}\n", batch=batch)
    (told,) = [one.message for one in draft.findings if one.rule == "same-source"]
    assert "half-the-waste" in told


def test_what_is_accepted_stands_in_the_draft() -> None:
    (draft,) = drafts(
        f"แยกขยะบ้านนา\nแท็ก: ประสานงาม\n\n{STORY}\n", batch=Batch(vocabulary=words(), accept=True)
    )
    assert draft.fields["summary"].text.startswith("“")
    assert {draft.fields["tags.0"].text, draft.fields["tags.1"].text} == {"การประสานงาน", "การจัดการขยะ"}


def test_what_most_pages_of_a_site_have_at_their_edges_is_no_part_of_any() -> None:
    head, foot = "สำนักงานบ้านนาออนไลน์\nเวทีข่าวทั้งหมด", "ถนนกลางบ้านนา ๙๙ หมู่ ๙"
    titles = ("แยกขยะที่ศาลา", "ปลูกผักข้างวัด", "ทำปุ๋ยท้ายสวน")
    for draft, title in zip(
        drafts(*(f"{head}\n\n{one}\n\n{STORY}\n{one}สำเร็จ\n\n{foot}\n" for one in titles)),
        titles,
        strict=True,
    ):
        assert draft.title.text == title
        assert {gone.said.text for gone in draft.stripped if gone.why == "ซ้ำกันทุกหน้าของเว็บเดียวกัน"} >= {foot}


def test_labels_that_all_forms_have_stay() -> None:
    forms = [f"ชื่อเรื่อง: {name}\n\nความเป็นมา\n\n{STORY}{name}\n\nจังหวัด: ตรัง\n" for name in ("ผัก", "ขยะ", "ปุ๋ย")]
    assert [draft.fields["place.province"].text for draft in drafts(*forms)] == ["ตรัง"] * 3
