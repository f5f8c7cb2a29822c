"""Texts made to keep a reader busy: no pattern of ours takes long over them."""

from __future__ import annotations

import pytest

from harvester.drafting.batch import DRAFTED, Batch
from harvester.pipeline import import_document

TEXTS = {
    "emoji": "👍  " * 3000 + "x",
    "breadcrumbs": "หน้าแรก" + ("/" + " " * 70) * 20,
    "blanks": "ก" + " " * 60_000 + "\nข",
    "rules": "=" * 60_000 + "x",
    "quotes": ">" * 60_000,
    "first entries": "\n".join("1. ก" for _ in range(4000)),
    "chat": "\n".join(f"10:{at % 60:02d} ก ข ค ง" for at in range(3000)),
    "labels": "ข้อควรระวัง " * 4000,
    "cautions between steps": "\n".join(f"{at}. ก\nข้อควรระวัง: ข" for at in range(1, 2000)),
    "signatures": "\n".join("ขอแสดงความนับถือ" for _ in range(3000)),
    "dates": "12 ม.ค. 2560 " * 3000,
    "a rule before a name": "ประชุม\n\n" + "-" * 8000 + " ก นายสมชาย ใจดี\nเราทำงานด้วยกันมานาน",
    "makers on a line": "ประชุม\n\n" + "ผู้เขียน นายสมชาย ใจดี / " * 2000,
    "names beside lost blanks": "รายงาน\n\n" + "จัดท าโดย นางสาวสโรชินี มอโต ชั้น " * 2000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_keeps_us_busy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that goes back and back takes minutes of processor; the child is given seconds."""
    monkeypatch.setattr("harvester.documents.confinement.THINKING", 12.0)
    (outcome,) = import_document(TEXTS[name].encode(), "x.txt", Batch())
    assert outcome.state == DRAFTED, outcome.refused
