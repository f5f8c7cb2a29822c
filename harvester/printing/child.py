"""The typesetting process, the only place that imports WeasyPrint. Finished HTML in, `Sheets` out. Pango must break
Thai lines only at our marks, so libthai gets an empty dictionary. Its environment is set before WeasyPrint is loaded,
so this never runs in the calling process."""

import ctypes.util
import gc
import logging
import os
import pickle
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from logging.handlers import BufferingHandler
from typing import Any
from warnings import catch_warnings, simplefilter
from xml.etree import ElementTree

import lxml.html

from harvester import TEMPLATES
from harvester.printing import glyphs
from harvester.printing.pdf_size import reduce_size
from harvester.printing.press import END, Sheets
from harvester.printing.thai_lines import install_thai_lines

FOLDER = TEMPLATES / "print"
VARIANT = "pdf/ua-1"
KNOWN = "70.0"
"""The WeasyPrint version that the speed-ups patch; other versions give the same pages, more slowly."""
_OWN = re.compile(r"print:(fonts|cloth)/([A-Za-z0-9-]+\.(?:ttf|svg))")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SVG = {"Content-Type": "image/svg+xml"}


def serve() -> None:
    """Typeset the documents read from standard input, one after another, until it ends. Each is a pickled `(page,
    pictures)`, each answer a pickled `Sheets`, an error message, or None where WeasyPrint does not load."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library says may come between the answers
    try:
        prepare()
        ready = True
    except (ImportError, OSError):
        ready = False
    while True:
        try:
            job: tuple[str, dict[str, bytes]] = pickle.load(asked)
        except EOFError:
            break
        gc.collect()
        gc.freeze()  # what is left now is kept for good and need not be looked through again
        try:
            answer: object = typeset(*job) if ready else None
        except Exception as error:  # the caller says it in Thai; the next document may be sound
            answer = f"{type(error).__name__}: {error}"
        pickle.dump(answer, answers)
        answers.flush()
    os._exit(0)  # what is left needs no tidying up


def prepare() -> None:
    """Set up this process for Thai; runs first."""
    os.environ["LIBTHAI_DICTDIR"] = str(FOLDER / "thai")
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts" / "fonts.conf")
    gc.disable()  # a layout makes millions of small objects that die by count; swept between documents
    with catch_warnings(), _plain_names():
        simplefilter("ignore")  # it misses the machine's own fonts, which are left out on purpose
        import weasyprint
        from weasyprint.pdf import fonts as pdf_fonts

    import pydyf

    started = pdf_fonts.Font.__init__

    def start(self: Any, *arguments: Any, **named: Any) -> None:
        started(self, *arguments, **named)
        self.to_unicode = _GlyphTexts(_texts(bytes(self.file_content), self.index))

    pdf_fonts.Font.__init__ = start
    pydyf.PDF.page_references = property(_page_references)
    if weasyprint.__version__ == KNOWN:
        install_thai_lines()


@contextmanager
def _plain_names() -> Iterator[None]:
    """Find Pango by its plain name instead of by the compiler lookup of ctypes, which takes a third of a second."""
    asked = ctypes.util.find_library
    try:
        with suppress(OSError):
            ctypes.CDLL("libpango-1.0.so.0")
            ctypes.util.find_library = lambda name: None
        yield
    finally:
        ctypes.util.find_library = asked


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    """What WeasyPrint may load: our own faces and cloth, and the given pictures by URL; everything else is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            if url in pictures:
                return URLFetcherResponse(url, pictures[url], _SVG if url.endswith(".svg") else {})
            if found := _OWN.fullmatch(url):
                folder, name = found.groups()
                if folder == "fonts":
                    return URLFetcherResponse(url, glyphs.face(name), {"Content-Type": "font/ttf"})
                return URLFetcherResponse(url, (FOLDER / "cloth" / name).read_bytes(), _SVG)
            raise ValueError(f"refused: {url}")

    return Fetcher()


def typeset(page: str, pictures: Mapping[str, bytes]) -> Sheets:
    """Typeset one document. `pictures` by URL are all it may load beside our own files."""
    heard = BufferingHandler(sys.maxsize)
    logger = logging.getLogger("weasyprint")
    logger.handlers, logger.propagate = [heard], False
    logger.setLevel(logging.WARNING)
    fetcher, style = _fetcher(pictures), _STYLE.search(page)
    text = style[1] if style else ""
    cut = any(map(_OWN.fullmatch, pictures))  # a further face, for this document alone
    sheet, faces = _style(text, fetcher) if cut else _own_style(text)
    html = _parse(_STYLE.sub("", page, count=1), fetcher)
    document = html.render(pdf_variant=VARIANT, cache={}, stylesheets=[sheet], font_config=faces)
    anchors: dict[str, int] = {}
    ends: dict[str, float] = {}
    for number, sheet in enumerate(document.pages, 1):
        for name in list(sheet.anchors):
            anchors.setdefault(name, number)
            if name.startswith(END):
                ends[name] = round(sheet.anchors.pop(name)[1] / sheet.height, 3)
    pdf = document.write_pdf(finisher=reduce_size, pdf_variant=VARIANT)
    warnings = dict.fromkeys(record.getMessage() for record in heard.buffer)
    return Sheets(pdf, len(document.pages), anchors, tuple(warnings), ends)


def _style(text: str, fetcher: Any) -> tuple[Any, Any]:
    """A style sheet and the faces that it loads."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    faces = FontConfiguration()
    return weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=faces), faces


@lru_cache(maxsize=16)
def _own_style(text: str) -> tuple[Any, Any]:
    """The same where it loads our own faces alone: hundreds of documents have one."""
    return _style(text, _fetcher({}))


def _parse(page: str, fetcher: Any) -> Any:
    """The page as WeasyPrint's `HTML`, parsed by lxml: ten times faster; our pages are well formed."""
    import weasyprint
    from cssselect2 import ElementWrapper

    html = weasyprint.HTML.__new__(weasyprint.HTML)
    html.base_url, html.url_fetcher, html.media_type = None, fetcher, "print"
    root = _copy_element(lxml.html.document_fromstring(page))
    html.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html


def _copy_element(element: Any) -> ElementTree.Element:
    """The element as an ElementTree element: lxml makes new proxy objects at each access."""
    made = ElementTree.Element(element.tag, dict(element.attrib))
    made.text, made.tail = element.text, element.tail
    made.extend(_copy_element(child) for child in element.iterchildren("*"))
    return made


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The references of a document's pages, cached: they are read once per tag."""
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
        return glyphs.texts(content, index)
    except (KeyError, AttributeError, ValueError):
        return {}


if __name__ == "__main__":
    serve()
