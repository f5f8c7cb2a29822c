"""Made-up documents of every known family, each in many kinds of file, understood as their gold files say.

`documents/NAME.txt` is the document, `documents/NAME.yml` what must be found in it, whatever it was saved as.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from harvester.documents import DOCUMENTS
from harvester.documents.reception import read_documents
from harvester.drafting.understanding import understand
from harvester.drafting.writer import as_data
from harvester.model.document import Document, Refused
from harvester.model.draft import Draft
from harvester.reading.yaml import parse, plain
from tests.documents.making import FORMS
from tests.documents.offices import saved_as

FOLDER = Path(__file__).with_name("families")
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix not in (".txt", ".yml"))
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def drafts_of(name: str, form: str) -> tuple[Draft, ...]:
    suffix, make = FORMS[form]
    found = list(
        read_documents(make((FOLDER / f"{name}.txt").read_text(encoding="utf-8")), name + suffix, DOCUMENTS)
    )
    assert not [one for one in found if isinstance(one, Refused)], found
    return understand(found[0])  # type: ignore[arg-type]


def gold(name: str) -> dict[str, Any]:
    return dict(plain(parse((FOLDER / f"{name}.yml").read_text(encoding="utf-8"), name)[0]))


def saved() -> list[tuple[str, str]]:
    """Every document in every kind of file; those that live by tabs or emoji in the kinds that their gold file names."""
    return [(name, form) for name in NAMES for form in gold(name).get("forms", FORMS)]


@pytest.mark.parametrize(("name", "form"), saved())
def test_document(name: str, form: str) -> None:
    check(drafts_of(name, form), gold(name), form)


@pytest.mark.parametrize("file", FILES)
def test_file_as_a_program_wrote_it(file: str) -> None:
    check(drafts_in(file), gold(Path(file).stem), "plain")


@pytest.mark.parametrize("kind", ["docx", "odt", "doc", "rtf"])
def test_a_form_that_is_one_table_is_read_from_every_office_file(kind: str) -> None:
    made = saved_as((FOLDER / "personal-table.html").read_bytes(), "html", "odt")
    raw = made if kind == "odt" else saved_as(made, "odt", kind)
    (document,) = read_documents(raw, f"form.{kind}", DOCUMENTS)
    assert isinstance(document, Document), document
    check(understand(document), gold("personal-table"), "table")


@cache
def drafts_in(file: str) -> tuple[Draft, ...]:
    """The drafts of the first document in a file of the folder."""
    document = next(read_documents((FOLDER / file).read_bytes(), file, DOCUMENTS))
    assert isinstance(document, Document), document
    return understand(document)


def check(drafts: tuple[Draft, ...], wanted: dict[str, Any], form: str) -> None:
    found = as_data(drafts[0])
    everything = [as_data(draft) for draft in drafts]
    if "broken" in wanted:  # a repair may set a blank too many: letters and marks must be right
        found["title"] = "".join(found["title"].split())
    for key in ("title", "date", "programme"):
        if key in wanted:
            assert found[key] == wanted[key], key
    for key in ("place", "source", "series"):
        for part, value in wanted.get(key, {}).items():
            assert str(found[key][part]) == value, f"{key}.{part}"
    for number, person in enumerate(wanted.get("authors", [])):
        assert {part: found["authors"][number][part] for part in person} == person
    for key in ("tags", "roles"):
        assert set(wanted.get(key, [])) <= set(found[key]), key
    _check_techniques(found, wanted)
    for key in ("cautions", "factors", "outputs", "outcomes", "questions"):
        texts = [entry["text"] for entry in found[key]]
        for start in wanted.get(key, []):
            assert any(text.startswith(start) for text in texts), f"{key}: {start} in {texts}"
    remedies = [caution["remedy"] for caution in found["cautions"]]
    assert [remedy for remedy in wanted.get("remedies", []) if remedy not in remedies] == []
    assert len(found["children"]) == int(wanted.get("children", 0))
    if "child_titles" in wanted:
        assert [draft["title"] for draft in everything[1:]] == wanted["child_titles"]
    assert sum(len(draft["traps"]) for draft in everything) >= int(wanted.get("traps", 0))
    assert set(wanted.get("terms", [])) <= {term["abbreviation"] for term in found["terms"]}
    assert set(wanted.get("sites", [])) <= {site["province"] for site in found["sites"]}
    assert [event["name"] for event in found["events"]] == wanted.get(
        "events", [event["name"] for event in found["events"]]
    )
    assert {one["kind"] for one in found["privacy"]} >= set(wanted.get("privacy", []))
    for words in wanted.get("stripped", []):
        assert any(words in gone["text"] for gone in found["stripped"]), words
        assert words not in found["body"]
    if form == "plain":
        assert found["provenance"]["profile"] == wanted["profile"]
        if "sections" in wanted:
            assert [section["kind"] for section in found["sections"]] == wanted["sections"]


def _check_techniques(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    for technique, gold_technique in zip(found["techniques"], wanted.get("techniques", []), strict=False):
        if "name" in gold_technique:
            assert technique["name"] == gold_technique["name"]
        if "steps" in gold_technique:
            assert len(technique["steps"]) == int(gold_technique["steps"])
        if "cautions" in gold_technique:
            assert len(technique["cautions"]) == int(gold_technique["cautions"])
        for step, cautions in zip(technique["steps"], gold_technique.get("step_cautions", []), strict=False):
            assert len(step["cautions"]) == int(cautions)
    assert len(found["techniques"]) >= len(wanted.get("techniques", []))
