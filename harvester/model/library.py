"""Everything known together: the lessons, what the harvest learned of them, and what goes out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from harvester.model.body import Technique
from harvester.model.companions import (
    Attachment,
    Collection,
    Event,
    Guide,
    Picture,
    Print,
    SisterLesson,
    Trial,
    Wish,
    Withdrawal,
    linked_files,
)
from harvester.model.diagnostics import Diagnostic
from harvester.model.lesson import Lesson
from harvester.model.names import Anchor, LessonId, Status
from harvester.model.vocabulary import Vocabulary, Work, by_form
from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold

K = TypeVar("K")
T = TypeVar("T")


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
    """A word of the vocabulary (or a place) at work in a lesson. `kind` of tag, term, role, organisation, place;
    `term` its label (for places `จังหวัด/อำเภอ/ตำบล`, shortened); `origin` is the tagger's key, put on by the loop;
    `score` in 0…1."""

    lesson: LessonId
    kind: str
    term: str
    because: str = ""
    score: float = 1.0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """From one place of the library to another, and why. `kind` is the linker's key, put on by the loop. `sentence`
    is the one the link comes from (for backlinks); `term` is set instead of `target` for links into the glossary;
    `score` orders links of one kind."""

    source: Ref
    target: Ref | None
    because: tuple[Because, ...] = ()
    sentence: str = ""
    term: str = ""
    score: float = 1.0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the output, not yet written: `path` relative to the source tree's root, with `/`. Pages are
    `docs/**.md`; assets and data are `docs/**` of other suffixes. One that `stands` is as in the last build, where
    the person who asked for artifacts has it; its content is the front matter of a page, else empty, and its `size`
    that of its whole content."""

    path: str
    content: bytes
    stands: bool = False
    size: int = 0


