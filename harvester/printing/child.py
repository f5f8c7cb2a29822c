"""The process that sets type: the only door to WeasyPrint. Takes finished HTML, gives back `Sheets`.

Pango may turn Thai lines only at our marks, so libthai must find a dictionary without words here; its
environment is set before WeasyPrint is loaded, which is why this never runs in the calling process.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from harvester.printing import fonts
from harvester.printing.sheets import Sheets
from harvester.printing.slimming import slim
from harvester.rendering.templates import TEMPLATES

FOLDER = TEMPLATES / "print"
VARIANT = "pdf/ua-1"
OBJECTS_BETWEEN_SWEEPS = 100_000
"""A layout makes millions of small objects that die by count; sweeping seldom saves a sixth of the time."""
_OWN = re.compile(r"print:(fonts|cloth)/([A-Za-z0-9-]+\.(?:ttf|svg))")
_SVG = {"Content-Type": "image/svg+xml"}


def prepare() -> None:
    """Make this process fit for Thai; the first thing that runs in it."""
    os.environ["LIBTHAI_DICTDIR"] = str(FOLDER / "thai")
    gc.set_threshold(OBJECTS_BETWEEN_SWEEPS, 20, 50)
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts" / "fonts.conf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses the machine's own fonts, which are left out on purpose
        from weasyprint.pdf import fonts as pdf_fonts

    import pydyf

    started = pdf_fonts.Font.__init__

    def start(self: Any, *arguments: Any, **named: Any) -> None:
        started(self, *arguments, **named)
        self.to_unicode = _GlyphTexts(_texts(bytes(self.file_content), self.index))

    pdf_fonts.Font.__init__ = start
    pydyf.PDF.page_references = property(_page_references)


def typeset(page: str, pictures: Mapping[str, bytes]) -> Sheets:
    """Set one document. `pictures` are the only things it may show beside our own files, by their URL."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Gives our own faces and the pictures that were handed over; everything else is refused."""

        def fetch(self, url: str, headers: object = None) -> Any:
            if url in pictures:
                return URLFetcherResponse(url, pictures[url], _SVG if url.endswith(".svg") else {})
            if found := _OWN.fullmatch(url):
                folder, name = found.groups()
                if folder == "fonts":
                    return URLFetcherResponse(url, fonts.face(name), {"Content-Type": "font/ttf"})
                return URLFetcherResponse(url, (FOLDER / "cloth" / name).read_bytes(), _SVG)
            raise ValueError(f"refused: {url}")

    heard = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.handlers, logger.propagate = [heard], False
    logger.setLevel(logging.WARNING)
    document = weasyprint.HTML(string=page, url_fetcher=Fetcher()).render(pdf_variant=VARIANT, cache={})
    anchors: dict[str, int] = {}
    for number, sheet in enumerate(document.pages, 1):
        for name in sheet.anchors:
            anchors.setdefault(name, number)
    pdf = document.write_pdf(finisher=slim, pdf_variant=VARIANT)
    return Sheets(pdf, len(document.pages), anchors, tuple(dict.fromkeys(heard.lines)))


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The references of a document's pages. Asked for once a tag, so they are made once a page."""
    known: tuple[bytes, ...] = getattr(pdf, "_known_references", ())
    if len(known) != len(pdf.pages["Kids"]) // 3:
        known = tuple(b"%d 0 R" % number for number in pdf.pages["Kids"][::3])
        pdf._known_references = known
    return known


class _GlyphTexts(dict[int, str]):
    """The used glyphs and their texts. WeasyPrint would give a glyph the text of its first use, which in
    Thai is wrong; a glyph that is asked for takes what the character map says instead."""

    def __init__(self, known: Mapping[int, str]) -> None:
        super().__init__()
        self._known = known

    def __contains__(self, glyph: object) -> bool:
        if super().__contains__(glyph):
            return True
        if isinstance(glyph, int) and glyph in self._known:
            self[glyph] = self._known[glyph]
            return True
        return False


@lru_cache(maxsize=8)
def _texts(content: bytes, index: int) -> Mapping[int, str]:
    try:
        return fonts.texts(content, index)
    except (KeyError, AttributeError, ValueError):
        return {}


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
