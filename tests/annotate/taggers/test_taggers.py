"""What each tagger finds, case by case, and what holds of all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.annotate.taggers import TAGGERS
from harvester.model import TagUse
from tests.annotate.taggers.library import library_of
from tests.golden import Case, cases

HERE = Path(__file__).parent
CASES = list(cases(HERE / "cases.txt"))


def shown(use: TagUse) -> str:
    return f"{use.lesson} {use.kind} {use.term} {use.score:.2f} {use.because}"


def tagged(origin: str, given: str) -> str:
    return "\n".join(map(shown, TAGGERS[origin](*library_of(given)))) or "-"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    assert tagged(case.title.partition(":")[0], case.given) == case.expected


def test_every_tagger_has_a_case() -> None:
    assert {case.title.partition(":")[0] for case in CASES} == set(TAGGERS)


def test_what_is_suggested_is_never_declared_or_named() -> None:
    library = pipeline.with_tags(*library_of("".join(case.given + "\n" for case in CASES[:1] + CASES[-1:])))
    named = {(use.lesson, use.term) for use in library.tag_uses if use.origin in ("declared", "alias")}
    suggested = {(use.lesson, use.term) for use in library.tag_uses if use.origin == "suggested"}
    assert suggested
    assert not named & suggested


@pytest.mark.parametrize("origin", sorted(TAGGERS))
def test_the_order_of_lessons_changes_nothing_but_the_order(origin: str) -> None:
    library, segmenter = library_of(CASES[-1].given)
    other = replace(library, lessons=library.lessons[::-1])
    assert set(TAGGERS[origin](library, segmenter)) == set(TAGGERS[origin](other, segmenter))
