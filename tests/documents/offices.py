"""Real files of LibreOffice, written by itself: old DOC, RTF, DOCX, ODT, PDF out of one another."""

from __future__ import annotations

import shutil
from pathlib import Path

from harvester.documents.outside_program import run, workplace

FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "docx": "docx:MS Word 2007 XML", "odt": "odt:writer8",
           "pdf": "pdf:writer_pdf_Export"}  # fmt: skip


def office() -> str:
    """The program; the tests that need it are not for machines without it."""
    program = shutil.which("soffice")
    if program is None:
        import pytest

        pytest.skip("ไม่มี LibreOffice ในเครื่องนี้ (sh tools/debian-packages test) ข้ามการทดสอบนี้")
    return program


def saved_as(raw: bytes, suffix: str, kind: str) -> bytes:
    """The file as LibreOffice saves it in another kind; HTML is read as Writer reads it."""
    with workplace() as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(raw)
        reader = ["--infilter=HTML (StarWriter)"] if suffix == "html" else []
        command = [office(), "--headless", f"-env:UserInstallation=file://{folder}/profile", *reader,
                   "--convert-to", FILTERS[kind], "--outdir", str(folder), str(source)]  # fmt: skip
        run(command, folder, 90)
        return Path(folder, f"source.{kind}").read_bytes()
