"""RTF and old DOC through LibreOffice, when it is on this machine; else a clear word on what to do."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from harvester.importers.draft import Document
from harvester.importers.limits import check_size
from harvester.importers.refusal import Unreadable
from harvester.importers.word import word

SECONDS = 60


def old_office(raw: bytes, name: str) -> Iterator[Document]:
    """Converted to DOCX in a folder of its own, with a profile of its own, then read as one."""
    check_size(raw)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(
            "needs-libreoffice",
            "ไฟล์ .doc/.rtf แบบเก่าต้องใช้ LibreOffice แปลงก่อน และเครื่องนี้ยังไม่มี",
            "ติดตั้ง LibreOffice หรือเปิดด้วย Word แล้วบันทึกเป็น .docx",
        )
    with tempfile.TemporaryDirectory(prefix="khlang-") as folder:
        suffix = ".rtf" if raw.startswith(b"{\\rtf") else ".doc"
        source = Path(folder, f"source{suffix}")
        source.write_bytes(raw)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            converted = Path(folder, "source.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Unreadable(
                "broken-document", "LibreOffice แปลงไฟล์นี้ไม่ได้", "เปิดด้วย Word แล้วบันทึกเป็น .docx"
            ) from error
    for found in word(converted, name):
        yield Document(
            name,
            suffix[1:],
            found.text,
            found.blocks,
            sha256(raw).hexdigest(),
            found.properties,
            found.remarks,
        )
