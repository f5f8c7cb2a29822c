"""Work in a copy of the process: its result, what it learnt, and when it dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from harvester import executors
from harvester.executors import run_in_fork
from harvester.memo import by_word, isolated, key_of, memory, recall, remembered_words
from harvester.model import Artifact, Lesson, LessonId, Library
from harvester.rendering import pages
from harvester.rendering.render_cache import RenderCache
from harvester.settings import Settings


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HARVESTER_WORKERS", "2")
    monkeypatch.setattr(executors, "MOST_THREADS", 1000)


def test_work_aside_tells_its_result_and_what_it_learnt(two_cores: None) -> None:
    with isolated():
        here = os.getpid()

        def work() -> tuple[str, int]:
            return recall(key_of("aside"), lambda: "learnt"), os.getpid()

        waiting = run_in_fork(work)
        made, process = waiting()
        assert made == "learnt"
        assert (process != here) == (sys.platform == "linux")
        assert memory.knows(key_of("aside"))


def test_work_aside_that_dies_is_done_here(two_cores: None) -> None:
    here = os.getpid()
    assert run_in_fork(lambda: here if os.getpid() == here else os._exit(9))() == here


def test_work_aside_that_fails_fails_here(two_cores: None) -> None:
    with pytest.raises(ZeroDivisionError):
        run_in_fork(lambda: 1 // 0)()


def test_pages_made_in_two_processes_are_the_pages_of_one(
    two_cores: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MANY", 2)
    cache = RenderCache()
    site = pages.SiteContext(Library(), Settings(Path()), cache)
    makers: set[int] = set()

    def work(numbers: Sequence[int]) -> Iterator[Artifact]:
        for number in numbers:
            cache.unfinished[f"docs/{number}.md"] = b"key", (number,)
            makers.add(os.getpid())
            yield Artifact(f"docs/{number}.md", str(os.getpid()).encode())

    with isolated():
        memory.put(b"one", b"")
        memory.put(b"two", b"")
        made = list(site.in_halves(work, range(7)))
    assert [one.path for one in made] == [f"docs/{number}.md" for number in range(7)]
    assert sorted(cache.unfinished) == [one.path for one in made]
    assert makers == {os.getpid()}
    assert (len({one.content for one in made}) > 1) == (sys.platform == "linux")


def test_tables_of_words_outlive_the_process_and_are_shared_by_copies(two_cores: None) -> None:
    asked: list[str] = []

    @by_word
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    packs: dict[str, bytes] = {}
    with isolated():
        memory.open(packs.get, "program")
        assert [length("ฝาย"), length("ฝาย"), run_in_fork(lambda: length("น้ำ"))()] == [3, 3, 3]
        packs |= memory.changed()
        memory.open(packs.get, "program")
        asked.clear()
        assert [length("ฝาย"), length("น้ำ")] == [3, 3]
        assert not asked
        memory.open(packs.get, "another program")
        assert length("ฝาย") == 3
        assert asked == ["ฝาย"]


def test_words_are_remembered_in_their_order_each_word_once_in_a_process() -> None:
    @remembered_words
    def words(lesson: Lesson) -> Mapping[str, tuple[str, ...]]:
        return {"title": ("น้ำ", "ฝาย", "น้ำ"), "body": ()}

    packs: dict[str, bytes] = {}
    one, again = (Lesson(id=LessonId("a"), path="a.md", title="ชื่อ", digest="d") for _ in range(2))
    with isolated():
        memory.open(packs.get, "program")
        made = words(one)
        packs |= memory.changed()
        memory.open(packs.get, "program")
        kept = words(again)
    assert kept == made
    assert kept["title"][0] is kept["title"][2]
