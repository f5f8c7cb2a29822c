"""Analyses lessons in batches on an executor. A batch returns the memory entries of its lessons, so the pipeline and
its result stay the same whichever worker did it. A corpus larger than memory goes through as shards of JSON Lines."""

import json
import marshal
import os
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from harvester import SetupError, pipeline
from harvester.annotate.alone import find_alone
from harvester.executors import MANY, Executor, Pool, run_in_fork
from harvester.memo import isolated, key_of, memory
from harvester.model import Lesson, LessonId, Library, Vocabulary
from harvester.model.vocabulary import matcher
from harvester.reading.lesson import read_lesson
from harvester.reading.library import bytes_of, lesson_files, read_vocabulary
from harvester.settings import Settings
from harvester.shares import ShareExceeded, share
from harvester.store import write_file

BATCH = 64
"""Lessons of a batch."""
LOADING = 20
"""Lessons by which a process has loaded all dictionaries: a copy of it need not."""
FEW = 2_000
"""Up to this many lessons, processes cost more than they save."""
SAMPLE = 100
"""Lessons that tell how many are new."""


def prepare(settings: Settings, work: Executor, few: int = FEW) -> int:
    """Analyse the lessons that the memory lacks, when they are more than `few`; returns their number."""
    if not (files := _unknown(settings, few)):
        return 0
    vocabulary = read_vocabulary(settings.lessons_folder)
    waiting = iter(files)
    batches = (pickle.dumps((vocabulary, batch)) for batch in iter(lambda: list(islice(waiting, BATCH)), []))
    for learnt in work.map(learn, batches):
        for key, value in marshal.loads(learnt).items():
            memory.put(key, value)
    return len(files)


