"""Every noun of the library, as frozen values. Knows no file, no parser, no page.

A `Lesson` is never decorated afterwards: what the stations of the harvest learn about it
(tokens, tag uses, links, diagnostics) stands beside it in the `Library`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NewType, TypeVar

from harvester.diagnostics import Diagnostic, Place
from harvester.thai.dates import ThaiDate

LessonId = NewType("LessonId", str)
"""The frozen name of a lesson: lower-case ASCII, digits, hyphens."""
Anchor = NewType("Anchor", str)
"""The permanent name of an object on its lesson's page, e.g. `technique-1`, `step-1-2`, `caution-1-2-1`."""
Markdown = NewType("Markdown", str)
"""Markdown source as the facilitator wrote it, normalised. Untrusted until `rendering.py` cleaned it."""

T = TypeVar("T")
EMPTY: Mapping[str, str] = MappingProxyType({})


class Status(StrEnum):
    """Where a lesson stands in its life."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    RETIRED = "retired"


class Evidence(StrEnum):
    """What the *author* claims to rest on; what readers see is computed from trials."""

    TOLD = "told"
    OBSERVED = "observed"
    REPEATED = "repeated"
    EVALUATED = "evaluated"


class Outcome(StrEnum):
    """How a trial went."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"


class SectionKind(StrEnum):
    """What a heading introduces; `reading/schema.py` holds the Thai names and aliases."""

    CONTEXT = "context"
    TECHNIQUE = "technique"
    CAUTIONS = "cautions"
    TRAPS = "traps"
    RESULTS = "results"
    OUTPUTS = "outputs"
    OUTCOMES = "outcomes"
    ENABLING = "enabling"
    HINDERING = "hindering"
    QUESTIONS = "questions"
    MATERIALS = "materials"
    OBJECTIVES = "objectives"
    SUMMARY = "summary"
    OTHER = "other"


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
class DeclaredLink:
    """A typed link of the front matter; `kind` is a key of `links:` (follows, uses_with, …)."""

    kind: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Caution:
    """What goes wrong, and (when someone knew) how it is undone."""

    text: Markdown
    anchor: Anchor
    place: Place
    remedy: Markdown = Markdown("")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; its cautions hang on it. `number` counts from 1 within the technique."""

    number: int
    text: Markdown
    anchor: Anchor
    place: Place
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Technique:
    """A way of doing something that someone else can do again.

    `why` is the prose before the steps, `tail` what follows them; `cautions` concern the whole.
    """

    name: str
    anchor: Anchor
    place: Place
    why: Markdown = Markdown("")
    steps: tuple[Step, ...] = ()
    cautions: tuple[Caution, ...] = ()
    tail: Markdown = Markdown("")

    @property
    def all_cautions(self) -> tuple[Caution, ...]:
        """Those of the steps in order, then those of the whole technique."""
        return tuple(c for s in self.steps for c in s.cautions) + self.cautions


@dataclass(frozen=True, slots=True)
class Trap:
    """A danger of the whole work, with its way out (`remedy`) when one is known."""

    text: Markdown
    anchor: Anchor
    place: Place
    remedy: Markdown = Markdown("")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a listing section: a factor, an output, an outcome, a question, a material.

    Its `kind` is that of the section it stands in: enabling, hindering, outputs, questions …
    """

    kind: SectionKind
    text: Markdown
    anchor: Anchor
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading, in document order.

    Objects read out of it are in `technique`, `cautions`, `traps` or `items`; prose around them
    in `text` (before) and `tail` (after). Nothing of the source is in none of these.
    """

    kind: SectionKind
    heading: str
    level: int
    anchor: Anchor
    place: Place
    text: Markdown = Markdown("")
    technique: Technique | None = None
    cautions: tuple[Caution, ...] = ()
    traps: tuple[Trap, ...] = ()
    items: tuple[Item, ...] = ()
    tail: Markdown = Markdown("")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One file of `lessons/`, understood. `path` is relative to the lessons folder, with `/`.

    `body` is the whole normalised Markdown body (for citations, similarity and the source view);
    `places` maps a dotted front-matter key (`title`, `authors.0.name`, `source.url`) to where it stands;
    `extra` keeps unknown keys as text; `digest` is the content hash of the file.
    """

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
    review_after: ThaiDate | None = None
    links: tuple[DeclaredLink, ...] = ()
    source: Source | None = None
    aliases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    body: Markdown = Markdown("")
    body_line: int = 1
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)
    extra: Mapping[str, str] = EMPTY
    digest: str = ""

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """In document order."""
        return tuple(s.technique for s in self.sections if s.technique is not None)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Every caution of the lesson: of its steps, techniques and sections, in document order."""
        return tuple(c for s in self.sections for c in (*(s.technique.all_cautions if s.technique else ()), *s.cautions))

    @property
    def traps(self) -> tuple[Trap, ...]:
        """In document order."""
        return tuple(t for s in self.sections for t in s.traps)

    def items(self, kind: SectionKind) -> tuple[Item, ...]:
        """The entries of one kind of listing section, in document order."""
        return tuple(i for s in self.sections for i in s.items if i.kind is kind)

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of that kind."""
        return next((s for s in self.sections if s.kind is kind), None)

    def place_of(self, key: str) -> Place:
        """Where a front-matter key stands; the nearest parent, else the file's first line."""
        while key:
            if key in self.places:
                return self.places[key]
            key = key.rpartition(".")[0]
        return Place(self.path)


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
class Tag:
    """A word of the shared vocabulary; `id` is its ASCII slug, `broader` another tag's label."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    broader: str = ""
    definition: str = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry or abbreviation; `abbreviations` lead to it, `see` names related terms."""

    id: str
    label: str
    definition: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    english: str = ""
    see: tuple[str, ...] = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Role:
    """Who does the work (คุณอำนวย, คุณกิจ …) and on which levels the role exists."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    definition: str = ""
    levels: tuple[str, ...] = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that takes part; `parent` is another organisation's label."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    url: str = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of work over time: its period, sites and milestones; `stewards` review its lessons."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    definition: str = ""
    period: str = ""
    organisations: tuple[str, ...] = ()
    stewards: tuple[str, ...] = ()
    milestones: tuple[tuple[str, str], ...] = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The shared words; every label, alias and abbreviation is a word the segmenter never cuts."""

    tags: tuple[Tag, ...] = ()
    terms: tuple[Term, ...] = ()
    roles: tuple[Role, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    programmes: tuple[Programme, ...] = ()

    def words(self) -> Iterator[str]:
        """Every form that may stand in a text, unsorted, with repeats."""
        for entry in (*self.tags, *self.terms, *self.roles, *self.organisations, *self.programmes):
            yield entry.label
            yield from entry.aliases
        for named in (*self.terms, *self.organisations):
            yield from named.abbreviations


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
class Ref:
    """What a link, hit or mention points at: a lesson or one of its objects (`anchor`)."""

    lesson: LessonId
    anchor: Anchor = Anchor("")


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for a link, in words to show: `kind` of tag, word, place, role, programme, series, declared …"""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class TagUse:
    """A word of the vocabulary (or a place) at work in a lesson.

    `kind` of tag, term, role, organisation, place; `term` its label (for places
    `จังหวัด/อำเภอ/ตำบล`, shortened); `origin` is the tagger's key, put on by the loop; `score` in 0…1.
    """

    lesson: LessonId
    kind: str
    term: str
    because: str = ""
    score: float = 1.0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """From one place of the library to another, and why. `kind` is the linker's key, put on by the loop.

    `sentence` is the one the link comes from (for backlinks); `term` is set instead of `target` for
    links into the glossary; `score` orders links of one kind.
    """

    source: Ref
    target: Ref | None
    because: tuple[Because, ...] = ()
    sentence: str = ""
    term: str = ""
    score: float = 1.0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the output, not yet written: `path` relative to the source tree's root, with `/`.

    Pages are `docs/**.md`; assets and data are `docs/**` of other suffixes.
    """

    path: str
    content: bytes


@dataclass(frozen=True)
class Library:
    """Everything known, after this station and those before it. Replaced, never changed.

    `tokens` holds the words of each lesson by field (title, technique, caution, summary, tags, place,
    body). `pictures` are the picture files of the lessons folder, relative, with `/`; `today` is the day
    of the harvest, which review dates are held against. The cached views below are made once per
    library, so that no emitter walks all of it per lesson.
    """

    lessons: tuple[Lesson, ...] = ()
    trials: tuple[Trial, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    collections: tuple[Collection, ...] = ()
    pictures: frozenset[str] = frozenset()
    today: ThaiDate | None = None
    tokens: Mapping[LessonId, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    tag_uses: tuple[TagUse, ...] = ()
    links: tuple[Link, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Lesson]:
        """Lessons by id and by every alias; an id beats an alias."""
        named = {alias: lesson for lesson in self.lessons for alias in lesson.aliases}
        return named | {lesson.id: lesson for lesson in self.lessons}

    @cached_property
    def trials_of(self) -> Mapping[LessonId, tuple[Trial, ...]]:
        """Trials by lesson, oldest first as the library holds them."""
        return _grouped((trial.lesson, trial) for trial in self.trials)

    @cached_property
    def uses_of(self) -> Mapping[LessonId, tuple[TagUse, ...]]:
        """Tag uses by lesson."""
        return _grouped((use.lesson, use) for use in self.tag_uses)

    @cached_property
    def links_from(self) -> Mapping[LessonId, tuple[Link, ...]]:
        """Links by the lesson they leave."""
        return _grouped((link.source.lesson, link) for link in self.links)

    @cached_property
    def links_to(self) -> Mapping[LessonId, tuple[Link, ...]]:
        """Links by the lesson they reach: the backlinks."""
        return _grouped((link.target.lesson, link) for link in self.links if link.target)


def _grouped(pairs: Iterable[tuple[LessonId, T]]) -> Mapping[LessonId, tuple[T, ...]]:
    groups: dict[LessonId, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
