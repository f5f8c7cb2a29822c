"""Which lessons a collection gathers, and in what order. Knows no search engine: the caller passes one in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from harvester.model import Collection, Entry, Lesson, LessonId, Library, by_form
from harvester.model.diagnostics import Finding
from harvester.model.library import grouped
from harvester.thai import places
from harvester.thai.text import did_you_mean, fold, near_names, sort_key

T = TypeVar("T")
Finder: TypeAlias = Callable[[str], Iterable[LessonId]]
"""Answers a query with lesson ids, the best first."""


def select(library: Library, collection: Collection, find: Finder | None = None) -> tuple[Lesson, ...]:
    """The lessons of a collection, each once, ordered as `collection.order` says. `ids` are always taken. Tags,
    provinces, series, roles and the query narrow each other: a lesson must meet every criterion that is given, and
    meets one by any of its words. A tag takes in what is narrower. Lessons that are no longer in use never come;
    names that lead nowhere are left out (see `unknown_names`). A query without `find` selects nothing. As `listed`:
    the ids, then what the query found, the best first, or the parts of the series by number, or what else was met in
    the library's order."""
    chosen: dict[LessonId, Lesson] = {}
    for name in collection.ids:
        if (lesson := library.by_id.get(name)) and library.is_in_use(lesson):
            chosen.setdefault(lesson.id, lesson)
    met = _meeting(library, collection, find)
    for lesson in sorted(met, key=_part) if collection.series and not collection.query else met:
        chosen.setdefault(lesson.id, lesson)
    return tuple(sorted(chosen.values(), key=ORDERS.get(collection.order, ORDERS["listed"])))


_UNKNOWN_ID = "ตรวจตัวสะกดของรหัสใน ids แล้วดูด้วย harvester check ว่าบทเรียนนั้นยังเป็นร่างหรือมีข้อที่ต้องแก้หรือไม่"


def unknown_names(library: Library, collection: Collection) -> Iterator[Finding]:
    """One finding for each id, tag, province, series and role of the collection that the library does not know."""
    place = collection.place_of("")
    for name in collection.ids:
        if name not in library.by_id:
            message = f"ชุด “{collection.title}” เรียกบทเรียน “{name}” ซึ่งไม่มีในคลัง หรือยังเผยแพร่ไม่ได้"
            yield Finding(place, message, _nearest(name, library.by_id) + _UNKNOWN_ID, related=(name,))
    tags = _forms(library.vocabulary.tags)
    roles = _forms(library.vocabulary.roles)
    used = {fold(tag) for lesson in library.lessons for tag in lesson.tags}
    played = {fold(role) for lesson in library.lessons for role in lesson.roles}
    series = {fold(lesson.series.name) for lesson in library.lessons if lesson.series}
    for kind, names, known in (
        ("หัวเรื่อง", collection.tags, tags.keys() | used),
        ("บทบาท", collection.roles, roles.keys() | played),
        ("บทเรียนหลายตอน", collection.series, series),
        ("จังหวัด", collection.provinces, {fold(name) for name in places.PROVINCES}),
    ):
        for name in names:
            if fold(_province(name) if kind == "จังหวัด" else name) not in known:
                message = f"ชุด “{collection.title}” เลือกตาม{kind} “{name}” ซึ่งไม่มีบทเรียนใดใช้"
                hint = _nearest(fold(name), known) + "ตรวจตัวสะกด หรือดูคำที่ใช้ได้ในหน้าดัชนีของคลัง"
                yield Finding(place, message, hint)


def _nearest(name: str, known: Iterable[str]) -> str:
    """Says which names are spelt much alike; '' when none is."""
    hint = did_you_mean(near_names(name, known))
    return f"{hint} " if hint else ""


def _meeting(library: Library, collection: Collection, find: Finder | None) -> Iterator[Lesson]:
    """Lessons that meet every criterion given; in the order of the query where there is one."""
    tags, roles = _forms(library.vocabulary.tags), _forms(library.vocabulary.roles)

    def used(lesson: Lesson) -> Iterator[str]:
        yield from lesson.tags
        yield from (use.term for use in library.uses_of.get(lesson.id, ()) if use.kind == "tag")

    criteria: tuple[tuple[set[str], Callable[[Lesson], set[str]]], ...] = (
        (_with_narrower(library, collection.tags), lambda one: _canonical(tags, used(one))),
        (
            set(map(_province, collection.provinces)),
            lambda one: {_province(one.place.province)} if one.place else set(),
        ),
        (set(map(fold, collection.series)), lambda one: {fold(one.series.name)} if one.series else set()),
        (_canonical(roles, collection.roles), lambda one: _canonical(roles, one.roles)),
    )
    given = [(wanted, of) for wanted, of in criteria if wanted]
    candidates: Iterable[Lesson] = library.lessons if given else ()
    if collection.query:
        found = find(collection.query) if find else ()
        candidates = [library.by_id[name] for name in found if name in library.by_id]
    for lesson in candidates:
        if library.is_in_use(lesson) and all(wanted & of(lesson) for wanted, of in given):
            yield lesson


def _with_narrower(library: Library, names: Iterable[str]) -> set[str]:
    """The folded labels of these tags and of every tag below them."""
    wanted = _canonical(_forms(library.vocabulary.tags), names)
    tags = library.vocabulary.tags
    below = grouped((fold(tag.broader), fold(tag.label)) for tag in tags if tag.broader)
    return reached(wanted, below)


def reached(start: Iterable[T], following: Mapping[T, Iterable[T]]) -> set[T]:
    """Everything that is reached from `start`, which counts too, by what follows each."""
    seen: set[T] = set()
    left = list(start)
    while left:
        if (at := left.pop()) not in seen:
            seen.add(at)
            left += following.get(at, ())
    return seen


def _forms(entries: Iterable[Entry]) -> dict[str, str]:
    """Every folded form of these words with the folded label that it means."""
    return {form: fold(entry.label) for form, entry in by_form(entries).items()}


def _canonical(forms: Mapping[str, str], names: Iterable[str]) -> set[str]:
    folded = (fold(name) for name in names)
    return {forms.get(name, name) for name in folded}


def _province(name: str) -> str:
    return places.find(name).place.province or fold(name)


def _part(lesson: Lesson) -> tuple[str, int, str]:
    series = lesson.series
    return (sort_key(series.name), series.part, lesson.id) if series else ("", 0, lesson.id)


def _place(lesson: Lesson) -> tuple[object, ...]:
    at = lesson.place
    names = (at.province, at.district, at.subdistrict) if at and at.province else ()
    return not names, *map(sort_key, names), lesson.id


ORDERS: Mapping[str, Callable[[Lesson], tuple[object, ...]]] = {
    "listed": lambda lesson: (),
    "title": lambda lesson: (sort_key(lesson.title), lesson.id),
    "date": lambda lesson: (lesson.date is None, lesson.date.iso if lesson.date else "", lesson.id),
    "place": _place,
}
"""What a collection may order its lessons by, under what `order:` says; those without it come last."""
