"""Private data is found and look-alikes are not, by the core and by the browser's twin alike."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harvester import TEMPLATES
from harvester.emitters.theme import privacy_patterns
from harvester.thai.privacy import STARTS, _table, find_private, redact
from tests.search.browser_engine import node

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "benchmarks"))
import privacy  # noqa: E402

ASK = """
import { findPrivate } from './find.js';
const lines = JSON.parse(await new Response(process.stdin).text());
const at = (line, unit) => [...line.slice(0, unit)].length; // code points, as the core counts
const told = (line) => findPrivate(line).map((one) => [one.kind, at(line, one.start), at(line, one.end), one.redaction]);
console.log(JSON.stringify(lines.map(told)));
"""


def lines(name: str) -> list[tuple[str, str]]:
    """(kind, line) of a file of made-up cases."""
    rows = (row.split("\t") for row in (HERE / name).read_text("utf-8").splitlines())
    return [(kind, text) for kind, text in rows]


PRIVATE, ALIKE = lines("private.tsv"), lines("lookalikes.tsv")


def test_private_lines_are_found() -> None:
    assert [text for _, text in PRIVATE if not find_private(text)] == []


def test_lookalikes_are_left_alone() -> None:
    assert [(text, find_private(text)) for _, text in ALIKE if find_private(text)] == []


@pytest.mark.parametrize("name", ["development", "kept_apart"])
def test_most_is_found_in_lines_that_the_patterns_were_not_made_from(name: str) -> None:
    told = privacy.figures(name)
    assert min(told["found"] - 0.9, told["people_found"] - 0.85, 0.03 - told["false"]) >= 0, told


def test_the_browser_finds_the_same(tmp_path: Path) -> None:
    for name in ("find.js", "package.json"):
        (tmp_path / name).write_bytes((TEMPLATES / "assets" / "privacy" / name).read_bytes())
    (tmp_path / "patterns.js").write_bytes(privacy_patterns())
    (tmp_path / "ask.mjs").write_text(ASK, "utf-8")
    sets = [
        privacy.lines(kind, name) for kind in ("private", "alike") for name in ("development", "kept_apart")
    ]
    asked = [text for rows in (PRIVATE, ALIKE, *sets) for _, text in rows]
    # Each with a neighbour on the lines around it, and with signs that nobody sees.
    asked += ["\n".join(asked[at : at + 3]) for at in range(0, len(asked), 3)]
    asked += ["\u200b".join(text[:40]) for text in asked[:40]]
    done = subprocess.run(
        [node(), "ask.mjs"], cwd=tmp_path, input=json.dumps(asked).encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    ours = [[[one.kind, one.start, one.end, one.redaction] for one in find_private(text)] for text in asked]
    for text, browser, core in zip(asked, json.loads(done.stdout), ours, strict=True):
        assert browser == core, text


def test_no_barcode_is_an_identity_number() -> None:
    """Of ten barcodes one has the check digit of an identity number as well."""
    rand = random.Random(13)
    for prefix in ("885", "690", "471", "300", "400", "123"):
        for _ in range(300):
            digits = prefix + "".join(str(rand.randrange(10)) for _ in range(9))
            weighed = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
            code = f"{digits}{-weighed % 10}"
            for text in (code, f"บาร์โค้ด {code}", f"สินค้า {code} ราคา 25 บาท", f"{code} น้ำพริก"):
                assert "national-id" not in {one.kind for one in find_private(text)}, text


def test_what_is_private_is_replaced_by_what_it_was() -> None:
    text = "นายมี ศรีทอง ป่วยเป็นเบาหวาน โทร ๐๘๑-๒๓๔\u200b-๕๖๗๘ ครับ"
    assert redact(text) == "[ชื่อคน] ป่วยเป็นเบาหวาน โทร [เบอร์โทร] ครับ"
    assert not find_private(redact(text))


def test_every_title_begins_with_a_letter_that_is_looked_for() -> None:
    people, lists = _table()["people"], _table()["lists"]
    parse = re._parser.parse  # type: ignore[attr-defined]

    def firsts(pattern: Any) -> tuple[set[str], bool]:
        """Letters that a match can begin with, and whether it can be empty."""
        found: set[str] = set()
        for kind, given in pattern:
            match str(kind):
                case "ASSERT" | "ASSERT_NOT":
                    continue
                case "LITERAL":
                    return found | {chr(given)}, False
                case "BRANCH":
                    parts = [*map(firsts, given[1])]
                case "SUBPATTERN":
                    parts = [firsts(given[3])]
                case "MAX_REPEAT":
                    parts = [firsts(given[2]), (set(), not given[0])]
                case other:
                    raise AssertionError(other)
            found = found.union(*(letters for letters, _ in parts))
            if not any(empty for _, empty in parts):
                return found, False
        return found, True

    for pattern in (lists["title"], people["kin"]):
        letters, empty = firsts(parse(pattern))
        assert letters <= set(STARTS)
        assert not empty
