"""Several tagged PDFs as one: pages, tag trees, anchors and the links between them. Knows no lesson. A link to an
anchor of another document is written as an address that begins with `ELSEWHERE`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pypdf import PdfWriter

try:
    import pikepdf
except ImportError:  # no wheel for this machine
    pikepdf = None  # type: ignore[assignment]

ELSEWHERE = "book:#"


def join_documents(documents: Sequence[bytes], continued: Sequence[int]) -> bytes:
    """The documents after one another as one, with their bookmarks; title and language are the first one's. As many
    of a document's first bookmarks as `continued` says belong under the last one before them."""
    if pikepdf is None:
        return _joined_plainly(documents)
    made = pikepdf.open(io.BytesIO(documents[0]))
    anchors = _anchors(made)
    bookmarks = _bookmarks(made, 0)
    for content, held in zip(documents[1:], continued[1:], strict=True):
        with pikepdf.open(io.BytesIO(content)) as source:
            found = _bookmarks(source, len(made.pages))
            bookmarks[-1].children.extend(found[:held])
            bookmarks += found[held:]
            anchors += _append(made, source)
    anchors.sort(key=lambda pair: bytes(pair[0]))
    made.Root.Names = pikepdf.Dictionary(
        Dests=pikepdf.Dictionary(Names=pikepdf.Array([part for pair in anchors for part in pair]))
    )
    for page in made.pages:
        for annotation in page.get("/Annots", ()):
            address = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
            if address.startswith(ELSEWHERE):
                del annotation.A
                annotation.Dest = pikepdf.String(address.removeprefix(ELSEWHERE))
    with made.open_outline() as outline:
        outline.root[:] = bookmarks
    out = io.BytesIO()
    made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _joined_plainly(documents: Sequence[bytes]) -> bytes:
    """The documents after one another, with their bookmarks; tags and links between them are lost."""
    made = PdfWriter()
    for content in documents:
        made.append(io.BytesIO(content))
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _anchors(pdf: pikepdf.Pdf) -> list[tuple[Any, Any]]:
    table = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    entries = list(table.Names) if table is not None else []
    return list(zip(entries[::2], entries[1::2], strict=True))


def _append(made: pikepdf.Pdf, source: pikepdf.Pdf) -> list[tuple[Any, Any]]:
    """Put the pages and tags of `source` behind those of `made`; the anchors they brought."""
    tree = made.Root.StructTreeRoot
    numbers = tree.ParentTree.Nums
    shift = int(numbers[len(numbers) - 2]) + 1
    first = len(made.pages)
    made.pages.extend(source.pages)
    for page in list(made.pages)[first:]:
        page.StructParents = int(page.StructParents) + shift
        for annotation in page.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + shift
    brought = made.copy_foreign(source.make_indirect(source.Root.StructTreeRoot))
    entries = list(brought.ParentTree.Nums)
    for at in range(0, len(entries), 2):
        numbers.append(int(entries[at]) + shift)
        numbers.append(entries[at + 1])
    whole = tree.K[0]
    for element in brought.K[0].K:
        element.P = whole
        whole.K.append(element)
    return [
        (name, made.copy_foreign(source.make_indirect(pikepdf.Array([place])))[0])
        for name, place in _anchors(source)
    ]


def _bookmarks(pdf: pikepdf.Pdf, before: int) -> list[pikepdf.OutlineItem]:
    """The bookmarks of a document whose pages come behind so many others."""
    pages: dict[Any, int] = {page.objgen: before + number for number, page in enumerate(pdf.pages)}

    def moved(item: Any) -> pikepdf.OutlineItem:
        made = pikepdf.OutlineItem(item.title, pages[item.destination[0].objgen])
        made.children.extend(map(moved, item.children))
        return made

    with pdf.open_outline() as outline:
        return [moved(item) for item in outline.root]
