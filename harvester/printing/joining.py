"""A long book typeset part by part, so that memory is bounded by the largest part, and the tagged PDFs joined as one: pages,
tag trees, anchors and the links between them. Page numbers run through; the caller renders the parts. A link to an
anchor of another part is written as an address that begins with `ELSEWHERE`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PdfWriter

from harvester.printing import glyphs
from harvester.printing.book import Book, Chapter
from harvester.printing.press import Press, Sheets

try:
    import pikepdf
except ImportError:  # no wheel for this machine
    pikepdf = None  # type: ignore[assignment]

ELSEWHERE = "book:#"


def join_documents(documents: Sequence[bytes], continued: Sequence[bool]) -> bytes:
    """The documents after one another as one, with their bookmarks; title and language are the first one's. The
    bookmarks of a document that is `continued` belong under the last one before it."""
    if pikepdf is None:
        return _joined_plainly(documents)
    made = pikepdf.open(io.BytesIO(documents[0]))
    anchors = _anchors(made)
    bookmarks = _bookmarks(made, 0)
    for content, held in zip(documents[1:], continued[1:], strict=True):
        with pikepdf.open(io.BytesIO(content)) as source:
            found = _bookmarks(source, len(made.pages))
            (bookmarks[-1].children if held and bookmarks else bookmarks).extend(found)
            anchors += _append(made, source)
    _share_faces(made)
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
        page, _, left, top, _ = item.destination
        made = pikepdf.OutlineItem(item.title, pages[page.objgen], "XYZ", left=left, top=top)
        made.children.extend(map(moved, item.children))
        return made

    with pdf.open_outline() as outline:
        return [moved(item) for item in outline.root]


_LETTER = re.compile(rb"<([0-9a-f]{4})> (<[0-9a-f]+>)")


def _share_faces(made: pikepdf.Pdf) -> None:
    """Each of our faces once, with the glyphs of all parts; a further face stays as each part has cut it."""
    found: dict[str, list[Any]] = {}
    tables = {page.Resources.Font.objgen: page.Resources.Font for page in made.pages}.values()
    for table in tables:
        for key, font in table.items():
            found.setdefault(key, []).append(font)
    for key, fonts in found.items():
        first, inner = fonts[0], fonts[0].DescendantFonts[0]
        file = glyphs.NAMED.get(str(first.BaseFont).partition("+")[2])
        if file is None or len(fonts) == 1 or any(font.Encoding != "/Identity-H" for font in fonts):
            continue
        widths: dict[int, Any] = {}
        letters: dict[bytes, bytes] = {}
        for font in fonts:
            runs = list(font.DescendantFonts[0].W)
            for start, run in zip(runs[::2], runs[1::2], strict=True):
                widths |= enumerate(run, int(start))
            letters |= _LETTER.findall(font.ToUnicode.read_bytes())
        inner.W = pikepdf.Array([part for glyph in sorted(widths) for part in (glyph, [widths[glyph]])])
        inner.FontDescriptor.FontBBox[2] = max(widths.values())
        content = glyphs.subset_of(file, widths)
        inner.FontDescriptor.FontFile2 = made.make_stream(content, Length1=len(content))
        lines = [b"<%s> %s" % pair for pair in sorted(letters.items())]
        blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
        told = [b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks]
        head, tail = re.split(rb"\d+ beginbfchar.*endbfchar\n", first.ToUnicode.read_bytes(), flags=re.DOTALL)
        first.ToUnicode = made.make_stream(head + b"".join(told) + tail)
        for table in tables:
            if key in table:
                table[key] = first


ROUNDS = 4
"""Times the whole is looked through again before its numbers must agree; one more than is ever needed."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one document holds: `all` of a book, or its `front`, some `lessons` or its `back`. `start` is the number
    of its first page, `numbers` the page of every anchor met so far in the whole book, `asked` those it has named."""

    name: str = "all"
    chapters: tuple[Chapter, ...] = ()
    start: int = 1
    numbers: Mapping[str, int] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict, init=False, compare=False)

    def has(self, name: str) -> bool:
        """Whether this document holds that part of the book."""
        return self.name in ("all", name)

    def to(self, anchor: str) -> str:
        """A link to an anchor of the book."""
        return f"#{anchor}" if self.name == "all" else f"{ELSEWHERE}{anchor}"

    def page(self, anchor: str) -> str:
        """The page of an anchor in another part, '' where the typesetter can count by itself."""
        self.asked[anchor] = "" if self.name == "all" else str(self.numbers.get(anchor, 100))
        return self.asked[anchor]


Setter = Callable[[Part], Sheets]


def bind_parts(book: Book, press: Press, set_part: Setter) -> Sheets:
    """The whole book as one document: its front, each lesson, and its back set apart; in one piece without pikepdf."""
    if pikepdf is None:
        return set_part(Part(chapters=book.chapters))
    lessons = (
        replace(chapter, lessons=(lesson,), continued=at > 0 and chapter.title != "")
        for chapter in book.chapters
        for at, lesson in enumerate(chapter.lessons)
    )
    parts = [Part("front"), *(Part("lessons", (one,)) for one in lessons), Part("back")]
    numbers: dict[str, int] = {}
    done: list[Sheets] = []
    for _ in range(ROUNDS):
        before, start, done = dict(numbers), 1, []
        for part in parts:
            sheets = set_part(replace(part, start=start, numbers=dict(numbers)))
            numbers |= {name: page + start - 1 for name, page in sheets.anchors.items()}
            start += sheets.pages
            done.append(sheets)
        if numbers == before:
            break
    return join(press, done, [any(one.continued for one in part.chapters) for part in parts])


def join(press: Press, parts: Sequence[Sheets], continued: Sequence[bool] = ()) -> Sheets:
    """The parts after one another as one document, see `join_documents`."""
    if len(parts) == 1:
        return parts[0]
    held = continued or [False] * len(parts)

    def joined() -> Sheets:
        numbers: dict[str, int] = {}
        before = 0
        for sheets in parts:
            numbers |= {name: page + before for name, page in sheets.anchors.items()}
            before += sheets.pages
        warnings = (line for sheets in parts for line in sheets.warnings)
        return Sheets(join_documents([one.pdf for one in parts], held), before, numbers, tuple(warnings))

    return press.kept(joined, bytes(held), *(one.packed() for one in parts))
