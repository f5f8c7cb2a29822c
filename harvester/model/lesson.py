"""A lesson and what its front matter tells of it: people, place, source, needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harvester.model.body import Caution, Item, Section, Technique, Trap
from harvester.model.diagnostics import Place
from harvester.model.names import Evidence, LessonId, Markdown, Origin, SectionKind, Status
from harvester.thai.dates import ThaiDate


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who told, wrote or took part."""

    name: str
    position: str = ""
    organisation: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Locality:
    """Where it happened, in the names of the gazetteer; `level` is the scale of the work (ตำบล, จังหวัด …)."""

    province: str = ""
    district: str = ""
    subdistrict: str = ""
    village: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """The place of a lesson in a series; `part` 0 when no number was given."""

    name: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class Needs:
    """What it takes to do it, in the author's words."""

    time: str = ""
    people: str = ""
    cost: str = ""
    difficulty: str = ""
    materials: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the lesson was taken from, and on what terms."""

    title: str = ""
    url: str = ""
    number: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    date: ThaiDate | None = None
    edited: ThaiDate | None = None
    licence: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that the lesson rests on: of what, how much, in which unit, when it was so, who says it."""

    name: str
    value: str = ""
    unit: str = ""
    year: ThaiDate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing as it was before and as it is after."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One station of a process: who does it, what it waits for (`blocked`), how it gets on (`way`). `next` are names
    of stations; the one below when it is empty."""

    name: str
    who: str = ""
    blocked: str = ""
    way: str = ""
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """A network that keeps the lesson alive: where it meets, when, and how it is reached."""

    name: str
    forum: str = ""
    meets: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class DeclaredLink:
    """A typed link of the front matter; `kind` is a key of `links:` (follows, uses_with, …)."""

    kind: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Lesson:
    """One file of `lessons/`, understood. `path` is relative to the lessons folder, with `/`. `body` is the whole
    normalised Markdown body (for citations, similarity and the source view); `places` maps a dotted front-matter key
    (`title`, `authors.0.name`, `source.url`) to where it is; `extra` keeps unknown keys as text; `digest` is the
    content hash of the file."""

    id: LessonId
    path: str
    title: str
    summary: str = ""
    date: ThaiDate | None = None
    authors: tuple[Person, ...] = ()
    place: Locality | None = None
    programme: str = ""
    series: SeriesPart | None = None
    roles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    needs: Needs = field(default_factory=Needs)
    status: Status = Status.DRAFT
    evidence: Evidence = Evidence.TOLD
    origin: Origin = Origin.TELLER
    review_after: ThaiDate | None = None
    links: tuple[DeclaredLink, ...] = ()
    source: Source | None = None
    aliases: tuple[str, ...] = ()
    replaced_by: str = ""
    lang: str = "th"
    translates: str = ""
    facts: tuple[Fact, ...] = ()
    changes: tuple[Change, ...] = ()
    process: tuple[Station, ...] = ()
    network: Network | None = None
    sections: tuple[Section, ...] = ()
    body: Markdown = Markdown("")
    body_line: int = 1
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    extra: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    @property
    def content_key(self) -> str:
        """What the memory knows it by; '' when it was read from no file."""
        return f"{self.path}\0{self.digest}" if self.digest else ""

    @property
    def old_ids(self) -> tuple[str, ...]:
        """Ids that it had, which still open."""
        return tuple(alias for alias in self.aliases if not alias.startswith("#"))

    @property
    def old_anchors(self) -> Mapping[str, str]:
        """Anchors that its page had (`#step-1-4` among the aliases), to what is there now (`#step-1-4=step-1-5`)
        or to nothing."""
        pairs = (alias[1:].partition("=") for alias in self.aliases if alias.startswith("#"))
        return {old.strip(): new.strip() for old, _, new in pairs}

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """In document order."""
        return tuple(s.technique for s in self.sections if s.technique is not None)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Every caution of the lesson: of its steps, techniques and sections, in document order."""
        return tuple(
            c
            for s in self.sections
            for c in (*(s.technique.all_cautions if s.technique else ()), *s.cautions)
        )

    @property
    def traps(self) -> tuple[Trap, ...]:
        """In document order."""
        return tuple(t for s in self.sections for t in s.traps)

    @property
    def dangers(self) -> tuple[Caution | Trap, ...]:
        """Its cautions, then its traps."""
        return (*self.cautions, *self.traps)

    def items(self, kind: SectionKind) -> tuple[Item, ...]:
        """The entries of one kind of listing section, in document order."""
        return tuple(i for s in self.sections for i in s.items if i.kind is kind)

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of that kind."""
        return next((s for s in self.sections if s.kind is kind), None)

    def place_of(self, key: str) -> Place:
        """Where a front-matter key stands; the nearest parent, else the file's first line."""
        return nearest(self.places, key) or Place(self.path)


def nearest(places: Mapping[str, Place], key: str) -> Place | None:
    """The place of a dotted key or of its nearest parent that has one."""
    while key:
        if key in places:
            return places[key]
        key = key.rpartition(".")[0]
    return None
