"""Search where users are: questions of many kinds on the lessons of this project, beside Pagefind and Material.

    python benchmarks/search_small.py [--set SET] [--peers] [--json OUT]

`benchmarks/search_small_questions/` holds questions with the lessons that answer them, and questions that no lesson
answers (`-`). The weights were chosen on `development`, `practitioners` and `another`; the sets that were kept apart
were never looked at. `another…` are asked of `benchmarks/another_library`: 24 lessons of other work, without a vocabulary of its own.
Prints, by kind: first lesson right, among three, mean reciprocal rank, share called found; then dead beginnings of the
vocabulary.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]

from harvester import pipeline
from harvester.model import Library, Vocabulary, forms_of
from harvester.model.plain_text import plain
from harvester.search.answering import Verdict, answer
from harvester.search.building import index_of
from harvester.search.engine import Search
from harvester.settings import load_settings

FOLDER = Path(__file__).parent / "search_small_questions"
OTHER = Path(__file__).parent / "another_library"


class Question(NamedTuple):
    """What someone typed, of what kind it is, and the ids of the lessons that answer it; none where nothing does."""

    kind: str
    text: str
    wanted: frozenset[str]


class Asked(NamedTuple):
    """Lessons in the order shown, and what the engine called its answer."""

    lessons: Sequence[str]
    verdict: str


def questions(name: str, search: Search) -> list[Question]:
    """The questions of a set that can be asked of a library: those whose lessons are all drafts are set aside."""
    out, kind, held = [], "", frozenset(search.lexicon.names)
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            kind = line[2:].strip()
        elif line.strip():
            text, _, wanted = line.rpartition(" | ")
            lessons = frozenset(wanted.split()) & held
            if lessons or wanted == "-":
                out.append(Question(kind, text, lessons))
    return out


def asked(search: Search, text: str) -> Asked:
    """What our engine gives: only what it calls found counts as shown."""
    found = answer(search, text)
    lexicon = search.lexicon
    return Asked([lexicon.names[lexicon.owner[hit.document]] for hit in found.hits], found.verdict)


def figures(asked_for: Sequence[Question], given: Sequence[Asked]) -> dict[str, dict[str, float]]:
    """By kind, over `all` answerable and over `none` (unanswerable): shares of questions."""
    groups: dict[str, list[tuple[int, bool]]] = {}
    for question, (lessons, verdict) in zip(asked_for, given, strict=True):
        place = next((at for at, one in enumerate(lessons) if one in question.wanted), 99)
        for kind in (question.kind, "all" if question.wanted else "none"):
            groups.setdefault(kind, []).append((place, verdict == Verdict.FOUND))
    return {
        kind: {
            "questions": len(rows),
            "hit1": _share(place == 0 for place, _ in rows),
            "hit3": _share(place < 3 for place, _ in rows),
            "mrr": round(sum(1 / (place + 1) for place, _ in rows if place < 10) / len(rows), 3),
            "found": _share(found for _, found in rows),
        }
        for kind, rows in groups.items()
    }


def _share(flags: Any) -> float:
    held = list(flags)
    return round(sum(held) / len(held), 3)


def dead_beginnings(search: Search, vocabulary: Vocabulary, every: int = 1) -> tuple[list[str], int]:
    """Beginnings of the vocabulary's forms, from two letters, for which nothing at all is shown; and how many were
    tried: all of them, or every second, third … in order."""
    beginnings = {
        form[:size]
        for entry in vocabulary.entries
        for form in forms_of(entry)
        for size in range(2, len(form) + 1)
    }
    tried = sorted(beginnings)[::every]
    return [text for text in tried if answer(search, text).verdict is Verdict.NOTHING], len(tried)


def opened(root: Path = ROOT) -> tuple[Library, Search]:
    """The lessons of a library that are published, and their index, opened."""
    settings = load_settings(root)
    library = pipeline.publishable(pipeline.harvest(pipeline.load(settings)), settings.drafts)
    return library, Search(index_of(library).load)


def peers(library: Library, asked_for: Sequence[Question]) -> Iterator[tuple[str, list[Asked]]]:
    """Pagefind and Material on the same texts, each as it comes; whatever they list counts as found."""
    from search_systems import material, pagefind
    from search_systems.measured import Missing

    articles = [
        {"id": one.id, "title": one.title, "text": f"{one.summary}\n{plain(one.body)}"}
        for one in library.lessons
    ]
    queries = [{"q": one.text, "kind": one.kind, "rel": sorted(one.wanted)} for one in asked_for]
    for name, system in (("pagefind", pagefind), ("material", material)):
        try:
            ranked = system.measure(articles, queries).ranked
        except Missing as reason:
            print(f"{name}: วัดไม่ได้ {reason}", file=sys.stderr)
            continue
        yield name, [Asked(found, Verdict.FOUND if found else Verdict.NOTHING) for found in ranked]


def table(results: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """The figures for people."""
    lines = []
    for name, by_kind in results.items():
        lines.append(f"{name:<16}{'n':>5}{'first':>8}{'three':>8}{'MRR':>8}{'found':>8}")
        for kind, row in by_kind.items():
            cells = "".join(f"{row[key]:>8.2f}" for key in ("hit1", "hit3", "mrr", "found"))
            lines.append(f"  {kind:<14}{row['questions']:>5}{cells}")
    return "\n".join(lines)


def main() -> None:
    """Asks, prints and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set", default="development", choices=sorted(one.stem for one in FOLDER.glob("*.txt"))
    )
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    library, search = opened(OTHER if chosen.set.startswith("another") else ROOT)
    asked_for = questions(chosen.set, search)
    results = {"ours": figures(asked_for, [asked(search, one.text) for one in asked_for])}
    if chosen.peers:
        results |= {name: figures(asked_for, given) for name, given in peers(library, asked_for)}
    dead, beginnings = dead_beginnings(search, library.vocabulary)
    print(table(results))
    print(f"dead beginnings of the vocabulary: {len(dead)} of {beginnings}")
    if chosen.json:
        chosen.json.write_text(json.dumps(results | {"dead": len(dead), "beginnings": beginnings}), "utf-8")


if __name__ == "__main__":
    main()
