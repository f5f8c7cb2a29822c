"""The texts of one print: pieces of lessons as HTML with links to pages or the site, their pictures and QR codes."""

import hashlib
import io
import posixpath
import re
from collections.abc import Callable, Iterator
from collections.abc import Collection as Container
from functools import lru_cache
from pathlib import Path, PurePosixPath

import segno
from markupsafe import Markup, escape
from PIL import Image

from harvester.model import Caution, Lesson, Library, Markdown, Step, Technique
from harvester.model.diagnostics import Finding
from harvester.model.fields import lines
from harvester.model.plain_text import footnotes, plain
from harvester.printing.breaking import NBSP, wide_tables_as_lists
from harvester.printing.glyphs import in_thai_digits, page_in_thai_digits, printable
from harvester.printing.joining import ELSEWHERE
from harvester.reading.attachments import PictureRefused, decode_upright, drawing, open_picture
from harvester.reading.files import content_of
from harvester.rendering.addresses import SITE, Addresses
from harvester.rendering.edition_code import edition
from harvester.rendering.evidence import Evidence
from harvester.rendering.links import Surroundings
from harvester.rendering.markdown import html_of
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate
from harvester.thai.text import clusters, thai_digits

_ID = re.compile(r' id="[^"]*"')
_LESSON_LINK = re.compile(r'href="site:lessons/([a-z0-9-]+)/(?:#([a-z0-9-]+))?"')
_SITE_LINK = re.compile(r'href="site:([^"]*)"')
_PICTURE = re.compile(r'<img src="site:pictures/([^"]+)"([^>]*)>')
_ALT = re.compile(r'alt="([^"]*)"')
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_DEAD_LINK = re.compile(r'<a href="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
LONGEST_RUNNING_HEAD = 46
LONGEST_NAME = 30
"""Clusters of a name that is never broken."""
LONGEST_WHOLE_STEP = 700
"""Clusters, a third of a page."""
QUIET = 4
"""Light modules around a QR code, as its standard asks."""
LONGEST_SIDE = 1400
"""Pixels of a picture after scaling: 150 mm at 237 dpi."""
CODE_MASK = 2
"""Diagonal stripes, seldom near what runs straight in a code."""


class Texts:
    """Makes the words of one print. `inside` are the lessons it holds; links to others lead to the site. `page_of`
    gives the page of a lesson that is in another part of the same book."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        inside: Container[Lesson],
        date: ThaiDate,
        *,
        thai: bool = False,
        page_of: Callable[[str], str] | None = None,
        keep: bool = False,
    ) -> None:
        self._library = library
        self._settings = settings
        self._inside = {lesson.id for lesson in inside}
        self._date = date
        self._thai = thai
        self._page_of = page_of
        self.plain: Callable[[str], str] = str if keep else printable
        """Text of front matter, with characters that our fonts have."""
        self._addresses = Addresses(library)
        self.shown: dict[str, bytes] = {}
        """Pictures and QR codes by the URL that the typesetter asks for."""
        self.findings: list[Finding] = []

    def piece(self, lesson: Lesson, source: str, *, line: bool = False) -> Markup:
        """A piece of a lesson as clean HTML; `line` leaves out the paragraph around a single one."""
        if not source:
            return Markup("")
        notes = enumerate(footnotes(lesson) if "[^" in source else (), 1)
        around = Surroundings(
            citation=self._addresses.citation,
            page=self._file,
            notes={name: number for number, (name, _) in notes},
            base=posixpath.dirname(lesson.path),
        )
        html = _DEAD_LINK.sub(r"\1", _ID.sub("", html_of(self.plain(source), None, around, line=line)))
        # a heading within a piece is a bold line: its writer cannot know its level in the book
        html = _HEADING.sub(lambda found: "</p>" if found[1] else '<p class="minor">', html)
        html = _LESSON_LINK.sub(self._to_lesson, wide_tables_as_lists(html))
        html = _SITE_LINK.sub(lambda found: f'href="{self._settings.url}{found[1]}"', html)
        return Markup(_PICTURE.sub(lambda found: self._picture(lesson, found), html))

    def _file(self, path: str) -> str | None:
        if path in self._library.attachments:
            return f"{SITE}files/{path}"
        return f"{SITE}pictures/{path}" if path in self._library.pictures else None

    def notes(self, lesson: Lesson, technique: Technique | None = None) -> list[tuple[int, Markup]]:
        """The footnotes of a lesson, or those that a technique of it refers to, with their numbers."""
        told = "\n".join((*_told(technique), *map(_danger, lesson.dangers))) if technique else lesson.body
        return [
            (number, self.piece(lesson, text, line=True))
            for number, (name, text) in enumerate(footnotes(lesson), 1)
            if f"[^{name}]" in told
        ]

    def short(self, source: str, most: int = 0) -> Markup:
        """Markdown as words on one line, cut to so many clusters; code stays code, which keeps its digits."""
        words = " ".join(self.plain(plain(Markdown(source))).split())
        shown = str(escape(clip(words, most) if most else words))
        for code in _CODE.findall(source):
            code = str(escape(self.plain(code)))
            shown = shown.replace(code, f"<code>{code}</code>", 1)
        return Markup(shown)

    def head(self, lesson: Lesson, step: Step) -> Markup:
        """What to do: the first line of a step."""
        return self.piece(lesson, step.text.partition("\n")[0], line=True)

    def is_long(self, step: Step) -> bool:
        """Whether a step with its cautions is too long to be kept together on a page or a card."""
        return sum(len(clusters(text)) for text in _said(step)) > LONGEST_WHOLE_STEP

    def rest(self, lesson: Lesson, step: Step) -> Markup:
        """How to do it: what follows the first line."""
        return self.piece(lesson, step.text.partition("\n")[2].strip("\n"))

    def whole(self, name: str) -> str:
        """A name that stays on one line: first and last name, title and name."""
        plain = self.plain(name)
        return plain.replace(" ", NBSP) if len(clusters(name)) <= LONGEST_NAME else plain

    def counts(self, counted: Evidence) -> str:
        """The numbers of trials in words, each with its word."""
        return " · ".join(self.number(part).replace(" ", NBSP) for part in counted.words.split(" · "))

    def running(self, text: str) -> str:
        """A title short enough for a running head, which is read from an attribute and so has its digits from here."""
        parts = clusters(self.plain(text))
        if len(parts) > LONGEST_RUNNING_HEAD:
            parts = [*parts[: LONGEST_RUNNING_HEAD - 1], "…"]
        short = re.sub(r"\s+…$", "…", "".join(parts))
        return in_thai_digits(short) if self._thai else short

    def needs(self, lesson: Lesson) -> list[tuple[str, str]]:
        """What a lesson asks of those who try it: name and value, in the order of importance, what is unknown left out."""
        facts = [("ใครใช้ได้", " · ".join(lesson.roles))]
        facts += [(row.label, words) for row, words in lines(lesson, "page") if row.page == "facts"]
        return [(name, self.plain(value)) for name, value in facts if value]

    def number(self, value: object) -> str:
        """A number or date of ours, in the digits of this print."""
        return thai_digits(str(value)) if self._thai else str(value)

    def qr(self, lesson: Lesson) -> str:
        """The URL of a picture: a QR code to the lesson's permanent page, with this edition in it."""
        trials = len(self._library.tried(lesson))
        return self.code(f"{self.address(lesson)}?p={edition(lesson, self._date, trials)}")

    def code(self, target: str) -> str:
        """The URL of a picture: a QR code to any address."""
        name = f"print:code/{hashlib.sha256(target.encode()).hexdigest()[:16]}.png"
        if name not in self.shown:
            self.shown[name] = qr_code(target)
        return name

    def address(self, lesson: Lesson) -> str:
        """The permanent address of a lesson."""
        return f"{self._settings.url}lessons/{lesson.id}/"

    def _to_lesson(self, found: re.Match[str]) -> str:
        lesson = self._library.by_id.get(found[1])
        if lesson is not None and lesson.id in self._inside and self._page_of is not None:
            return f'data-inside="" data-page="{self.number(self._page_of(lesson.id))}" href="{ELSEWHERE}{lesson.id}"'
        if lesson is not None and lesson.id in self._inside:
            return f'data-inside="" href="#{lesson.id}"'
        return f'href="{self._settings.url}lessons/{found[1]}/"'

    def _picture(self, lesson: Lesson, found: re.Match[str]) -> str:
        alt = _ALT.search(found[2])
        name = f"print:picture/{found[1]}"
        try:
            if name not in self.shown:
                content = prepare_picture(self._settings.lessons_folder, found[1])
                if self._thai and found[1].endswith(".svg"):
                    content = page_in_thai_digits(content.decode()).encode()
                self.shown[name] = content
        except PictureRefused as refused:
            told = f"พิมพ์รูป {found[1]} ไม่ได้ เพราะ{refused}"
            self.findings.append(Finding(lesson.place_of("title"), told, "เปลี่ยนเป็นไฟล์ JPEG หรือ PNG ที่เปิดได้"))
            return f'<span class="no-picture">[รูป: {alt[1] if alt and alt[1] else escape(found[1])}]</span>'
        return f'<img src="{name}" alt="{alt[1] if alt and alt[1] else "ภาพประกอบ"}">'


def _said(step: Step) -> Iterator[str]:
    yield step.text
    yield from map(_danger, step.cautions)


def _told(technique: Technique) -> Iterator[str]:
    yield from (technique.why, technique.tail)
    for step in technique.steps:
        yield from _said(step)
    yield from map(_danger, technique.cautions)


def _danger(danger: Caution) -> str:
    return f"{danger.text}\n{danger.remedy}"


@lru_cache(maxsize=8192)
def qr_code(target: str) -> bytes:
    """A QR code as a PNG. The mask is fixed: trying all eight takes longer than typesetting the page."""
    made = io.BytesIO()
    code = segno.make(target, error="m", micro=False, mask=CODE_MASK)
    code.save(made, kind="png", scale=2, border=QUIET)
    return made.getvalue()


@lru_cache(maxsize=64)
def prepare_picture(folder: Path, path: str) -> bytes:
    """The picture at `path` in the lessons folder as JPEG, a drawing as SVG. Raises `PictureRefused`."""
    content = content_of(folder, folder / path)
    if content is None:
        raise PictureRefused("ไม่พบไฟล์ในโฟลเดอร์บทเรียน")
    if (suffix := PurePosixPath(path).suffix.lower()) == ".svg":
        return drawing(content)[1]
    with open_picture(suffix, content) as picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return _encode(decode_upright(picture))


def _encode(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        ground = Image.new("RGB", picture.size, "white")
        layer = picture.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        picture = ground
    picture.convert("RGB").save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def clip(text: str, most: int) -> str:
    """At most so many clusters of a text, the last of them … when something is left out."""
    parts = clusters(text)
    return text if len(parts) <= most else "".join(parts[: most - 1]).rstrip() + "…"
