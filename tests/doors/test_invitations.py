"""Every dashed line leads to the form that asks for what is missing, with what is known filled in; else to the guide."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from harvester import pipeline
from harvester.doors.issue_body import read_issue
from harvester.doors.issue_forms import issue_form
from harvester.doors.submission import drafted
from harvester.emitters import EMITTERS
from harvester.emitters.guides import reach, told
from harvester.model import Library
from harvester.model.diagnostics import SetupError
from harvester.reading.yaml import parse, plain
from harvester.rendering.forge import FORMS, Forge
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings, load_settings
from tests.doors.test_issues import DAY

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


def test_invitations_fill_in_fields_that_the_forms_have(library: Library, settings: Settings) -> None:
    html = _pages(library, replace(settings, repository=GITHUB))
    fields = _fields(library, settings)
    queries = _queries(html, f"{GITHUB}/issues/new?")
    assert {query["template"] for query in queries} >= {
        f"{FORMS[k]}.yml" for k in ("lesson", "trial", "wish", "answer")
    }
    for query in queries:
        given = set(query) - {"template", "title"}
        assert given <= fields[query["template"]], query
    trials = {
        query["lesson"] for query in queries if query["template"] == "2-trial.yml" and "lesson" in query
    }
    assert trials == {str(lesson.id) for lesson in library.lessons}
    parts = [query for query in queries if query["template"] == "5-part.yml" and "lesson" in query]
    assert any(re.fullmatch(r"[a-z-]+#caution-\d-\d-\d", query["lesson"]) for query in parts)
    assert all(query["lesson"].split("#")[0] in library.by_id and query["part"] for query in parts)
    assert 'href="../pages/write/#' not in "".join(
        re.findall(r'<a class="(?:more|btn btn--main)"[^>]*>', html)
    )


def test_what_a_trials_form_is_given_is_read_again(library: Library, settings: Settings) -> None:
    html = _pages(library, replace(settings, repository=GITLAB))
    queries = _queries(html, "https://gitlab.example.org/khlang/botrian/-/issues/new?")
    templates = {one.path for one in issue_form(library, settings)}
    for query in queries:
        assert f".gitlab/issue_templates/{query['issuable_template']}.md" in templates
    subject = next(
        q["issue[title]"]
        for q in queries
        if q["issuable_template"] == "2-trial" and not q["issue[title]"].endswith(": ")
    )
    form = next(
        one for one in issue_form(library, settings) if one.path.endswith("issue_templates/2-trial.md")
    )
    body = form.content.decode().replace("### เกิดอะไรขึ้น", "ได้ผล\n\n### เกิดอะไรขึ้น\n\nมาครบ")
    draft = drafted(read_issue(body, subject), library, DAY)
    assert draft.path.startswith(f"trials/{subject.removeprefix('ลองแล้ว: ')}/")
    assert "outcome: worked" in draft.text


def test_without_a_repository_the_guide_says_how(library: Library, settings: Settings) -> None:
    site = replace(settings, repository="", contact="")
    html = _pages(library, site)
    assert "issues/new" not in html
    assert 'href="forge:' not in html
    assert "when: forge" not in html
    guide = next(
        one.content.decode()
        for one in EMITTERS["guides"](SiteContext(library, site))
        if one.path.endswith("write.md")
    )
    anchors = set(re.findall(r'id="([^"]+)"', guide))
    wanted = set(re.findall(r'href="[./]*pages/write/#([^"]+)"', html))
    assert wanted
    assert wanted <= anchors


@pytest.mark.parametrize("repository", ["", GITHUB])
@pytest.mark.parametrize("admin", [True, False])
def test_guides_lead_nowhere_that_is_not_there(
    library: Library, settings: Settings, repository: str, admin: bool
) -> None:
    site = replace(settings, repository=repository, admin=admin)
    for guide in library.guides:
        body = told(guide.body, site)
        assert not re.search(r"<!-- (?:when|otherwise|end|contact)", body), guide.path
        assert "forge:" not in body.replace("`forge:", "")
        if not (admin and repository):
            assert "](site:admin/)" not in body, guide.path


def test_how_to_reach_the_editors() -> None:
    site = Settings(ROOT, publisher="กองบรรณาธิการ")
    assert reach(replace(site, contact="kb@example.org")) == "[kb@example.org](mailto:kb@example.org)"
    assert reach(replace(site, contact="https://line.me/x")) == "<https://line.me/x>"
    assert reach(replace(site, contact="โทร 075-555-555 (จันทร์–ศุกร์)")) == "โทร 075-555-555 (จันทร์–ศุกร์)"
    assert "กองบรรณาธิการ" in reach(site)


def test_addresses_are_those_of_the_forge() -> None:
    assert Forge().form("trial") == Forge().begun("wish", "problem") == Forge().form() == ""
    assert Forge(GITHUB).form() == f"{GITHUB}/issues/new/choose"
    assert (
        Forge(GITHUB + ".git/").form("fault", page="a b&c")
        == f"{GITHUB}/issues/new?template=4-fault.yml&page=a%20b%26c"
    )
    assert Forge(GITLAB).edit("main", "lessons") == "-/edit/main/lessons/"
    assert Forge(GITHUB).begun("wish", "problem").endswith("template=3-wish.yml&problem=")


def test_a_repository_is_named_by_its_web_address(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.harvester]\nrepository = "git@github.com:khlang/botrian.git"\n'
    )
    with pytest.raises(SetupError, match="ต้องเป็นที่อยู่เว็บ"):
        load_settings(tmp_path)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def address(
    library: Library, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The page of gaps as it is served, with the site's script and its policy."""
    site = replace(settings, **request.param)
    page = next(EMITTERS["gaps"](SiteContext(library, site))).content.decode().split("---\n", 2)[2]
    (tmp_path / "reader.js").write_bytes((ROOT / "templates/assets/js/reader.js").read_bytes())
    policy = "default-src 'none'; script-src 'self'; style-src 'self'"
    head = (
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    )
    (tmp_path / "gaps.html").write_text(
        f'{head}<script src="reader.js" defer></script>{page}', encoding="utf-8"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/gaps.html"
    server.shutdown()
    server.server_close()


WAYS = [
    (
        {"repository": GITHUB},
        f"{GITHUB}/issues/new?template=3-wish.yml&problem=%E0%B8%8A%E0%B8%A7%E0%B8%99%20%26%20%3Cb%3E",
    ),
    ({"repository": "", "contact": "kb@example.org"}, "mailto:kb@example.org?subject="),
    ({"repository": "", "contact": ""}, "/pages/write/#"),
]


@pytest.mark.browser
@pytest.mark.parametrize(("address", "leads"), WAYS, indirect=["address"], ids=["forge", "letter", "guide"])
def test_what_was_not_found_can_be_asked_for(address: str, leads: str, chromium: Any) -> None:
    context = chromium.new_context(locale="th-TH")
    page = context.new_page()
    page.goto(f"{address}?ask=%E0%B8%8A%E0%B8%A7%E0%B8%99+%26+%3Cb%3E")
    box = page.locator("#ask")
    assert box.locator("b").inner_text() == "ขอบทเรียนเรื่อง “ชวน & <b>”"
    assert leads in box.locator("a").evaluate("link => link.href")
    page.goto(address)
    assert "ไม่พบ" in page.locator("#ask b").inner_text(), (
        "without a question the page offers the form all the same"
    )
    context.close()
