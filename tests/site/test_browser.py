"""The sample in a real Chromium and Firefox: accessible, without foreign requests, and fit for the smallest phone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.firefox import Firefox
from tests.serving import Quiet, served
from tests.site import line_ends
from tests.site.conftest import Built

pytestmark = pytest.mark.browser
KINDS = (
    "", "lessons/letter/", "lessons/call-first/", "lessons/long-names/",
    "techniques/", "cautions/", "tags/", "tags/coordination/", "places/",
    "places/nakhon-si-thammarat/", "roles/", "roles/khun-amnuai/", "programmes/", "series/", "collections/both/",
    "glossary/", "people/", "organisations/", "questions/", "gaps/", "titles/", "search/", "data/", "browse/",
    "fit/", "compare/", "works/gather/", "pages/write/",
    "404.html",
)  # fmt: skip
SMALL = """() => [...document.querySelectorAll('a, button, summary')].filter(one => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (style.display === 'inline' || style.visibility === 'hidden' || !box.width || one.closest('.sr')) return false;
  if (getComputedStyle(one, '::after').position === 'absolute') return false;
  return box.width < 43.5 || box.height < 43.5;
}).map(one => one.outerHTML.slice(0, 120))"""
WIDE = """() => [...document.querySelectorAll('.nb')].filter(one => one.getBoundingClientRect().width > innerWidth - 58)
  .map(one => one.textContent)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_kind_of_page(address: str, chromium: Any, width: int, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, bypass_csp=True
    )
    page = context.new_page()
    faults: list[str] = []
    page.on(
        "request", lambda r: None if r.url.startswith((address, "data:")) else faults.append(f"asks {r.url}")
    )
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    rules = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
    # what is right is many times as much to hand over
    options = {"rules": rules, "resultTypes": ["violations"]}
    for kind in KINDS:
        page.goto(address + kind)
        for fault in Axe().run(page, options=options).response["violations"]:
            faults += [f"{kind}: {fault['id']} {node['html'][:120]}" for node in fault["nodes"]]
        faults += [f"{kind}: small target {one}" for one in page.evaluate(SMALL)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{kind}: wider than the screen")
        faults += [f"{kind}: wide phrase {one}" for one in page.evaluate(WIDE)]
    context.close()
    assert faults == []


def test_with_the_policy_on_nothing_is_refused_and_nothing_runs(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: said.append("a dialog opened"))
    for kind in KINDS:
        page.goto(address + kind)
    page.goto(f"{address}lessons/call-first/")
    assert page.title() != "ran"
    context.close()
    assert said == []


def test_the_theme_switch_and_the_menu_work_by_keyboard(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 700}, color_scheme="light")
    page = context.new_page()
    page.goto(address)
    page.focus("[data-theme-switch]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".menu__sheet")
    page.keyboard.press("Escape")
    assert not page.is_visible(".menu__sheet")
    page.goto(f"{address}techniques/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    context.close()


def test_no_line_ends_inside_a_word_in_chromium(address: str, chromium: Any) -> None:
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    broken = []
    for kind in KINDS:
        page.goto(address + kind)
        for width in (320, 360, 412, 768):
            page.set_viewport_size({"width": width, "height": 800})
            found = line_ends.faults(page.evaluate(line_ends.SCRIPT))
            broken += [f"{kind} at {width}: {fault}" for fault in found]
    context.close()
    assert broken == []


def broken_results(built: Built, goto: Any, evaluate: Any, address: str) -> list[str]:
    """Line ends that Thai forbids in what the search answers, and in what it says of words that it does not know."""
    found = []
    for query in (
        *line_ends.questions(built.site),
        "หน่วยงาน",
        "ติตต่อ",
        "เรื่องนี้ไม่มีในคลังเพราะเป็นเพียงคำถามที่ยาวมาก",
    ):
        goto(f"{address}search/?q={query}")
        assert evaluate(line_ends.ANSWERED)
        found += [f"{query}: {fault}" for fault in line_ends.faults(evaluate(line_ends.SCRIPT))]
    return found


def test_no_line_of_a_result_of_the_search_ends_inside_a_word(
    built: Built, address: str, chromium: Any, firefox: Firefox
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    firefox.resize(360)
    for goto, evaluate in ((page.goto, page.evaluate), (firefox.goto, firefox.evaluate)):
        assert broken_results(built, goto, evaluate, address) == []
    context.close()


def test_no_line_ends_inside_a_word_in_firefox(address: str, firefox: Firefox) -> None:
    broken = []
    for kind in KINDS:
        firefox.resize(360)
        firefox.goto(address + kind)
        for width in (360, 412, 768):
            firefox.resize(width)
            found = line_ends.faults(firefox.evaluate(line_ends.SCRIPT))
            broken += [f"{kind} at {width}: {fault}" for fault in found]
    assert broken == []


def test_an_old_id_in_a_shared_basket_leads_on(address: str, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}basket/?b=old-letter,call-first,letter")
    page.wait_for_url("**/basket/?b=letter,call-first")
    assert page.locator(".basket-missing").count() == 0
    context.close()


class Late(Quiet):
    """A net on which home comes piece by piece, and faces of type long after the text."""

    def send_head(self) -> Any:
        if self.path.endswith(".woff2"):
            time.sleep(1.5)
        return super().send_head()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        while piece := source.read(1 << 11):
            outputfile.write(piece)
            time.sleep(0.15 if self.path == "/" else 0)


SHIFT = """async () => { await document.fonts.ready; await new Promise((go) => setTimeout(go, 300)); let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
    .observe({type: 'layout-shift', buffered: true});
  await new Promise((go) => setTimeout(go, 100)); return sum; }"""


@pytest.mark.parametrize(
    "kind", ["", "lessons/coordinate-before-visit/", "collections/working-together/", "techniques/"]
)
def test_what_comes_late_moves_nothing(shipped: Path, chromium: Any, kind: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
    page = context.new_page()
    with served(shipped, Late) as at:
        page.goto(at + kind, wait_until="networkidle")
        assert page.evaluate(SHIFT) <= 0.02
    context.close()


THROUGH = """async () => { for (let at = 0; at < document.documentElement.scrollHeight; at += 1600) {
  scrollTo(0, at); await new Promise((go) => setTimeout(go, 30)); } }"""


@pytest.mark.parametrize("kind", ["gaps/", "pages/fields/"])
def test_a_long_page_stays_in_place_while_one_reads_down(shipped: Path, chromium: Any, kind: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
    page = context.new_page()
    with served(shipped) as at:
        page.goto(at + kind, wait_until="networkidle")
        page.evaluate(THROUGH)
        assert page.evaluate(SHIFT) <= 0.02
    context.close()


CLIPPED = """() => { const nodes = [...document.querySelectorAll('figure.near a')], wide = 6;
  const clipped = (ring, frame) => ring.right + wide > frame.right || ring.left - wide < frame.left
    || ring.top - wide < frame.top || ring.bottom + wide > frame.bottom;
  return [nodes.length, nodes.filter((node) => {
    for (let at = node.parentElement; at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflow !== 'visible'
        && clipped(node.getBoundingClientRect(), at.getBoundingClientRect())) return true;
    return false; }).length]; }"""


def test_the_ring_of_focus_is_whole_on_every_node(shipped: Path, chromium: Any) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    with served(shipped) as at:
        page.goto(f"{at}lessons/coordinate-before-visit/")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        nodes, clipped = page.evaluate(CLIPPED)
    page.close()
    assert nodes > 2
    assert clipped == 0


def test_taps_before_the_scripts_have_come_count(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, color_scheme="light")
    page = context.new_page()
    context.route("**/assets/*/*.js*", lambda route: None)
    for lesson in ("letter", "call-first"):
        page.goto(f"{address}lessons/{lesson}/", wait_until="commit")
        button = page.locator("[data-basket]").first
        button.click()
        button.click()
    page.locator("[data-theme-switch]").click()
    context.unroute_all()
    page.locator(".dock a[href*=basket]").click()
    page.locator("#basket .basket-name a").nth(1).wait_for()
    assert page.locator("#basket .basket-name a").count() == 2
    assert page.evaluate(
        "[localStorage.basket, localStorage.early, document.documentElement.dataset.theme]"
    ) == [
        "letter,call-first",
        None,
        "dark",
    ]
    context.close()


COPIED = "() => { getSelection().selectAllChildren(document.querySelector('.body')); return String(getSelection()); }"
FOUND = """() => { getSelection().removeAllRanges();
  return ['โทรหาตัวคน', 'ข้อควรระวัง'].map((one) => window.find(one, true, false, true)); }"""


def test_only_its_button_changes_the_size_of_the_text(address: str, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address + "lessons/letter/")
    size = "document.documentElement.dataset.size"
    page.locator("h1").click()
    page.locator(".tools-more > summary").click()
    assert page.evaluate(size) == ""
    page.locator("button[data-size]").click()
    assert page.evaluate(size) == "large"
    context.close()


def test_copies_and_finding_are_clean(address: str, chromium: Any, firefox: Firefox) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}lessons/call-first/")
    firefox.goto(f"{address}lessons/call-first/")
    for evaluate in (page.evaluate, firefox.evaluate):
        copied = evaluate(COPIED)
        assert copied.strip()
        assert not set(copied) & set("\u200b\u2060\u00a0\ue000\ue001\ue002")
        assert evaluate(FOUND) == [True, True]
    context.close()


def test_without_scripts_the_pages_stand(address: str, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(f"{address}search/")
    assert page.is_visible("#all .pill")
    page.goto(f"{address}lessons/letter/")
    assert page.is_visible("#step-1-1")
    context.close()
