"""Our desk and its neighbours: bytes and a name in, the text that each takes out of them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.model.document import Document, Kind

WEB = ("wordpress", "bare-divs", "old-tables")
_SIGN = re.compile(r"^(?:• |\d+\. )")
"""Signs that lists show but no text of the source holds."""
Extract = Callable[[bytes, str], str]


def ours(raw: bytes, name: str) -> str:
    document = next(iter(read_documents(raw, name, DOCUMENTS)))
    if not isinstance(document, Document):
        return ""
    told = [block for block in document.blocks if not block.aside]
    return "\n".join(_SIGN.sub("", block.text) if block.kind is Kind.ITEM else block.text for block in told)


def by_trafilatura(raw: bytes, name: str) -> str:
    import trafilatura

    return trafilatura.extract(raw, include_comments=False, favor_recall=True) or ""


def by_markitdown(raw: bytes, name: str) -> str:
    import io

    from markitdown import MarkItDown, StreamInfo

    try:
        return _unmarked(
            MarkItDown()
            .convert_stream(io.BytesIO(raw), stream_info=StreamInfo(extension=Path(name).suffix))
            .text_content
        )
    except Exception as error:
        print(f"markitdown: {name}: {type(error).__name__}", file=sys.stderr)
        return ""


def by_pandoc(raw: bytes, name: str) -> str:
    kind = {".htm": "html", ".html": "html", ".docx": "docx", ".odt": "odt", ".rtf": "rtf"}[Path(name).suffix]
    command = ["pandoc", "-f", kind, "-t", "plain", "--wrap=none"]
    return subprocess.run(command, input=raw, capture_output=True).stdout.decode("utf-8", "replace")


def _unmarked(text: str) -> str:
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"^\s*(?:#+|[-*>]|\d+\.)\s+|[*_|]{1,2}|\\(?=\W)|-{3,}", "", text, flags=re.MULTILINE)


PEERS: dict[str, tuple[Extract, tuple[str, ...]]] = {
    "ours": (ours, ("*",)),
    "trafilatura": (by_trafilatura, WEB),
    "markitdown": (by_markitdown, (*WEB, "docx", "pdf", "pdf-office")),
    "pandoc": (by_pandoc, (*WEB, "docx", "odt", "rtf")),
}
"""The kinds of file that each reads; `*` reads all."""


def missing() -> list[str]:
    """Neighbours that are not on this machine."""
    found = {"pandoc": shutil.which("pandoc") is not None}
    for name in ("trafilatura", "markitdown"):
        try:
            __import__(name)
        except ImportError:
            found[name] = False
    return sorted(name for name, there in found.items() if not there)
