"""The flow of lessons, read from top to bottom: load, harvest station by station, publish what may be, emit. Every
loop over a table of lessons is here, and so is the signing of what the members of the tables yield. Reads files
through `reading` alone and writes none. The flow of old documents is here too: `import_documents`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from harvester.memo import key_of, memoised, recall
from harvester.model import Artifact, Lesson, LessonId, Library, Link, Status, TagUse, Vocabulary
from harvester.model.diagnostics import Diagnostic, Place
from harvester.model.plain_text import runs_of_words, words_by_field
from harvester.settings import Settings
from harvester.shares import ShareExceeded, share
from harvester.thai.dates import ThaiDate
from harvester.thai.segment import Segmenter

if TYPE_CHECKING:
    from harvester.drafting.batch import Batch, Outcome
    from harvester.reading.lesson import LessonReading
    from harvester.rendering.render_cache import RenderCache

SECONDS, MEMORY = 10.0, 600_000_000
"""Of processor and bytes: the share of one lesson in each step before its page."""
Station = Callable[[Library, Segmenter], Library]


def load(settings: Settings, today: date | None = None) -> Library:
    """What is in the lessons folder, with the diagnostics of reading it; `today` is the day of the harvest, which
    is the clock's only where `build_day` knows no other."""
    # Rooms that only one flow needs are loaded by it: a check of one lesson starts in half the time.
    from harvester.doors.history import build_day
    from harvester.reading.companions import FOLDER, read_sisters
    from harvester.reading.library import read_library

    day = today or build_day(settings.root)
    library = read_library(settings.lessons_folder, read_one)
    return replace(
        library,
        vocabulary=_with_everyday(library.vocabulary, settings.lessons_folder),
        sisters=tuple(read_sisters(settings.root / FOLDER)) if settings.sisters else (),
        today=ThaiDate.of(day),
    )


def _with_everyday(words: Vocabulary, folder: Path) -> Vocabulary:
    """The vocabulary with the everyday and regional words that travel with the program: they are of the language, not
    of one library. A word that the library explains itself stays as it is."""
    from harvester import shipped_file
    from harvester.reading.vocabulary import read_entries

    name = "vocabulary/everyday.yml"
    file = shipped_file(f"lessons/{name}")
    text = file.read_text("utf-8")
    if (folder / name).is_file() and (folder / name).read_text("utf-8", "replace") == text:
        return words  # as `init` writes it
    own = {entry.label for entry in words.everyday}
    others, _ = read_entries("everyday", text, name, [])
    return replace(words, everyday=(*words.everyday, *(one for one in others if one.label not in own)))


def harvest(library: Library) -> Library:
    """The library after every station."""
    segmenter = segmenter_of(tuple(library.vocabulary.words()))
    for station in STATIONS:
        library = station(library, segmenter)
    return library


def checked(library: Library, asked: Collection[str] = ()) -> Library:
    """The library with every finding, without the stations whose work only pages show. Where paths of lessons are
    `asked` for, what concerns one file alone is looked for in these."""
    segmenter = segmenter_of(tuple(library.vocabulary.words()))
    return with_checks(with_tokens(library, segmenter), segmenter, asked)


def with_tokens(library: Library, segmenter: Segmenter) -> Library:
    """The words of each lesson: in runs, and by field in the order they stand."""
    runs: dict[LessonId, bytes] = {}
    over = []
    for lesson in library.lessons:
        try:
            with share(SECONDS, MEMORY):
                runs[lesson.id] = runs_of_words(lesson, segmenter)
        except ShareExceeded as what:
            over.append(_over_its_share(lesson.path, what))
    tokens = _Tokens({lesson.id: lesson for lesson in library.lessons if lesson.id in runs}, segmenter)
    fuller = replace(library, tokens=tokens, runs=runs)
    return replace(fuller, diagnostics=(*library.diagnostics, *over))


class _Tokens(Mapping[LessonId, Mapping[str, tuple[str, ...]]]):
    """The words of lessons by field, read when they are asked for: most builds ask for none."""

    def __init__(self, lessons: Mapping[LessonId, Lesson], segmenter: Segmenter) -> None:
        self._lessons, self._segmenter = lessons, segmenter

    def __getitem__(self, lesson: LessonId) -> Mapping[str, tuple[str, ...]]:
        return words_by_field(self._lessons[lesson], self._segmenter)

    def __iter__(self) -> Iterator[LessonId]:
        return iter(self._lessons)

    def __len__(self) -> int:
        return len(self._lessons)


def with_tags(library: Library, segmenter: Segmenter) -> Library:
    """Every tagger's uses, signed with their origin."""
    from harvester.annotate.taggers import TAGGERS

    uses = (
        TagUse(use.lesson, use.kind, use.term, use.because, use.score, origin)
        for origin, tagger in TAGGERS.items()
        for use in tagger(library, segmenter)
    )
    return replace(library, tag_uses=tuple(uses))


def with_links(library: Library, segmenter: Segmenter) -> Library:
    """Every linker's links, signed with their kind."""
    from harvester.annotate.linkers import LINKERS

    links = (
        Link(one.source, one.target, one.because, one.sentence, one.term, one.score, kind)
        for kind, linker in LINKERS.items()
        for one in linker(library, segmenter)
    )
    return replace(library, links=tuple(links))


def with_checks(library: Library, segmenter: Segmenter, asked: Collection[str] = ()) -> Library:
    """The findings of every check, signed with rule and severity, with those of reading; less what writers allow."""
    from harvester.checks._body import drop_allowed

    of_lessons = (found_alone(one) for one in library.lessons if not asked or one.path in asked)
    of_others = () if asked else _found(replace(library, lessons=()), alone=True)
    found = chain(library.diagnostics, _found(library, alone=False), of_others, *of_lessons)
    ordered = sorted(drop_allowed(library, found), key=lambda one: (one.place, one.rule, one.message))
    return replace(library, diagnostics=tuple(ordered))


