"""Makes the prints of a library's collections: selects lessons, reuses cached prints, reports findings. Called by the
site's build and by `harvester print`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from harvester.model import Collection, Lesson, Library, Print
from harvester.model.diagnostics import Diagnostic, Finding, SetupError, Severity
from harvester.model.field_groups import OUTCOME_LABELS
from harvester.model.selection import Finder, select, unknown_names
from harvester.printing import FORMS, Job, Press
from harvester.printing.glyphs import MISSING, missing
from harvester.printing.press import Shelf
from harvester.printing.texts import clip
from harvester.search.answering import lessons_for
from harvester.search.building import index_of
from harvester.search.engine import Search
from harvester.settings import Settings
from harvester.thai.dates import ThaiDate

MOST_FOUND = 24
"""The most lessons that a collection's query selects."""
Progress = Callable[[str], None]


def with_prints(library: Library, settings: Settings, progress: Progress = lambda line: None) -> Library:
    """The library with the prints of its collections and their diagnostics. Where this machine cannot typeset, the
    e-books are made and one diagnostic says what is missing."""
    if not settings.prints:
        return library
    shelf = Shelf(settings.cache_folder / "prints")
    prints: list[Print] = []
    said: list[Diagnostic] = []
    with Press(whole_words(library), shelf) as press:
        for collection in library.collections:
            wanted = [
                name for output in collection.outputs for name, form in FORMS.items() if form.output == output
            ]
            for form in dict.fromkeys(wanted):
                progress(f"{collection.title}: {FORMS[form].label}")
                try:
                    print_, findings = print_form(library, settings, collection, form, press)
                except SetupError as error:
                    if not any(one.rule == "cannot-print" for one in said):
                        said.append(
                            Diagnostic("cannot-print", Severity.WARNING, collection.place_of(""), str(error))
                        )
                    continue
                said += [Diagnostic("print", Severity.WARNING, f.place, f.message, f.hint) for f in findings]
                prints += [print_] if print_ else []
    shelf.clear()
    return replace(library, prints=tuple(prints), diagnostics=(*library.diagnostics, *dict.fromkeys(said)))


def print_form(
    library: Library,
    settings: Settings,
    collection: Collection,
    form: str,
    press: Press,
    hours: float = 3,
    people: int = 24,
) -> tuple[Print | None, tuple[Finding, ...]]:
    """One collection in one form (None: it selects no lesson), and the findings. Raises `SetupError` without Pango."""
    lessons = select(library, collection, finder(library) if collection.query else None)
    findings = tuple(unknown_names(library, collection))
    if not lessons:
        nothing = Finding(
            collection.place_of(""),
            f"ชุด “{collection.title}” ไม่มีบทเรียนให้พิมพ์",
            "เพิ่มรหัสบทเรียนใน ids หรือผ่อนเงื่อนไขของหัวเรื่อง จังหวัด ชุด บทบาท และคำค้น",
        )
        return None, (*findings, nothing)
    date = collection.date or latest(library, lessons) or library.today or ThaiDate(1, 1, 1)
    kind = FORMS[form]
    made = kind.make(Job(library, collection, lessons, settings, date, hours, people), press)
    name = f"{collection.id}-{form}.{kind.suffix}"
    print_ = Print(collection.id, form, name, made.content, made.pages, date, kind.label)
    return print_, (*findings, *_without_face(lessons), *made.findings)


def _without_face(lessons: Iterable[Lesson]) -> Iterator[Finding]:
    """The lessons with letters of scripts that no face of ours shows."""
    for lesson in lessons:
        lacking = missing((lesson.title, lesson.summary, lesson.body, *(one.name for one in lesson.authors)))
        if lacking:
            named = " ".join(f"อักษร{script} ({clip(signs, 8)})" for script, signs in lacking.items())
            yield Finding(
                lesson.place_of("title"),
                f"ไม่มีแบบตัวพิมพ์ของ{named} บนกระดาษจะเห็นเป็น {MISSING}",
                "เขียนคำอ่านเป็นอักษรไทยกำกับไว้ คนอ่านบนกระดาษจะได้ไม่ขาดคำ",
            )


def latest(library: Library, lessons: Iterable[Lesson]) -> ThaiDate | None:
    """The latest date of the lessons and their trials, so that equal lessons give equal prints."""
    days = [
        day.end or day
        for lesson in lessons
        for day in (
            lesson.date,
            lesson.source.date if lesson.source else None,
            *(trial.date for trial in library.trials_of.get(lesson.id, ())),
        )
        if day
    ]
    known = [day for day in days if library.today is None or day <= library.today]
    return max(known, default=None)


def whole_words(library: Library) -> Iterator[str]:
    """Words that a printed line must not break: the vocabulary, names of people and places."""
    yield from library.vocabulary.words()
    yield from OUTCOME_LABELS.values()
    for lesson in library.lessons:
        for person in lesson.authors:
            yield from _parts(person.name, person.organisation)
        if place := lesson.place:
            yield from _parts(place.province, place.district, place.subdistrict, place.village)


def _parts(*names: str) -> Iterable[str]:
    return (part for name in names for part in name.split() if len(part) > 1)


def finder(library: Library) -> Finder:
    """Answers queries by the site's search engine: lesson ids, best first."""
    opened = Search(index_of(library).load)
    return lambda query: [library.by_id[name].id for name in lessons_for(opened, query)[:MOST_FOUND]]
