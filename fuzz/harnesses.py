"""What is fuzzed: every door through which bytes of strangers come in, and what must hold whatever the bytes are.

Each harness takes bytes and raises when a promise is broken: no exception but the refusal of its door, no change of
meaning by `format`, nothing lost by kept work.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from harvester import store
from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.doors.letters import open_letters
from harvester.doors.messages import read_messages
from harvester.drafting.understanding import understand
from harvester.emitters.pictures import reencode
from harvester.model import Lesson, Vocabulary
from harvester.model.document import Refused, Unreadable
from harvester.model.plain_text import texts
from harvester.reading.attachments import (
    FORMATS,
    SUFFIXES,
    AttachmentRefused,
    PictureRefused,
    look_at,
    read_size,
)
from harvester.reading.canonical import canonical
from harvester.reading.companions import read_companion
from harvester.reading.lesson import read_lesson
from harvester.reading.vocabulary import FILES, read_entries
from harvester.search.answering import answer
from harvester.search.building import build_index
from harvester.search.document import documents
from harvester.search.engine import Search
from harvester.thai.segment import Segmenter


def lesson(raw: bytes) -> None:
    """A lesson is read or refused in words; its canonical form is stable and says the same."""
    reading = read_lesson("2569/fuzzed.md", raw)
    assert all(one.message and one.place.line >= 1 and one.place.column >= 1 for one in reading.diagnostics)
    text = canonical("2569/fuzzed.md", raw)
    if text is None:
        return
    assert canonical("2569/fuzzed.md", text.encode()) == text, "format is not idempotent"
    if reading.lesson and not any(one.is_error for one in reading.diagnostics):
        again = read_lesson("2569/fuzzed.md", text.encode())
        assert again.lesson is not None
        assert not any(one.is_error for one in again.diagnostics), "format made an error"
        assert meaning(again.lesson) == meaning(reading.lesson), "format changed what the lesson says"


def body(raw: bytes) -> None:
    """What stands below a head that is right."""
    lesson("---\ntitle: ก\ndate: 5 มี.ค. 2567\n---\n\n".encode() + raw)


def meaning(one: Lesson) -> object:
    """What a reader learns of a lesson, blanks and line ends aside."""
    words = {name: text.split() for name, text in texts(one).items()}
    return one.title, one.date, one.status, one.place, one.authors, words


def companion(raw: bytes) -> None:
    """Trials, collections, wishes, events and vocabulary."""
    text = raw.decode("utf-8", "replace")
    read_companion("trials/a/2569-b.yml", text)
    read_companion("collections/a.yml", text)
    read_companion("wishes/a.yml", text)
    read_companion("events/a.yml", text)
    for name in FILES:
        read_entries(name, text, f"vocabulary/{name}.yml", [])


def query(raw: bytes) -> None:
    """A query, whatever is typed."""
    answer(_engine(), raw.decode("utf-8", "replace")[:4000])


def message(raw: bytes) -> None:
    """A file of letters, and the text of a message."""
    open_letters(raw)
    read_messages(raw.decode("utf-8", "replace"))


def imported(name: str) -> Callable[[bytes], None]:
    """A document of the kind that a file name says."""

    def harness(raw: bytes) -> None:
        with suppress(Unreadable):
            for one in read_documents(raw, name, DOCUMENTS):
                if isinstance(one, Refused):
                    assert one.message
                    assert one.hint
                else:
                    understand(one, Vocabulary())

    return harness


def packed(name: str, part: str, *others: str) -> Callable[[bytes], None]:
    """An office file of which one part is made of the bytes, or the whole where they begin as a zip does."""
    whole = imported(name)

    def harness(raw: bytes) -> None:
        if not raw.startswith(b"PK"):
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w") as archive:
                for other in others:
                    archive.writestr(
                        other, (Path(__file__).parent / "parts" / other.replace("/", "_")).read_bytes()
                    )
                archive.writestr(part, raw)
            raw = stream.getvalue()
        whole(raw)

    return harness


def picture(raw: bytes) -> None:
    """A picture under each name that it may have."""
    for suffix in FORMATS:
        with suppress(PictureRefused):
            size = read_size(suffix, raw)
            assert size.width * size.height > 4_000_000 or reencode(suffix, raw)


def attachment(raw: bytes) -> None:
    """A form under each name that it may have."""
    for suffix in sorted(SUFFIXES):
        with suppress(AttachmentRefused):
            look_at(f"form{suffix}", suffix, raw)


def kept_work(raw: bytes) -> None:
    """A file of the cache, whole, cut or changed: what was kept, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "kept"
        store.keep(file, b"made of much work")
        file.write_bytes(raw if raw[:1] == b"x" else file.read_bytes()[: len(raw)])
        assert store.read_cached(file) in (None, b"made of much work")


@cache
def _engine() -> Search:
    from harvester.model import Library

    found = read_lesson(
        "2569/fuzzed.md", (Path(__file__).parent / "corpus" / "lesson" / "whole.md").read_bytes()
    ).lesson
    library = Library(lessons=(found,) if found else ())
    return Search(build_index(documents(library), Segmenter(()), ()).load)  # type: ignore[arg-type]


HARNESSES: Mapping[str, Callable[[bytes], None]] = {
    "lesson": lesson,
    "body": body,
    "companion": companion,
    "query": query,
    "message": message,
    "html": imported("page.html"),
    "docx": packed("report.docx", "word/document.xml", "[Content_Types].xml"),
    "xlsx": packed(
        "table.xlsx",
        "xl/worksheets/sheet1.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    ),
    "pdf": imported("report.pdf"),
    "eml": imported("letter.mhtml"),
    "csv": imported("table.csv"),
    "xml": imported("feed.xml"),
    "zip": imported("reports.zip"),
    "picture": picture,
    "attachment": attachment,
    "cache": kept_work,
}
"""The name of a harness, of its folder in `corpus/`, and of the cases that it found in `cases/`."""


def seeds(name: str) -> list[Path]:
    """Whole inputs that a harness starts from, and what it found before."""
    here = Path(__file__).parent
    return sorted(
        file for kind in ("corpus", "cases") for file in (here / kind / name).glob("*") if file.is_file()
    )
