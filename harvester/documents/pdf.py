"""PDF: text lines by pdfium, broken Thai repaired page by page, lines joined to paragraphs. Runs nothing in it. Pages
that are pictures go to the engine for scans, where there is one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from harvester.documents.limits import check_streams, refused, remark
from harvester.documents.mending import mended_blocks
from harvester.documents.scanned import DOTS, MAX_SIDE, SURE, read
from harvester.documents.unseen import hidden_text
from harvester.model.diagnostics import Place
from harvester.model.document import Document, Line, document
from harvester.reading.wording import patterns
from harvester.thai.text import normalise

MAX_PAGES = 600
SCANNED = 25
"""Characters a page below which a document with pictures is a picture of text."""
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|OpenAction\s*<<|RichMedia|SubmitForm)\b")
_PREVIOUS = re.compile(rb"/Prev\s+(\d{1,10})(?=[\s/>])(?!\s+\d+\s+R)")
_P = patterns("harvester.documents", "pdf")


def pdf(raw: bytes, name: str) -> Iterator[Document]:
    """One document a file."""
    if b"%%EOF" not in raw[-4096:]:
        raise refused("broken-document/pdf")
    if raw.startswith(b"%PDF") and not all(_is_table(raw, int(at)) for at in _PREVIOUS.findall(raw)):
        raise refused("broken-document/pdf-2")
    check_streams(raw)
    pages, sizes, pictures, properties = _read(raw)
    lines = [line for page in pages for line in page]
    layer = sum(len(line.text) for line in lines if line.hidden == "layer")
    scan = layer >= 0.5 * sum(len(line.text) for line in lines if line.hidden != "unseen")
    hidden = {id(line) for line in lines if line.hidden == "unseen" or (line.hidden and not scan)}
    remarks = list(hidden_text(len(hidden), name))
    sureness = 1.0
    shown = [[line for line in page if id(line) not in hidden] for page in pages]
    if any(shown) or pictures:
        pages = shown
    else:  # nothing else is told: a person must judge it
        sureness = SURE
    if layer and scan:
        remarks.append(remark("ocr-text", Place(name)))
        sureness = SURE
    total = sum(len(line.text) for page in pages for line in page)
    if total == 0 or (pictures and total < SCANNED * len(pages)):
        pages, sizes = read(_pictures(raw), name, remarks)
        sureness = SURE
    if _ACTIVE.search(raw):
        remarks.append(remark("active-content", Place(name)))
    blocks = mended_blocks(pages, sizes, name, remarks)
    found = document(name, "pdf", blocks, properties=properties, remarks=remarks)
    yield replace(found, sureness=sureness)


def _is_table(raw: bytes, at: int) -> bool:
    """Whether a cross-reference table or stream is where an older one is said to be."""
    here = raw[at : at + 2_000]
    return here.lstrip().startswith(b"xref") or (b"obj" in here[:40] and b"/XRef" in here)


def _read(raw: bytes) -> tuple[list[list[Line]], list[tuple[float, float]], bool, dict[str, str]]:
    """Lines and size of every page, whether pictures are in it, and what the file says of itself."""
    import pypdfium2  # loaded only for PDFs

    from harvester.documents.pdf_lines import lines_of

    try:
        with pypdfium2.PdfDocument(raw) as book:
            if not 0 < len(book) <= MAX_PAGES:
                raise refused("too-many-pages", len(book), MAX_PAGES)
            pages, sizes, pictures = [], [], False
            for number, page in enumerate(book, 1):
                sizes.append(page.get_size())
                pages.append(list(lines_of(page, number)))
                drawn = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
                pictures = pictures or any(drawn)
                page.close()
            return pages, sizes, pictures, _properties(book)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise refused("locked-document" if locked else "broken-document/read") from error
    except OverflowError as error:
        raise refused("too-much-text") from error


def _pictures(raw: bytes) -> Iterator[Any]:
    """Every page as a grey picture, for the engine."""
    import pypdfium2

    with pypdfium2.PdfDocument(raw) as book:
        for page in book:
            scale = min(DOTS / 72, MAX_SIDE / max(1.0, *page.get_size()))
            yield page.render(scale=scale, grayscale=True).to_pil()
            page.close()


def _properties(book: Any) -> dict[str, str]:
    given = book.get_metadata_dict()
    found = {"title": normalise(given.get("Title", "")), "author": normalise(given.get("Author", ""))}
    if _P.of_program.search(found["title"]):
        del found["title"]
    if stamp := _P.stamp.match(given.get("CreationDate", "")):
        found["date"] = "-".join(stamp.groups())
    return {key: value for key, value in found.items() if value.strip()}