def _unknown(settings: Settings, few: int) -> list[tuple[str, bytes]]:
    """Path and bytes of the lessons that the memory lacks, when they are more than `few`."""

    def unknown(some: Iterable[tuple[str, str]]) -> list[tuple[str, bytes]]:
        read = ((path, bytes_of(file)) for path, file in some)
        return [(path, raw) for path, raw in read if not memory.knows(key_of("lesson", path, raw))]

    named = list(lesson_files(settings.lessons_folder))
    step = max(1, len(named) // SAMPLE)
    # most builds know most lessons: a sample tells, and spares reading all of them twice
    if len(named) <= few or len(unknown(named[::step])) * step <= few:
        return []
    return unknown(named)


def load(settings: Settings) -> Library:
    """What `pipeline.load` gives. Where many lessons are new, they are read by all cores, and what is in each alone
    is found: the stations know it."""
    if not (new := _unknown(settings, MANY - 1)):
        return pipeline.load(settings)
    workers = int(os.environ.get("HARVESTER_WORKERS") or os.cpu_count() or 1)
    if workers > 1 and prepare(settings, Pool(workers)):
        return pipeline.load(settings)
    others = run_in_fork(lambda: _read(new[1::2]))
    _read(new[::2])
    others()
    library = pipeline.load(settings)
    _find_in_each(library)
    return library


def _read(files: Iterable[tuple[str, bytes]]) -> None:
    for path, raw in files:
        pipeline.read_one(path, raw)


def _find_in_each(library: Library) -> None:
    finder = matcher(library.vocabulary)
    segmenter = pipeline.segmenter_of(tuple(library.vocabulary.words()))

    def find(lessons: Sequence[Lesson]) -> Any:
        for lesson in lessons:
            with suppress(ShareExceeded), share(pipeline.SECONDS, pipeline.MEMORY):  # its station will say so
                find_alone(lesson, finder, segmenter)
                pipeline.found_alone(lesson)
        return segmenter.cuts()

    segmenter.expect("\n".join(lesson.body for lesson in library.lessons))
    find(library.lessons[:LOADING])
    others = run_in_fork(lambda: find(library.lessons[LOADING::2]))
    find(library.lessons[LOADING + 1 :: 2])
    segmenter.take_in(others())


def learn(batch: bytes) -> bytes:
    """The memory entries of a batch: pickled vocabulary and files (path, bytes) in, marshalled entries out."""
    vocabulary, files = pickle.loads(batch)
    with isolated() as learnt:
        readings = [pipeline.read_one(path, raw) for path, raw in files]
        _harvest([one.lesson for one in readings if one.lesson], vocabulary)
    return marshal.dumps(learnt)


def _harvest(lessons: Iterable[Lesson], vocabulary: Vocabulary) -> Library:
    return pipeline.harvest(Library(lessons=tuple(lessons), vocabulary=vocabulary))


def shards(
    source: Path, out: Path, vocabulary: Vocabulary, work: Executor
) -> Iterator[tuple[str, int, bool]]:
    """Harvests `source/*.jsonl` (a lesson a line: `path`, `text`) into `out`, shard by shard; yields the name of
    each, how many lessons it has, and whether it was done before. For each shard a shard of the same name: a line for
    each lesson with id, title, its number of words, tags, places, terms of the glossary, and rules it breaks.
    `frequencies.json` counts in how many lessons each word is."""
    names = sorted(path.name for path in source.glob("*.jsonl"))
    if not names:
        raise SetupError(f"ไม่พบไฟล์ .jsonl ใน {source}\nหนึ่งบรรทัดต่อบทเรียน มี path และ text")
    known = pickle.dumps(vocabulary)
    done: dict[str, str] = {}
    todo: list[tuple[str, str]] = []
    for name in names:
        made_of = sha256((source / name).read_bytes() + known).hexdigest()
        record = out / f"{name}.done"
        if record.is_file() and record.read_text("utf-8").startswith(made_of) and (out / name).is_file():
            done[name] = made_of
        else:
            todo.append((name, made_of))
    batches = (pickle.dumps((vocabulary, (source / name).read_bytes())) for name, _ in todo)
    counts: Counter[str] = Counter()
    for name in done:
        counts += Counter(json.loads((out / f"{name}.done").read_text("utf-8").partition("\n")[2]))
        yield name, len((out / name).read_bytes().splitlines()), True
    for (name, made_of), result in zip(todo, work.map(harvest_shard, batches), strict=True):
        lines, held = pickle.loads(result)
        write_file(out / name, lines)
        write_file(out / f"{name}.done", f"{made_of}\n{json.dumps(held, ensure_ascii=False)}".encode())
        counts += Counter(held)
        yield name, len(lines.splitlines()), False
    ordered = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    write_file(out / "frequencies.json", json.dumps(ordered, ensure_ascii=False, indent=0).encode())


def harvest_shard(batch: bytes) -> bytes:
    """Pickled vocabulary and lines in, pickled lines and document frequencies out."""
    vocabulary, raw = pickle.loads(batch)
    readings = [
        read_lesson(str(one["path"]), str(one["text"]).encode()) for one in map(json.loads, raw.splitlines())
    ]
    with isolated():
        library = _harvest([one.lesson for one in readings if one.lesson], vocabulary)
    rules: dict[str, set[str]] = {}
    for found in (*library.diagnostics, *(one for reading in readings for one in reading.diagnostics)):
        rules.setdefault(found.place.path, set()).add(found.rule)
    frequencies: Counter[str] = Counter()
    lines: list[str] = []
    for lesson in library.lessons:
        words = [word for text in library.tokens.get(lesson.id, {}).values() for word in text]
        frequencies.update(set(words))
        line = {
            "id": lesson.id,
            "path": lesson.path,
            "title": lesson.title,
            "words": len(words),
            "tags": _of(library, lesson.id, "tag"),
            "places": _of(library, lesson.id, "place"),
            "terms": sorted({one.term for one in library.links_from.get(lesson.id, ()) if one.term}),
            "rules": sorted(rules.get(lesson.path, ())),
        }
        lines.append(json.dumps(line, ensure_ascii=False))
    return pickle.dumps(("".join(f"{line}\n" for line in lines).encode(), dict(sorted(frequencies.items()))))


def _of(library: Library, lesson: LessonId, kind: str) -> list[str]:
    # tags that are only suggested are weighed by all lessons of a shard: they are not told here
    uses = library.uses_of.get(lesson, ())
    return sorted({use.term for use in uses if use.kind == kind and use.origin != "suggested"})
