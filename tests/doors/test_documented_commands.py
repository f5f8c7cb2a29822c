"""Every command that the docs name is one the program knows; the harmless ones are run as they stand."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from PIL import Image

from harvester.cli import COMMANDS, harvester
from harvester.model.diagnostics import SetupError
from tests.documents.making import docx

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates/site"
DOCS = sorted(
    file
    for pattern in ("*.md", "docs/**/*.md", "lessons/pages/*.md")
    for root in (ROOT, TEMPLATE)
    for file in root.glob(pattern)
) + sorted((TEMPLATE / "dot-github/workflows").glob("*.yml"))
_SPAN = re.compile(r"(?<!`)`(?:\$ )?(?:\S*bin/)?(harvester(?: [^`]+)?)`(?!`)")
_LINE = re.compile(
    r"^(?:\s*-?\s*run:)?\s*(?:[-$>]\s+)?(?:\S*bin/)?(harvester [^\n#|&]+?)(?:\s*(?:#.*|[|&>].*))?$",
    re.MULTILINE,
)
_FENCE = re.compile(r"^(`{3,})[^\n]*\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
_PLACEHOLDER = re.compile(r"^(?:โฟลเดอร์|ไฟล์|FILE|DIR|REF|ชื่อ.*|<.*>|….*|\.\.\..*|คำค้น|รหัส)$")
RUN = {"check", "rules", "schema", "search", "new"}
"""Commands that change nothing, or only a copy."""


def _named(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yml":
        yield from (match[1] for match in _LINE.finditer(text))
        return
    for fence in _FENCE.finditer(text):
        yield from (match[1] for match in _LINE.finditer(fence[2]))
    yield from (match[1] for match in _SPAN.finditer(_FENCE.sub("", text)))


COMMANDS_TOLD = sorted(
    {(command.strip(), file.relative_to(ROOT).as_posix()) for file in DOCS for command in _named(file)}
)


def test_the_docs_name_every_command_for_people() -> None:
    told = {shlex.split(command)[1] for command, _ in COMMANDS_TOLD if " " in command}
    assert set(COMMANDS) <= told, "a command that no page names is one that nobody finds"


@pytest.mark.parametrize(("command", "file"), COMMANDS_TOLD, ids=lambda value: value)
def test_a_documented_command_is_understood(command: str, file: str) -> None:
    words = shlex.split(command)[1:]
    if not words:
        return
    context = click.Context(harvester)
    options = harvester.make_parser(context)
    options.allow_interspersed_args = False
    _, rest, _ = options.parse_args(words)
    if not rest:
        return
    found = harvester.get_command(context, rest[0])
    assert found is not None, f"{file}: there is no harvester {rest[0]}"
    inner = click.Context(found, info_name=rest[0], parent=context)
    try:
        values, left, _ = found.make_parser(inner).parse_args([word for word in rest[1:] if word != "…"])
    except click.UsageError as error:
        pytest.fail(f"{file}: `{command}`: {error.format_message()}")
    assert left == [], f"{file}: `{command}` says more than the command takes"
    for option in found.params:
        given = values.get(option.name or "")
        if isinstance(option.type, click.Choice) and given:
            for one in given if isinstance(given, list | tuple) else [given]:
                option.type.convert(one, option, inner)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("documented") / "site"
    shutil.copytree(ROOT / "lessons", site / "lessons")
    shutil.copy(ROOT / "mkdocs.yml", site)
    shutil.copy(ROOT / "pyproject.toml", site)
    return site


HARMLESS = [
    (command, file)
    for command, file in COMMANDS_TOLD
    if " " in command
    and shlex.split(command)[1] in RUN
    and not any(_PLACEHOLDER.match(word) for word in shlex.split(command)[2:])
    and (shlex.split(command)[1] != "new" or "--yes" in command)
]


@pytest.mark.parametrize(("command", "file"), HARMLESS, ids=lambda value: value)
def test_a_harmless_command_runs_as_it_is_written(
    command: str, file: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy)
    try:
        done = CliRunner().invoke(harvester, shlex.split(command)[1:], catch_exceptions=False)
    except SetupError as error:
        pytest.fail(f"{file}: `{command}`: {error}")
    assert done.exit_code == 0, f"{file}: `{command}`: {done.output}"
    assert done.output


def test_named_collections_and_lessons_are_there() -> None:
    collections = {
        file.stem for root in (ROOT, TEMPLATE) for file in (root / "lessons/collections").glob("*.yml")
    }
    lessons = {file.stem for file in (ROOT / "lessons").rglob("*.md")}
    for command, file in COMMANDS_TOLD:
        words = shlex.split(command)
        if words[1:2] != ["print"]:
            continue
        for word in words[2:3]:
            if not word.startswith("-") and not _PLACEHOLDER.match(word):
                assert word in collections, f"{file}: `{command}`"
        if "--ids" in words:
            assert set(words[words.index("--ids") + 1].split(",")) <= lessons, f"{file}: `{command}`"


GUIDED = {"format", "news", "print", "import", "receive", "init", "review", "withdraw", "gather"}
"""Commands of the guides that write, run on a library where what they name is there; `tests/printing` makes the kit."""
GUIDE_COMMANDS = [
    command
    for command, file in COMMANDS_TOLD
    if file.startswith("lessons/pages/")
    and " " in command
    and shlex.split(command)[1] in GUIDED
    and "kit" not in shlex.split(command)
]
NAMED = {"ไฟล์": "line.txt", "โฟลเดอร์": "คลังใหม่", "ID": "call-before-letter"}
"""What stands in a guide for the reader's own, and what it is here."""
SAID = "#ลองแล้ว after-action-review\nผล: ได้ผล\nที่ไหน: ตำบลนาดี ขอนแก่น\nใครลอง: กลุ่มแม่บ้าน\n"
LESSON = """---
title: โทรก่อนส่งหนังสือ
summary: โทรหาคนรับก่อน หนังสือจึงไม่ค้าง
tags: [การประสานงาน]
authors: [{name: สมหญิง ใจดี}]
---

## เทคนิค: โทรก่อน

1. โทรหาคนรับ

![วงคุยที่ศาลา](photo.jpg)
"""


