"""The table of fields drives every door: each row that holds text is guarded, offered, found, shown and given on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

import pytest

from harvester import pipeline
from harvester.doors.cms import configuration
from harvester.doors.editor import schema_of
from harvester.doors.questions import LESSON, TRIAL
from harvester.model import Lesson, Library, Trial
from harvester.model.fields import DOORS, FieldRow, Shape, rows
from harvester.reading.yaml import dump
from harvester.search.answering import answer
from harvester.search.building import build_index
from harvester.search.document import documents
from harvester.search.engine import Search
from harvester.settings import Settings
from harvester.thai.segment import Segmenter
from tests.checks.library import TODAY, harvested

POISON = f"เลข 1-1017-00230-70-8 โทร 081-234-5678 gh{'p_' + 'a' * 36} <script>alert(1)</script>"
GUARDS = {"national-id-number", "personal-data", "secret-token", "html-in-front-matter"}
BODY = "\n\n## เทคนิค: นัดด้วยใจ\n\n1. โทรก่อน\n"


class Table(NamedTuple):
    """A shape whose objects are files: what it needs besides the field in question."""

    name: str
    shape: type[Shape]
    needed: Mapping[str, str]


TABLES = (
    Table("lesson", Lesson, {"title": "นัดด้วยใจ", "authors.name": "สมหญิง ใจดี", "series.name": "เมืองนคร"}),
    Table("trial", Trial, {"outcome": "worked"}),
)


def text_rows(shape: type[Shape]) -> Iterator[FieldRow]:
    """Rows that hold words of people, at any depth; a choice holds none."""
    chosen = ("level",)  # of a trial: one of its choices, and nothing else
    return (row for row in rows(shape) if row.kind == "text" and not row.labels and row.key not in chosen)


def written(shape: type[Shape], values: Mapping[str, str]) -> dict[str, Any]:
    """Front matter with these values by dotted key, nested as the format has it."""
    data: dict[str, Any] = {}
    for row in rows(shape):
        if row.key not in values:
            continue
        *above, key = row.key.split(".")
        here = data
        for part in above:
            here = here.setdefault(part, {})
        here[key] = [values[row.key]] if row.many else values[row.key]
    return data


def with_needed(table: Table, key: str, value: str) -> dict[str, Any]:
    """The front matter of an object that has this field and what it cannot be without."""
    group = key.rpartition(".")[0]
    needed = {k: v for k, v in table.needed.items() if "." not in k or (group and k.startswith(group))}
    return written(table.shape, {**needed, key: value})


def files(name: str, data: Mapping[str, Any], number: int) -> dict[str, str]:
    """A lesson with this head, or a lesson with a trial of it."""
    lesson = f"2569/a-{number}.md"
    head = data if name == "lesson" else {"title": "นัดด้วยใจ"}
    made = {lesson: f"---\n{dump(dict(head))}---{BODY}"}
    return made if name == "lesson" else made | {f"trials/a-{number}/2569-01-01-b.yml": dump(dict(data))}


CASES = [
    pytest.param(table, row, id=f"{table.name}: {row.key}")
    for table in TABLES
    for row in text_rows(table.shape)
]


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """Every text field with something in it that must be found: field to the rules that were broken."""
    texts: dict[str, str] = {}
    holders: dict[str, str] = {}
    for table in TABLES:
        heads = {row.key: with_needed(table, row.key, POISON) for row in text_rows(table.shape)}
        heads["unknown"] = written(table.shape, table.needed) | {"ไม่มีช่องนี้": POISON}
        heads["unknown list"] = written(table.shape, table.needed) | {"ไม่มีช่องนี้": [{"ก": POISON}]}
        heads["unknown in place"] = written(table.shape, table.needed) | {"place": {"ไม่มีช่องนี้": POISON}}
        heads["refused date"] = written(table.shape, table.needed) | {"date": POISON}
        for key, head in heads.items():
            made = files(table.name, head, len(holders))
            holders[f"{table.name}: {key}"] = list(made)[-1]
            texts |= made
    library = harvested(tmp_path_factory.mktemp("poisoned"), texts)
    return {
        key: {found.rule for found in library.diagnostics if found.place.path == path}
        for key, path in holders.items()
    }


@pytest.mark.parametrize(("table", "row"), CASES)
def test_every_text_is_guarded(table: Table, row: FieldRow, poisoned: Mapping[str, set[str]]) -> None:
    assert poisoned[f"{table.name}: {row.key}"] >= GUARDS


@pytest.mark.parametrize("kind", ["unknown", "unknown list", "unknown in place", "refused date"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_no_field_takes_is_guarded_too(
    table: Table, kind: str, poisoned: Mapping[str, set[str]]
) -> None:
    assert poisoned[f"{table.name}: {kind}"] >= GUARDS


class Shown(NamedTuple):
    """What is made of a library in which every field says a word of its own."""

    library: Library
    settings: Settings
    page: str
    data: Any
    found: Search


def word_of(table: Table, row: FieldRow) -> str:
    """A word that no other field holds, fit for the field."""
    word = "zq" + "".join(sign for sign in f"{table.name}{row.key}" if sign.isalpha())
    return f"https://{word}.example/" if row.key == "source.url" else word


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    heads = {
        table.name: written(
            table.shape, dict(table.needed) | {row.key: word_of(table, row) for row in text_rows(table.shape)}
        )
        for table in TABLES
    }
    heads["lesson"]["id"], heads["trial"]["lesson"] = "a-lesson", "a-lesson"
    linked = {row.key: word_of(TABLES[0], row) for row in rows(Lesson) if row.key.startswith("links.")}
    made = {
        "2569/a-lesson.md": f"---\n{dump(heads['lesson'])}---{BODY}",
        "trials/a-lesson/2569-01-01-b.yml": dump(heads["trial"]),
        **{f"2569/{name}.md": f"---\ntitle: {name}\n---{BODY}" for name in linked.values()},
    }
    folder = tmp_path_factory.mktemp("shown")
    harvested(folder, made)
    settings = Settings(root=folder, prints=False)
    library = pipeline.harvest(pipeline.load(settings, TODAY))
    wanted = {
        artifact.path: artifact.content.decode()
        for artifact in pipeline.emit(library, settings)
        if artifact.path in ("docs/lessons/a-lesson.md", "docs/data/lessons-1.json")
    }
    data = next(one for one in json.loads(wanted["docs/data/lessons-1.json"]) if one["id"] == "a-lesson")
    index = build_index(documents(library), Segmenter(library.vocabulary.words()))
    return Shown(library, settings, unescape(wanted["docs/lessons/a-lesson.md"]), data, Search(index.load))


def reaches(row: FieldRow, door: str) -> bool:
    """Whether a field must be there; if not, its row says why."""
    assert row.without.keys() <= set(DOORS)
    assert all(len(why) > 10 for why in row.without.values()), row.key
    return door not in row.without


@pytest.mark.parametrize(("table", "row"), CASES)
def test_every_text_is_on_the_page(table: Table, row: FieldRow, shown: Shown) -> None:
    if reaches(row, "page") and row.key != "id":
        assert word_of(table, row) in shown.page


@pytest.mark.parametrize(("table", "row"), CASES)
def test_every_text_is_open_data(table: Table, row: FieldRow, shown: Shown) -> None:
    if reaches(row, "data") and row.key not in ("id", "lesson"):
        data = shown.data if table.name == "lesson" else shown.data["trials"][0]
        for part in row.key.split("."):
            data = data[0][part] if isinstance(data, list) else data[part]
        assert word_of(table, row) in data


@pytest.mark.parametrize(("table", "row"), CASES)
def test_every_text_is_found(table: Table, row: FieldRow, shown: Shown) -> None:
    if reaches(row, "search"):
        found = answer(shown.found, word_of(table, row), {})
        addresses = [shown.found.lexicon.address_of(hit.document) for hit in found.hits]
        assert any(address.startswith("lessons/a-lesson/") for address in addresses)


@pytest.mark.parametrize(("table", "row"), CASES)
def test_every_field_is_in_the_json_schema(table: Table, row: FieldRow) -> None:
    schema: Any = schema_of(table.shape)
    for part in row.key.split("."):
        schema = schema["anyOf"][0] if "anyOf" in schema else schema
        schema = schema["properties"][part]
    assert schema["title"] == row.label


@pytest.mark.parametrize(("table", "row"), CASES)
def test_every_field_is_in_editor_and_forms(table: Table, row: FieldRow, shown: Shown) -> None:
    config = configuration(shown.library, shown.settings)
    fields = {one["name"]: set(edited(one["fields"])) for one in config["collections"]}
    if reaches(row, "editor") and row.key != "id":
        assert row.key in fields[{"lesson": "lessons-2569", "trial": "trials"}[table.name]]
    if reaches(row, "form"):
        assert row.key in {question.key for question in {"lesson": LESSON, "trial": TRIAL}[table.name]}
        assert table.name == "trial" or row.key in fields["new-lessons"]


def edited(fields: list[dict[str, Any]], prefix: str = "") -> Iterator[str]:
    """Dotted names of the fields of one collection of the editor."""
    for field in fields:
        yield prefix + field["name"]
        yield from edited(field.get("fields", []), f"{prefix}{field['name']}.")
