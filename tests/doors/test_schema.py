"""One table feeds every door: what is exported agrees with it, with the shipped content, and with the committed copies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from harvester import pipeline
from harvester.cli import harvester
from harvester.doors.cms import configuration
from harvester.doors.exports import COMMITTED, EXPORTS
from harvester.doors.questions import LESSON, TRIAL
from harvester.model import Collection, Lesson, Library, Outcome, Trial
from harvester.model.field_groups import OUTCOME_LABELS
from harvester.model.fields import fields_of, rows
from harvester.reading.companions import read_companion
from harvester.reading.front_matter import split
from harvester.reading.library import read_library
from harvester.reading.yaml import parse, plain
from harvester.rendering.forge import FORMS
from harvester.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site() -> tuple[Library, Settings]:
    settings = load_settings(ROOT)
    return pipeline.load(settings), settings


@pytest.mark.parametrize("name", COMMITTED)
def test_committed_copies_are_fresh(name: str, site: tuple[Library, Settings]) -> None:
    for artifact in EXPORTS[name].make(*site):
        file = ROOT / artifact.path
        assert file.is_file(), f"missing {artifact.path}: harvester schema --for {name} --out ."
        assert file.read_bytes() == artifact.content, (
            f"stale {artifact.path}: harvester schema --for {name} --out ."
        )


def accepted(schema: Path, files: list[Path], builtin: bool = False) -> str:
    """What check-jsonschema says against the files; nothing when all are accepted."""
    import check_jsonschema  # reads the grammar of addresses anew, which takes a second of every process

    option = ["--builtin-schema", str(schema)] if builtin else ["--schemafile", str(schema)]
    done = CliRunner().invoke(check_jsonschema.main, [*option, *map(str, files)])
    return "" if done.exit_code == 0 else done.output


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("heads")
    written = []
    for file in (ROOT / "lessons").rglob("*.md"):
        if file.relative_to(ROOT).parts[1] != "pages":
            head = file.read_text(encoding="utf-8").split("---\n")[1]
            written.append(folder / f"{file.stem}.yml")
            written[-1].write_text(head, encoding="utf-8")
    return written


def test_shipped_content_is_accepted_from_outside(heads: list[Path]) -> None:
    schemas = ROOT / "schemas"
    assert accepted(schemas / "lesson.schema.json", heads) == ""
    for kind, pattern in (("trial", "trials/*/*.yml"), ("collection", "collections/*.yml")):
        assert accepted(schemas / f"{kind}.schema.json", sorted((ROOT / "lessons").glob(pattern))) == ""
    for file in sorted((ROOT / "lessons/vocabulary").glob("*.yml")):
        assert accepted(schemas / f"vocabulary-{file.stem}.schema.json", [file]) == ""


@pytest.mark.parametrize(
    ("head", "sound"),
    [
        ("title: นัด", True),
        ("ชื่อเรื่อง: นัด\nสถานะ: ตรวจทานแล้ว\nวันที่: 2549", True),
        ("title: นัด\nplace: พัทลุง\nauthors: สมหญิง\nseries: เมืองนคร\nsource: บันทึก", True),
        ("title: นัด\ntags: ก, ข\nseries: {name: ก, part: ๘}", True),
        ("summary: ไม่มีชื่อ", False),
        ("title: นัด\ntilte: พิมพ์ผิด", False),
        ("title: นัด\nstatus: เสร็จ", False),
        ("title: นัด\nplace: {จังหวัดด: พัทลุง}", False),
        ("title: [ก, ข]", False),
    ],
)  # fmt: skip
def test_schema_and_reader_judge_alike(head: str, sound: bool, tmp_path: Path) -> None:
    from harvester.reading.lesson import read_lesson

    file = tmp_path / "head.yml"
    file.write_text(head, encoding="utf-8")
    assert (accepted(ROOT / "schemas/lesson.schema.json", [file]) == "") is sound
    found = read_lesson("2569/a.md", f"---\n{head}\n---\n\nเล่า\n".encode()).diagnostics
    assert (not [one for one in found if one.severity != "info"]) is sound


def test_issue_forms_are_what_github_takes() -> None:
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
    assert {form.stem for form in forms} == {name for name, _ in FORMS.values()}
    assert accepted(Path("vendor.github-issue-forms"), forms, builtin=True) == ""
    config = ROOT / ".github/ISSUE_TEMPLATE/config.yml"
    assert accepted(Path("vendor.github-issue-config"), [config], builtin=True) == ""
    for form in forms:
        tree = plain(parse(form.read_text(encoding="utf-8"), form.name)[0])
        labels = [item["attributes"]["label"] for item in tree["body"] if "id" in item]
        assert len(labels) == len(set(labels)), "GitHub tells answers apart by their labels alone"


def test_every_question_is_a_row_of_the_table() -> None:
    keys = {row.key for row in rows(Lesson)} | {row.key for row in rows(Trial)}
    for question in (*LESSON, *TRIAL):
        own = question.section or question.key in ("technique", "why", "steps", "lesson")
        assert own or question.key in keys
        assert question.hint


def test_the_editor_form_has_every_field_of_the_lesson(site: tuple[Library, Settings]) -> None:
    config = configuration(*site)
    whole = next(one for one in config["collections"] if one["name"].startswith("lessons-"))
    names = {field["name"] for field in whole["fields"]}
    assert names == {row.key for row in fields_of(Lesson)} - {"id"} | {"body"}
    new = config["collections"][0]
    assert new["slug"] == "{{fields.id}}", "the address comes from the frozen id, never from the title"
    assert {"id", "title", "summary", "body"} <= {field["name"] for field in new["fields"]}
    for field in new["fields"]:
        assert re.search("[ก-๙]|^id$", field["label"])
    assert all(one["folder"] != "lessons/pages" or not one["create"] for one in config["collections"])


def test_settings_of_the_editor_point_at_schemas_that_exist() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(pattern)), f"nothing matches {pattern}"
    snippets = json.loads((ROOT / ".vscode/lessons.code-snippets").read_text(encoding="utf-8"))
    body = "\n".join(snippets["บทเรียนใหม่"]["body"])
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body)
    assert split(text, "a.md").findings == ()


def test_the_table_of_fields_is_a_guide_of_the_site(site: tuple[Library, Settings]) -> None:
    guide = next(guide for guide in site[0].guides if guide.slug == "fields")
    for shape in (Lesson, Trial, Collection):
        for row in rows(shape):
            assert f"`{row.key}`" in guide.body


def test_the_command_writes_and_tells_what_is_stale(tmp_path: Path) -> None:
    run = CliRunner().invoke(harvester, ["-C", str(ROOT), "schema", "--for", "json", "--out", str(tmp_path)])
    assert run.exit_code == 0, run.output
    (tmp_path / "schemas/trial.schema.json").write_text("{}")
    command = ["-C", str(ROOT), "schema", "--for", "json", "--out", str(tmp_path), "--check"]
    stale = CliRunner().invoke(harvester, command)
    assert stale.exit_code == 1
    assert "trial.schema.json" in stale.output
    shown = CliRunner().invoke(harvester, ["-C", str(ROOT), "schema", "--for", "cms"])
    assert shown.output.startswith("backend:")


def test_examples_of_the_table_are_read_without_a_fault(tmp_path: Path) -> None:
    def examples(shape: type) -> str:
        lines = []
        for row in fields_of(shape):
            if row.example and row.shape is None:
                lines.append(f"{row.key}: {row.example}\n")
        return "".join(lines)

    trial, found = read_companion("trials/call-before-letter/a.yml", examples(Trial))
    assert trial is not None
    assert found == []
    collection, found = read_companion(
        "collections/village-livelihood.yml", "title: ก\n" + examples(Collection)
    )
    assert collection is not None
    assert found == []
    (tmp_path / "lessons").mkdir()
    lesson = tmp_path / "lessons/call-before-letter.md"
    lesson.write_text(f"---\n{examples(Lesson)}---\n\n## บริบท\n\nเล่า\n", encoding="utf-8")
    assert read_library(tmp_path / "lessons").diagnostics == ()


def test_without_a_wish_the_command_tells_what_it_makes() -> None:
    run = CliRunner().invoke(harvester, ["schema"])
    assert [line.split()[0] for line in run.output.splitlines()] == list(EXPORTS)


def test_a_label_that_a_choice_had_once_is_still_read() -> None:
    for label in OUTCOME_LABELS["partly"], "ได้บางส่วน":
        trial, found = read_companion("trials/call-first/a.yml", f"ผล: {label}\n")
        assert not found
        assert trial is not None
        assert trial.outcome is Outcome.PARTLY


def test_a_file_that_names_itself_names_itself_rightly() -> None:
    trial, found = read_companion("trials/call-first/a.yml", "lesson: letter-first\noutcome: worked\n")
    assert trial is not None
    assert trial.lesson == "call-first", "the folder says which lesson was tried"
    assert [one.rule for one in found] == ["different-id"]
    collection, found = read_companion("collections/bag.yml", "id: box\ntitle: ก\n")
    assert collection is not None
    assert collection.id == "bag"
    assert [one.rule for one in found] == ["different-id"]


def test_a_word_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    for name, text in (
        ("tags.yml", "- {label: การประชุม, id: meeting}\n"),
        ("tags/listening.yml", "label: การฟัง\naliases: [ฟังลึก]\n"),
        ("tags/deep.yml", "id: deep-listening\nlabel: ฟังให้ได้ยิน\nbroader: การฟัง\n"),
        ("roles/elder.yml", "label: ผู้เฒ่า\n"),
    ):
        file = tmp_path / "vocabulary" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    reading = read_library(tmp_path)
    assert reading.diagnostics == ()
    assert {(tag.id, tag.label) for tag in reading.vocabulary.tags} == {
        ("meeting", "การประชุม"), ("listening", "การฟัง"), ("deep-listening", "ฟังให้ได้ยิน"),
    }  # fmt: skip
    assert [role.id for role in reading.vocabulary.roles] == ["elder"]
