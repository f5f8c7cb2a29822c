"""Reads finished prints back: text by two readers, fonts, tags, bookmarks, links, QR codes from rendered pages."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

from harvester.documents.pdf_lines import lines_of
from harvester.model.document import Line
from harvester.printing import Made

INVISIBLE = ("\u200b", "\u0e4d", "\u2060", "\ufffd")


class Paper:
    """A finished print and what two readers find in it."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.content = made.content

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page in the order it was written (poppler)."""
        done = subprocess.run(
            ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],
            input=self.content,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().split("\f")[:-1]

    @cached_property
    def lines(self) -> list[str]:
        return [line for page in self.pages for line in page.split("\n") if line.strip()]

    @cached_property
    def set_lines(self) -> list[Line]:
        """The lines of all pages with their sizes, as the report sees them."""
        document = pypdfium2.PdfDocument(self.content)
        return [line for number in range(len(document)) for line in lines_of(document[number], number)]

    @cached_property
    def second_reading(self) -> str:
        """The text of all pages as PDFium reads it."""
        document = pypdfium2.PdfDocument(self.content)
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))

    def squeezed(self, page: int | None = None) -> str:
        """Poppler's text without blanks, of one page (from 1) or of all."""
        return squeeze("\n".join(self.pages) if page is None else self.pages[page - 1])

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.content))

    @cached_property
    def fonts(self) -> dict[str, bool]:
        """Base font names without their subset prefix, and whether the font is embedded."""
        found: dict[str, bool] = {}
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                name = str(item.FontName).lstrip("/").partition("+")[2] or str(item.FontName)
                found[name] = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        return found

    @cached_property
    def tags(self) -> dict[str, int]:
        """How often each structure type occurs."""
        counts: dict[str, int] = {}
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem":
                counts[str(item.S)] = counts.get(str(item.S), 0) + 1
        return counts

    def links(self) -> Iterator[tuple[int, str, int]]:
        """(page it stands on, text on it, page it leads to) for every inner link; pages from 1."""
        document = pypdfium2.PdfDocument(self.content)
        order = {page.objgen: number for number, page in enumerate(self.pdf.pages, 1)}
        names = _destinations(self.pdf)
        for number, page in enumerate(self.pdf.pages, 1):
            text = document[number - 1].get_textpage()
            for annotation in page.get("/Annots", []):
                target = annotation.get("/Dest", annotation.get("/A", {}).get("/D"))
                if target is None:
                    continue
                goal = names.get(str(target), target) if isinstance(target, pikepdf.String) else target
                left, bottom, right, top = (float(side) for side in annotation.Rect)
                yield number, text.get_text_bounded(left, bottom, right, top), order[goal[0].objgen]

    def codes(self, dpi: int = 150) -> list[tuple[int, str]]:
        """(page, address) of every QR code that can be read from the pages as pictures."""
        document = pypdfium2.PdfDocument(self.content)
        found = []
        for number in range(len(document)):
            picture: Image.Image = document[number].render(scale=dpi / 72).to_pil()
            found += [(number + 1, code.text) for code in zxingcpp.read_barcodes(picture)]
        return found

    def outside(self, margin: float = 1.0) -> list[tuple[int, str]]:
        """Characters whose box leaves the page, in points, as (page, character)."""
        document = pypdfium2.PdfDocument(self.content)
        found = []
        for number in range(len(document)):
            width, height = document[number].get_size()
            text = document[number].get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                sign = text.get_text_range(index, 1)
                if sign.strip() and (
                    left < -margin or bottom < -margin or right > width + margin or top > height + margin
                ):
                    found.append((number + 1, sign))
        return found

    def sizes(self) -> dict[float, str]:
        """The letters set in each type size, in points (PDFium)."""
        document = pypdfium2.PdfDocument(self.content)
        found: dict[float, str] = {}
        matrix = pypdfium2.raw.FS_MATRIX()
        for number in range(len(document)):
            text = document[number].get_textpage()
            for index in range(text.count_chars()):
                if not text.get_text_range(index, 1).strip():
                    continue
                pypdfium2.raw.FPDFText_GetMatrix(text, index, matrix)
                size = round(pypdfium2.raw.FPDFText_GetFontSize(text, index) * abs(matrix.d), 1)
                found[size] = found.get(size, "") + text.get_text_range(index, 1)
        return found


def squeeze(text: str) -> str:
    """Text without blanks of any kind."""
    return re.sub(r"[\s\u00a0\ufffe\u0002]+", "", text)


def _destinations(pdf: pikepdf.Pdf) -> dict[str, Any]:
    table = pdf.Root.get("/Names", {}).get("/Dests")
    entries = list(table.Names) if table is not None else []
    return {str(entries[at]): entries[at + 1] for at in range(0, len(entries), 2)}
