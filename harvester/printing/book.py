"""The content of a print before any layout: chapters, indexes, glossary, sources and people of a collection. Plain
values taken from a `Library`; the templates decide the layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from harvester.model import Collection, Lesson, LessonId, Library, Source, Term
from harvester.model.library import grouped
from harvester.model.licences import in_words
from harvester.thai.dates import ThaiDate
from harvester.thai.text import fold, initial, sort_key

LEAST = 2
"""Lessons of a chapter."""
REST = "เรื่องอื่น ๆ ในเล่มนี้"
"""The chapter of lessons that share no work with another."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lessons under one heading; `title` is '' when the book has no chapters. `continued` has its heading before."""

    title: str
    anchor: str
    lessons: tuple[Lesson, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an index: `targets` are ids of elements in the document, in the order of the book."""

    label: str
    targets: tuple[str, ...]
    under: tuple[Entry, ...] = ()


Letters = tuple[tuple[str, tuple[Entry, ...]], ...]
"""The entries of an index by the consonant that they begin with."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A source as it is named, its address and who agreed."""

    words: str
    url: str
    consent: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """An author or narrator, and the lessons of the book by them."""

    name: str
    about: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A collection with its lessons, ready for a template."""

    collection: Collection
    lessons: tuple[Lesson, ...]
    date: ThaiDate
    chapters: tuple[Chapter, ...]
    glossary: tuple[Term, ...]
    techniques: Letters
    tags: Letters
    places: Letters
    contributors: tuple[Contributor, ...]

    @property
    def provinces(self) -> tuple[str, ...]:
        """The provinces of the lessons, in dictionary order."""
        found = {lesson.place.province for lesson in self.lessons if lesson.place and lesson.place.province}
        return tuple(sorted(found, key=sort_key))


def book_of(library: Library, collection: Collection, lessons: tuple[Lesson, ...], date: ThaiDate) -> Book:
    """The book of these lessons."""
    return Book(
        collection,
        lessons,
        date,
        chapters=tuple(_chapters(library, collection.order, lessons)),
        glossary=_glossary(library, lessons),
        techniques=_by_letter(
            _entries((t.name, f"{x.id}--{t.anchor}") for x in lessons for t in x.techniques)
        ),
        tags=_by_letter(_entries((tag, x.id) for x in lessons for tag in _tags(library, x))),
        places=_by_letter(_places(lessons)),
        contributors=_contributors(lessons),
    )


def _chapters(library: Library, order: str, lessons: tuple[Lesson, ...]) -> Iterator[Chapter]:
    """Lessons by work, or consecutive ones with the same sort key; one untitled chapter where chapters are too small."""
    name = _HEADINGS.get(order)
    if name:
        runs = [(title, tuple(run)) for title, run in groupby(lessons, name)]
    else:
        runs = _by_work(library, lessons) if order == "listed" else []
    titles = {title for title, _ in runs}
    if len(runs) < 2 or len(titles) < len(runs) or 2 * len(runs) > len(lessons) + 1:
        runs = [("", lessons)]
    for number, (title, run) in enumerate(runs, 1):
        yield Chapter(title, f"chapter-{number}", run)


def _by_work(library: Library, lessons: tuple[Lesson, ...]) -> list[tuple[str, tuple[Lesson, ...]]]:
    """Lessons under the fewest works, each of at least `LEAST`, in the order of the first of each; the rest come last."""
    ids = {one.id for one in lessons}
    left = {work.label: {one.id for one in found} & ids for work, found in library.by_work.items()}
    chosen: dict[LessonId, str] = {}
    while left:
        label = max(left, key=lambda one: len(left[one]))
        found = left.pop(label)
        if len(found) < LEAST:
            break
        chosen |= dict.fromkeys(found, label)
        left = {other: names - found for other, names in left.items()}
    runs = grouped((chosen.get(lesson.id, REST), lesson) for lesson in lessons)
    rest = runs.pop(REST, ())
    if 3 * len(rest) > len(lessons):  # the editors' own order says more
        return []
    return [*runs.items(), *([(REST, rest)] if rest else [])]


_HEADINGS: dict[str, Callable[[Lesson], str]] = {
    "place": lambda one: f"จังหวัด{one.place.province}" if one.place and one.place.province else "ไม่ระบุพื้นที่",
    "date": lambda one: f"พ.ศ. {one.date.buddhist_year}" if one.date else "ไม่ระบุปี",
}


def credited(lessons: Iterable[Lesson], usual: str) -> dict[str, dict[Credit, list[Lesson]]]:
    """The sources of the lessons by licence in words, each source once with its lessons; `usual` is the site's licence."""
    found: dict[str, dict[Credit, list[Lesson]]] = {}
    for lesson in lessons:
        source = lesson.source or Source("")
        date = source.date.thai() if source.date else ""
        words = (", ".join(source.authors), source.title, source.publisher, date)
        credit = Credit(" · ".join(filter(None, words)), source.url, source.consent)
        found.setdefault(in_words(source.licence, usual), {}).setdefault(credit, []).append(lesson)
    return found


def _glossary(library: Library, lessons: Iterable[Lesson]) -> tuple[Term, ...]:
    """The glossary terms found in these lessons, in dictionary order."""
    met: set[str] = set()
    for lesson in lessons:
        met |= {fold(use.term) for use in library.uses_of.get(lesson.id, ()) if use.kind == "term"}
        met |= {fold(link.term) for link in library.links_from.get(lesson.id, ()) if link.term}
    terms = (term for term in library.vocabulary.terms if fold(term.label) in met)
    return tuple(sorted(terms, key=lambda term: sort_key(term.label)))


def _tags(library: Library, lesson: Lesson) -> tuple[str, ...]:
    used = (
        use.term
        for use in library.uses_of.get(lesson.id, ())
        if use.kind == "tag" and use.origin != "suggested"
    )
    return tuple(dict.fromkeys((*lesson.tags, *used)))


def _entries(pairs: Iterable[tuple[str, str]]) -> list[Entry]:
    """Index entries with all their targets; labels equal after folding are merged."""
    gathered: dict[str, tuple[str, list[str]]] = {}
    for label, target in pairs:
        targets = gathered.setdefault(fold(label), (label, []))[1]
        if target not in targets:
            targets.append(target)
    return [Entry(label, tuple(targets)) for label, targets in gathered.values()]


def _places(lessons: Iterable[Lesson]) -> list[Entry]:
    """Provinces, with their districts under them."""
    provinces: list[tuple[str, str]] = []
    districts: dict[str, list[tuple[str, str]]] = {}
    for lesson in lessons:
        if lesson.place and lesson.place.province:
            provinces.append((lesson.place.province, lesson.id))
            if lesson.place.district:
                districts.setdefault(fold(lesson.place.province), []).append(
                    (lesson.place.district, lesson.id)
                )
    under = {name: tuple(sorted(_entries(found), key=_by_label)) for name, found in districts.items()}
    return [replace(one, under=under.get(fold(one.label), ())) for one in _entries(provinces)]


def _by_label(entry: Entry) -> str:
    return sort_key(entry.label)


def _by_letter(entries: Iterable[Entry]) -> Letters:
    return tuple(grouped((initial(one.label), one) for one in sorted(entries, key=_by_label)).items())


def _contributors(lessons: Iterable[Lesson]) -> tuple[Contributor, ...]:
    gathered: dict[str, tuple[str, str, list[str]]] = {}
    for lesson in lessons:
        for person in lesson.authors:
            about = " · ".join(filter(None, (person.role, person.position, person.organisation)))
            targets = gathered.setdefault(fold(person.name), (person.name, about, []))[2]
            if lesson.id not in targets:
                targets.append(lesson.id)
    found = (Contributor(name, about, tuple(targets)) for name, about, targets in gathered.values())
    return tuple(sorted(found, key=lambda person: sort_key(person.name)))
