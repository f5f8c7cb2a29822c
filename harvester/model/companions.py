"""What is beside the lessons: trials, collections, events, guide pages, and the files that lessons show or hand out."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from harvester.model.diagnostics import Place
from harvester.model.lesson import Locality, Source, nearest
from harvester.model.names import LessonId, Markdown, Outcome
from harvester.thai.dates import ThaiDate

_LINKED = re.compile(
    r"(?:\]\(\s{0,3}<?|^\s{0,3}\[[^\]\n]{1,100}\]:\s{0,3}<?|\shref\s{0,3}=\s{0,3}[\"']?)"
    r"([^\s<>()\"']{1,300}\.(?:pdf|docx|xlsx))(?=[\s<>)\"'#?]|$)",
    re.IGNORECASE | re.MULTILINE,
)


WIDEST = 1600
"""Pixels of the longer side of what is published under a picture's own name."""
WIDTHS = (480, 960)
"""Narrower widths, for pictures that are wider than that."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that could be decoded: pixels of the file, upright; and what of it is published."""

    width: int
    height: int

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height of what is published under its own name."""
        share = min(1.0, WIDEST / max(self.width, self.height))
        return max(1, round(self.width * share)), max(1, round(self.height * share))

    def versions(self, path: str) -> Mapping[int, str]:
        """Width to path of all that is published, the narrowest first; a GIF, which may move, and a drawing have one."""
        own = self.shown[0]
        still = not path.lower().endswith((".gif", ".svg"))
        return {width: f"{width}w/{path}" for width in WIDTHS if width < own and still} | {own: path}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that lessons hand out, such as a form; `path` in the lessons folder, `size` in bytes."""

    path: str
    size: int

    @property
    def kind(self) -> str:
        """What people call it: PDF, DOCX, XLSX."""
        return self.path.rpartition(".")[2].upper()


def linked_files(path: str, body: str) -> tuple[str, ...]:
    """Documents that a page at `path` links to, as paths of the lessons folder, each once."""
    folder = posixpath.dirname(path)
    targets = (unquote(match[1]) for match in _LINKED.finditer(body))
    inside = (posixpath.normpath(posixpath.join(folder, one)) for one in targets if ":" not in one)
    return tuple(dict.fromkeys(one for one in inside if not one.startswith((".", "/"))))


@dataclass(frozen=True, slots=True)
class Trial:
    """Someone did it again: `lessons/trials/<lesson-id>/<date>-<slug>.yml`. `example` marks made-up ones."""

    lesson: LessonId
    slug: str
    place_on_disk: Place
    outcome: Outcome
    technique: str = ""
    who: str = ""
    role: str = ""
    place: Locality | None = None
    date: ThaiDate | None = None
    result: str = ""
    changed: str = ""
    met: str = ""
    again: str = ""
    workshop: str = ""
    coach: str = ""
    note: str = ""
    level: str = ""
    example: bool = False
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    extra: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where a field stands; the nearest parent, else the file's first line."""
        return nearest(self.places, key) or self.place_on_disk


@dataclass(frozen=True, slots=True)
class Wish:
    """A lesson that someone looks for: `lessons/wishes/<date>-<slug>.yml`."""

    slug: str
    place_on_disk: Place
    problem: str
    tried: str = ""
    role: str = ""
    place: Locality | None = None
    date: ThaiDate | None = None
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    extra: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where a field stands; the nearest parent, else the file's first line."""
        return nearest(self.places, key) or self.place_on_disk


@dataclass(frozen=True, slots=True)
class Collection:
    """What to gather and print: `lessons/collections/<id>.yml`. `outputs` of booklet, cards, brief, poster, epub."""

    id: str
    title: str
    place: Place
    summary: str = ""
    preface: Markdown = Markdown("")
    editor: str = ""
    edition: str = ""
    date: ThaiDate | None = None
    ids: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    query: str = ""
    order: str = "listed"
    outputs: tuple[str, ...] = ()
    digits: str = "arabic"
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    extra: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where a field stands; the nearest parent, else the file's first line."""
        return nearest(self.places, key) or self.place


@dataclass(frozen=True, slots=True)
class Event:
    """A gathering that lessons came of: `lessons/events/<id>.yml`. `liked`, `learned` and `apply` are what those who
    came said of it, `lessons` the ids of what was written down."""

    id: str
    title: str
    path: str
    summary: str = ""
    date: ThaiDate | None = None
    place: Locality | None = None
    venue: str = ""
    programme: str = ""
    organiser: str = ""
    people: str = ""
    liked: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
    apply: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    source: Source | None = None
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    extra: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where a field stands; the nearest parent, else the file's first line."""
        return nearest(self.places, key) or Place(self.path)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What someone took back: `lessons/withdrawn/<id>.yml`. `kind` of lesson, name, picture; `lessons` are those that
    lost something, `aliases` the withdrawn lesson's old ids. Neither name nor content is kept."""

    id: str
    kind: str
    place: Place
    date: ThaiDate | None = None
    aliases: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SisterLesson:
    """A lesson that is in another library: what its open data says, and `key`, the library's name in addresses."""

    id: str
    url: str
    title: str
    library: str
    key: str
    summary: str = ""
    province: str = ""
    licence: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its id among all lessons here."""
        return f"{self.key}/{self.id}"


@dataclass(frozen=True, slots=True)
class Print:
    """A collection as a file for paper or an e-reader: `form` is a key of the table of forms, `pages` is 0
    where there are none, `date` the day of its data, `label` what people call the form."""

    collection: str
    form: str
    name: str
    content: bytes
    pages: int
    date: ThaiDate
    label: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of the lessons folder that is no lesson (`pages/<id>.md`): how to take part, about, printing."""

    id: str
    path: str
    title: str
    description: str = ""
    body: Markdown = Markdown("")
    body_line: int = 1
