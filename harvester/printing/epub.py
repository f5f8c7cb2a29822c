"""The e-book: an accessible EPUB 3 by our own zip writer, the same bytes for the same lessons."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import lxml.html
from lxml import etree

from harvester import TEMPLATES
from harvester.model import Lesson
from harvester.printing import book as books
from harvester.printing import glyphs
from harvester.printing.covers import cover
from harvester.printing.glyphs import further_faces
from harvester.printing.job import Job, Made, zipped
from harvester.printing.press import Press
from harvester.printing.texts import Texts
from harvester.rendering.templates import template

FACES = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XHTML = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the e-book: its id, name, kind and, when it is read in turn, its title and chapter in the contents."""

    id: str
    name: str
    kind: str
    content: bytes
    title: str = ""
    chapter: str = ""
    properties: str = ""


def epub(job: Job, _press: Press | None = None) -> Made:
    """The collection as an EPUB 3; needs no typesetter, so it is made on every machine."""
    book = books.book_of(job.library, job.collection, job.lessons, job.date)
    texts, chosen = job.texts(keep=True), job.collection
    pages = list(_pages(job, book, texts))
    shown = [
        Part(f"picture-{number}", name, KINDS[name[-3:]], texts.shown[url])
        for number, (url, name) in enumerate(_pictures(texts).items(), 1)
    ]
    faces = [
        Part(f"face-{n}", f"fonts/{name}", "font/ttf", (glyphs.FOLDER / name).read_bytes())
        for n, name in enumerate(FACES)
    ]
    further: dict[str, dict[int, str]] = {}
    for name, letters in further_faces("".join(part.content.decode() for part in pages)).items():
        for weight, content in glyphs.cut(name, letters).items():
            file = f"fonts/{name.replace(' ', '')}-{weight}.ttf"
            further.setdefault(name, {})[weight] = file
            faces.append(Part(f"face-{len(faces)}", file, "font/ttf", content))
    style = Part("style", "style.css", "text/css", job.page("epub/style", texts, faces=further).encode())
    nav = Part("nav", "nav.xhtml", "application/xhtml+xml", _nav(job, pages).encode(), properties="nav")
    by = chosen.editor or job.settings.publisher
    drawn = cover(
        job.number(chosen.title), job.settings.name, job.number(chosen.summary), job.edition_line(), by
    )
    front = Part("cover-image", "cover.png", "image/png", drawn, properties="cover-image")
    parts = [nav, *pages, front, style, *faces, *shown]
    files = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", (TEMPLATES / "print" / "epub" / "container.xml").read_bytes()),
        ("EPUB/package.opf", _package(job, parts).encode()),
    ]
    files += [(f"EPUB/{part.name}", part.content) for part in parts]
    return Made(zipped(files), 0, tuple(texts.findings))


def _pages(job: Job, book: books.Book, texts: Texts) -> Iterator[Part]:
    def page(name: str, title: str, within: str = "", **values: object) -> Part:
        html = job.page(
            f"epub/{name if name in FIXED else 'lesson'}", texts, book=book, page_title=title, **values
        )
        for url, file in _pictures(texts).items():
            html = html.replace(f'src="{url}"', f'src="{file}"')
        return Part(
            f"page-{name}", f"{name}.xhtml", "application/xhtml+xml", _xhtml(html, job.lessons), title, within
        )

    yield page("cover", job.collection.title)
    if job.collection.preface.strip():
        yield page("preface", "คำนำ")
    for chapter in book.chapters:
        for number, lesson in enumerate(chapter.lessons):
            yield page(
                lesson.id,
                lesson.title,
                chapter.title,
                lesson=lesson,
                chapter=chapter.title if number == 0 else "",
            )
    if book.glossary:
        yield page("glossary", "คำที่ควรรู้")
    yield page("sources", "ที่มาและสัญญาอนุญาต", credits=books.credited(book.lessons, job.settings.licence))


KINDS = {"svg": "image/svg+xml", "jpg": "image/jpeg"}
FIXED = frozenset({"cover", "preface", "glossary", "sources"})


def _pictures(texts: Texts) -> dict[str, str]:
    """Where each picture that was shown is in the book, by its URL."""
    urls = [url for url in texts.shown if url.startswith("print:picture/")]
    return {url: f"pictures/{n}.{'svg' if url.endswith('.svg') else 'jpg'}" for n, url in enumerate(urls, 1)}


def _xhtml(html: str, lessons: tuple[Lesson, ...]) -> bytes:
    """HTML as XML; links between lessons lead from file to file."""
    root = lxml.html.document_fromstring(html)
    inside = {f"#{lesson.id}" for lesson in lessons}
    for link in root.iter("a"):
        link.attrib.pop("data-inside", None)
        if link.get("href") in inside:
            link.set("href", f"{link.get('href', '')[1:]}.xhtml")
    for cell in root.iterfind(".//*[@align]"):  # old HTML; an e-book has it as a style
        cell.set("style", f"text-align:{cell.attrib.pop('align')}")
    lxml.html.html_to_xhtml(root)
    plain = etree.Element(root.tag, {**root.attrib, _LANG: "th"}, nsmap={None: lxml.html.XHTML_NAMESPACE})
    plain.extend(root)
    body: bytes = etree.tostring(plain, encoding="utf-8", method="xml")
    return _XHTML.encode() + body + b"\n"


def _nav(job: Job, pages: list[Part]) -> str:
    """Contents and landmarks."""
    chapters = [(name, list(inside)) for name, inside in groupby(pages, lambda part: part.chapter)]
    first = next((part for part in pages if part.id not in ("page-cover", "page-preface")), pages[0])
    return _filled(job, "nav.xhtml", chapters=chapters, pages=pages, first=first)


def _package(job: Job, parts: list[Part]) -> str:
    """The list of files, and what shops and readers are told."""
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{job.address}#{job.collection.edition}")
    day = f"{job.date.year:04}-{job.date.month or 1:02}-{job.date.day or 1:02}"
    pages = [part.id for part in parts if part.id.startswith("page-")]
    read = (*pages[:1], "nav", *pages[1:])
    shows = any(part.id.startswith("picture-") for part in parts)
    return _filled(job, "package.opf", identity=identity, day=day, parts=parts, read=read, has_pictures=shows)


def _filled(job: Job, name: str, **values: object) -> str:
    made = template(f"print/epub/{name}")
    of_site = {"site": job.settings.name, "publisher": job.settings.publisher}
    return str(made.render(collection=job.collection, number=job.number, **of_site, **values))