@memoised
def found_alone(lesson: Lesson) -> Sequence[Diagnostic]:
    """The findings that concern one lesson alone."""
    return tuple(_found(Library(lessons=(lesson,)), alone=True))


def _found(library: Library, alone: bool) -> Iterator[Diagnostic]:
    from harvester.checks import ALONE, CHECKS, RULES

    for rule, find in CHECKS.items():
        if (rule in ALONE) is alone:
            yield from (found.signed(rule, RULES[rule].severity) for found in find(library))


STATIONS: tuple[Station, ...] = (with_tokens, with_tags, with_links, with_checks)
"""In their order."""


def publishable(library: Library, drafts: bool = False) -> Library:
    """The library without lessons that have errors or (unless `drafts`) are drafts, and without all that belongs to them."""
    broken = {diagnostic.place.path for diagnostic in library.diagnostics if diagnostic.is_error}
    kept = tuple(
        lesson
        for lesson in library.lessons
        if lesson.path not in broken and (drafts or lesson.status is not Status.DRAFT)
    )
    ids: set[LessonId] = {lesson.id for lesson in kept}
    return replace(
        library,
        lessons=kept,
        trials=tuple(t for t in library.trials if t.lesson in ids and t.path not in broken),
        wishes=tuple(w for w in library.wishes if w.path not in broken),
        collections=tuple(c for c in library.collections if c.path not in broken),
        guides=tuple(guide for guide in library.guides if guide.path not in broken),
        vocabulary=_without_private(library),
        tag_uses=tuple(use for use in library.tag_uses if use.lesson in ids),
        links=tuple(
            link
            for link in library.links
            if link.source.lesson in ids and (link.target is None or link.target.lesson in ids)
        ),
    )


def _without_private(library: Library) -> Vocabulary:
    """The vocabulary without entries that hold what no one may publish; other faults leave a word what it is."""
    held = {
        one.place
        for one in library.diagnostics
        if one.is_error and one.rule in ("national-id-number", "secret-token")
    }
    words = library.vocabulary
    if held.isdisjoint(entry.place for entry in words.entries):
        return words
    kinds = ("tags", "terms", "roles", "organisations", "programmes")
    return replace(
        words, **{kind: tuple(e for e in getattr(words, kind) if e.place not in held) for kind in kinds}
    )


def emit(
    library: Library,
    settings: Settings,
    leave_out: Collection[str] = (),
    first: Collection[str] = (),
    cache: RenderCache | None = None,
) -> Iterator[Artifact]:
    """Every emitter's artifacts, table by table. `leave_out` names emitters that are not asked, `first` those that
    are asked before the others; `cache` saves display work that an earlier call did."""
    from harvester.emitters import EMITTERS
    from harvester.executors import MANY, run_in_fork
    from harvester.rendering.classic_script import offline_sizes
    from harvester.rendering.pages import SiteContext
    from harvester.search.building import index_of

    site = SiteContext(library, settings, cache)
    if len(library.lessons) >= MANY and "search_shards" not in leave_out:
        site.begun["search_shards"] = run_in_fork(partial(index_of, library, site.typography))
    sizes: dict[str, int] = {}
    order = {name: at for at, name in enumerate(EMITTERS)}
    for name in sorted(EMITTERS.keys() - set(leave_out), key=lambda name: (name not in first, order[name])):
        for artifact in EMITTERS[name](site):
            sizes[artifact.path] = artifact.size or len(artifact.content)
            yield artifact
    if not leave_out:
        yield offline_sizes(sizes)


def import_documents(items: Iterable[tuple[bytes, str, str]], batch: Batch) -> Iterator[Outcome]:
    """The outcomes of files, each with its name and the address that it came from or '': one a document in them.
    Never raises for what they are. They are parsed and understood in a confined child process; the drafts are placed
    in `batch` here. What most documents of one site have at their head or foot is found when all are read; these are
    understood again without it."""
    from harvester.drafting.batch import REFUSED, Outcome, repeated_lines, without_lines
    from harvester.imports import desk, drafts_of, understand_again

    with closing(desk(batch)) as child:
        found = [one for raw, name, url in items for one in drafts_of(raw, name, url, batch, child)]
        often = repeated_lines([one[0].document for one in found if isinstance(one, tuple)])
        for one in found:
            if isinstance(one, Outcome):
                yield one
            elif not isinstance(one, tuple):
                yield Outcome(one.name, REFUSED, refused=one)
            else:
                document = one[0].document
                plain = without_lines(document, often.get(document.digest, frozenset()))
                yield batch.placed(understand_again(plain, one, child) if plain != document else one)


def import_document(raw: bytes, name: str, batch: Batch) -> Iterator[Outcome]:
    """The outcomes of one file."""
    return import_documents([(raw, name, "")], batch)


@lru_cache(maxsize=4)
def segmenter_of(words: tuple[str, ...]) -> Segmenter:
    """The same object for the same words, so that what was made with it is remembered."""
    return Segmenter(words)


@lru_cache(maxsize=1 << 15)
def read_one(path: str, raw: bytes) -> LessonReading:
    from harvester.reading.lesson import LessonReading, read_lesson

    def read() -> LessonReading:
        with share(SECONDS, MEMORY):
            return read_lesson(path, raw)

    try:
        return recall(key_of("lesson", path, raw), read)
    except ShareExceeded as what:
        return LessonReading(None, (_over_its_share(path, what),))


def _over_its_share(path: str, what: ShareExceeded) -> Diagnostic:
    from harvester.reading.wording import told

    return told("over-its-share", Place(path), str(what))
