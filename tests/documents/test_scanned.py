"""Pages that are pictures: read by a real tesseract with Thai, told as such, and refused with the way out without it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

import pypdfium2
import pytest
from PIL import Image

from harvester.documents import DOCUMENTS, scanned
from harvester.documents.reception import read_documents
from harvester.drafting.batch import DRAFTED, Batch
from harvester.drafting.writer import as_data
from harvester.model.document import Refused
from harvester.model.draft import Draft
from harvester.pipeline import import_document
from tests.documents.making import docx
from tests.documents.offices import saved_as

LINES = (
    "ตั้งวงคุยใต้ต้นมะขาม",
    "โดย : นางสาวจันทร์เพ็ญ ดีงาม",
    "เราย้ายที่ประชุมออกจากศาลา มานั่งใต้ต้นไม้ใกล้บ้านของคนที่ไม่เคยพูด",
    "ข้อควรระวัง: อย่าไปหลายคน เขาจะนึกว่าไปตรวจ",
)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """The engine is looked for once a process; these tests hide it."""
    scanned.engine.cache_clear()
    yield
    scanned.engine.cache_clear()


@cache
def page(turned: bool = False) -> Image.Image:
    """A page as a scanner delivers it: 200 dots an inch, grey paper, nothing but dots."""
    printed = pypdfium2.PdfDocument(
        saved_as(docx("\n".join(LINES[::-1] if turned else LINES)), "docx", "pdf")
    )
    paper = printed[0].render(scale=200 / 72, grayscale=True).to_pil()
    return paper.point(lambda dot: 30 + dot * 210 // 255)


def saved(image: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def taken(raw: bytes, name: str) -> Draft:
    if scanned.engine() is None:
        pytest.skip("ไม่มี tesseract ภาษาไทยในเครื่องนี้ (sh tools/debian-packages test) ข้ามการทดสอบนี้")
    (outcome,) = import_document(raw, name, Batch())
    assert outcome.state == DRAFTED, outcome.refused
    return outcome.drafts[0]


@pytest.mark.parametrize(("kind", "name"), [("PDF", "scan.pdf"), ("PNG", "page.png"), ("JPEG", "photo.jpg")])
def test_a_picture_of_a_page_becomes_a_draft_that_says_so(kind: str, name: str) -> None:
    found = as_data(taken(saved(page(), kind), name))
    assert found["title"] == LINES[0]
    assert found["authors"][0]["name"].startswith("นางสาวจันทร์เพ็ญ")
    assert any("หลายคน" in caution["text"] for caution in found["cautions"])
    assert "ocr-text" in {finding["rule"] for finding in found["findings"]}
    assert all(value["confidence"] <= scanned.SURE for value in found["provenance"]["fields"].values())


def test_pages_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "MAX_PAGES", 1)
    stream = io.BytesIO()
    page().save(stream, "PDF", save_all=True, append_images=[page(True)])
    draft = taken(stream.getvalue(), "two.pdf")
    assert "ocr-limit" in {finding.rule for finding in draft.findings}
    assert {block.page for block in draft.document.blocks} == {1}


@pytest.mark.parametrize(("kind", "name"), [("PDF", "scan.pdf"), ("PNG", "page.png")])
def test_without_an_engine_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, kind: str, name: str) -> None:
    monkeypatch.setattr(scanned.shutil, "which", lambda _: None)
    (found,) = read_documents(saved(page(), kind), name, DOCUMENTS)
    assert isinstance(found, Refused)
    assert found.rule == "scanned-document"
    assert "tesseract-ocr-tha" in found.hint


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "broken-document"),
        (saved(Image.new("1", (16_000, 16_000)), "PNG"), "document-bomb"),
        (saved(Image.new("L", (400, 400), 255), "PNG"), "scanned-document"),
    ],
)
def test_pictures_that_are_no_pages_are_refused(raw: bytes, rule: str) -> None:
    (found,) = read_documents(raw, "a.png", DOCUMENTS)
    assert isinstance(found, Refused)
    assert found.rule == rule
