"""The oldest device that we hold: Chrome 80, the WebView of LINE on phones of 2020. Scripts parse as ES2020, and what
that browser lacks is not needed to read, search, fill the basket and tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.npm import unpacked
from tests.serving import served
from tests.site.conftest import Built

LATER = """
for (const [owner, names] of [
  [Array.prototype, ["at", "findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced", "with"]],
  [String.prototype, ["at", "replaceAll", "isWellFormed"]], [Object, ["hasOwn", "groupBy"]],
  [Promise, ["any", "withResolvers"]], [Element.prototype, ["replaceChildren", "checkVisibility"]],
  [Document.prototype, ["startViewTransition"]], [Intl, ["Segmenter"]], [Crypto.prototype, ["randomUUID"]],
  [AbortSignal, ["timeout", "any"]], [Array, ["fromAsync"]],
  [Set.prototype, ["union", "intersection", "difference", "isSubsetOf"]], [globalThis, ["structuredClone", "WeakRef"]],
  [URL, ["canParse", "parse"]], [Iterator.prototype, ["map", "filter", "toArray", "forEach", "flatMap", "some", "every"]],
]) for (const name of names) delete owner[name];
"""
"""Takes away what came after Chrome 80."""
_INLINE = re.compile(r"<script(?![^>]*(?:application|src=))[^>]*>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def acorn(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A parser that can be told the edition of the language."""
    package = unpacked("acorn", "8.14.0", tmp_path_factory.mktemp("npm"))
    return (package / "dist/acorn.js").read_text("utf-8")


@pytest.fixture
def old_phone(chromium: Any, built: Built) -> Iterator[Any]:
    """A page at 360 px without what came later; `faults` holds what scripts complained of."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 720}, locale="th-TH", service_workers="block"
    )
    context.add_init_script(LATER)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    with served(built.site) as address:
        page.address = address
        yield page
    context.close()


def scripts(site: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every script of the site and its first pages, the editor's apart."""
    for file in sorted([*site.rglob("*.js"), *site.rglob("*.mjs")]):
        if not file.is_relative_to(site / "admin"):
            yield file.relative_to(site).as_posix(), file.read_text("utf-8")
    for page in (
        "index.html",
        "lessons/letter/index.html",
        "search/index.html",
        "basket/index.html",
        "404.html",
    ):
        for number, text in enumerate(_INLINE.findall((site / page).read_text("utf-8"))):
            yield f"{page} #{number}", text


@pytest.mark.browser
def test_every_script_is_es2020(built: Built, acorn: str, chromium: Any) -> None:
    page = chromium.new_page()
    page.evaluate(acorn)
    faults = []
    for name, text in scripts(built.site):
        said = page.evaluate(
            """text => { let said = ""; for (const sourceType of ["module", "script"]) try {
                 acorn.parse(text, { ecmaVersion: 2020, sourceType }); return ""; } catch (error) { said = error.message; }
               return said; }""",
            text,
        )
        faults += [f"{name}: {said}"] * bool(said)
    assert faults == []
    assert page.evaluate(
        "() => { try { acorn.parse('a ??= 1', { ecmaVersion: 2020 }); } catch { return 'refused'; } }"
    )
    page.close()


@pytest.mark.browser
def test_reading_searching_basket_and_telling_need_nothing_later(old_phone: Any) -> None:
    page = old_phone
    page.goto(f"{page.address}lessons/letter/")
    page.locator("[data-basket]").first.click()
    page.goto(f"{page.address}search/?q=หนังสือ")
    page.locator("main a[href*='lessons/']").first.wait_for()
    page.goto(f"{page.address}basket/")
    page.locator("main a[href*='lessons/letter/']").first.wait_for()
    page.goto(f"{page.address}tell/?kind=lesson#lesson")
    page.locator("#tell textarea").first.fill("โทรหาคนจริงก่อนส่งหนังสือ")
    assert page.faults == []
