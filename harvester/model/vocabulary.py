"""The shared words of the library: tags, terms, roles, organisations, programmes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from harvester.model.diagnostics import Place
from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold


@dataclass(frozen=True, slots=True)
class _Word:
    """What every word has; `place` is where its entry stands."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Tag(_Word):
    """A word of the shared vocabulary; `id` is its ASCII slug, `broader` another tag's label."""

    broader: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Term(_Word):
    """A glossary entry or abbreviation; `abbreviations` lead to it, `see` names related terms."""

    definition: str = ""
    abbreviations: tuple[str, ...] = ()
    english: str = ""
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role(_Word):
    """Who does the work (คุณอำนวย, คุณกิจ …) and on which levels the role exists."""

    definition: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation(_Word):
    """A body that takes part; `parent` is another organisation's label."""

    abbreviations: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Workshop:
    """One of the workshops of a programme; `lessons` are ids, read and tried until the next one."""

    title: str
    number: int = 0
    date: ThaiDate | None = None
    aim: str = ""
    bring: str = ""
    lessons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work of a programme, with what was there before and what came of it."""

    organisation: str
    province: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Coach:
    """Who walks beside the sites between workshops."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Programme(_Word):
    """A programme of work over time: its period, sites and milestones; `stewards` review its lessons."""

    definition: str = ""
    period: str = ""
    organisations: tuple[str, ...] = ()
    stewards: tuple[str, ...] = ()
    milestones: tuple[tuple[str, str], ...] = ()
    workshops: tuple[Workshop, ...] = ()
    sites: tuple[Site, ...] = ()
    coaches: tuple[Coach, ...] = ()
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Everyday(_Word):
    """What people say for `label` where no lesson writes it: everyday words that mean the same, and words of a
    region. Only a query is read by them: they name nothing, and no text is cut at them."""

    isan: tuple[str, ...] = ()
    northern: tuple[str, ...] = ()
    southern: tuple[str, ...] = ()
    malay: tuple[str, ...] = ()

    @property
    def regional(self) -> tuple[str, ...]:
        """The words of all regions."""
        return (*self.isan, *self.northern, *self.southern, *self.malay)


@dataclass(frozen=True, slots=True)
class Question(_Word):
    """What readers ask, `aliases` in other words, and the ids of the `lessons` that answer it: only search reads it."""

    lessons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work(_Word):
    """What someone is about to do, in the words they would say (`label`), and what they would then ask (`ask`). The
    lessons that help carry one of `tags`, or are named in `lessons`. No text is cut at its words."""

    ask: str = ""
    tags: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()


Entry = Tag | Term | Role | Organisation | Programme
"""Anything of the vocabulary that a text may name."""
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, order=True)
class Sense:
    """What a written form may mean: `kind` of tag, term, role, organisation, programme, and the entry's label."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The shared words; every label, alias and abbreviation is a word the segmenter never cuts."""

    tags: tuple[Tag, ...] = ()
    terms: tuple[Term, ...] = ()
    roles: tuple[Role, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    programmes: tuple[Programme, ...] = ()
    everyday: tuple[Everyday, ...] = ()
    questions: tuple[Question, ...] = ()
    works: tuple[Work, ...] = ()
    """The ways in by what people are about to do, in the editors' order."""
    strays: tuple[tuple[Place, str], ...] = field(default=(), compare=False)
    """What is under keys that no entry has, which is kept to be judged alone."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything in it, kind by kind."""
        return (*self.tags, *self.terms, *self.roles, *self.organisations, *self.programmes)

    def words(self) -> Iterator[str]:
        """Every form that may be in a text, unsorted, with repeats."""
        yield from (form for form, _ in self.senses())

    def senses(self) -> Iterator[tuple[str, Sense]]:
        """Every written form with what it may mean; one form may mean several entries."""
        for entry in self.entries:
            sense = Sense(type(entry).__name__.lower(), entry.label)
            for form in forms_of(entry):
                yield form, sense


def forms_of(entry: Entry) -> tuple[str, ...]:
    """Every form under which an entry may be in a text, its label first."""
    return (entry.label, *entry.aliases, *getattr(entry, "abbreviations", ()))


def by_form(entries: Iterable[E]) -> dict[str, E]:
    """Entries by every folded form and by id: what a writer may call them. A label or id beats another's alias,
    an earlier entry a later one."""
    listed = tuple(entries)[::-1]
    aliases = {fold(form): entry for entry in listed for form in reversed(forms_of(entry))}
    return aliases | {fold(form): entry for entry in listed for form in (entry.id, entry.label)}
