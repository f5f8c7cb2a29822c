"""RTF and old DOC: read through a real LibreOffice, which follows nothing, runs nothing, and ends when it must."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from pathlib import Path

import pytest

from harvester.documents import DOCUMENTS
from harvester.documents.confinement import Confined
from harvester.documents.outside_program import run, workplace
from harvester.documents.reception import read_documents
from harvester.drafting.batch import DRAFTED, Batch
from harvester.drafting.writer import as_data
from harvester.model.document import Refused, Unreadable
from harvester.model.draft import Draft
from harvester.pipeline import import_document
from tests.documents.making import docx
from tests.documents.offices import office, saved_as

STORY = """เดินสำรวจบ่อขยะก่อนตั้งวง
โดย : นางพิศมัย ชูใจ ตำแหน่ง : ปลัดเทศบาล สังกัด เทศบาลตำบลท่าแพ จังหวัดสตูล
วันที่ : ๙ ธันวาคม ๒๕๕๙
ความเป็นมา
น้ำจากกองขยะไหลลงคลองทุกหน้าฝน แต่ไม่มีใครเคยเดินไปดูด้วยกัน
ขั้นตอน
1. นัดแม่บ้านสิบคนเดินตามคลองตั้งแต่เช้ามืด
2. ให้ทุกคนถ่ายรูปที่ตัวเองรับไม่ได้มาหนึ่งใบ
ข้อควรระวัง
- อย่าเดินหลังฝนตกหนัก ทางลื่นมาก
"""


def escapes(text: str) -> str:
    """RTF as old Thai Word writes it: a byte of windows-874 an escape."""
    return "".join(sign if sign.isascii() else f"\\'{sign.encode('cp874')[0]:02x}" for sign in text)


def rtf(text: str) -> bytes:
    body = "\\par\n".join(escapes(line) for line in text.strip().split("\n"))
    head = r"{\rtf1\ansi\ansicpg874\deff0\deflang1054{\fonttbl{\f0\fnil\fcharset222 Cordia New;}}\f0\fs32 "
    return (head + body + r"\par}").encode("ascii")


def taken(raw: bytes, name: str) -> Draft:
    (outcome,) = import_document(raw, name, Batch())
    assert outcome.state == DRAFTED, outcome.refused
    return outcome.drafts[0]


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_what_an_old_word_saved_is_understood_as_any_other(kind: str) -> None:
    draft = taken(saved_as(docx(STORY), "docx", kind), f"เก่า.{kind}")
    found = as_data(draft)
    assert (found["title"], found["date"]) == ("เดินสำรวจบ่อขยะก่อนตั้งวง", "2016-12-09")
    assert found["authors"] == [
        {"name": "นางพิศมัย ชูใจ", "position": "ปลัดเทศบาล", "organisation": "เทศบาลตำบลท่าแพ จังหวัดสตูล"}
    ]
    assert found["place"]["province"] == "สตูล"
    assert len(found["techniques"][0]["steps"]) == 2
    assert [caution["text"] for caution in found["cautions"]] == ["อย่าเดินหลังฝนตกหนัก ทางลื่นมาก"]
    assert found["provenance"]["form"] == kind
    # LibreOffice stamps what it converts with the hour of the conversion.
    assert "edited" not in found["source"]


def test_escapes_of_windows_874_are_thai() -> None:
    office()
    draft = taken(rtf(STORY), "โบราณ.rtf")
    assert draft.title.text == "เดินสำรวจบ่อขยะก่อนตั้งวง"
    assert "ให้ทุกคนถ่ายรูปที่ตัวเองรับไม่ได้มาหนึ่งใบ" in draft.document.text


def test_without_libre_office_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (found,) = read_documents(rtf(STORY), "a.rtf", DOCUMENTS)
    assert isinstance(found, Refused)
    assert found.rule == "needs-libreoffice"
    assert "LibreOffice" in found.message + found.hint
    assert "docx" in found.hint


def test_nothing_that_a_document_points_to_is_asked_for() -> None:
    office()
    asked: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    port = server.getsockname()[1]
    open_still = True

    def listen() -> None:
        while open_still:
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            asked.append("asked")
            connection.close()

    listener = threading.Thread(target=listen)
    listener.start()
    picture = rf'{{\field{{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:{port}/a.png"}}{{\fldrslt x}}}}\par '
    words = rf'{{\field{{\*\fldinst INCLUDETEXT "http://127.0.0.1:{port}/b.txt"}}{{\fldrslt y}}}}\par '
    secret = r'{\field{\*\fldinst INCLUDETEXT "/etc/passwd"}{\fldrslt z}}\par '
    try:
        raw = rtf(STORY).removesuffix(b"}") + (picture + words + secret).encode() + b"}"
        assert "root:" not in taken(raw, "ชี้ออกนอก.rtf").document.text
    finally:
        open_still = False
        listener.join()
        server.close()
    assert asked == []


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"{\\rtf1" + b"{" * 900 + b"}" * 901, "too-deep"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40, "broken-document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40,
            "locked-document",
        ),
    ],
)
def test_refused_with_a_reason(raw: bytes, rule: str) -> None:
    office()
    (found,) = read_documents(raw, "a.doc", DOCUMENTS)
    assert isinstance(found, Refused)
    assert found.rule == rule


def test_a_program_that_never_ends_is_stopped_with_its_children(tmp_path: Path) -> None:
    trace = tmp_path / "alive"
    script = f"(while :; do date > {trace}; sleep 0.1; done) & sleep 600"
    with workplace() as folder, pytest.raises(Unreadable) as refused:
        run(["sh", "-c", script], folder, 1)
    assert refused.value.rule == "time-limit"
    assert not folder.exists()
    _assert_dead(trace)


def test_whoever_is_stopped_takes_its_programs_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The confined child waits for its program when the parent's patience ends."""
    trace = tmp_path / "alive"
    script = f"(while :; do date > {trace}; sleep 0.1; done) & sleep 600"
    monkeypatch.setattr("harvester.documents.confinement.THINKING", 0.0)
    monkeypatch.setattr("harvester.documents.confinement.SECONDS", 0.3)

    def work(_: object) -> bytes:
        with workplace() as folder:
            return run(["sh", "-c", script], folder, 600)

    with pytest.raises(Unreadable) as refused:
        Confined(work)(0)
    assert refused.value.rule == "time-limit"
    _assert_dead(trace)


def _assert_dead(trace: Path) -> None:
    time.sleep(0.4)
    before = trace.read_bytes() if trace.exists() else b""
    time.sleep(1.3)  # the trace would tell another second
    assert (trace.read_bytes() if trace.exists() else b"") == before


def test_a_web_page_that_calls_itself_doc_is_read_as_one() -> None:
    page = f"<html><body><h1>หน้าเว็บ</h1><p>{STORY.split(chr(10))[4]}</p></body></html>".encode()
    assert taken(page, "report.doc").document.form == "html"
