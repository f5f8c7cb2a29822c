"""RTF and old DOC through LibreOffice, when it is on this machine; else a clear word on what to do. LibreOffice runs
without macros and without the web, and follows nothing that a document points to."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from harvester.documents.limits import refused
from harvester.documents.outside_program import run, workplace
from harvester.documents.word import word
from harvester.model.document import Document

SECONDS = 60.0
MAX_DEPTH = 400
"""Open groups of an RTF at once; those of people stay under 30."""
_NO_BRACES = bytes(set(range(256)) - set(b"{}"))
_WORDS, _LOCKED = ("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
"""Names of streams inside."""


def old_office(raw: bytes, name: str) -> Iterator[Document]:
    """Converted to DOCX in a folder of its own, with a profile of its own, then read as one."""
    kind = "rtf" if raw.startswith(b"{\\rtf") else "doc"
    (_check_depth if kind == "rtf" else _check_streams)(raw)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise refused("needs-libreoffice", kind)
    converted = _convert(program, raw, kind)
    for found in word(converted, name):
        yield replace(found, form=kind)


def _convert(program: str, raw: bytes, kind: str) -> bytes:
    """The document as DOCX."""
    with workplace() as folder:
        settings = Path(folder, "profile", "user")
        settings.mkdir(parents=True)
        safe = files("harvester.documents").joinpath("libreoffice.xcu").read_bytes()
        Path(settings, "registrymodifications.xcu").write_bytes(safe)
        source = Path(folder, f"source.{kind}")
        source.write_bytes(raw)
        reader = ["--infilter=Rich Text Format"] if kind == "rtf" else []
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            f"-env:UserInstallation=file://{folder}/profile", *reader, "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(folder), str(source),
        ]  # fmt: skip
        run(command, folder, SECONDS)
        result = Path(folder, "source.docx")
        if not result.is_file():  # LibreOffice reports no failure of its own
            raise refused("broken-document/converted")
        return result.read_bytes()


def _check_streams(raw: bytes) -> None:
    """Raises `Unreadable` for an old Office file that holds no Word text: LibreOffice would make up words for it."""
    if _WORDS in raw:
        return
    if _LOCKED in raw:
        raise refused("locked-document")
    raise refused("broken-document/old_office")


def _check_depth(raw: bytes) -> None:
    """Raises `Unreadable` for an RTF whose groups never end."""
    depth = 0
    for sign in raw.translate(None, _NO_BRACES):
        depth += 1 if sign == 0x7B else -1
        if depth > MAX_DEPTH:
            raise refused("too-deep")
