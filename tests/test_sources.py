"""Shipped texts share no wording with the documents they were taken from, beyond titles, names and quotations."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from harvester.reading.library import read_library
from harvester.thai.segment import Segmenter
from harvester.thai.text import arabic

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
TEXTS = [
    file
    for pattern in ("2*/*.md", "pages/*.md", "collections/*.yml", "events/*.yml", "vocabulary/*.yml")
    for file in sorted((ROOT / "lessons").glob(pattern))
]
LONGEST = 8
"""Words in a row that one of ours and a source may not share."""
QUOTED = re.compile(r"“[^”\n]*”|‘[^’\n]*’")


def runs(text: str) -> set[tuple[str, ...]]:
    """All stretches of `LONGEST` words, digits and blanks made alike; a `|` ends a stretch."""
    found: set[tuple[str, ...]] = set()
    for part in arabic(text).split("|"):
        said = [word for word in SEGMENTER.words(part) if re.search(r"\w", word)]
        found |= {tuple(said[at : at + LONGEST]) for at in range(len(said) - LONGEST + 1)}
    return found


SEGMENTER = Segmenter()


@lru_cache(maxsize=1)
def sources() -> set[tuple[str, ...]]:
    return set().union(*(runs(file.read_text(encoding="utf-8")) for file in SEEDS))


@lru_cache(maxsize=1)
def names() -> re.Pattern[str]:
    """Titles of sources and workshops, names of bodies and people: what cannot be said in other words."""
    reading = read_library(ROOT / "lessons")
    said = {one.label for one in reading.vocabulary.organisations}
    said |= {held.title for one in reading.vocabulary.programmes for held in one.workshops}
    for lesson in reading.lessons:
        if lesson.source:
            said |= {lesson.source.title, lesson.source.publisher, *lesson.source.authors}
    return re.compile("|".join(map(re.escape, sorted(filter(None, said), key=len, reverse=True))))


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="ไม่มีโฟลเดอร์ ../shared/seeds")
@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT / "lessons")))
def test_nothing_is_copied(file: Path) -> None:
    text = QUOTED.sub("|", names().sub("|", file.read_text(encoding="utf-8")))
    assert [" ".join(run) for run in sorted(runs(text) & sources())] == []


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS, reason="ไม่มีโฟลเดอร์ ../shared/seeds")
def test_a_copied_sentence_is_seen() -> None:
    sentence = next(line for line in SEEDS[0].read_text(encoding="utf-8").split("\n") if len(line) > 300)
    assert runs(sentence[40:200]) & sources()


def test_each_statement_has_its_line() -> None:
    table = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([a-z0-9-]+) \|", table, re.MULTILINE))
    taken = {
        lesson.id
        for lesson in read_library(ROOT / "lessons").lessons
        if lesson.source and lesson.source.title != "เรียบเรียงโดยกองบรรณาธิการคลังบทเรียน"
    }
    assert taken - listed == set()
    lines = {file.name[:3]: file.read_text(encoding="utf-8").count("\n") + 1 for file in SEEDS}
    for number, found in re.findall(r"\| (00\d):([\d–, ]+) \|", table):
        assert all(int(line) <= lines.get(number, 1000) for line in re.findall(r"\d+", found))


def test_those_who_wrote_a_source_are_not_its_tellers() -> None:
    for lesson in read_library(ROOT / "lessons").lessons:
        if lesson.source:
            assert not {one.name for one in lesson.authors} & set(lesson.source.authors), lesson.id
            assert lesson.origin != "teller", lesson.id
