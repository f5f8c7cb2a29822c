"""Living paper: what a QR code remembers, and what the page makes of it, in Python and in the browser alike."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace

import pytest

from harvester import TEMPLATES
from harvester.model import Anchor, Caution, Library, Markdown, Step, Technique
from harvester.rendering.edition_code import MOST, edition, object_codes
from harvester.thai.dates import ThaiDate

DAY = ThaiDate(2026, 11, 20)
SCRIPT = """
import { compared, objects, read, told, written } from "%s";
const [code, now, trials] = JSON.parse(process.argv[1]);
const paper = read(code), here = objects(now);
console.log(JSON.stringify({ paper, told: paper ? told(compared(paper, here, trials)) : null,
  anchors: paper ? compared(paper, here, trials).anchors : null, written: written(here, trials, new Date(2026, 10, 20)) }));
"""


def browser(code: str, now: str, trials: int) -> dict[str, object]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is missing: the browser's twin cannot be run")
    script = SCRIPT % (TEMPLATES / "assets" / "paper" / "edition.js").as_uri()
    done = subprocess.run(
        [node, "--input-type=module", "-e", script, json.dumps([code, now, trials])],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_the_code_is_short_and_stable(library: Library) -> None:
    lesson = library.by_id["call-then-write"]
    code = edition(lesson, DAY, 2)
    assert code.startswith("20261120.")
    assert [len(part) for part in code.split(".")] == [8, 6, 4, 2, 1]
    assert code == edition(replace(lesson, digest="other", summary="other"), DAY, 2)


def test_both_write_the_same_code(library: Library) -> None:
    lesson = library.by_id["call-then-write"]
    assert browser("", object_codes(lesson), 2)["written"] == edition(lesson, DAY, 2)


def test_fresh_paper_has_nothing_to_tell(library: Library) -> None:
    lesson = library.by_id["call-then-write"]
    assert browser(edition(lesson, DAY, 2), object_codes(lesson), 2)["told"] == []


def test_added_changed_and_dropped_are_told_apart(library: Library) -> None:
    lesson = library.by_id["call-then-write"]
    old = edition(lesson, DAY, 2)
    section = next(one for one in lesson.sections if one.technique)
    technique = section.technique
    assert technique is not None
    first, second, third = technique.steps
    place = first.place
    newer = replace(
        technique,
        steps=(
            replace(first, text=Markdown("โทรแล้วส่งไลน์ตาม")),
            replace(
                second,
                cautions=(
                    *second.cautions,
                    *(Caution(Markdown(f"ใหม่ {n}"), Anchor(f"caution-1-2-{n}"), place) for n in "23"),
                ),
            ),
        ),
    )
    now = replace(
        lesson,
        sections=tuple(replace(one, technique=newer) if one is section else one for one in lesson.sections),
    )
    found = browser(old, object_codes(now), 3)
    assert third not in newer.steps
    assert [str(line).replace("\u00a0", " ") for line in found["told"]] == [  # type: ignore[union-attr, attr-defined]
        "มีข้อควรระวังเพิ่ม 2 ข้อ",
        "แก้ขั้นตอน 1 ขั้น",
        "ตัดขั้นตอนออก 1 ขั้น",
        "มีคนลองเพิ่ม 1 ครั้ง",
    ]
    assert first.anchor in found["anchors"]  # type: ignore[operator]


def test_a_long_lesson_is_remembered_as_a_whole(library: Library) -> None:
    lesson = library.by_id["hard-to-set"]
    assert len(object_codes(lesson).split()) > MOST
    code = edition(lesson, DAY)
    assert len(code) == len("20261120.~abcdef")
    assert browser(code, object_codes(lesson), 0)["paper"]["whole"] is True  # type: ignore[index]


@pytest.mark.parametrize("code", ["", "x", "2026", "<script>", "2026112", "99999999"])
def test_nonsense_in_the_address_is_silent(code: str) -> None:
    paper = browser(code, "", 0)["paper"]
    assert paper is None or code == "99999999"


def test_spelling_that_means_the_same_is_no_change(library: Library) -> None:
    lesson = library.by_id["keep-a-list"]
    section = lesson.sections[0]
    assert isinstance(section.technique, Technique)
    steps = tuple(
        Step(s.number, Markdown(s.text.replace(" ", "  ").replace("1", "๑")), s.anchor, s.place, s.cautions)
        for s in section.technique.steps
    )
    same = replace(
        lesson,
        sections=(replace(section, technique=replace(section.technique, steps=steps)), *lesson.sections[1:]),
    )
    assert edition(same, DAY) == edition(lesson, DAY)
