"""Documents of kinds that no profile knows, one a kind, read as `strangers.txt` says.

Before `---` stand the name of the kind and what must be found, a line each: `@t` title, `@pt` the one proposed where
there is none, `@d` date, `@sd` date of posting, `@a` author|position|organisation, `@p` province/district/subdistrict
(`-`: nobody, none), `@k` a kind of section and words in it, `@c` a caution, `@steps` their number, `@x` words that
the body must not hold, `@in` words that it must, `@tag`, `@prog`, `@ev` date|venue, `@f` a rule, `@priv` a kind of
personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvester.documents.html_page import html_page
from harvester.documents.plain_text import plain_text
from harvester.drafting.understanding import understand
from harvester.drafting.writer import as_data
from harvester.thai.text import arabic, normalise

CASES = re.split(r"(?m)^%%% ", Path(__file__).with_name("strangers.txt").read_text(encoding="utf-8"))[1:]


def bare(text: object) -> str:
    return "".join(sign for sign in arabic(normalise(str(text))) if sign.isalnum())


def wrong(data: dict[str, Any], mark: str, wanted: str) -> Iterator[object]:
    """What was found where it is not what was wanted."""
    people, place = data["authors"], data["place"]
    if mark == "a":
        person = next((p for p in people if bare(p["name"]) == bare(wanted.split("|")[0])), {})
        found = (
            "-"
            if not people
            else "|".join(person.get(part, "") for part in ("name", "position", "organisation"))
        )
        if (wanted == "-" and people) or not bare(found).startswith(bare(wanted)):
            yield people
    elif mark == "a1only" and len(people) != 1:
        yield people
    elif mark == "k":
        kind, words = wanted.split(" ", 1)
        texts = [
            s["text"] + " ".join(c["text"] for c in s["cautions"])
            for s in data["sections"]
            if s["kind"] == kind
        ]
        if bare(words) not in bare(" ".join(texts)):
            yield data["body"]
    elif mark == "steps" and sum(len(one["steps"]) for one in data["techniques"]) != int(wanted):
        yield data["techniques"]
    elif mark == "p" and [place[level] for level in ("province", "district", "subdistrict")][
        : wanted.count("/") + 1
    ] != wanted.strip("-").split("/"):
        yield place
    elif mark == "ev":
        day, venue = wanted.split("|")
        if not any(event["date"] == day and venue in event["venue"] for event in data["events"]):
            yield data["events"]
    elif mark == "pt" and f"title: {wanted}\n" not in data["markdown"]:
        yield data["markdown"][:200]
    elif (mark == "x" and wanted in data["body"]) or (
        mark == "in" and bare(wanted) not in bare(data["body"])
    ):
        yield data["body"]
    else:
        whole = {"t": data["title"], "d": data["date"], "sd": data["source"].get("date", "")}
        if mark in whole and bare(whole[mark]) != bare(wanted):
            yield whole[mark]
        within = {
            "c": [caution["text"] for caution in data["cautions"]],
            "step": [step["text"] for one in data["techniques"] for step in one["steps"]],
            "tag": data["tags"],
            "f": [finding["rule"] for finding in data["findings"]],
            "priv": [found["kind"] for found in data["privacy"]],
        }
        if mark in within and not any(bare(wanted) in bare(text) for text in within[mark]):
            yield within[mark]


@pytest.mark.parametrize("case", CASES, ids=[case.partition("\n")[0] for case in CASES])
def test_a_stranger_is_read_as_its_case_says(case: str) -> None:
    head, _, text = case.partition("\n---\n")
    read = html_page if text.lstrip().startswith("<!DOCTYPE") else plain_text
    data = as_data(understand(next(read(text.encode(), "stranger")))[0])
    marks = [line[1:].split(" ", 1) for line in head.split("\n")[1:] if line.startswith("@")]
    failed = {
        " ".join(mark): found
        for mark in marks
        for found in wrong(data, mark[0], mark[1] if len(mark) > 1 else "")
    }
    assert failed == {}
