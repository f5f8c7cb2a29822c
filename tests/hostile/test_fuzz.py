"""Every door with bytes of strangers: the corpus and all that fuzzing ever found, and whole inputs changed at random."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.__main__ import changed
from fuzz.harnesses import HARNESSES, seeds

SLOW = {
    "pdf": 6,
    "zip": 10,
    "docx": 15,
    "xlsx": 15,
    "picture": 15,
    "html": 15,
    "eml": 15,
    "xml": 15,
    "csv": 15,
}
"""Harnesses that get fewer examples; `python -m fuzz` gives them the time that they take."""


def test_every_harness_has_whole_inputs() -> None:
    assert all(seeds(name) for name in HARNESSES)


@pytest.mark.parametrize("name", HARNESSES)
def test_corpus_and_cases(name: str) -> None:
    for file in seeds(name):
        HARNESSES[name](file.read_bytes())


@pytest.mark.parametrize("name", HARNESSES)
def test_whole_inputs_changed(name: str) -> None:
    whole = [file.read_bytes() for file in seeds(name)]

    @settings(max_examples=SLOW.get(name, 40), suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(whole), st.integers(0, 1 << 32))
    def holds(raw: bytes, chance: int) -> None:
        HARNESSES[name](changed(raw, random.Random(chance)))

    holds()


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400))
def test_any_text_is_a_lesson_or_told_why_not(text: str) -> None:
    HARNESSES["lesson"](f"---\ntitle: ก\n---\n\n{text}\n".encode("utf-8", "replace"))