@dataclass(frozen=True)
class Library:
    """Everything known, after this station and those before it. Replaced, never changed. `tokens` holds the words of
    each lesson by field (title, technique, caution, summary, tags, place, body), read when they are asked for;
    `runs` digests of runs of them. `pictures` and `attachments` are
    files of the lessons folder by path, relative, with `/`; `today` is the day of the harvest, which review dates are
    held against. The cached views below are made once per library, so that no emitter walks all of it per lesson."""

    lessons: tuple[Lesson, ...] = ()
    trials: tuple[Trial, ...] = ()
    wishes: tuple[Wish, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    collections: tuple[Collection, ...] = ()
    events: tuple[Event, ...] = ()
    guides: tuple[Guide, ...] = ()
    sisters: tuple[SisterLesson, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    today: ThaiDate | None = None
    tokens: Mapping[LessonId, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    runs: Mapping[LessonId, bytes] = field(default_factory=dict)
    tag_uses: tuple[TagUse, ...] = ()
    links: tuple[Link, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    prints: tuple[Print, ...] = ()
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)

    @cached_property
    def in_use(self) -> tuple[Lesson, ...]:
        """Lessons that lists, search and collections offer."""
        return tuple(lesson for lesson in self.lessons if self.is_in_use(lesson))

    def is_in_use(self, lesson: Lesson) -> bool:
        """Neither retired nor replaced; what is no longer in use still opens at its address."""
        return lesson.status is not Status.RETIRED and self.successor(lesson) is None

    def successor(self, lesson: Lesson) -> Lesson | None:
        """The lesson to use in the place of a replaced one; None where it names none that is here, or a circle."""
        seen, at = {lesson.id}, self.by_id.get(lesson.replaced_by)
        while at is not None and at.id not in seen and at.replaced_by in self.by_id:
            seen.add(at.id)
            at = self.by_id[at.replaced_by]
        return None if at is None or at.id in seen else at

    @cached_property
    def by_id(self) -> Mapping[str, Lesson]:
        """Lessons by id and by every alias; an id beats an alias."""
        named = {alias: lesson for lesson in self.lessons for alias in lesson.old_ids}
        return named | {lesson.id: lesson for lesson in self.lessons}

    @cached_property
    def series(self) -> Mapping[str, tuple[tuple[int, Lesson], ...]]:
        """The lessons of each series with their numbers, by folded name; those without a number (0) last."""
        parts = grouped((fold(one.series.name), (one.series.part, one)) for one in self.lessons if one.series)
        return {
            name: tuple(sorted(found, key=lambda part: (part[0] < 1, part[0], part[1].id, part[1].path)))
            for name, found in parts.items()
            if name
        }

    @cached_property
    def by_work(self) -> Mapping[Work, tuple[Lesson, ...]]:
        """The lessons in use that help with each work of the vocabulary, in the editors' order of works."""
        tags = by_form(self.vocabulary.tags)

        def ids(names: Iterable[str]) -> set[str]:
            return {tags[fold(name)].id if fold(name) in tags else fold(name) for name in names}

        used = [(one, ids(one.tags)) for one in self.in_use]
        return {
            work: tuple(
                one for one, own in used if one.id in work.lessons or not own.isdisjoint(ids(work.tags))
            )
            for work in self.vocabulary.works
        }

    def anchors_of(self, lesson: Lesson) -> Mapping[str, str]:
        """Ids of a lesson's page by themselves, and those of its sections and techniques by their words."""
        ids = ["trials", "source", *(f"trial-{trial.slug}" for trial in self.trials_of.get(lesson.id, ()))]
        ids += [one.anchor for section in lesson.sections for one in section.objects]
        named = {fold(one.heading): one.anchor for one in reversed(lesson.sections) if one.heading}
        named |= {fold(one.name): one.anchor for one in lesson.techniques}
        return named | {one: one for one in ids}

    @cached_property
    def trials_of(self) -> Mapping[LessonId, tuple[Trial, ...]]:
        """Trials by lesson, oldest first as the library holds them."""
        return grouped((trial.lesson, trial) for trial in self.trials)

    def tried(self, lesson: Lesson, technique: Technique | None = None) -> tuple[Trial, ...]:
        """Real trials of a lesson, or of one technique: those that name it, and those that name none where it is the
        only one. Made-up examples are never among them."""
        real = (trial for trial in self.trials_of.get(lesson.id, ()) if not trial.example)
        if technique is None:
            return tuple(real)
        alone = len(lesson.techniques) == 1
        names = (technique.anchor, technique.name)
        return tuple(trial for trial in real if trial.technique in names or (alone and not trial.technique))

    @cached_property
    def prints_of(self) -> Mapping[str, tuple[Print, ...]]:
        """Finished prints by the id of their collection."""
        return grouped((print_.collection, print_) for print_ in self.prints)

    @cached_property
    def uses_of(self) -> Mapping[LessonId, tuple[TagUse, ...]]:
        """Tag uses by lesson."""
        return grouped((use.lesson, use) for use in self.tag_uses)

    @cached_property
    def handed_out(self) -> Mapping[str, tuple[Attachment, ...]]:
        """The documents that each lesson or guide page links to, in that order, by the path of its file."""
        if not self.attachments:
            return {}
        pages: tuple[Lesson | Guide, ...] = (*self.lessons, *self.guides)
        found = {one.path: linked_files(one.path, one.body) for one in pages}
        held = self.attachments
        return {path: tuple(held[name] for name in names if name in held) for path, names in found.items()}

    @cached_property
    def links_from(self) -> Mapping[LessonId, tuple[Link, ...]]:
        """Links by the lesson they leave."""
        return grouped((link.source.lesson, link) for link in self.links)

    @cached_property
    def reached_from(self) -> Mapping[str, frozenset[str]]:
        """The lessons that links of a lesson reach."""
        return {
            one: frozenset(link.target.lesson for link in found if link.target)
            for one, found in self.links_from.items()
        }

    @cached_property
    def links_to(self) -> Mapping[LessonId, tuple[Link, ...]]:
        """Links by the lesson they reach: the backlinks."""
        return grouped((link.target.lesson, link) for link in self.links if link.target)


def grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    """The values of each key, keys in the order in which they came."""
    groups: dict[K, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
