"""What stands beside the lessons: trials, collections, guide pages."""

from __future__ import annotations

from dataclasses import dataclass

from harvester.model.diagnostics import Place
from harvester.model.lesson import Locality
from harvester.model.names import LessonId, Markdown, Outcome
from harvester.thai.dates import ThaiDate


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
    example: bool = False


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


@dataclass(frozen=True, slots=True)
class Print:
    """A collection as a file for paper or an e-reader: `form` is a key of the table of forms, `pages` is 0
    where there are none, `date` the day of its data."""

    collection: str
    form: str
    name: str
    content: bytes
    pages: int
    date: ThaiDate


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of the lessons folder that is no lesson (`pages/<id>.md`): how to take part, about, printing."""

    id: str
    path: str
    title: str
    description: str = ""
    body: Markdown = Markdown("")
    body_line: int = 1
