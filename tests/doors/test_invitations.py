"""Every dashed line leads to the form that asks for what is missing, with what is known filled in; else to the guide."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from harvester import pipeline
from harvester.doors.issue_forms import issue_form
from harvester.emitters import EMITTERS
from harvester.emitters.single_pages import contact_words, fill_guide
from harvester.model import Library
from harvester.model.diagnostics import SetupError
from harvester.reading.yaml import parse, plain
from harvester.rendering.forge import Forge
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
GITHUB = "https://github.com/khlang/botrian"
GITLAB = "https://gitlab.example.org/khlang/botrian.git"
PAGES = (
    "home",
    "lessons",
    "cautions",
    "tags",
    "places",
    "programmes",
    "series",
    "questions",
    "gaps",
    "guides",
)


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT)


@pytest.fixture(scope="module")
def library(settings: Settings) -> Library:
    return pipeline.publishable(pipeline.harvest(pipeline.load(settings)), False)


def _pages(library: Library, site: Settings) -> str:
    return "\n".join(
        one.content.decode() for name in PAGES for one in EMITTERS[name](SiteContext(library, site))
    )


def _fields(library: Library, settings: Settings) -> dict[str, set[str]]:
    """Ids of the questions by the name of the form's file."""
    found = {}
    for one in issue_form(library, settings):
        if one.path.startswith(".github") and not one.path.endswith("config.yml"):
            tree = plain(parse(one.content.decode(), one.path)[0])
            found[one.path.rsplit("/", 1)[1]] = {item["id"] for item in tree["body"] if "id" in item}
    return found


def _queries(html: str, address: str) -> list[dict[str, str]]:
    links = re.findall(rf'href="({re.escape(address)}[^"]*)"', html)
    return [dict(parse_qsl(urlsplit(link.replace("&amp;", "&")).query)) for link in links]


@pytest.mark.parametrize("repository", ["", GITHUB])
def test_every_invitation_leads_to_the_form_and_says_what_it_is_about(
    library: Library, settings: Settings, repository: str
) -> None:
    html = _pages(library, replace(settings, repository=repository))
    queries = _told(html)
    assert {query["kind"] for query in queries} == {"lesson", "trial", "wish", "answer"}
    assert {query["id"] for query in queries if query["kind"] == "trial"} == {
        str(one.id) for one in library.lessons
    }
    answers = [query for query in queries if query["kind"] == "answer"]
    assert any(re.fullmatch(r"[a-z-]+#caution-\d-\d-\d", query["id"]) for query in answers)
    assert all(query["id"].split("#")[0] in library.by_id for query in answers)
    assert any(query.get("place", "").startswith("ภาค") and query["about"] for query in queries), (
        "a cell of the gap map"
    )
    assert any(query.get("part") == "series" for query in queries)


def _told(html: str) -> list[dict[str, str]]:
    links = re.findall(r'href="[./]*tell/\?([^"#]*)#', html)
    return [dict(parse_qsl(link.replace("&amp;", "&"))) for link in links]


@pytest.mark.parametrize("repository", ["", GITHUB])
@pytest.mark.parametrize("admin", [True, False])
def test_guides_lead_nowhere_that_is_not_there(
    library: Library, settings: Settings, repository: str, admin: bool
) -> None:
    site = replace(settings, repository=repository, admin=admin)
    for guide in library.guides:
        body = fill_guide(guide.body, site)
        assert not re.search(r"<!-- (?:when|otherwise|end|contact)", body), guide.path
        assert "forge:" not in body.replace("`forge:", "")
        if not (admin and repository):
            assert "](site:admin/)" not in body, guide.path


def test_how_to_reach_the_editors() -> None:
    site = Settings(ROOT, publisher="กองบรรณาธิการ")
    assert contact_words(replace(site, contact="kb@example.org")) == "[kb@example.org](mailto:kb@example.org)"
    assert contact_words(replace(site, contact="https://line.me/x")) == "<https://line.me/x>"
    assert contact_words(replace(site, contact="โทร 075-555-555 (จันทร์–ศุกร์)")) == "โทร 075-555-555 (จันทร์–ศุกร์)"
    assert "กองบรรณาธิการ" in contact_words(site)


def test_addresses_are_those_of_the_forge() -> None:
    assert Forge().form("trial") == Forge().form() == ""
    assert Forge(GITHUB).form() == f"{GITHUB}/issues/new/choose"
    assert (
        Forge(GITHUB + ".git/").form("fault", page="a b&c")
        == f"{GITHUB}/issues/new?template=4-fault.yml&page=a%20b%26c"
    )
    assert Forge(GITLAB).edit("main", "lessons") == "-/edit/main/lessons/"


def test_a_repository_is_named_by_its_web_address(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.harvester]\nrepository = "git@github.com:khlang/botrian.git"\n'
    )
    with pytest.raises(SetupError, match="ต้องเป็นที่อยู่เว็บ"):
        load_settings(tmp_path)
