"""What other programs are given: valid by its own schema, by kept validators, and harmless in a table program."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import feedparser
import pytest
from PIL import Image

from harvester import pipeline
from harvester.emitters.data import COLUMNS
from harvester.search.answering import answer
from harvester.search.building import build_index
from harvester.search.document import documents
from harvester.search.engine import Search
from harvester.settings import Settings
from harvester.thai.segment import Segmenter
from tests.checks.library import TODAY, harvested

HEAD = """title: '{title}'
summary: โทรก่อนแล้วส่งหนังสือ
date: 2 พ.ย. 2549
authors: [สมหญิง ใจดี]
place: พัทลุง
tags: [การประสานงาน]
source: {{title: บันทึก, url: https://example.net/1, licence: CC-BY-4.0}}
facts: [หมู่บ้าน ๒๗ หมู่บ้าน (2560)]"""
BODY = "## เทคนิค: {name}\n\n1. โทรหาตัวคน\n   > ข้อควรระวัง: ไม่รับสาย\n   > ทางแก้: ส่งข้อความ\n"
BODY += "2. ส่งหนังสือ\n\n## ปัจจัยหนุน\n\n- หัวหน้าเปิดทาง\n"
HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-2+3", "</script><script>alert(1)</script>")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Artifacts by path of a library whose titles try to be formulas and scripts."""
    folder = tmp_path_factory.mktemp("open")
    titles = [title.replace("'", "''") for title in HOSTILE]
    files = {
        f"2549/lesson-{number}.md": f"---\n{HEAD.format(title=title)}\n---\n\n{BODY.format(name=HOSTILE[number])}"
        for number, title in enumerate(titles)
    }
    files["trials/lesson-0/2569-a.yml"] = "outcome: worked\nresult: คนมาครบ\n"
    files["vocabulary/glossary.yml"] = "- {label: '</script>คำ', definition: ความหมาย, aliases: [คำย่อ]}\n"
    files["events/market-2566.yml"] = "title: ตลาดนัดความรู้อำเภอ\nlearned: [หลังคาสังกะสีเก็บน้ำได้]\n"
    harvested(folder, files)
    settings = Settings(root=folder, url="https://lessons.klang.test/kb/", prints=False)
    library = pipeline.harvest(pipeline.load(settings, TODAY))
    return {one.path: one.content for one in pipeline.emit(library, settings)}


def test_every_row_is_valid_by_the_published_schema(given: dict[str, bytes], tmp_path: Path) -> None:
    listed = json.loads(given["docs/data/lessons.json"])
    assert (listed["version"], listed["lessons"]) == (2, len(HOSTILE))
    (tmp_path / "schema.json").write_bytes(given[f"docs/data/{listed['schema']}"])
    for number, row in enumerate(json.loads(given[f"docs/data/{listed['files'][0]}"])):
        (tmp_path / f"row-{number}.json").write_text(json.dumps(row), encoding="utf-8")
    tool = shutil.which("check-jsonschema") or str(
        Path(__import__("sys").executable).parent / "check-jsonschema"
    )
    rows = sorted(map(str, tmp_path.glob("row-*.json")))
    done = subprocess.run(
        [tool, "--schemafile", str(tmp_path / "schema.json"), *rows],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_a_row_holds_what_the_page_shows(given: dict[str, bytes]) -> None:
    row = json.loads(given["docs/data/lessons-1.json"])[0]
    assert row["facts"] == [{"name": "หมู่บ้าน", "value": "27", "unit": "หมู่บ้าน", "year": "2017", "source": None}]
    assert row["trials"][0]["result"] == "คนมาครบ"
    assert row["tried"] == {"worked": 1, "partly": 0, "failed": 0}
    assert row["techniques"][0]["steps"][0]["cautions"][0]["remedy"] == "ส่งข้อความ"
    assert [one["kind"] for one in row["sections"]] == ["enabling"]


def test_no_cell_of_the_table_is_a_formula(given: dict[str, bytes]) -> None:
    raw = given["docs/data/techniques.csv"]
    assert raw.startswith(b"\xef\xbb\xbf"), "so that Excel reads Thai"
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 1 + len(HOSTILE)
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


@pytest.mark.parametrize("path", ["docs/feed.xml", "docs/places/phatthalung/feed.xml", "docs/feed.json"])
def test_feeds_are_feeds(given: dict[str, bytes], path: str) -> None:
    if path.endswith("json"):
        data = json.loads(given[path])
        assert data["version"].startswith("https://jsonfeed.org/version/1")
        assert all({"id", "content_text"} <= item.keys() for item in data["items"])
        return
    read = feedparser.parse(given[path])
    assert not read.bozo
    assert len(read.entries) == len(HOSTILE)
    assert read.feed.id.startswith("https://lessons.klang.test/kb/")


def test_each_tag_has_its_feed(given: dict[str, bytes]) -> None:
    assert [path for path in given if re.fullmatch(r"docs/tags/[^/]+/feed\.xml", path)]


def head_of(given: dict[str, bytes], name: str) -> str:
    """The elements for the page's head, out of its front matter."""
    page = given[f"docs/lessons/{name}.md"].decode()
    line = next(line for line in page.split("\n") if line.startswith("head: "))
    return str(json.loads(line.removeprefix("head: ")))


def test_json_ld_says_what_the_lesson_is(given: dict[str, bytes]) -> None:
    for number in range(len(HOSTILE)):
        head = head_of(given, f"lesson-{number}")
        assert head.count("<script") == head.count("</script>") == 1, "no title ends the element"
        data: Any = json.loads(re.search(r'ld\+json">(.*)</script>', head)[1])  # type: ignore[index]
        assert (data["@context"], data["@type"]) == ("https://schema.org", "Article")
        assert data["headline"] == HOSTILE[number]
        assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
        how = data["hasPart"][0]
        assert how["@type"] == "HowTo"
        assert [step["position"] for step in how["step"]] == [1, 2]
        for name in ("title", "creator", "date", "rights", "identifier"):
            assert f'<meta name="DC.{name}"' in head


def test_the_glossary_is_a_set_of_defined_terms(given: dict[str, bytes]) -> None:
    page = given["docs/glossary/index.md"].decode()
    head = json.loads(
        next(line for line in page.split("\n") if line.startswith("head: ")).removeprefix("head: ")
    )
    assert head.count("<script") == head.count("</script>") == 1
    data: Any = json.loads(re.search(r'ld\+json">(.*)</script>', head)[1])  # type: ignore[index]
    assert (data["@context"], data["@type"]) == ("https://schema.org", "DefinedTermSet")
    (term,) = data["hasDefinedTerm"]
    assert term["@type"] == "DefinedTerm"
    assert (term["name"], term["inDefinedTermSet"]) == ("</script>คำ", data["@id"])
    assert term["alternateName"] == ["คำย่อ"]
    assert f'id="{term["@id"].partition("#")[2]}"' in page, "the address of a term is an anchor of the page"


def test_an_event_is_found(tmp_path: Path) -> None:
    library = harvested(
        tmp_path,
        {
            "2566/a-lesson.md": f"---\n{HEAD.format(title='นัดด้วยใจ')}\n---\n\n{BODY.format(name='นัด')}",
            "events/market-2566.yml": "title: ตลาดนัดความรู้อำเภอ\nlearned: [หลังคาสังกะสีเก็บน้ำได้]\n",
        },
    )
    index = build_index(documents(library), Segmenter(library.vocabulary.words()))
    search = Search(index.load)
    for query in ("ตลาดนัดความรู้อำเภอ", "หลังคาสังกะสี"):
        hit = answer(search, query, {}).hits[0]
        assert search.lexicon.address_of(hit.document) == "events/market-2566/"


def test_each_lesson_has_a_picture_to_send(given: dict[str, bytes]) -> None:
    picture = Image.open(io.BytesIO(given["docs/lessons/lesson-0/card.png"]))
    assert picture.size == (1200, 630)
    assert len(picture.convert("RGB").getcolors(1 << 16) or []) > 4, "there is something on it"


def test_programs_that_write_find_a_list(given: dict[str, bytes]) -> None:
    text = given["docs/llms.txt"].decode()
    assert text.startswith("# ")
    assert "https://lessons.klang.test/kb/lessons/lesson-0/" in text


def test_the_table_opens_in_a_table_program(given: dict[str, bytes], tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "t.csv").write_bytes(given["docs/data/techniques.csv"])
    arguments = [
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/home",
        "--infilter=CSV:44,34,76",
        "--convert-to",
        "fods",
    ]
    subprocess.run(
        [office, *arguments, "--outdir", str(tmp_path), str(tmp_path / "t.csv")], check=True, timeout=120
    )
    sheet = (tmp_path / "t.fods").read_text(encoding="utf-8")
    assert "table:formula" not in sheet
    assert "โทรหาตัวคน" in sheet
