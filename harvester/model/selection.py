"""Which lessons a collection gathers, and in what order. Knows no search engine: the caller passes one in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from harvester.model import Collection, Entry, Lesson, LessonId, Library, by_form
from harvester.model.diagnostics import Finding
from harvester.thai import places
from harvester.thai.text import did_you_mean, fold, near_names, sort_key

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


def unknown_names(library: Library, collection: Collection) -> Iterator[Finding]:
    """One finding for each id, tag, province, series and role of the collection that the library does not know."""
    for name in collection.ids:
        if name not in library.by_id:
            yield Finding(
                collection.place_of(""),
                f"ชุด “{collection.title}” เรียกบทเรียน “{name}” ซึ่งไม่มีในคลัง หรือยังเผยแพร่ไม่ได้",
                _nearest(name, library.by_id)
                + "ตรวจตัวสะกดของรหัสใน ids แล้วดูด้วย harvester check ว่าบทเรียนนั้นยังเป็นร่างหรือมีข้อที่ต้องแก้หรือไม่",
                related=(name,),
            )
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
                yield Finding(
                    collection.place_of(""),
                    f"ชุด “{collection.title}” เลือกตาม{kind} “{name}” ซึ่งไม่มีบทเรียนใดใช้",
                    _nearest(fold(name), known) + "ตรวจตัวสะกด หรือดูคำที่ใช้ได้ในหน้าดัชนีของคลัง",
                )


def _nearest(name: str, known: Iterable[str]) -> str:
    """Says which names are spelt much alike; '' when none is."""
    hint = did_you_mean(near_names(name, known))
    return f"{hint} " if hint else ""


def _meeting(library: Library, collection: Collection, find: Finder | None) -> Iterator[Lesson]:
    """Lessons that meet every criterion given; in the order of the query where there is one."""
    if not any(
        (collection.tags, collection.provinces, collection.series, collection.roles, collection.query)
    ):
        return
    tags = _with_narrower(library, collection.tags)
    provinces = {_province(name) for name in collection.provinces}
    series = {fold(name) for name in collection.series}
    roles = _canonical(_forms(library.vocabulary.roles), collection.roles)
    role_forms = _forms(library.vocabulary.roles)
    tag_forms = _forms(library.vocabulary.tags)
    candidates: Iterable[Lesson] = library.lessons
    if collection.query:
        found = find(collection.query) if find else ()
        candidates = [library.by_id[name] for name in found if name in library.by_id]
    for lesson in candidates:
        if not library.is_in_use(lesson):
            continue
        if tags and not tags & _tags_of(library, lesson, tag_forms):
            continue
        if provinces and (lesson.place is None or _province(lesson.place.province) not in provinces):
            continue
        if series and (lesson.series is None or fold(lesson.series.name) not in series):
            continue
        if roles and not roles & _canonical(role_forms, lesson.roles):
            continue
        yield lesson


def _tags_of(library: Library, lesson: Lesson, forms: Mapping[str, str]) -> set[str]:
    given = (use.term for use in library.uses_of.get(lesson.id, ()) if use.kind == "tag")
    return _canonical(forms, (*lesson.tags, *given))


def _with_narrower(library: Library, names: Iterable[str]) -> set[str]:
    """The folded labels of these tags and of every tag below them."""
    wanted = _canonical(_forms(library.vocabulary.tags), names)
    below: dict[str, list[str]] = {}
    for tag in library.vocabulary.tags:
        if tag.broader:
            below.setdefault(fold(tag.broader), []).append(fold(tag.label))
    queue = list(wanted)
    while queue:
        for label in below.get(queue.pop(), ()):
            if label not in wanted:
                wanted.add(label)
                queue.append(label)
    return wanted


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
