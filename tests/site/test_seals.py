"""Integrity: what scripts load of ours is named with its digest, and the digests are those of the finished files."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from tests.site.conftest import Built

_LOADS = re.compile(r"<script\b[^>]*\bsrc=[^>]*>")
_ADDRESS = re.compile(r'\bsrc="([^"]+)"')
OURS = {"assets/js/reader.js", "assets/search/search.js", "assets/paper/paper.js"}


def digest(file: Path) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()}"


def test_every_page_names_the_version_of_what_it_loads(built: Built) -> None:
    """A version, no digest: a site opened from a folder must run its scripts too, and a new edition is fetched anew."""
    pages = [page for page in built.site.rglob("*.html") if "admin" not in page.parts]
    assert len(pages) > 20
    for page in pages:
        at = page.relative_to(built.site).as_posix()
        text = page.read_text(encoding="utf-8")
        loaded = {}
        for tag in _LOADS.findall(text):
            assert "integrity" not in tag
            address = urlsplit(urljoin(f"https://a.example/{at}", _ADDRESS.search(tag)[1]))
            loaded[address.path.removeprefix("/")] = address.query
        named = {path for path in OURS if loaded.get(path)}
        assert named == OURS or "refresh" in text or at == "404.html", (at, loaded)
        for path in named:
            assert hashlib.sha256((built.site / path).read_bytes()).hexdigest().startswith(loaded[path]), (
                at,
                path,
            )


def test_what_scripts_load_later_is_sealed_too(built: Built) -> None:
    assets = built.site / "assets"
    assert digest(assets / "js" / "more.js") in (assets / "js" / "reader.js").read_text("utf-8")
    program = next((assets / "search").glob("app.*.js"))
    assert digest(program) in (assets / "search" / "search.js").read_text("utf-8")
    assert digest(assets / "search" / "search.css") in program.read_text("utf-8")


def test_the_digests_of_the_policy_are_those_of_the_scripts_in_the_pages(built: Built) -> None:
    page = next((built.site / "lessons").rglob("index.html")).read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert scripts
    for script in scripts:
        found = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{found}'" in page


def test_the_basket_asks_for_all_its_modules_at_once(built: Built) -> None:
    folder, needed, waiting = built.site / "assets" / "paper", set[str](), ["page.js"]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += re.findall(r'from "\./([\w-]+\.js)"', (folder / name).read_text("utf-8"))
    page = (built.site / "basket" / "index.html").read_text("utf-8")
    assert set(re.findall(r'rel="modulepreload" href="\.\./assets/paper/([\w-]+\.js)"', page)) == needed
