"""One print job (collection, lessons, site, date) and its result."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from harvester import TEMPLATES
from harvester.model import Collection, Lesson, Library, Markdown, SectionKind
from harvester.model.diagnostics import Finding
from harvester.model.fields import groups
from harvester.model.plain_text import plain
from harvester.printing import glyphs
from harvester.printing.glyphs import further_faces, in_thai_digits, page_in_thai_digits, printable
from harvester.printing.texts import Texts, clip
from harvester.reading.yaml import load_own
from harvester.rendering import evidence
from harvester.rendering.addresses import Addresses
from harvester.rendering.links import Surroundings
from harvester.rendering.markdown import html_of
from harvester.rendering.rows import keys_of
from harvester.rendering.templates import template
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from harvester.thai.text import clusters

_LESSON = re.compile(r"\[\[([a-z0-9-]+)\]\]")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished print: the file, its pages (0 where it has none) and its findings."""

    content: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive with one day and the same rights for all its files; the `mimetype` of an e-book is not compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, how)
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class Job:
    """A collection to print. `lessons` are those it selects, in order; `date` is the day of the data."""

    library: Library
    collection: Collection
    lessons: tuple[Lesson, ...]
    settings: Settings
    date: ThaiDate
    hours: float = 3
    """Length of the workshop that a kit is for: 1.5, 3 or 6."""
    people: int = 24
    """People that a kit is for."""

    @property
    def thai(self) -> bool:
        """Whether numbers are set in Thai digits."""
        return "thai" in (self.collection.digits, self.settings.digits)

    @property
    def address(self) -> str:
        """Where the collection is on the site; of lessons chosen on the spot, the basket that holds them."""
        if any(one.id == self.collection.id for one in self.library.collections):
            return f"{self.settings.url}collections/{self.collection.id}/"
        return f"{self.settings.url}basket/?b={keys_of(self.lessons)}"

    def texts(self, page_of: Callable[[str], str] | None = None, *, keep: bool = False) -> Texts:
        """A new maker of words for this print; `page_of` lessons that are in another part of it, `keep` letters
        that our faces lack, for readers that bring faces of their own."""
        return Texts(
            self.library, self.settings, self.lessons, self.date, thai=self.thai, page_of=page_of, keep=keep
        )

    def plain(self, text: str) -> str:
        """A text without its marks, links to lessons as their titles."""
        titles = self.library.by_id
        named = _LESSON.sub(lambda match: titles[match[1]].title if match[1] in titles else match[0], text)
        return " ".join(plain(Markdown(named)).split())

    def number(self, text: str) -> str:
        """A text with its numbers in the digits of this print."""
        return in_thai_digits(text) if self.thai else text

    def edition_line(self) -> str:
        """`พิมพ์ครั้งที่ 2 · 20 พฤศจิกายน 2569`."""
        edition = self.collection.edition
        numbered = f"พิมพ์ครั้งที่ {edition}" if edition.isdecimal() else edition
        line = " · ".join(filter(None, (numbered, self.date.thai())))
        return self.number(line)

    def citation(self) -> str:
        """How to cite the print."""
        by = self.collection.editor or self.settings.publisher
        edition = f" (พิมพ์ครั้งที่ {self.collection.edition})" if self.collection.edition.isdecimal() else ""
        line = f"{by}. ({self.date.buddhist_year}). {self.collection.title}{edition}. {self.settings.name}."
        return f"{self.number(line)} {self.address}"

    def page(self, name: str, texts: Texts, **values: Any) -> str:
        """The HTML of `print/<name>.html`; all prints know the collection, its words and its site."""
        surroundings = Surroundings(citation=Addresses(self.library).citation)
        preface = (
            html_of(printable(self.collection.preface), None, surroundings) if self.collection.preface else ""
        )
        known = {
            "t": texts,
            "n": texts.number,
            "long": long,
            "clip": clip,
            "collection": self.collection,
            "title": printable(self.collection.title),
            "site": self.settings.name,
            "description": self.settings.description,
            "url": self.settings.url,
            "publisher": self.settings.publisher,
            "licence": self.settings.licence,
            "date": self.date,
            "as_of": as_of(self.date),
            "edition_line": self.edition_line(),
            "citation": self.citation(),
            "preface": Markup(preface.replace('href="site:', f'href="{self.settings.url}')),
            "digits": "thai" if self.thai else "decimal",
            "code": texts.code(self.address),
            "faces": {},
            "kinds": SectionKind,
            "evidence_of": partial(evidence.of_lesson, self.library),
            "trials_of": lambda lesson: self.library.trials_of.get(lesson.id, ()),
            "systems_of": lambda lesson: groups(lesson, "systems"),
        }
        made = template(f"print/{name}.html")
        page = made.render(known | values)
        if not name.startswith("epub/") and (needed := further_faces(page)):
            faces: dict[str, dict[int, str]] = {family: {} for family in needed}
            for family, letters in needed.items():
                for weight, content in glyphs.cut(family, letters).items():
                    faces[family][weight] = url = f"print:fonts/{family.replace(' ', '')}-{weight}.ttf"
                    texts.shown[url] = content
            page = made.render(known | values | {"faces": faces})
        return page_in_thai_digits(page) if self.thai and page.lstrip().startswith("<") else page


def as_of(date: ThaiDate) -> str:
    """`ข้อมูล ณ วันที่ 2 พฤศจิกายน 2549`, `ข้อมูล ณ เดือนพฤศจิกายน 2549`, `ข้อมูล ณ ปี 2549`."""
    unit = "วันที่ " if date.day else "เดือน" if date.month else "ปี "
    return f"ข้อมูล ณ {unit}{date.thai()}"


def long(text: str, medium: int, vast: int) -> str:
    """A class for a title by its length in clusters: '' up to `medium`, `is-long`, beyond `vast` `is-vast`."""
    length = len(clusters(text))
    return "is-vast" if length > vast else "is-long" if length > medium else ""


@cache
def table(name: str) -> Any:
    """A data file of `templates/print`."""
    return load_own((TEMPLATES / "print" / f"{name}.yml").read_text("utf-8"))
