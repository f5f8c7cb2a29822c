"""Golden cases: both engines give what a case says, in the same order and with the same scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from harvester.search.answering import answer
from harvester.search.engine import Search
from tests.golden import Case, cases
from tests.search import browser_engine
from tests.search.library import Scene, said, scene, told

CASES = list(cases(Path(__file__).with_name("answers.txt")))


def questions(part: Scene, lines: list[list[str]]) -> str:
    """Answers under their questions, as the case writes them."""
    out: list[str] = []
    for (query, wanted), found in zip(part.asked, lines, strict=True):
        narrowed = "".join(f" @{facet}={value}" for facet, values in wanted.items() for value in values)
        out += [f"? {query}{narrowed}", *found]
    return "\n".join(out)


@pytest.fixture(scope="module")
def browser() -> list[list[dict[str, Any]]]:
    """What the browser's engine answers, case by case."""
    jobs = []
    for case in CASES:
        part = scene(case.given)
        jobs.append(("answers", {"files": browser_engine.as_text(part.index().files), "asked": part.asked}))
    return browser_engine.run(*jobs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_terminal(case: Case) -> None:
    part = scene(case.given)
    search = Search(part.index().load)
    assert (
        questions(part, [told(search.lexicon, answer(search, *one)) for one in part.asked]) == case.expected
    )


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.title for case in CASES])
def test_browser(number: int, browser: list[list[dict[str, Any]]]) -> None:
    lines = []
    for found in browser[number]:
        hits = [address + (f" [{' '.join(also)}]" if also else "") for address, _, _, also in found["hits"]]
        lines.append(said(hits, found["near"], found["entries"], found["notes"]))
    assert questions(scene(CASES[number].given), lines) == CASES[number].expected


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.title for case in CASES])
def test_both_agree_to_the_last_bit(number: int, browser: list[list[dict[str, Any]]]) -> None:
    part = scene(CASES[number].given)
    search = Search(part.index().load)
    for one, theirs in zip(part.asked, browser[number], strict=True):
        ours = answer(search, *one)
        assert [hit.score for hit in ours.hits] == [score for _, score, _, _ in theirs["hits"]]
        assert [hit.sure for hit in ours.hits] == [sure for _, _, sure, _ in theirs["hits"]]
        assert ours.verdict == theirs["verdict"]
        meant = ours.meant and [ours.meant.before, ours.meant.after, ours.meant.searched]
        assert meant == theirs["meant"]
        assert list(ours.marks) == theirs["marks"]
        assert [
            [facet, [list(pair) for pair in values.items()]] for facet, values in ours.counts.items()
        ] == theirs["counts"]
        assert [search.card(hit.document).text for hit in ours.hits[:3]] == [
            card["text"] for card in theirs["cards"]
        ]
