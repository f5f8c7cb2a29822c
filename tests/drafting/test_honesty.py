"""Nothing of a document is lost: every word stands in a field, the draft, what is left over, or what was cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvester.documents.plain_text import plain_text
from harvester.drafting.understanding import understand
from harvester.drafting.writer import as_data, markdown
from harvester.model.document import Document
from harvester.model.draft import Draft, Said
from harvester.reading.lesson import read_lesson
from tests.drafting.test_families import FILES, NAMES, drafts_in, drafts_of, saved

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def pieces(draft: Draft) -> list[Said]:
    """Every piece with its place: fields, headings, body, left over, cut off."""
    body = [said for section in draft.sections for said in (section.heading, *section.pieces)]
    names = [section.technique.name for section in draft.sections if section.technique]
    return [*draft.fields.values(), *body, *names, *draft.left_over, *(gone.said for gone in draft.stripped)]


def lost(document: Document, drafts: tuple[Draft, ...]) -> list[str]:
    """Stretches of the document that no piece covers, but for signs and blanks."""
    kept = [False] * len(document.text)
    for piece in (piece for draft in drafts for piece in pieces(draft)):
        for at in range(piece.start, piece.end):
            kept[at] = True
    gaps = "".join(" " if taken else sign for taken, sign in zip(kept, document.text, strict=True)).split()
    return [gap for gap in gaps if any(sign.isalnum() for sign in gap)]


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize(("name", "form"), saved())
def test_no_word_is_lost(name: str, form: str) -> None:
    drafts = drafts_of(name, form)
    assert lost(drafts[0].document, drafts) == []


@pytest.mark.parametrize("file", FILES)
def test_no_word_of_a_file_is_lost(file: str) -> None:
    drafts = drafts_in(file)
    assert lost(drafts[0].document, drafts) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_a_piece_says_stands_in_the_document(name: str) -> None:
    drafts = drafts_of(name, "plain")
    whole = letters(drafts[0].document.text)
    for draft in drafts:
        for section in draft.sections:
            for said in section.pieces:
                assert letters(said.text) in letters(draft.document.text[said.start : said.end]), said
        for said in draft.left_over:
            assert letters(said.text) in whole


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_is_a_lesson_that_the_library_reads(name: str) -> None:
    for draft in drafts_of(name, "plain"):
        reading = read_lesson(f"drafts/{draft.id}.md", markdown(draft).encode())
        assert reading.lesson is not None
        assert [d for d in reading.diagnostics if d.is_error] == []
        assert reading.lesson.title == draft.title.text
        assert reading.lesson.status == "draft"
        found = [(len(t.steps), len(t.all_cautions)) for t in reading.lesson.techniques]
        assert found == [(len(t.steps), len(list(t.all_cautions))) for t in draft.techniques]
        data = as_data(draft)
        assert [trap.text for trap in reading.lesson.traps if trap.text] == [
            trap["text"] for trap in data["traps"]
        ]
        date = reading.lesson.date
        assert (date.iso if date else "") == data["date"]


@pytest.mark.seeds
@pytest.mark.parametrize("number", range(5))
def test_no_word_of_the_seeds_is_lost(number: int) -> None:
    found = sorted(SEEDS.glob(f"00{number}_*.txt"))
    if not found:
        pytest.skip("ไม่มีโฟลเดอร์ ../shared/seeds ข้ามการทดสอบนี้")
    document = next(plain_text(found[0].read_bytes(), found[0].name))
    for split in (True, False):
        assert lost(document, understand(document, split=split)) == []


LINES = st.lists(
    st.sampled_from(
        [
            "๑. จัดวงคุยที่ศาลา", "๒. ชวนคนเงียบพูดก่อน", "สิ่งที่ต้องระวังในขั้นตอนนี้ คือ “ความเร่งรีบ” อย่ารีบสรุป",
            "ความเป็นมา ->", "วัตถุประสงค์ :", "โดย : นายสมปอง ใจดี ตำแหน่ง : พัฒนากร", "กับดักคือการเชิญแต่ผู้นำ", "ขอบคุณทุกคน",
            "ข้อควรระวัง", "- โต๊ะ",
            "ครั้งที่ 1 คือ \"เริ่มต้น\"", "<script>alert(1)</script>", "| ก | ข |", "ปัจจัยความสำเร็จทั้งสองประการ", "", "",
            "1) หนึ่ง 2) สอง 3) สาม",
            "ผลที่เกิดขึ้นคือชาวบ้านกลับมาคุยกัน", "(นายทดสอบ ระบบดี)",
            "เทคนิคที่ 1 ฟังก่อน", "เทคนิคที่ 2 ถามทีหลัง", "วันที่ ๓ มีนาคม ๒๕๖๕ ณ จังหวัดแพร่",
        ]
    ),
    min_size=1,
    max_size=18,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(LINES, st.booleans())
def test_no_word_is_lost_however_the_lines_stand(lines: list[str], split: bool) -> None:
    if not "".join(lines).strip():
        return
    document = next(plain_text("\n".join(lines).encode(), "x.txt"))
    drafts = understand(document, split=split)
    assert lost(document, drafts) == []
    for draft in drafts:
        text = markdown(draft)
        assert "<script" not in text.split("\n---\n", 1)[1]
        assert read_lesson("drafts/x.md", text.encode()).lesson is not None


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and "\x00" not in text))
def test_any_text_becomes_a_draft(text: str) -> None:
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError:
        return
    from harvester.model.document import Unreadable

    try:
        document = next(plain_text(raw, "x.txt"))
    except Unreadable:
        return
    for draft in understand(document):
        assert markdown(draft).startswith("---\n")
        assert as_data(draft)["status"] == "draft"


@pytest.mark.parametrize("name", NAMES)
def test_headings_of_our_own_are_no_mistake(name: str) -> None:
    own = ("บทเรียนย่อย", "ลำดับกิจกรรม", "เนื้อหาที่ยังไม่ได้จัด", "ความเห็นท้ายบันทึก", "เรื่องอื่น")
    for draft in drafts_of(name, "plain"):
        reading = read_lesson(f"drafts/{draft.id}.md", markdown(draft).encode())
        told = [d.message for d in reading.diagnostics if d.rule in ("unknown-heading", "misspelt-heading")]
        assert [message for message in told if any(f"“{heading}”" in message for heading in own)] == []
