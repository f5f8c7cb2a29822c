"""What each linker leads to, case by case, and what holds of all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harvester import pipeline
from harvester.annotate.linkers import LINKERS
from harvester.model import Link, Ref
from tests.annotate.taggers.library import library_of
from tests.golden import Case, cases

HERE = Path(__file__).parent
CASES = list(cases(HERE / "cases.txt"))


def shown(link: Link) -> str:
    to = _ref(link.target) if link.target else f"“{link.term}”"
    why = ", ".join(f"{reason.kind} {reason.text}" for reason in link.because)
    return f"{_ref(link.source)} -> {to}: {why}" + (f" | {link.sentence}" if link.sentence else "")


def _ref(ref: Ref) -> str:
    return f"{ref.lesson}#{ref.anchor}" if ref.anchor else ref.lesson


def linked(kind: str, given: str) -> str:
    library, segmenter = library_of(given)
    library = pipeline.with_tags(library, segmenter)
    return "\n".join(map(shown, LINKERS[kind](library, segmenter))) or "-"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    assert linked(case.title.partition(":")[0], case.given) == case.expected


def test_every_linker_has_a_case() -> None:
    assert {case.title.partition(":")[0] for case in CASES} == set(LINKERS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_order_of_lessons_changes_nothing_but_the_order(case: Case) -> None:
    library, segmenter = library_of(case.given)
    turned = replace(library, lessons=library.lessons[::-1])
    kind = case.title.partition(":")[0]
    one, other = (
        list(LINKERS[kind](pipeline.with_tags(each, segmenter), segmenter)) for each in (library, turned)
    )
    assert set(one) == set(other)
    assert len(one) == len(set(one))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_every_link_leads_somewhere_and_says_why(case: Case) -> None:
    library, segmenter = library_of(case.given)
    library = pipeline.with_links(pipeline.with_tags(library, segmenter), segmenter)
    for link in library.links:
        assert link.source.lesson in library.by_id
        assert link.because
        if link.target:
            assert link.target.lesson in library.by_id
            assert link.target.lesson != link.source.lesson
        assert 0 < link.score <= 1