@pytest.fixture
def library(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy under git with a lesson, a picture, a document and messages to work on."""
    site = Path(shutil.copytree(copy, tmp_path / "site"))
    (site / "lessons/2569").mkdir(exist_ok=True)
    (site / "lessons/2569/call-before-letter.md").write_text(LESSON, "utf-8")
    Image.new("RGB", (40, 30), "navy").save(site / "lessons/2569/photo.jpg")
    (site / "รายงานเวที.docx").write_bytes(docx("รายงานเวทีบ้านนา\n\nวัตถุประสงค์\n\nให้คนเงียบได้พูดก่อน"))
    (site / "line.txt").write_text(SAID, "utf-8")
    for words in (
        ("init", "-q", "-b", "main"),
        ("add", "-A"),
        ("-c", "user.name=ก", "-c", "user.email=k@example.org", "commit", "-qm", "เริ่ม"),
        ("update-ref", "refs/remotes/origin/main", "HEAD"),
    ):
        subprocess.run(["git", *words], cwd=site, check=True)
    monkeypatch.chdir(site)
    return site


@pytest.mark.print
@pytest.mark.parametrize("command", GUIDE_COMMANDS)
def test_a_command_of_the_guides_does_its_work(command: str, library: Path) -> None:
    words = [NAMED.get(word, word) for word in shlex.split(command)[1:]]
    before = {
        file: file.read_bytes() for file in library.rglob("*") if file.is_file() and ".git" not in file.parts
    }
    done = CliRunner().invoke(harvester, words, input="y\n", catch_exceptions=False)
    assert done.exit_code == 0, done.output
    after = {
        file: file.read_bytes() for file in library.rglob("*") if file.is_file() and ".git" not in file.parts
    }
    writes = words[0] in {"print", "import", "receive", "init", "withdraw"}
    assert not writes or after != before, "it wrote nothing"
    assert any(ord("ก") <= ord(sign) <= ord("๙") for sign in done.output), "it says in Thai what it did"
