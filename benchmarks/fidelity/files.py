"""One document saved as every kind of file: web pages, office files, PDFs of a browser and of a word processor."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fidelity.peers import WEB
from tests.documents.making import FORMS, lines_of
from tests.documents.offices import saved_as

FONTS = ("Noto Sans Thai", "Noto Serif Thai", "Noto Looped Thai")
OFFICE_FONT = "Norasi"


def printed(text: str, font: str) -> bytes:
    """A PDF as a browser prints it."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines_of(text))
    with tempfile.TemporaryDirectory() as folder:
        page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(
            f'<meta charset="utf-8"><style>body {{ font: 14px "{font}" }}</style>{body}', encoding="utf-8"
        )
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--print-to-pdf={out}",
            str(page),
        ]
        subprocess.run(command, capture_output=True, check=True)
        return out.read_bytes()


def files_of(text: str) -> Iterator[tuple[str, str, bytes]]:
    """Kind, name and bytes of a document in every kind of file that this machine can make."""
    made = {}
    for form in (*WEB, "docx", "odt"):
        suffix, make = FORMS[form]
        made[form] = make(text)
        yield form, f"document{suffix}", made[form]
    if shutil.which("chromium"):
        for font in FONTS:
            yield "pdf", f"{font}.pdf", printed(text, font)
    if shutil.which("soffice"):
        for kind in ("doc", "rtf"):
            yield kind, f"document.{kind}", saved_as(made["docx"], "docx", kind)
        yield "pdf-office", "office.pdf", saved_as(_in_font(made["docx"]), "docx", "pdf")


def _in_font(docx: bytes) -> bytes:
    """The file with a Thai font of its own, as people choose one."""
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(packed, "w") as copy:
        for name in source.namelist():
            part = source.read(name).decode()
            if name == "word/document.xml":
                look = f'<w:rPr><w:rFonts w:ascii="{OFFICE_FONT}" w:hAnsi="{OFFICE_FONT}" w:cs="{OFFICE_FONT}"/><w:szCs w:val="28"/></w:rPr>'
                part = re.sub(r"<w:r>(?=<w:t)", f"<w:r>{look}", part)
            copy.writestr(name, part)
    return packed.getvalue()
