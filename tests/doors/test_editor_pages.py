"""What a site ships of the editor: with a repository, without one, and in Sveltia."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harvester import pipeline
from harvester.emitters import EMITTERS
from harvester.emitters.admin import admin
from harvester.model import Library
from harvester.rendering.pages import SiteContext
from harvester.settings import Settings
from tests.npm import unpacked


def test_a_site_without_a_repository_ships_no_editor(settings: Settings) -> None:
    library = pipeline.load(settings)
    paths = [artifact.path for artifact in admin(SiteContext(library, settings))]
    assert "docs/admin/decap-cms.js" not in paths
    index = next(
        a for a in admin(SiteContext(library, settings)) if a.path.endswith("index.html")
    ).content.decode()
    assert "repository" in index
    assert list(admin(SiteContext(library, replace(settings, admin=False)))) == []
    whole = list(
        admin(SiteContext(library, replace(settings, repository="https://github.com/khlang/botrian")))
    )
    decap = next(a for a in whole if a.path == "docs/admin/decap-cms.js").content
    assert b"sourceMappingURL" not in decap[-200:]
    assert len(decap) > 5_000_000
    assert b"repo: khlang/botrian" in next(a for a in whole if a.path.endswith("config.yml")).content


@pytest.mark.browser
def test_where_there_is_no_editor_the_page_helps_all_the_same(settings: Settings, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    files = {one.path: one.content.decode() for one in admin(SiteContext(pipeline.load(settings), settings))}
    theme = {
        one.path: one.content.decode("utf-8", "replace")
        for one in EMITTERS["theme"](SiteContext(Library(), settings))
    }
    styles = theme["docs/assets/css/bare.css"] + files["docs/admin/desk.css"]
    html = files["docs/admin/index.html"].replace(
        '<link rel="stylesheet" href="desk.css">', f"<style>{styles}</style>"
    )
    assert "../pages/write/" in html
    assert "harvester admin" in html
    context = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    page.set_content(html)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []
    context.close()


@pytest.mark.browser
def test_the_published_editor_asks_nobody_until_one_signs_in(settings: Settings, page: Any) -> None:
    site = replace(settings, repository="https://github.com/khlang/botrian")
    files = {
        f"/{one.path.removeprefix('docs/')}": one.content
        for one in admin(SiteContext(pipeline.load(site), site))
    }

    def fulfil(route: Any) -> None:
        path = route.request.url.split("?")[0].removeprefix("https://desk.example")
        path += "index.html" if path.endswith("/") else ""
        kinds = {".html": "text/html", ".yml": "text/yaml", ".js": "text/javascript", ".css": "text/css"}
        if path in files:
            kind = kinds.get(Path(path).suffix, "application/json")
            route.fulfill(body=files[path], content_type=f"{kind}; charset=utf-8")
        else:
            route.abort()

    page.route("**/*", fulfil)
    page.goto("https://desk.example/admin/")
    page.get_by_role("button", name="เข้าสู่ระบบด้วย GitHub").wait_for()
    assert [url for url in page.went if not url.startswith(("https://desk.example/", "blob:", "data:"))] == []


@pytest.fixture(scope="session")
def sveltia(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Sveltia CMS as npm gives it; only to see that our configuration loads there too."""
    package = unpacked("@sveltia/cms", "0.221.1", tmp_path_factory.mktemp("npm"))
    return (package / "dist/sveltia-cms.js").read_bytes()


@pytest.mark.browser
def test_the_configuration_loads_in_sveltia(settings: Settings, page: Any, sveltia: bytes) -> None:
    site = replace(settings, repository="https://github.com/khlang/botrian")
    files = {artifact.path: artifact.content for artifact in admin(SiteContext(pipeline.load(site), site))}
    config = files["docs/admin/config.yml"]
    head = (
        '<!doctype html><meta charset="utf-8"><link href="config.yml" type="text/yaml" rel="cms-config-url">'
    )
    html = f'{head}<script src="sveltia-cms.js"></script>'
    answers = {"/": html.encode(), "/config.yml": config, "/sveltia-cms.js": sveltia}

    def fulfil(route: Any) -> None:
        path = "/" + route.request.url.split("/", 3)[3].split("?")[0]
        if route.request.url.startswith("https://desk.example/") and path in answers:
            kind = {"/": "text/html", "/config.yml": "text/yaml"}.get(path, "text/javascript")
            route.fulfill(body=answers[path], content_type=f"{kind}; charset=utf-8")
        else:
            route.abort()

    page.route("**/*", fulfil)
    page.goto("https://desk.example/")
    page.get_by_role("button", name="GitHub").first.wait_for()
    assert "configuration" not in page.locator("body").inner_text().lower()
    told = [fault for fault in page.faults if "net::" not in fault]
    assert told == []


def test_json_of_the_preview_names_what_it_draws(settings: Settings) -> None:
    site = replace(settings, repository="https://github.com/khlang/botrian")
    script = next(
        a for a in admin(SiteContext(pipeline.load(site), site)) if a.path.endswith("about.js")
    ).content.decode()
    about = json.loads(script.removeprefix("window.about = ").removesuffix(";\n"))
    assert "new-lessons" in about["collections"]
    assert about["sections"]["กับดัก"] == "traps"
    assert 'id="i-caution"' in about["sprite"]
