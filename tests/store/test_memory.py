"""What the memory keeps of a library comes back as it was: else every build would work it out again."""

from __future__ import annotations

import itertools
import sys
import threading
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.memo import _read, digest_of, written
from harvester.memo.packs import Memory, key_of
from harvester.model import Library
from harvester.settings import Settings


@pytest.fixture(scope="module")
def library() -> Library:
    return pipeline.load(Settings(root=Path(__file__).parents[2]))


@pytest.mark.parametrize(
    "name", ["lessons", "trials", "wishes", "events", "collections", "guides", "diagnostics"]
)
def test_what_a_file_holds_comes_back(library: Library, name: str) -> None:
    for one in getattr(library, name):
        back = _read(written(one))
        assert back == one
        assert getattr(back, "places", None) == getattr(one, "places", None)
        assert digest_of(back) == digest_of(one)


def test_the_words_come_back(library: Library) -> None:
    words = library.vocabulary
    assert words.tags
    assert words.programmes
    assert _read(written(words)) == words
    assert written(_read(written(words))) == written(words)


def test_what_is_learnt_while_it_is_written_is_no_fault() -> None:
    held = Memory()
    held.open({}.get, "program")
    for n in range(20_000):
        held.put(key_of(str(n)), b"x")
    done = threading.Event()

    def learn() -> None:
        for n in itertools.count(20_000):
            if done.is_set():
                return
            held.put(key_of(str(n)), b"x")
            held.table(key_of(f"table {n % 999}"))["word"] = n

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    learner = threading.Thread(target=learn)
    learner.start()
    try:
        for _ in range(5):
            list(held.changed())
    finally:
        done.set()
        learner.join()
        sys.setswitchinterval(interval)


def test_a_copy_hands_back_what_it_adds_to_a_table_that_was_put_before() -> None:
    held, key = Memory(), key_of("words")
    held.open({}.get, "program")
    held.table(key)["one"] = 1
    held.learnt_by(lambda: None)
    _, learnt, _ = held.learnt_by(lambda: held.table(key).update(two=2))
    assert learnt.keys() == {key}
    assert held.learnt_by(lambda: None)[1] == {}
